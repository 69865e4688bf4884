/** The frame of the page: header with what the plan is worth, tools, timeline, panel, legend. */

import { whoButton } from "./account.js";
import { h, swatch } from "./dom.js";
import { name, num, t, term } from "./i18n.js";
import { looksButtons } from "./looks.js";
import { openMore } from "./menu.js";
import { signed } from "./tips.js";

const FOLDS = { fit: { id: "fold-fit", label: "foldFit", key: "F" }, all: { id: "fold-all", label: "foldAll", sign: true }, none: { id: "unfold-all", label: "unfoldAll", key: "Shift+F", sign: true } };
const ZOOMS = { year: 0, quarter: 92, month: 31 };

export function header(board, counter) {
  const cost = h("output", { class: "cost-chip", id: "cost", title: t("costHint") });
  const icon = (id, label, sign, key, click) => h("button", { type: "button", id, class: "icon", "aria-label": label, title: `${label} (${key})`, on: { click } }, h("span", { "aria-hidden": "true" }, sign));
  const undo = icon("undo", t("undo"), "↶", "Ctrl+Z", () => board.session.undo());
  const redo = icon("redo", t("redo"), "↷", "Ctrl+Y", () => board.session.redo());
  const offline = h("span", { class: "chip bad", id: "offline", role: "status", title: t("offlineHint") });
  const title = h("span", { id: "plan-name" });
  const bar = h("div", { class: "top" },
    h("a", { class: "skip", href: "#tab-body", on: { click: (e) => { e.preventDefault(); board.panel.open("events"); board.panel.body.focus(); } } }, t("skip")),
    h("div", { class: "names" }, h("h1", null, name(cityOf(board.plan))), h("p", null, title)),
    h("div", { class: "facts" }, cost, counter.button, h("span", { class: "chip quiet", id: "unplaced" }), offline),
    h("span", { class: "grow" }),
    h("div", { class: "seg" }, undo, redo),
    h("button", { type: "button", id: "solve", class: "primary", on: { click: () => board.panel.open("solve") } }, t("solve")),
    h("button", { type: "button", id: "more", "aria-haspopup": "menu", on: { click: (e) => openMore(board, e.currentTarget) } }, t("more")),
    whoButton(board),
    looksButtons(board));
  return { bar, refresh: (before) => {
    const { doc } = board.plan;
    title.textContent = doc.title || t("untitled");
    document.title = `${title.textContent} · ${t("title")}`;
    const delta = before === undefined || before === doc.cost ? null : h("small", null, signed(doc.cost - before));
    cost.replaceChildren(h("small", null, t("cost")), h("b", null, num(doc.cost)), delta || "");
    for (const button of [undo, redo]) allow(board, button);
    const left = bar.querySelector("#unplaced");
    left.textContent = t("placedOf", { n: num(board.plan.place.size), all: num(board.plan.event.size) });
    offline.textContent = board.session.connected ? "" : t("offline");
    counter.refresh();
  } };
}

/** Undo and redo are there for whoever has a step of their own; else they say why not. */
function allow({ session, plan, readOnly }, button) {
  const what = button.id;
  button.disabled = !session.can(what);
  const others = button.disabled && plan.doc[what];
  button.title = readOnly ? t("viewOnlyWhy") : others ? t("noOwnStep") : `${t(what)} (${what === "undo" ? "Ctrl+Z" : "Ctrl+Y"})`;
}

function cityOf(plan) {
  const { name_zh: zh, name_en: en } = plan.doc.city;
  return [zh || en, en || zh].map((text, i) => `${text}${i ? " calendar" : "会展排期"}`);
}

