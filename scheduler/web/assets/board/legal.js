/** Where an event could go: stretches of halls with the days on which its show could begin. */

import { same } from "./target.js";

export class Places {
  constructor(plan, answer) {
    this.plan = plan;
    this.answer = answer;
    this.stretches = answer.stretches.map((s) => ({ venue: s.venue_id, halls: s.hall_ids, extra: s.extra, blocked: s.blocked, legal: s.legal.map((x) => this.#span(x)) }));
  }

  /** Inclusive dates as half-open days. */
  #span(x) {
    return [this.plan.calendar.day(x.from), this.plan.calendar.day(x.to) + 1];
  }

  /** Stretches that are large enough at a venue. */
  fits(venueId) {
    return this.stretches.filter((s) => s.venue === venueId).map((s) => s.halls);
  }

  /**
   * What speaks against a place, as rules with the other events, and the change in cost.
   * Null where the halls are no stretch that fits: the server has to be asked.
   */
  verdict(venueId, hallIds, day) {
    const stretch = this.stretches.find((s) => s.venue === venueId && same(s.halls, hallIds));
    const cost = this.answer.cost[day];
    if (!stretch || cost === undefined) return null;
    if (open(stretch, day)) return { blocks: [], cost: cost + stretch.extra };
    const { blocked, venues, halls } = this.answer;
    const all = [...blocked, ...(venues[venueId] || []), ...hallIds.flatMap((id) => halls[`${venueId}/${id}`] || []), ...stretch.blocked];
    return { blocks: all.filter((x) => { const [from, to] = this.#span(x); return day >= from && day < to; }), cost: cost + stretch.extra };
  }

  /** The cheapest legal stretch at a venue on a day, or undefined. */
  best(venueId, day) {
    const found = this.stretches.filter((s) => s.venue === venueId && open(s, day));
    return found.sort((a, b) => a.extra - b.extra)[0]?.halls;
  }

  /** Days on which the show could begin with a hall among its halls; with null anywhere at the venue. */
  days(venueId, hallId) {
    const found = new Set();
    for (const s of this.stretches) {
      if (s.venue !== venueId || (hallId !== null && s.halls.length && !s.halls.includes(hallId))) continue;
      for (const [from, to] of s.legal) for (let d = from; d < to; d++) found.add(d);
    }
    return found;
  }
}

function open(stretch, day) {
  return stretch.legal.some(([from, to]) => day >= from && day < to);
}

/** Half-open stretches of the days 0…`days` that are not in a set. */
export function gaps(days, free) {
  const found = [];
  let from = 0;
  for (let d = 0; d <= days; d++) {
    if (d < days && !free.has(d)) continue;
    if (d > from) found.push([from, d]);
    from = d + 1;
  }
  return found;
}
