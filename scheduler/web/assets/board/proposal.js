/** What is proposed, held against the plan as it stands by now; pure functions. */

import { same } from "./target.js";

/** Changes that still say something: what they speak of is there, and they are not done yet. */
export function standing(plan, changes) {
  return changes.filter((c) => isThere(plan, c) && !isDone(plan, c));
}

/** Whether a lock keeps an event from a change; one without a place is free, and one asked about (`free`). */
export function isHeld(plan, { event_id: id, to, free }) {
  if (free) return false;
  const [place, lock] = [plan.place.get(id), plan.doc.locks[id]];
  if (!place || !lock) return false;
  if (!to || lock === "both") return true;
  return lock === "dates" ? to.show_first !== place.show_first : !inSameHalls(place, to);
}

function isThere(plan, { event_id: id, to }) {
  if (!plan.event.has(id)) return false;
  const halls = to && (plan.venue.get(to.venue_id)?.halls.map((hall) => hall.id) || []);
  return !to || (plan.venue.has(to.venue_id) && to.hall_ids.every((hall) => halls.includes(hall)));
}

function isDone(plan, { event_id: id, to }) {
  const place = plan.place.get(id);
  if (!place || !to) return !place && !to;
  return place.show_first === to.show_first && inSameHalls(place, to);
}

function inSameHalls(a, b) {
  return a.venue_id === b.venue_id && same(a.hall_ids, b.hall_ids);
}
