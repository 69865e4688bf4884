/** What another plan, or this one as it was, has otherwise: shown and decided like a proposal. */

import { get } from "./api.js";

/** Changes that lead from one document's placements to another's, in the order of the events. */
export function changesBetween(doc, other) {
  const [a, b] = [doc, other].map((x) => new Map(x.placements.map((p) => [p.event_id, p])));
  const place = (p) => p && { venue_id: p.venue_id, hall_ids: p.hall_ids, show_first: p.show_first, show_last: p.show_last };
  const key = (p) => p && `${p.venue_id} ${[...p.hall_ids].sort()} ${p.show_first}`;
  return doc.events.filter((e) => key(a.get(e.id)) !== key(b.get(e.id)))
    .map((e) => ({ event_id: e.id, from: place(a.get(e.id)) ?? null, to: place(b.get(e.id)) ?? null }));
}

/** Draw the differences to another plan or an older state on the board. */
export async function showDifferences(board, path, title) {
  const { doc } = board.plan;
  const other = await get(path);
  const changes = changesBetween(doc, other);
  board.panel.solve.show({ id: `differ:${path}`, kind: "compare", state: "done", title, result: { compare: { changes, cost: [doc.cost, other.cost] } } });
}
