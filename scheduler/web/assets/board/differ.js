/** What another plan, or this one as it was, has otherwise: shown and decided like a proposal. */

import { get } from "./api.js";

/** Changes that lead from one document's placements to another's, in the order of the events. */
export function changesBetween(doc, other) {
  const [a, b] = [doc, other].map((x) => new Map(x.placements.map((p) => [p.event_id, p])));
  const place = (p) => p && { venue_id: p.venue_id, hall_ids: p.hall_ids, show_first: p.show_first, show_last: p.show_last };
  const key = (p) => p && `${p.venue_id} ${[...p.hall_ids].sort()} ${p.show_first}`;
  const ids = [...new Set([...doc.events, ...other.events].map((e) => e.id))];
  return ids.filter((id) => key(a.get(id)) !== key(b.get(id)))
    .map((id) => ({ event_id: id, from: place(a.get(id)) ?? null, to: place(b.get(id)) ?? null }));
}

/** Draw the differences to another plan or an older state on the board. */
export async function showDifferences(board, path, title) {
  drawDifferences(board, await get(path), title, path);
}

/** Draw the differences to what is at hand; events that this plan does not have are left out. */
export function drawDifferences(board, other, title, id) {
  const { doc, event } = board.plan;
  const changes = changesBetween(doc, other).filter((c) => event.has(c.event_id));
  board.panel.solve.show({ id: `differ:${id}`, kind: "compare", state: "done", title, result: { compare: { changes, cost: [doc.cost, other.cost] } } });
}
