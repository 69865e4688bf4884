/**
 * A working plan as the page knows it: the server's document with days as numbers.
 *
 * Days count from the first day of the horizon; spans are half-open (`from`, `to`), in the document
 * both ends are inclusive.
 */

import { Calendar } from "./dates.js";
import { list, name, t } from "./i18n.js";

export class Plan {
  constructor(doc, setup) {
    this.doc = doc;
    const days = Math.round((Date.parse(doc.horizon.last) - Date.parse(doc.horizon.first)) / 86400000) + 1;
    this.calendar = new Calendar(doc.horizon.first, days);
    this.days = days;
    this.holidays = new Set(doc.holidays.map((d) => this.calendar.day(d)));
    this.today = doc.today ? this.calendar.day(doc.today) : null;
    this.event = new Map(doc.events.map((e) => [e.id, e]));
    this.venue = new Map(doc.venues.map((v) => [v.id, v]));
    this.industryList = Object.entries(doc.industries).map(([id, x], i) => ({ id, name: pairOf(x, id), colour: setup.palette[i % setup.palette.length] }));
    this.industry = new Map(this.industryList.map((x) => [x.id, x]));
    this.kinds = setup.kinds;
    this.read();
  }

  /** Take over what an edit changed. */
  merge(answer) {
    const { changed = {}, ...rest } = answer;
    const moved = changed.placements || changed.unplaced;
    const placements = moved && this.#merged(changed.placements || [], changed.unplaced || this.doc.unplaced);
    Object.assign(this.doc, rest, changed, placements && { placements });
    if (changed.events) this.#events(changed.events);
    if (changed.venues) this.venue = new Map(changed.venues.map((v) => [v.id, v]));
    this.read();
  }

  /** Other events; those that are gone have no place any more. */
  #events(events) {
    this.event = new Map(events.map((e) => [e.id, e]));
    this.doc.placements = this.doc.placements.filter((p) => this.event.has(p.event_id));
  }

  /** All placements after some of them changed and some events went. */
  #merged(some, unplaced) {
    const all = new Map(this.doc.placements.map((p) => [p.event_id, p]));
    for (const p of some) all.set(p.event_id, p);
    for (const id of unplaced) all.delete(id);
    return [...all.values()];
  }

  /** What follows from the document and changes with each edit. */
  read() {
    this.place = new Map(this.doc.placements.map((p) => [p.event_id, this.#placed(p)]));
    this.hard = this.doc.findings.filter((f) => f.hard);
    this.soft = this.doc.findings.filter((f) => !f.hard);
    this.hardOf = grouped(this.hard);
    this.softOf = grouped(this.soft);
  }

  #placed(p) {
    const day = (iso) => this.calendar.day(iso);
    return { ...p, from: day(p.tenancy_first), show: day(p.show_first), end: day(p.show_last) + 1, to: day(p.tenancy_last) + 1 };
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
