/** The year on halls × dates: the timeline with its tools and its legend. */

import { fade, h, swatch } from "./dom.js";
import { lang, name, num, pct, t, term } from "./i18n.js";
import { tipOf } from "./details.js";
import { section } from "./parts.js";
import { state, writeState } from "./state.js";

const folded = new Map();
const sunk = new Set();
const FOLDS = { fit: ["fold-fit", "foldFit"], all: ["fold-all", "foldAll"], none: ["unfold-all", "unfoldAll"] };
const PRESETS = { year: 0, quarter: 92, month: 31 };

/** The section; its element has `timeline` to steer it by. */
export function chart(model) {
  const timeline = document.createElement("hall-timeline");
  timeline.view = viewOf(model);
  const count = h("output", { class: "count", "aria-live": "polite" });
  const refresh = () => {
    const found = new Set(model.events.filter((e) => model.matches(e, state)).map((e) => e.event_id));
    timeline.fade((id) => found.has(id));
    const active = state.q || state.ind || state.kind;
    count.textContent = active ? t("found", { n: num(found.size), all: num(model.events.length) }) : "";
  };
  timeline.addEventListener("place", ({ detail: { ids: [id] } }) => id && timeline.dispatchEvent(new CustomEvent("open", { detail: id })));
  timeline.addEventListener("fold", (e) => folded.set(e.detail.id, e.detail.folded));
  const box = section("chart", tools(model, timeline, refresh, count), timeline, legend(model), h("p", { class: "hint keys" }, t("chartKeys")));
  box.timeline = timeline;
  box.start = () => {
    timeline.draw();
    applyZoom(model, timeline);
    refresh();
    if (state.ev) timeline.choose(state.ev);
  };
  return box;
}

function viewOf(model) {
  return {
    calendar: model.calendar, days: model.days, holidays: new Set(model.holidays), lang: lang(), text: t,
    groups: model.venues.map((v) => groupOf(model, v)), bars: barsOf(model), sunk,
    describe: (bar) => tipOf(model, model.event.get(bar.id), state.by),
  };
}

function groupOf(model, venue) {
  const events = model.eventsAt.get(venue.id) || [];
  const rows = venue.halls.map((x) => ({
    id: x.id, title: name(x.name), note: x.m2 ? `${num(x.m2)} m²` : x.seats ? t("seats", { n: num(x.seats) }) : "",
    closed: x.closed.map(([from, to, why]) => ({ from, to, text: name(why) || t("closed") })),
  }));
  if (events.some((e) => !e.hall_ids)) rows.push({ id: "", title: t("venueLevel"), note: "", closed: [], loose: true });
  const spaces = model.figures.spaces.filter((s) => s.venue === venue.id);
  const open = spaces.reduce((n, s) => n + s.open, 0);
  const share = spaces.reduce((n, s) => n + s.show + s.moving, 0) / Math.max(1, open);
  if (!folded.has(venue.id)) folded.set(venue.id, !events.length || model.events.length > 1500);
  const note = events.length ? `${t("eventCount", { n: events.length })}${open ? ` · ${pct(share)}` : ""}` : t("noEvents");
  return { id: venue.id, title: name(venue.name), note, brief: events.length && open ? pct(share) : note, rows, folded: folded.get(venue.id) };
}

function barsOf(model) {
  return model.events.filter((e) => e.placed).flatMap((e) => {
    const colour = model.colour(e, state.by);
    const bar = {
      id: e.event_id, group: e.venue_id, from: e.tenancy_first, show: e.show_first, end: e.show_last + 1, to: e.tenancy_last + 1,
      colour, pale: fade(colour, 0.4), label: name(e.name), about: `${name(e.name)}, ${model.showRange(e)}, ${name(e.venue)} ${model.halls(e)}`,
    };
    return (e.hall_ids || [""]).map((row) => ({ ...bar, row }));
  });
}

function applyZoom(model, timeline) {
  const days = PRESETS[state.zoom] ?? Number(state.zoom);
  timeline.zoomTo(days || model.days);
}

function tools(model, timeline, refresh, count) {
  const zooms = Object.keys(PRESETS).map((key) => h("button", { type: "button", dataset: { zoom: key } }, t(`zoom.${key}`)));
  const press = () => zooms.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.zoom === state.zoom)));
  const setZoom = (zoom) => { writeState({ zoom }); applyZoom(model, timeline); press(); };
  zooms.forEach((b) => b.addEventListener("click", () => setZoom(b.dataset.zoom)));
  timeline.addEventListener("zoom", (e) => { writeState({ zoom: e.detail >= model.days ? "year" : String(Math.round(e.detail)) }); press(); });
  press();
  const step = (factor) => () => setZoom(timeline.daysInSight * factor >= model.days ? "year" : String(Math.max(7, Math.round(timeline.daysInSight * factor))));
  const input = h("input", { type: "search", class: "search", id: "chart-search", placeholder: t("searchChart"), "aria-label": t("searchChart"), on: { input: () => { writeState({ q: input.value }); refresh(); } } });
  input.value = state.q;
  return h("div", { class: "tools" },
    h("div", { class: "seg", role: "group", "aria-label": t("zoom") }, zooms, h("button", { type: "button", "aria-label": t("zoomOut"), on: { click: step(1.5) } }, "−"), h("button", { type: "button", "aria-label": t("zoomIn"), on: { click: step(1 / 1.5) } }, "+")),
    pick("ind", t("allIndustries"), model.industryList.map((i) => [i.id, name(i.name)]), refresh),
    pick("kind", t("allKinds"), Object.keys(model.kinds).map((k) => [k, term("kind", k)]), refresh),
    input, count, h("span", { class: "grow" }),
    h("div", { class: "seg", role: "group", "aria-label": t("colourBy") }, ["industry", "kind"].map((by) => h("button", { type: "button", "aria-pressed": String(state.by === by), dataset: { by } }, t(`by.${by}`)))),
    h("div", { class: "seg" }, Object.entries(FOLDS).map(([how, [id, key]]) => h("button", { type: "button", id, on: { click: () => timeline.fold(how) } }, t(key)))));
}

function pick(key, all, options, refresh) {
  const select = h("select", { id: `pick-${key}`, "aria-label": all, on: { change: () => { writeState({ [key]: select.value }); refresh(); } } },
    h("option", { value: "" }, all), options.map(([value, label]) => h("option", { value }, label)));
  select.value = state[key];
  return select;
}

function legend(model) {
  const items = state.by === "kind" ? Object.entries(model.kinds).map(([k, c]) => [c, term("kind", k)]) : model.industryList.map((i) => [i.colour, name(i.name)]);
  return h("div", { class: "legend" },
    h("ul", null, items.map(([colour, label]) => h("li", null, swatch(colour), label))),
    h("ul", null, [["l-bar", `${term("phase", "in")} · ${term("phase", "show")} · ${term("phase", "out")}`], ["l-closed", t("closed")], ["l-off", t("holiday")], ["l-strip", t("stripKey")]].map(([cls, label]) => h("li", null, h("i", { class: cls, "aria-hidden": "true" }), label))));
}
