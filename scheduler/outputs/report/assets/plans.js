/** A page a venue to print: its year, its events, and what moves in on which day. */

import { fade, h, svg } from "./dom.js";
import { lang, name, num, pct, t, term } from "./i18n.js";
import { empty, section } from "./parts.js";

const MOST_EVENTS = 400;
const PAGE_MM = [277, 187];

export function plans(model, by) {
  const used = model.venues.filter((v) => model.eventsAt.has(v.id));
  const idle = model.venues.filter((v) => !model.eventsAt.has(v.id));
  return section("plans", used.length ? used.map((v, i) => plan(model, v, by, i === 0 && used.length < 40)) : empty("noVenueUsed"),
    idle.length > 0 && h("details", { class: "idle" }, h("summary", null, t("idleList", { n: idle.length })), h("ul", null, idle.map((v) => h("li", null, name(v.name), h("small", null, ` · ${t("hallCount", { n: v.halls.length })}`))))));
}

function plan(model, venue, by, open) {
  const paper = h("div", { class: "paper" });
  const fill = () => paper.childNodes.length || paper.append(page(model, venue, by));
  const box = h("details", { on: { toggle: () => { if (box.open) { fill(); fit(paper); } } } },
    h("summary", null, h("b", null, name(venue.name)), h("small", null, t("eventCount", { n: model.eventsAt.get(venue.id).length }))), paper);
  box.fill = fill;
  box.open = open;
  const button = h("button", { type: "button", class: "print-one", "aria-label": `${t("printPlan")}: ${name(venue.name)}`, on: { click: () => printOne(box) } }, t("printPlan"));
  return h("div", { class: "plan", dataset: { venue: venue.id } }, box, button);
}

/** Fill and open every plan, so that printing shows them all; returns what undoes it. */
export function openPlans() {
  const boxes = [...document.querySelectorAll(".plan > details")];
  const closed = boxes.filter((box) => !box.open);
  for (const box of boxes) { box.fill(); box.open = true; }
  for (const box of boxes) fit(box.querySelector(".paper"));
  return () => closed.forEach((box) => { box.open = false; });
}

function printOne(box) {
  box.fill();
  box.open = true;
  box.parentNode.classList.add("chosen");
  document.body.classList.add("print-one-plan");
  addEventListener("afterprint", () => {
    box.parentNode.classList.remove("chosen");
    document.body.classList.remove("print-one-plan");
  }, { once: true });
  fit(box.querySelector(".paper"));
  print();
}

/**
 * Shrink the text until the page holds it: first with events beside moves, then with all of it
 * flowing through narrow columns and equal days joined; below half size it flows on to a second page.
 */
function fit(paper) {
  const inner = paper.firstElementChild;
  // The sheet is as wide as the paper it is printed on, however narrow the window is.
  if (!inner || !inner.offsetWidth) return;
  const high = (inner.offsetWidth * PAGE_MM[1]) / PAGE_MM[0];
  for (const [dense, sizes] of [[false, [100, 92, 84, 76]], [true, [100, 92, 84, 76, 70, 64, 58, 54, 50]]]) {
    inner.classList.toggle("dense", dense);
    for (const size of sizes) {
      inner.style.setProperty("--size", size / 100);
      if (inner.offsetHeight <= high) return;
    }
  }
}

function page(model, venue, by) {
  const events = [...model.eventsAt.get(venue.id)].sort((a, b) => a.show_first - b.show_first).slice(0, MOST_EVENTS);
  const halls = venue.halls.filter((x) => x.space === "hall");
  const m2 = halls.reduce((sum, x) => sum + x.m2, 0);
  const spaces = model.figures.spaces.filter((s) => s.venue === venue.id && s.show + s.moving > 0);
  const facts = [t("hallCount", { n: venue.halls.length }), m2 && `${num(m2)} m²`, ...spaces.map((s) => `${term("space", s.space)} ${t("letShare", { n: pct(s.share) })}`)].filter(Boolean);
  return h("div", { class: "sheet" },
    h("header", null, h("div", null, h("h3", null, name(venue.name)), h("p", null, [name(venue.address), ...facts].filter(Boolean).join(" · "))),
      h("p", { class: "right" }, h("b", null, t("headline", { city: name(model.city) })), h("span", null, `${model.calendar.iso(0)} – ${model.calendar.iso(model.days - 1)}`))),
    miniChart(model, venue, events, by),
    h("div", { class: "sheet-cols" }, eventList(model, events, by), moveList(model, venue)),
    h("footer", null, t("planFoot", { cost: model.solve.cost === null ? "—" : num(model.solve.cost), hash: (model.solve.hash || "").slice(0, 12) })));
}