/** Zoom, filters, search, colours and folding; every choice goes to the address. */
export function toolbar(board) {
  const { timeline, state } = board;
  const zooms = Object.keys(ZOOMS).map((key) => h("button", { type: "button", dataset: { zoom: key }, on: { click: () => setZoom(key) } }, t(`zoom.${key}`)));
  const press = () => zooms.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.zoom === state.zoom)));
  const setZoom = (zoom) => {
    board.write({ zoom });
    applyZoom(board);
    press();
  };
  const step = (factor) => () => {
    const days = Math.max(7, Math.round(timeline.daysInSight * factor));
    setZoom(days >= board.plan.days ? "year" : String(days));
  };
  timeline.addEventListener("zoom", (e) => {
    board.write({ zoom: e.detail >= board.plan.days ? "year" : String(Math.round(e.detail)), at: String(timeline.firstInSight) });
    press();
  });
  press();
  const search = h("input", { type: "search", class: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), on: { input: () => { board.write({ q: search.value }); board.filter(); } } });
  search.value = state.q;
  return h("div", { class: "tools", role: "toolbar", "aria-label": t("tools") },
    h("div", { class: "seg", role: "group", "aria-label": t("zoom") }, zooms, h("button", { type: "button", "aria-label": t("zoomOut"), on: { click: step(1.5) } }, "−"), h("button", { type: "button", "aria-label": t("zoomIn"), on: { click: step(1 / 1.5) } }, "+")),
    pick(board, "ind", t("allIndustries"), board.plan.industryList.map((i) => [i.id, name(i.name)])),
    pick(board, "kind", t("allKinds"), Object.keys(board.plan.kinds).map((k) => [k, term("kind", k)])),
    search, h("output", { class: "count", id: "found", "aria-live": "polite" }), h("span", { class: "grow" }),
    h("div", { class: "seg", role: "group", "aria-label": t("colourBy") }, ["industry", "kind"].map((by) => h("button", { type: "button", "aria-pressed": String(state.by === by), dataset: { by }, on: { click: () => { board.write({ by }); board.render(`[data-by=${by}]`); } } }, t(`by.${by}`)))),
    h("div", { class: "seg" }, Object.entries(FOLDS).map(([how, fold]) => foldButton(board, how, fold))));
}

/** Where there is little room, a sign of the look sheet stands for the words of the rarer ones. */
function foldButton(board, how, { id, label, key, sign }) {
  const title = key ? `${t(`${label}Hint`)} (${key})` : sign && t(label);
  return h("button", { type: "button", id, class: sign && "signed", "aria-label": sign && t(label), title, on: { click: () => board.fold(how) } }, h("span", null, t(label)));
}

/** Zoom and first day as the address has them. */
export function applyZoom(board) {
  const { state, timeline, plan } = board;
  timeline.zoomTo((ZOOMS[state.zoom] ?? Number(state.zoom)) || plan.days);
}

function pick(board, key, all, options) {
  const select = h("select", { id: `pick-${key}`, "aria-label": all, on: { change: () => { board.write({ [key]: select.value }); board.filter(); } } },
    h("option", { value: "" }, all), options.map(([value, label]) => h("option", { value }, label)));
  select.value = board.state[key];
  return select;
}

/** Colours in one line, and all that colours and marks mean behind a button. */
export function legend(board) {
  const all = h("div", { class: "legend-all", id: "legend-all", hidden: true }, meanings(board));
  const button = h("button", { type: "button", id: "legend", "aria-expanded": "false", "aria-controls": "legend-all", on: { click: () => show(all.hidden) } }, t("legend"));
  const show = (on) => {
    all.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  };
  const leave = (e) => {
    if (e.key !== "Escape" || all.hidden) return;
    e.stopPropagation();
    show(false);
    button.focus();
  };
  return h("footer", { class: "legend", on: { keydown: leave } }, button, all,
    h("ul", { class: "legend-line", "aria-hidden": "true" }, colours(board)));
}

/** Looks of marks in the legend, their sentences, and the classes of the plan that they stand for. */
const MARKS = [
  ["l-strip", "stripKey", "tl-strip"], ["l-clash", "clash", "clash tl-mark"], ["l-lock", "locked", "locked tl-lock"], ["l-chosen", "chosenKey", "chosen"], ["l-was", "wasHere", "tl-was"],
  ["l-moved", "wouldStand", "moved"], ["l-faded", "fadedKey", "faded"], ["l-loose", "venueLevel", "loose"], ["l-closed", "closed", "tl-closed"], ["l-off", "holiday", "off"], ["l-we", "weekend", "we"],
  ["l-no", "closedDays", "tl-no"], ["l-today", "today", "today"], ["l-veil", "veilKey", "tl-veil"],
];

/** Marks that are printed, too. */
const PRINTED = ["l-clash", "l-closed", "l-off", "l-no", "l-today"];

/** What colours and marks mean, as two lists; on paper only what is printed. */
export function meanings(board, { paper = false } = {}) {
  const marks = MARKS.filter(([look]) => !paper || PRINTED.includes(look));
  const bar = ["l-bar", `${term("phase", "in")} · ${term("phase", "show")} · ${term("phase", "out")}`, "tl-bar"];
  return [h("ul", { "aria-label": t("colours") }, colours(board)),
    h("ul", { "aria-label": t("marks") }, [bar, ...marks.map(([look, key, of]) => [look, t(key), of])].map(([look, label, of]) =>
      h("li", { dataset: { of } }, h("i", { class: look, "aria-hidden": "true" }), label)))];
}

function colours({ plan, state }) {
  const items = state.by === "kind" ? Object.entries(plan.kinds).map(([k, c]) => [c, term("kind", k)]) : plan.industryList.map((i) => [i.colour, name(i.name)]);
  return items.map(([colour, label]) => h("li", null, swatch(colour), label));
}
