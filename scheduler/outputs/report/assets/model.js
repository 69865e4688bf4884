/** The report's data with the ways through it that every section needs. */

import { Calendar } from "./dates.js";
import { name, list, lang, t } from "./i18n.js";

export class Model {
  constructor(data) {
    const { industries: _, ...rest } = data;
    Object.assign(this, rest);
    this.calendar = new Calendar(data.first, data.days);
    this.event = new Map(data.events.map((e) => [e.event_id, e]));
    this.venue = new Map(data.venues.map((v) => [v.id, v]));
    this.industryList = data.industries;
    this.industry = new Map(data.industries.map((i) => [i.id, i]));
    this.hallOf = new Map(data.venues.flatMap((v) => v.halls.map((x) => [`${v.id}/${x.id}`, x])));
    this.linesOf = group(data.lines, (line) => (line.event_id ? [line.event_id] : []));
    this.cityLinesOf = group(data.lines, (line) => (line.event_id ? [] : line.event_ids || []));
    this.hardOf = group(data.hard, (finding) => finding.events);
    this.eventsAt = group(data.events, (e) => (e.placed ? [e.venue_id] : []));
  }

  /** Colour of an event by its main industry or by its kind. */
  colour(event, by) {
    if (by === "kind") return this.kinds[event.kind] || "#596475";
    const industry = this.industry.get(event.industries[0]);
    return industry ? industry.colour : "#596475";
  }

  industries(event) {
    return list(event.industries.map((id) => this.industryName(id)));
  }

  industryName(id) {
    return this.industry.has(id) ? name(this.industry.get(id).name) : id;
  }

  /** Hall names; three or more of a kind that follow each other become `first–last`. */
  halls(event) {
    if (!event.placed || !event.hall_ids) return event.placed ? t("noHalls") : "";
    const all = this.venue.get(event.venue_id).halls;
    const at = event.hall_ids.map((id) => all.findIndex((x) => x.id === id));
    const parts = [];
    for (let i = 0; i < at.length; ) {
      let j = i;
      while (j + 1 < at.length && at[j + 1] === at[j] + 1 && all[at[j + 1]].space === all[at[i]].space) j++;
      const names = at.slice(i, j + 1).map((k) => name(all[k].name));
      parts.push(names.length < 3 ? list(names) : `${names[0]}–${names[names.length - 1]}`);
      i = j + 1;
    }
    return list(parts);
  }

  showRange(event) {
    return this.calendar.range(event.show_first, event.show_last, lang());
  }

  /** Whether an event holds every word of a query (both names, id, venue, industries, organisers). */
  matches(event, filter) {
    if (filter.ind && !event.industries.includes(filter.ind)) return false;
    if (filter.kind && event.kind !== filter.kind) return false;
    const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
    const text = words.length ? this.#text(event) : "";
    return words.every((word) => text.includes(word));
  }

  #text(event) {
    event.text ??= [
      event.event_id, ...event.name, event.theme, ...(event.venue || []), ...(event.organizers || []),
      ...event.industries.flatMap((id) => [id, ...(this.industry.get(id)?.name || [])]),
    ].join(" ").toLowerCase();
    return event.text;
  }
}

function group(items, keys) {
  const found = new Map();
  for (const item of items) {
    for (const key of keys(item)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(item);
    }
  }
  return found;
}