function miniChart(model, venue, events, by) {
  const index = new Map(venue.halls.map((x, i) => [x.id, i]));
  const used = new Set(events.flatMap((e) => e.hall_ids || []));
  const rows = venue.halls.filter((x) => used.has(x.id) || venue.halls.length <= 16);
  if (!rows.length) return null;
  const at = new Map(rows.map((x, i) => [index.get(x.id), i]));
  const left = (day) => (100 * day) / model.days;
  const months = model.calendar.months();
  const box = (cls, from, to, row, extra = {}) => svg("rect", { class: cls, x: from, width: Math.max(0.4, to - from), y: row * 10 + 0.8, height: 8.4, ...extra });
  const bars = events.flatMap((e) => (e.hall_ids || []).map((id) => at.get(index.get(id))).map((row) => {
    const colour = model.colour(e, by);
    return svg("g", null, svg("title", null, name(e.name)), box("", e.tenancy_first, e.tenancy_last + 1, row, { fill: fade(colour, 0.38) }), box("", e.show_first, e.show_last + 1, row, { fill: colour }));
  }));
  const shut = rows.flatMap((x, row) => x.closed.map(([from, to]) => box("shut", from, to, row)));
  return h("div", { class: "yearlet" },
    h("div", { class: "mini-head" }, months.map((m) => h("span", { style: { left: `${left(m.from)}%` } }, model.calendar.monthName(m.key, lang())))),
    h("div", { class: "mini-labels" }, rows.map((x) => h("span", null, name(x.name)))),
    svg("svg", { viewBox: `0 0 ${model.days} ${rows.length * 10}`, preserveAspectRatio: "none", style: { height: `calc(${rows.length} * var(--mini))` }, "aria-hidden": "true" },
      [...model.holidays].map((d) => svg("rect", { class: "off", x: d, width: 1, y: 0, height: rows.length * 10 })), shut, bars,
      months.slice(1).map((m) => svg("line", { x1: m.from, x2: m.from, y1: 0, y2: rows.length * 10 }))));
}

function eventList(model, events, by) {
  const heads = ["dates", "event", "halls", "dayCounts"].map((k) => h("th", { scope: "col" }, t(k)));
  const row = (e) => h("tr", null, h("td", { class: "nowrap" }, model.showRange(e)),
    h("th", { scope: "row" }, h("i", { class: "swatch", style: { "--c": model.colour(e, by) } }), name(e.name), e.status && e.status !== "definite" && h("small", null, ` (${term("status", e.status)})`)),
    h("td", null, model.halls(e)), h("td", { class: "nowrap num" }, `${e.move_in_days} + ${e.show_days} + ${e.move_out_days}`));
  return h("div", { class: "sheet-events" }, h("h4", null, t("planEvents", { n: num(events.length) })), h("table", null, h("thead", null, h("tr", null, heads)), h("tbody", null, events.map(row))));
}

function moveList(model, venue) {
  const days = new Map();
  for (const m of model.figures.moves) {
    if (m.venue_id !== venue.id || m.phase !== "in") continue;
    if (!days.has(m.day)) days.set(m.day, []);
    days.get(m.day).push(m);
  }
  const item = (m, more) => {
    const e = model.event.get(m.event_id);
    const nth = more ? t("nthDays", { from: m.nth, to: m.nth + more, of: m.of }) : t("nthDay", { n: m.nth, of: m.of });
    return h("span", null, name(e.name), " ", h("small", null, `${model.halls(e)}${m.of > 1 ? ` · ${nth}` : ""}`));
  };
  const entry = (cls, title, moves, more = 0) => h("li", { class: cls }, h("b", null, title), h("div", null, moves.map((m) => item(m, more))));
  const rows = [
    ...[...days].map(([day, moves]) => entry("one-day", model.calendar.long(day, lang()), moves)),
    ...stretches(days).map(([first, last, moves]) => entry("stretch", model.calendar.range(first, last, lang()), moves, last - first)),
  ];
  return h("div", { class: "sheet-moves" }, h("h4", null, t("moveIn")), rows.length ? h("ol", null, rows) : h("p", { class: "hint" }, t("noMoveIn")));
}

/** Days on end on which the same events move in, as [first, last, moves of the first]. */
function stretches(days) {
  const found = [];
  const ids = (moves) => moves.map((m) => m.event_id).sort().join();
  for (const [day, moves] of [...days].sort(([a], [b]) => a - b)) {
    const last = found[found.length - 1];
    if (last && last[1] + 1 === day && ids(last[2]) === ids(moves)) last[1] = day;
    else found.push([day, day, moves]);
  }
  return found;
}
