/** What the plan costs: by rule, and the events that cost most. */

import { h, swatch } from "./dom.js";
import { num, t } from "./i18n.js";
import { findingText } from "./tips.js";

const MOST = 12;
const MOST_BROKEN = 400;
const LINES = 8;

export function costTab(board) {
  const { plan } = board;
  const rules = Object.entries(plan.doc.cost_by_rule).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
  const events = Object.entries(plan.doc.cost_by_event).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
  return [
    plan.hard.length > 0 && h("section", { class: "callout bad" }, h("b", null, t("clashes", { n: num(plan.hard.length) })), h("ul", null, plan.hard.slice(0, MOST_BROKEN).map((f, i) => h("li", { dataset: { finding: i } }, findingText(f))))),
    h("h2", null, t("costByRule")), rules.length ? h("ul", { class: "rules" }, rules.map(([id, n]) => rule(plan, id, n))) : h("p", { class: "nothing" }, t("costsNothing")),
    h("h2", null, t("costByEvent")), h("ul", { class: "events" }, events.slice(0, MOST).map(([id, n]) => line(board, id, n))),
  ];
}

function rule(plan, id, points) {
  const found = plan.soft.filter((f) => f.rule === id && f.amount).sort((a, b) => b.amount - a.amount);
  return h("li", null, h("details", null,
    h("summary", null, h("span", { class: "what" }, plan.ruleName(id)), h("b", null, num(points)), h("i", { class: "meter-line", style: { "--w": `${(100 * points) / Math.max(1, plan.doc.cost)}%` }, "aria-hidden": "true" })),
    h("ul", { class: "costs" }, found.slice(0, LINES).map((f) => h("li", null, h("b", { class: "points" }, num(f.amount)), h("span", null, findingText(f))))),
    found.length > LINES && h("p", { class: "hint" }, t("andMore", { n: num(found.length - LINES) }))));
}

function line(board, id, points) {
  const { plan } = board;
  return h("li", null, h("button", { type: "button", on: { click: () => { board.open(id); board.timeline.focusBar(id); } } },
    swatch(plan.colour(plan.event.get(id), board.state.by)), h("span", { class: "what" }, plan.eventName(id)), h("small", null, t("points", { n: num(points) }))));
}
