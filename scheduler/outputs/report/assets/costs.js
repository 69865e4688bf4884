/** What the plan costs and why, and which events found no place. */

import { h } from "./dom.js";
import { name, num, pct, t } from "./i18n.js";
import { empty, eventLink, section } from "./parts.js";
import { dataTable } from "./table.js";

const BIGGEST = 5;
const MOST_LINES = 200;

export function costs(model) {
  if (!model.solve.plan) return section("costs", empty("noPlanYet"));
  const rules = model.figures.rules;
  const all = rules.reduce((sum, r) => sum + r.points, 0);
  const most = Math.max(1, ...rules.map((r) => r.points));
  const paying = rules.filter((r) => r.points).sort((a, b) => b.points - a.points);
  const free = rules.filter((r) => !r.points);
  return section("costs",
    paying.length ? h("ul", { class: "rules" }, paying.map((r) => ruleItem(model, r, all, most))) : empty("costsNothing", true),
    free.length > 0 && h("p", { class: "hint" }, t("freeRules", { rules: free.map((r) => name(r.title)).join(" · ") })));
}

function ruleItem(model, rule, all, most) {
  const lines = model.lines.filter((line) => line.rule === rule.rule);
  const rest = lines.slice(BIGGEST, MOST_LINES);
  return h("li", { dataset: { rule: rule.rule } },
    h("div", { class: "rule-head" }, h("b", null, name(rule.title)), h("span", { class: "rule-bar", "aria-hidden": "true" }, h("i", { style: { width: `${(100 * rule.points) / most}%` } })),
      h("span", { class: "rule-points" }, t("points", { n: num(rule.points) })), h("small", null, `${pct(rule.points / all)} · ${t("lines", { n: num(rule.lines) })}`)),
    h("ul", { class: "costs" }, lines.slice(0, BIGGEST).map((line) => lineItem(model, line))),
    rest.length > 0 && h("details", null, h("summary", null, t("andMore", { n: num(rule.lines - BIGGEST) })), h("ul", { class: "costs" }, rest.map((line) => lineItem(model, line))),
      lines.length > MOST_LINES && h("p", { class: "hint" }, t("allInWorkbook"))));
}

function lineItem(model, line) {
  const open = line.event_id && model.event.has(line.event_id);
  return h("li", null, h("b", { class: "points" }, num(line.points)), open ? h("button", { type: "button", class: "link", dataset: { open: line.event_id } }, h("span", null, name(line.text))) : h("span", null, name(line.text)));
}

export function unplaced(model) {
  if (!model.solve.plan) return section("unplaced", empty("noPlanYet"));
  const rows = model.figures.unplaced;
  if (!rows.length) return section("unplaced", empty("allPlaced", true));
  const columns = [
    { key: "name", label: t("event"), value: (r) => name(r.name), cell: (r) => eventLink(model, model.event.get(r.event_id)) },
    { key: "priority", label: t("priority"), value: (r) => r.priority, numeric: true },
    { key: "points", label: t("pointsHead"), value: (r) => r.points, cell: (r) => num(r.points), numeric: true },
    { key: "why", label: t("why"), value: (r) => name(r.why), cls: "prose" },
  ];
  const search = rows.length > 12 ? (r) => `${r.event_id} ${r.name.join(" ")} ${name(r.why)}` : null;
  return section("unplaced", dataTable(columns, rows, { caption: t("unplaced.title"), search }));
}
