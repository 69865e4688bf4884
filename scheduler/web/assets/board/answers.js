/** What the solver answers to a question: options for an event, why it stands there, conflicts. */

import { placeText } from "./changes.js";
import { conflicts, members } from "./conflicts.js";
import { h } from "./dom.js";
import { name, num, t } from "./i18n.js";
import { moveTo } from "./drag.js";
import { signed } from "./tips.js";

export function answerOf(board, kind, job) {
  return { options, explain, conflicts }[kind](board, job.result, job.version);
}

function options(board, result) {
  const { plan } = board;
  const { event_id: id } = result;
  const show = (o) => board.propose([{ event_id: id, from: null, to: o.place }, ...o.changes]);
  const take = (o) => {
    board.propose(null);
    moveTo(board, id, { venue_id: o.place.venue_id, hall_ids: o.place.hall_ids, show: plan.calendar.day(o.place.show_first) });
  };
  return h("section", { class: "changes" }, h("h3", null, t("optionsFor", { event: plan.eventName(id) })),
    result.options.length ? h("ol", null, result.options.map((o) => h("li", null, h("p", { class: "now" }, placeText(plan, o.place)), h("p", { class: "hint" }, t("costChange", { n: signed(o.extra_cost) }), o.changes.length ? ` · ${t("displaces", { n: num(o.changes.length) })}` : ""),
      h("div", { class: "buttons" }, h("button", { type: "button", on: { click: () => show(o) } }, t("showOnPlan")), !o.changes.length && !board.readOnly && h("button", { type: "button", on: { click: () => take(o) } }, t("take")))))) : h("p", { class: "callout fair" }, t("noOptions")));
}

function explain(board, result) {
  return h("section", { class: "changes" }, h("h3", null, t("whyFor", { event: board.plan.eventName(result.event_id) })),
    h("p", null, t(`answer.${result.answer || "undecided"}`)), result.extra_cost.low > 0 && h("p", { class: "hint" }, t("extraCost", { n: signed(result.extra_cost.low) })),
    members(board, result.members), result.wishes.length > 0 && [h("h4", null, t("wishes")), h("ul", null, result.wishes.map((w) => h("li", null, `${w.kept ? "✓" : "✗"} ${name([w.text_zh, w.text_en])}`, !w.kept && h("small", null, ` ${t("points", { n: num(w.points) })}`))))]);
}
