/** Where an event could go: stretches of halls with the days on which its show could begin. */

import { name } from "./i18n.js";
import { same } from "./target.js";

export class Places {
  constructor(plan, answer) {
    this.plan = plan;
    this.places = answer.places.map((p) => ({
      venue: p.venue_id, halls: p.hall_ids,
      starts: new Map(p.starts.map((s) => [plan.calendar.day(s.show_first), s.cost_change])),
      why: name([p.why_zh, p.why_en]),
    }));
  }

  /** Stretches that are large enough at a venue. */
  fits(venueId) {
    return this.places.filter((p) => p.venue === venueId).map((p) => p.halls);
  }

  #find(venueId, hallIds) {
    return this.places.find((p) => p.venue === venueId && same(p.halls, hallIds));
  }

  /** Change in cost of a legal place, or undefined where it is not legal. */
  cost(venueId, hallIds, day) {
    return this.#find(venueId, hallIds)?.starts.get(day);
  }

  /** The cheapest legal stretch at a venue on a day, or undefined. */
  best(venueId, day) {
    const open = this.places.filter((p) => p.venue === venueId && p.starts.has(day));
    return open.sort((a, b) => a.starts.get(day) - b.starts.get(day))[0]?.halls;
  }

  /** Days on which the show could begin with a hall among its halls. */
  days(venueId, hallId) {
    const found = new Set();
    for (const p of this.places) {
      if (p.venue === venueId && (p.halls.includes(hallId) || !p.halls.length)) for (const day of p.starts.keys()) found.add(day);
    }
    return found;
  }
}

/** Half-open stretches of the days 0…`days` that are not in a set. */
export function gaps(days, open) {
  const found = [];
  let from = 0;
  for (let d = 0; d <= days; d++) {
    if (d < days && !open.has(d)) continue;
    if (d > from) found.push([from, d]);
    from = d + 1;
  }
  return found;
}
