/** Two plans, releases or scenarios side by side: figures, rules, industries, and event by event. */

import { Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { placeText } from "./changes.js";
import { changesBetween, drawDifferences } from "./differ.js";
import { h } from "./dom.js";
import { num, t } from "./i18n.js";
import { reasonOf, showToast } from "./said.js";
import { choices, sideOf } from "./sides.js";
import { signed } from "./tips.js";

const FIGURES = [["cost", "cost"], ["openClashes", "clashes"], ["placedEvents", "placed"], ["visitorDays", "visitors"], ["hallDays", "hallDays"]];

export async function openCompare(board) {
  const here = `plan:${board.plan.doc.id}`;
  const groups = await choices(board);
  const first = groups.flatMap(([, options]) => options).find(([key]) => key !== here);
  const [left, right] = [pick("compare-left", groups, here), pick("compare-right", groups, first ? first[0] : here)];
  const found = h("div", { class: "found", "aria-live": "polite" });
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    found.replaceChildren(h("p", { class: "hint" }, t("looking")));
    const sides = await both(board, left.value, right.value);
    if (turn !== asked) return;
    const names = [left, right].map((s) => s.selectedOptions[0].textContent);
    const draw = left.value === here && !right.value.startsWith("scenario:") && (() => {
      box.close();
      drawDifferences(board, sides[1], t("comparedWith", { title: names[1] }), right.value);
    });
    found.replaceChildren(...(sides ? [sideBySide(board.plan, sides, names, draw)] : []));
  };
  for (const select of [left, right]) select.addEventListener("change", show);
  const box = openBox("compare", t("compareTitle"), [h("div", { class: "pair" }, field(t("left"), left), field(t("right"), right)), found], { wide: true });
  await show();
}

function pick(id, groups, value) {
  const select = h("select", { id }, groups.map(([label, options]) => h("optgroup", { label }, options.map(([key, text]) => h("option", { value: key }, text)))));
  select.value = value;
  return select;
}

async function both(board, left, right) {
  try {
    return await Promise.all([sideOf(board, left), sideOf(board, right)]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showToast(reasonOf(error), { tone: "bad" });
    return null;
  }
}

function sideBySide(plan, [a, b], names, draw) {
  const rules = [...new Set([...Object.keys(a.cost_by_rule), ...Object.keys(b.cost_by_rule)])];
  const industries = [...new Set([...Object.keys(a.coverage), ...Object.keys(b.coverage)])];
  const count = (side, id) => side.coverage[id]?.events ?? 0;
  return h("div", { class: "consequences", tabindex: "0", role: "group", "aria-label": t("compareTitle") },
    table(names, t("figures"), FIGURES.map(([key, value]) => [t(key), a[value], b[value]])),
    draw && h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", id: "compare-draw", on: { click: draw } }, t("showOnPlan"))),
    table(names, t("costByRule"), rules.map((id) => [plan.ruleName(id), a.cost_by_rule[id] || 0, b.cost_by_rule[id] || 0])),
    table(names, t("goals"), industries.map((id) => [plan.industryName(id), count(a, id), count(b, id)])),
    eventByEvent(plan, a, b, names));
}

/** Rows of two numbers and their difference. */
function table(names, caption, rows) {
  const cell = (value) => h("td", null, num(value));
  return h("table", { class: "two-sides" }, h("caption", null, caption), h("thead", null, h("tr", null, h("td"), [...names, t("difference")].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", null, rows.map(([label, x, y]) => h("tr", { class: x === y ? null : "differs" }, h("th", { scope: "row" }, label), cell(x), cell(y), h("td", null, x === y ? "–" : signed(y - x))))));
}

function eventByEvent(plan, a, b, names) {
  const changes = changesBetween(a, b);
  if (!changes.length) return h("p", { class: "nothing" }, t("sameEverywhere"));
  const heads = h("tr", null, [t("col.event"), ...names].map((text) => h("th", { scope: "col" }, text)));
  return h("table", { class: "two-sides places" }, h("caption", null, t("changesFound", { n: num(changes.length) })), h("thead", null, heads),
    h("tbody", null, changes.map((c) => h("tr", { dataset: { differs: c.event_id } }, h("th", { scope: "row" }, plan.eventName(c.event_id)), h("td", null, placeText(plan, c.from)), h("td", null, placeText(plan, c.to))))));
}
