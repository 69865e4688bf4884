/** Which halls an event would take when it is moved onto a row; pure functions on plain objects. */

/** Ids of a venue's halls in order. */
function idsOf(venue) {
  return venue.halls.map((hall) => hall.id);
}

/** The event's halls moved along so that the grabbed one comes to lie on `hallId`. */
export function shifted(from, to, hallIds, grabbed, hallId) {
  const [old, now] = [idsOf(from), idsOf(to)];
  const step = now.indexOf(hallId) - old.indexOf(grabbed);
  const at = hallIds.map((id) => old.indexOf(id) + step);
  const low = Math.min(...at);
  const high = Math.max(...at);
  const back = low < 0 ? -low : Math.min(0, now.length - 1 - high);
  return [...new Set(at.map((k) => now[Math.max(0, Math.min(now.length - 1, k + back))]))];
}

/**
 * Halls that the event would take at a venue.
 *
 * `fits` are the stretches of halls that are large enough: the moved halls if they are one of them,
 * else the stretch over the row that is most like them, else the moved halls though they do not fit.
 */
export function hallsAt(from, to, hallIds, grabbed, hallId, fits) {
  if (!hallIds.length) return [];
  const moved = shifted(from, to, hallIds, grabbed, hallId);
  const over = fits.filter((ids) => ids.includes(hallId));
  if (!over.length || over.some((ids) => same(ids, moved))) return moved;
  const order = idsOf(to);
  const far = (ids) => Math.abs(ids.length - moved.length) * order.length + Math.abs(order.indexOf(ids[0]) - order.indexOf(moved[0]));
  return over.reduce((best, ids) => (far(ids) < far(best) ? ids : best));
}

/** Whether two lists name the same halls. */
export function same(a, b) {
  return a.length === b.length && a.every((id) => b.includes(id));
}
