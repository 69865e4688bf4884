/** How full the venues are: by week, show and moving days apart, and by month. */

import { h, svg } from "./dom.js";
import { lang, name, num, pct, t, term } from "./i18n.js";
import { heat, meter, section } from "./parts.js";
import { plainTable } from "./table.js";

const HIGH = 44;

export function weekly(model) {
  const used = model.figures.weeks.filter((line) => sumOf(line.show) + sumOf(line.moving) > 0);
  const idle = model.figures.weeks.length - used.length;
  const rows = used.map((line) => strip(model, line));
  const key = h("p", { class: "key" }, h("span", null, h("i", { class: "k-show" }), term("phase", "show")), h("span", null, h("i", { class: "k-moving" }), t("movingDays")), h("span", null, t("ofOpen")));
  return section("weekly", key, h("div", { class: "weeks" }, axis(model), rows), idle > 0 && h("p", { class: "hint" }, t("idleSpaces", { n: idle })),
    h("details", { class: "figures" }, h("summary", null, t("asTable")), table(model, used)));
}

function sumOf(values) {
  return values.reduce((a, b) => a + b, 0);
}

function spaceTitle(model, line) {
  return [h("b", null, name(model.venue.get(line.venue).name)), h("small", null, term("space", line.space))];
}

function axis(model) {
  const marks = model.calendar.months().map((m) => h("span", { style: { left: `${(100 * m.from) / model.days}%` } }, model.calendar.monthName(m.key, lang())));
  return h("div", { class: "week-row axis", "aria-hidden": "true" }, h("div"), h("div", { class: "axis-marks" }, marks), h("div"));
}

function strip(model, line) {
  const share = (sumOf(line.show) + sumOf(line.moving)) / Math.max(1, sumOf(line.open));
  const label = `${name(model.venue.get(line.venue).name)} ${term("space", line.space)}: ${pct(share)}`;
  const picture = svg("svg", { viewBox: `0 0 ${model.days} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    [0.5, 1].map((y) => svg("line", { class: "guide", x1: 0, x2: model.days, y1: HIGH * (1 - y) + 0.5, y2: HIGH * (1 - y) + 0.5 })),
    line.at.map((week, i) => weekBar(model, line, week, i)));
  return h("div", { class: "week-row" }, h("div", { class: "week-name" }, spaceTitle(model, line)), picture, h("div", { class: "week-share" }, pct(share)));
}

function weekBar(model, line, week, i) {
  const from = Math.max(0, model.calendar.day(week));
  const to = Math.min(model.days, model.calendar.day(week) + 7);
  const open = line.open[i];
  const show = open ? (HIGH * line.show[i]) / open : 0;
  const moving = open ? (HIGH * line.moving[i]) / open : 0;
  const text = t("weekTip", { week, show: pct(open ? line.show[i] / open : 0), moving: pct(open ? line.moving[i] / open : 0), open: num(open) });
  const box = (cls, y, height) => svg("rect", { class: cls, x: from + 0.5, width: Math.max(0.5, to - from - 1), y, height });
  return svg("g", null, svg("title", null, text), box(open ? "room" : "room shut", 0, HIGH), box("show", HIGH - show, show), box("moving", HIGH - show - moving, moving));
}

function table(model, lines) {
  const heads = [t("week"), ...lines.map((line) => ({ label: `${name(model.venue.get(line.venue).name)} · ${term("space", line.space)}`, numeric: true }))];
  const cell = (line, i) => h("td", { class: "num" }, line.open[i] ? `${pct(line.show[i] / line.open[i])} + ${pct(line.moving[i] / line.open[i])}` : "—");
  const rows = (lines[0]?.at || []).map((week, i) => [week, ...lines.map((line) => cell(line, i))]);
  return plainTable(t("weekly.title"), heads, rows, "wide");
}

/** Share of hall-days let for each month and venue, and how many wishes were missed. */
export function tightness(model) {
  const { months } = model.figures;
  const heads = [t("venue"), { label: t("count"), numeric: true }, ...months.map((m) => ({ label: model.calendar.monthName(m, lang()), numeric: true })), { label: t("year"), numeric: true }, { label: t("peakDay"), numeric: true }];
  const rows = ["hall", "room", "ground"].flatMap((space) => spaceRows(model, space, heads.length));
  return section("tightness", plainTable(t("tightness.title"), heads, rows, "heatmap tight"), h("p", { class: "hint" }, t("tightHint")), h("h3", null, t("wishes")), wishTable(model));
}

function spaceRows(model, space, width) {
  const lines = model.figures.tightness.filter((line) => line.space === space);
  if (!lines.length) return [];
  const spaces = new Map(model.figures.spaces.filter((s) => s.space === space).map((s) => [s.venue, s]));
  const used = lines.filter((line) => sumOf(line.show) + sumOf(line.moving) > 0);
  const all = { at: lines[0].at, open: add(lines, "open"), show: add(lines, "show"), moving: add(lines, "moving") };
  const count = lines.reduce((n, line) => n + spaces.get(line.venue).halls, 0);
  const rows = used.map((line) => tightRow(name(model.venue.get(line.venue).name), spaces.get(line.venue).halls, line, spaces.get(line.venue).peak));
  const idle = lines.length - used.length;
  return [
    { cls: "head", cells: [h("th", { colspan: width, scope: "rowgroup" }, term("space", space), idle > 0 && h("small", null, ` · ${t("idleVenues", { n: idle })}`))] },
    ...rows, tightRow(t("cityTotal"), count, all, null, "sum"),
  ];
}

function add(lines, key) {
  return lines[0].at.map((_, i) => lines.reduce((n, line) => n + line[key][i], 0));
}

function tightRow(title, count, line, peak, cls) {
  const share = (let_, open) => (open ? let_ / open : null);
  const cell = (value) => h("td", { class: `heat num h${value === null ? 0 : heat(value)}` }, value === null ? "—" : pct(value));
  const months = line.at.map((_, i) => cell(share(line.show[i] + line.moving[i], line.open[i])));
  const year = share(sumOf(line.show) + sumOf(line.moving), sumOf(line.open));
  return { cls, cells: [title, count, ...months, cell(year), h("td", { class: "num" }, peak === null ? "" : pct(peak))] };
}

function wishTable(model) {
  const heads = [t("wishKind"), ...["asked", "metWish", "missed", "unplaced", "daysOff"].map((k) => ({ label: t(k), numeric: true })), t("metShare")];
  const rows = model.figures.wishes.map((w) => [name(model.rules[w.wish].name), w.asked, w.met, w.missed, w.unplaced, h("td", { class: "num" }, w.days_off === undefined ? "" : num(w.days_off)), meter(w.met, w.asked)]);
  return plainTable(t("wishes"), heads, rows, "mix");
}
