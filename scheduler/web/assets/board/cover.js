/** Industries against their goal, and industry × month: every cell is a door to the plan. */

import { h, swatch } from "./dom.js";
import { lang, name, num, t } from "./i18n.js";
import { bringToSight } from "./sight.js";

export function coverageTab(board) {
  return [h("h2", null, t("goals")), goals(board), h("h2", null, t("heatTitle")), h("p", { class: "hint" }, t("heatHint")), heatMap(board)];
}

function goals(board) {
  const { plan } = board;
  const goal = (have, target) => {
    const short = have < target;
    return h("td", { class: short ? "short" : null }, short && h("span", { class: "flag", "aria-hidden": "true" }, "⚠ "), t(short ? "ofGoal" : "goalMet", { have: num(have), goal: num(target) }));
  };
  const rows = Object.entries(plan.doc.coverage).map(([id, c]) => h("tr", null, h("th", { scope: "row" }, swatch(plan.industry.get(id)?.colour), plan.industryName(id)),
    goal(c.brand_events, c.targets?.brand_events ?? 0), goal(c.events, c.targets?.events ?? 0)));
  return h("table", { class: "goals" }, h("thead", null, h("tr", null, [t("industry"), t("brandEvents"), t("eventsHead")].map((text) => h("th", { scope: "col" }, text)))), h("tbody", null, rows));
}

function heatMap(board) {
  const { plan } = board;
  const months = plan.calendar.months();
  const counts = new Map(plan.industryList.map((i) => [i.id, months.map(() => 0)]));
  for (const p of plan.place.values()) {
    const at = months.findIndex((m) => p.show >= m.from && p.show < m.to);
    for (const id of plan.event.get(p.event_id)?.industries || []) if (at >= 0 && counts.has(id)) counts.get(id)[at]++;
  }
  const most = Math.max(1, ...[...counts.values()].flat());
  const cell = (id, month, n) => {
    const label = t("heatCell", { industry: plan.industryName(id), month: plan.calendar.monthName(month.key, lang(), true), n: num(n) });
    const level = n ? Math.min(9, 1 + Math.floor((n / most) * 8)) : 0;
    return h("td", { class: `heat h${level}` }, h("button", { type: "button", "aria-label": label, title: label, dataset: { ind: id, month: month.key }, on: { click: () => jump(board, id, month) } }, n ? String(n) : "·"));
  };
  const head = h("tr", null, h("th", { scope: "col" }, t("industry")), months.map((m) => h("th", { scope: "col" }, plan.calendar.monthName(m.key, lang()))));
  return h("div", { class: "scroll" }, h("table", { class: "heatmap" }, h("thead", null, head), h("tbody", null, plan.industryList.map((i) =>
    h("tr", null, h("th", { scope: "row", title: name(i.name) }, name(i.name)), counts.get(i.id).map((n, k) => cell(i.id, months[k], n)))))));
}

/** One industry in one month on the plan, at the first of its shows there, wherever that is. */
function jump(board, ind, month) {
  board.write({ ind, zoom: "month" });
  board.render("#pick-ind");
  board.timeline.scrollToDay(month.from);
  const { plan } = board;
  const shows = plan.doc.placements.map((p) => plan.place.get(p.event_id)).filter((p) => p.show >= month.from && p.show < month.to && plan.event.get(p.event_id).industries.includes(ind));
  if (shows.length) bringToSight(board.timeline, shows[0].event_id);
}
