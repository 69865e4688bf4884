/**
 * A working plan as the page knows it: the server's document with days as numbers.
 *
 * Days count from the first day of the horizon; spans are half-open (`from`, `to`), in the document
 * both ends are inclusive.
 */

import { Calendar } from "./dates.js";
import { list, name, t } from "./i18n.js";

const NAMED = { placements: "event_id", events: "id", venues: "id" };

export class Plan {
  constructor(doc, setup) {
    this.doc = doc;
    const days = Math.round((Date.parse(doc.horizon.last) - Date.parse(doc.horizon.first)) / 86400000) + 1;
    this.calendar = new Calendar(doc.horizon.first, days);
    this.days = days;
    this.palette = setup.palette;
    this.kinds = setup.kinds;
    this.turnOver(doc.today);
    this.read();
  }

  /** Take another day for today. */
  turnOver(day) {
    this.doc.today = day;
    this.today = day ? this.calendar.day(day) : null;
  }

  /** Take over what an edit changed: the document becomes the one that the server has now. */
  merge(answer) {
    const { doc } = this;
    for (const key of Object.keys(answer)) if (key in doc) doc[key] = answer[key];
    const findings = spliced(doc.findings, answer);
    for (const [key, value] of Object.entries(answer.changed)) doc[key] = this.#renewed(key, value, answer);
    doc.findings = findings;
    this.read();
  }

