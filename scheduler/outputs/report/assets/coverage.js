/** Industries against their goal, industries by month, and what kinds of events the year has. */

import { h, swatch } from "./dom.js";
import { lang, name, num, t, term } from "./i18n.js";
import { eventLink, heat, ofAll, pill, section } from "./parts.js";
import { plainTable } from "./table.js";

const MOST_NAMES = 12;

export function coverage(model, choose) {
  return section("coverage", goals(model), h("h3", null, t("heatTitle")), heatMap(model, choose));
}

function goals(model) {
  const goal = model.figures.coverage[0] || {};
  const heads = [t("industry"), { label: t("brandGoal", { n: goal.brand_goal ?? 0 }), numeric: true }, { label: t("eventGoal", { n: goal.events_goal ?? 0 }), numeric: true }, t("goal"), t("brandEvents")];
  const rows = model.figures.coverage.map((c) => [
    h("span", { class: "named" }, swatch(model.industry.get(c.industry).colour), name(c.name)),
    h("td", { class: "num" }, tally(c.brands, c.brand_goal)), h("td", { class: "num" }, tally(c.events, c.events_goal)),
    c.met ? pill(`✓ ${t("met")}`, "good") : pill(`✗ ${t("short")}`, "bad"), brands(model, c.brand_ids || []),
  ]);
  return plainTable(t("coverage.title"), heads, rows, "goals");
}

function tally(have, goal) {
  return [h("b", null, num(have)), h("small", null, ` / ${num(goal)}`)];
}

function brands(model, ids) {
  if (!ids.length) return h("span", { class: "hint" }, t("noBrand"));
  const links = ids.map((id) => h("li", null, eventLink(model, model.event.get(id))));
  return [h("ul", { class: "brands" }, links.slice(0, MOST_NAMES)),
    links.length > MOST_NAMES && h("details", null, h("summary", null, t("andMore", { n: links.length - MOST_NAMES })), h("ul", { class: "brands" }, links.slice(MOST_NAMES)))];
}

/** Industry × month: a click shows that industry in that month on the chart. */
function heatMap(model, choose) {
  const table = model.figures.industry_months;
  const { months } = model.figures;
  const most = Math.max(1, ...Object.values(table).flatMap((row) => Object.values(row)));
  const cell = (id, month) => {
    const n = table[id][month];
    const label = t("heatCell", { industry: model.industryName(id), month: model.calendar.monthName(month, lang(), true), n });
    return h("td", { class: `heat h${heat(n / most)}` }, n ? h("button", { type: "button", "aria-label": label, title: label, on: { click: () => choose(id, month) } }, String(n)) : h("span", { "aria-label": label }, "·"));
  };
  const rows = Object.keys(table).map((id) => [h("span", { class: "named" }, swatch(model.industry.get(id).colour), model.industryName(id)),
    ...months.map((m) => cell(id, m)), Object.values(table[id]).reduce((a, b) => a + b, 0)]);
  const heads = [t("industry"), ...months.map((m) => ({ label: model.calendar.monthName(m, lang()), numeric: true })), { label: t("total"), numeric: true }];
  return plainTable(t("heatTitle"), heads, rows, "heatmap");
}


/** Kind against direction, level and new; `12/14` where not all are placed. */
export function breakdown(model) {
  const table = model.figures.breakdown;
  const kinds = Object.keys(model.terms.kind);
  const blocks = ["direction", "level", "new"].map((dimension) => {
    const values = [...new Set(table.filter((r) => r.dimension === dimension).map((r) => r.value || ""))];
    const sum = (kind, value) => total(table.filter((r) => r.dimension === dimension && (!kind || r.kind === kind) && (value === null || (r.value || "") === value)));
    const rows = values.filter((v) => v || sum("", v)[1]).map((value) => [term(dimension, value), ...kinds.map((k) => count(sum(k, value))), count(sum("", value))]);
    rows.push({ cls: "sum", cells: [t("total"), ...kinds.map((k) => count(sum(k, null))), count(sum("", null))] });
    const heads = [t(dimension === "new" ? "newness" : dimension), ...kinds.map((k) => ({ label: term("kind", k), numeric: true })), { label: t("total"), numeric: true }];
    return h("div", { class: "block" }, h("h3", null, t(dimension === "new" ? "newness" : dimension)), plainTable(t("breakdown.title"), heads, rows, "mix"));
  });
  return section("breakdown", kindBar(model, table, kinds), h("div", { class: "blocks" }, blocks));
}

function total(rows) {
  return [rows.reduce((a, r) => a + r.placed, 0), rows.reduce((a, r) => a + r.events, 0)];
}

function count([placed, all]) {
  return h("td", { class: `num ${all ? "" : "nil"}` }, all ? ofAll(placed, all) : "·");
}

function kindBar(model, table, kinds) {
  const of = (k) => total(table.filter((r) => r.dimension === "new" && r.kind === k));
  return h("ul", { class: "kind-bar" }, kinds.filter((k) => of(k)[1]).map((k) =>
    h("li", { style: { "flex-grow": of(k)[1], "--c": model.kinds[k] } }, h("b", null, ofAll(...of(k))), h("span", null, term("kind", k)))));
}
