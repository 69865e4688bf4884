/** What another plan, or this one as it was, has otherwise: shown and decided like a proposal. */

import { sideBySide } from "./besides.js";
import { changesBetween, contrast, isOneCity } from "./contrast.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { showRefusal } from "./refusal.js";
import { sideHere, sideOf } from "./sides.js";

/** Draw the differences to another plan or an older step, by its key, with the whole comparison; `name()` is what it is called. */
export async function showDifferences(board, key, name) {
  try {
    drawDifferences(board, await sideOf(board, key), name, key);
  } catch (error) {
    showRefusal(error);
  }
}

/** The same of a side at hand; only events that both have can be moved. */
export function drawDifferences(board, side, name, key) {
  const { doc, event } = board.plan;
  const both = (c) => event.has(c.event_id) && side.plan.event.has(c.event_id);
  const changes = changesBetween(doc, side.plan.doc).filter(both);
  // What is paid at the same places in another city is no cost that this plan could come to.
  const cost = isOneCity(contrast(sideHere(board), side)) && [doc.cost, side.cost];
  board.panel.solve.show({ id: `differ:${key}`, kind: "compare", state: "done", title: () => t("comparedWith", { title: name() }), side, name, result: { compare: { changes, cost } } });
}

/** The whole comparison of the plan as it is by now with what was drawn. */
export function comparison(board, { side, name }) {
  const own = board.plan.doc.title || t("untitled");
  return h("section", { class: "comparison" }, h("h3", null, t("compareTitle")), sideBySide([sideHere(board), side], [own, name()]));
}