  /** A key's value after an edit; of some only the items that differ were sent. */
  #renewed(key, value, { gone, whole }) {
    const lost = new Set(gone[key]);
    if (key === "cost_by_event") return Object.fromEntries(Object.entries({ ...this.doc[key], ...value }).filter(([id]) => !lost.has(id)));
    if (!(key in NAMED) || whole.includes(key)) return value;
    const all = new Map([...this.doc[key], ...value].map((item) => [item[NAMED[key]], item]));
    const items = [...all.values()].filter((item) => !lost.has(item[NAMED[key]]));
    return key === "placements" ? items.sort(byDay) : items;
  }

  /** What would be broken and paid if an edit that was only tried were done. */
  findingsAfter(answer) {
    return spliced(this.doc.findings, answer);
  }

  /** What follows from the document; what an edit leaves alone stays the very same object. */
  read() {
    const { doc } = this;
    this.event = this.#once("event", doc.events, (events) => new Map(events.map((e) => [e.id, e])));
    this.venue = this.#once("venue", doc.venues, (venues) => new Map(venues.map((v) => [v.id, v])));
    this.industryList = this.#once("industries", doc.industries, (all) => Object.entries(all).map(([id, x], i) => ({ id, name: pairOf(x, id), colour: this.palette[i % this.palette.length] })));
    this.industry = this.#once("industry", this.industryList, (all) => new Map(all.map((x) => [x.id, x])));
    this.holidays = this.#once("holidays", doc.holidays, (days) => new Set(days.map((d) => this.calendar.day(d))));
    const before = this.place;
    this.place = new Map(doc.placements.map((p) => {
      const was = before?.get(p.event_id);
      return [p.event_id, was?.of === p ? was : this.#placed(p)];
    }));
    this.hard = doc.findings.filter((f) => f.hard);
    this.soft = doc.findings.filter((f) => !f.hard);
    this.hardOf = grouped(this.hard);
    this.#softOf = null;
  }

  #made = new Map();
  #softOf = null;

  /** What is made of a value, for as long as that is the very same. */
  #once(key, value, make) {
    if (this.#made.get(key)?.value !== value) this.#made.set(key, { value, made: make(value) });
    return this.#made.get(key).made;
  }

  /** Points by event; read only when an event is looked at. */
  get softOf() {
    this.#softOf ??= grouped(this.soft);
    return this.#softOf;
  }

  #placed(p) {
    const day = (iso) => this.calendar.day(iso);
    return { ...p, of: p, from: day(p.tenancy_first), show: day(p.show_first), end: day(p.show_last) + 1, to: day(p.tenancy_last) + 1 };
  }

  /** The spans of an event if its show began on `show`. */
  spans(event, show) {
    const end = show + event.show_days;
    return { from: show - (event.move_in_days || 0), show, end, to: end + (event.move_out_days || 0) };
  }

  colour(event, by) {
    if (by === "kind") return this.kinds[event.kind] || "#596475";
    return this.industry.get(event.industries[0])?.colour || "#596475";
  }

  eventName(id) {
    const event = this.event.get(id);
    return event ? name(pairOf(event, id)) : id;
  }

  venueName(id) {
    const venue = this.venue.get(id);
    return venue ? name(pairOf(venue, id)) : id;
  }

  ruleName(id) {
    return this.doc.rules[id] ? name(pairOf(this.doc.rules[id], id)) : id;
  }

  industryName(id) {
    return this.industry.has(id) ? name(this.industry.get(id).name) : id;
  }

  hallName(venueId, hallId) {
    const hall = this.venue.get(venueId)?.halls.find((x) => x.id === hallId);
    return hall ? name(pairOf(hall, hallId)) : hallId;
  }

  /** Hall names; three or more that follow each other become `first–last`. */
  halls(venueId, hallIds) {
    if (!hallIds.length) return t("noHalls");
    const all = this.venue.get(venueId)?.halls.map((x) => x.id) || [];
    const parts = [];
    for (let i = 0; i < hallIds.length; ) {
      let j = i;
      while (j + 1 < hallIds.length && all.indexOf(hallIds[j + 1]) === all.indexOf(hallIds[j]) + 1) j++;
      const names = hallIds.slice(i, j + 1).map((id) => this.hallName(venueId, id));
      parts.push(names.length < 3 ? list(names) : `${names[0]}–${names[names.length - 1]}`);
      i = j + 1;
    }
    return list(parts);
  }

  /** Whether an event holds every word of a query and is of the chosen industry and kind. */
  matches(event, { q, ind, kind }) {
    if (ind && !event.industries.includes(ind)) return false;
    if (kind && event.kind !== kind) return false;
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return !words.length || words.every((word) => this.#text(event).includes(word));
  }

  #text(event) {
    const place = this.place.get(event.id);
    const venue = place && this.venue.get(place.venue_id);
    return [event.id, event.name_zh, event.name_en, event.theme, ...(event.organizer || []), ...(venue ? pairOf(venue, "") : []),
      ...event.industries.flatMap((id) => [id, ...(this.industry.get(id)?.name || [])])].join(" ").toLowerCase();
  }

  /** Hall closures of a venue's hall as half-open spans with their reason. */
  closures(venue, hall) {
    const made = (this.doc.closures || []).filter((c) => c.venue_id === venue.id && (!c.hall_id || c.hall_id === hall.id));
    const standing = [...venue.closures, ...hall.closures].filter((c) => !made.some((m) => m.from === c.from && m.to === c.to));
    return [...standing, ...made].map((c) => ({
      number: c.number,
      from: c.from ? this.calendar.day(c.from) : 0, to: c.to ? this.calendar.day(c.to) + 1 : this.days,
      text: name([c.reason_zh || c.reason_en, c.reason_en || c.reason_zh]) || t("closed"),
    })).filter((c) => c.to > 0 && c.from < this.days);
  }
}

/** Both names of a thing, each falling back to the other and then to its id. */
export function pairOf(x, id) {
  return [x.name_zh || x.name_en || id, x.name_en || x.name_zh || id];
}

/** A list of findings after some of them went and others came. */
function spliced(findings, { findings_removed: removed, findings_added: added }) {
  const lost = new Set(removed);
  const left = findings.filter((_, i) => !lost.has(i));
  const found = [];
  let next = 0;
  for (const [at, finding] of added) {
    while (found.length < at) found.push(left[next++]);
    found.push(finding);
  }
  return found.concat(left.slice(next));
}

/** By the first day of the show, then by id. */
function byDay(a, b) {
  const [x, y] = [a, b].map((p) => `${p.show_first} ${p.event_id}`);
  return x < y ? -1 : Number(x > y);
}

function grouped(findings) {
  const found = new Map();
  for (const finding of findings) {
    for (const id of finding.events) {
      if (!found.has(id)) found.set(id, []);
      found.get(id).push(finding);
    }
  }
  return found;
}
