/**
 * The plan on paper: venue by venue, halls by days, every show numbered, and a list by number.
 *
 * Tables of one column, since only a table's head stands on every sheet: name, date, cost, clashes
 * and months. A venue is one cell that is not torn, or several of them where it has many halls.
 */

import { h, swatch } from "./dom.js";
import { meanings } from "./frame.js";
import { lang, name, num, t } from "./i18n.js";
import { lanes } from "./lanes.js";
import { background, leftOf, scale } from "./scale.js";
import { viewOf } from "./view.js";

const ROW = 15;
const MOST_ROWS = 36;
const SHEET_PX = 1190;

/** All that is printed of a board. */
export function paperOf(board) {
  const { plan, state } = board;
  const view = viewOf(plan, { by: state.by, folded: new Map(), changes: null });
  const order = [...plan.place.values()].sort((a, b) => a.show - b.show || (a.event_id < b.event_id ? -1 : 1)).filter((p) => plan.event.has(p.event_id));
  const number = new Map(order.map((p, i) => [p.event_id, i + 1]));
  const groups = view.groups.filter((g) => view.bars.some((b) => b.group === g.id));
  return h("section", { class: "paper", id: "paper" },
    h("table", null,
      h("thead", null, h("tr", null, h("td", null, title(board), h("div", { class: "p-head" }, h("div", { class: "p-scale" }, scale(view, "year", SHEET_PX / plan.days)))))),
      h("tbody", null, h("tr", null, h("td", null, h("div", { class: "p-key" }, meanings(board, { paper: true })))), groups.flatMap((g) => venue(view, g, number).map((part) => h("tr", null, h("td", null, part)))))),
    h("table", null, h("thead", null, h("tr", null, h("td", null, title(board, `${t("tab.events")} · `)))), h("tbody", null, h("tr", { class: "p-torn" }, h("td", null, list(board, order, number))))));
}

function title(board, what = "") {
  const { doc } = board.plan;
  const cityName = name([doc.city.name_zh || doc.city.name_en, doc.city.name_en || doc.city.name_zh]);
  return h("p", { class: "p-title" }, h("b", null, `${what}${cityName} · ${doc.title || t("untitled")}`), ` · ${doc.today} · ${t("cost")} ${num(doc.cost)} · ${t("clashes", { n: board.plan.hard.length })} · ${t("placedOf", { n: num(board.plan.place.size), all: num(board.plan.event.size) })}`);
}

/** A venue's halls that are let or shut at some time; the others are counted. */
function venue(view, group, number) {
  const bars = view.bars.filter((b) => b.group === group.id);
  const rows = group.rows.filter((row) => row.closed.length || bars.some((b) => b.row === row.id));
  const rest = group.rows.length - rows.length;
  const parts = [];
  for (let i = 0; i < rows.length; i += MOST_ROWS) parts.push(rows.slice(i, i + MOST_ROWS));
  return parts.map((some, i) => h("div", { class: "p-venue" },
    h("p", { class: "p-name" }, h("b", null, group.title), ` ${group.note}`, i === 0 && rest > 0 && h("span", null, ` · ${t("hallsEmpty", { n: num(rest) })}`)),
    h("div", { class: "p-rows" },
      h("div", { class: "p-labels" }, some.map((row) => h("div", { style: { height: `${heightOf(bars, row)}px` } }, h("span", null, row.title), h("small", null, row.note)))),
      h("div", { class: "p-sheet" }, background(view), blocks(view, some, bars, number)))));
}

function heightOf(bars, row) {
  return ROW * lanes(bars.filter((b) => b.row === row.id)).count;
}

/** Closures and bars; what stands in halls that follow each other is one block. */
function blocks(view, rows, bars, number) {
  const found = [];
  let top = 0;
  const lines = [];
  const open = new Map();
  for (const row of rows) {
    const here = bars.filter((b) => b.row === row.id);
    const { count, lane } = lanes(here);
    lines.push(h("i", { class: "p-line", style: { top: `${top}px` } }));
    for (const c of row.closed) found.push(h("i", { class: "p-closed", style: { top: `${top}px`, height: `${ROW * count}px`, left: leftOf(view, Math.max(0, c.from)), width: leftOf(view, Math.min(view.days, c.to) - Math.max(0, c.from)) } }));
    for (const bar of here) {
      const y = top + ROW * lane.get(bar);
      const above = open.get(bar.id);
      if (above && count === 1 && above.end === y) above.end += ROW;
      else found.push(open.set(bar.id, { bar, top: y, end: y + ROW }).get(bar.id));
    }
    top += ROW * count;
  }
  return lines.concat(found.map((x) => (x.bar ? block(view, x, room(view, x.bar, bars), number) : x)));
}

/** Days until the next show in the hall, for a name beside the bar. */
function room(view, bar, bars) {
  const next = bars.filter((b) => b.row === bar.row && b !== bar && b.to > bar.to).map((b) => b.from);
  return Math.max(0, Math.min(view.days, ...next) - bar.to);
}

function block(view, { bar, top, end }, days, number) {
  const share = (day) => `${(100 * (day - bar.from)) / (bar.to - bar.from)}%`;
  return [
    h("i", { class: `p-bar${bar.clash ? " p-clash" : ""}`, style: { top: `${top}px`, height: `${end - top - 1}px`, left: leftOf(view, bar.from), width: leftOf(view, bar.to - bar.from), "--c": bar.colour, "--l": bar.pale, "--a": share(bar.show), "--b": share(bar.end) } }),
    h("span", { class: "p-label", style: { top: `${top}px`, left: leftOf(view, bar.to), width: leftOf(view, days) } }, h("b", null, `${bar.clash ? "⚠" : ""}${number.get(bar.id)}`), days * SHEET_PX > 40 * view.days ? ` ${bar.label}` : ""),
  ];
}

/** Every show by its number; what has no place comes last, without one. */
function list(board, order, number) {
  const { plan, state } = board;
  const off = [...plan.event.values()].filter((e) => !plan.place.has(e.id));
  const sign = (event) => swatch(plan.colour(event, state.by));
  return h("ol", { class: "p-list" },
    order.map((p) => h("li", null, h("b", null, String(number.get(p.event_id))), sign(plan.event.get(p.event_id)), h("span", null, plan.eventName(p.event_id), h("small", null, ` ${plan.calendar.range(p.show, p.end - 1, lang())} · ${plan.venueName(p.venue_id)} ${plan.halls(p.venue_id, p.hall_ids)}`)))),
    off.map((e) => h("li", null, h("b", null, "–"), sign(e), h("span", null, plan.eventName(e.id), h("small", null, ` ${t("notPlaced")}`)))));
}
