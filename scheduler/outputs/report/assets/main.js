/** Puts the page together, and again in the other language. */

import { h } from "./dom.js";
import { name, setLang, setTexts, t } from "./i18n.js";
import { Model } from "./model.js";
import { readState, state, writeState } from "./state.js";
import { hideTip } from "./overlay.js";
import { breakdown, coverage } from "./coverage.js";
import { chart } from "./chart.js";
import { costs, unplaced } from "./costs.js";
import { detailsPanel } from "./details.js";
import { events } from "./events.js";
import { overview, titleBlock } from "./overview.js";
import { openPlans, plans } from "./plans.js";
import { robust } from "./robust.js";
import { sources } from "./sources.js";
import { tightness, weekly } from "./usage.js";

const SECTIONS = ["chart", "coverage", "breakdown", "weekly", "tightness", "costs", "robust", "unplaced", "events", "plans", "sources"];
const THEMES = ["", "light", "dark"];

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const app = document.getElementById("app");
const model = new Model(read("data"));
let year = null;
let opener = null;

setTexts(read("strings"), model.terms);

function render(focus) {
  const top = scrollY;
  setLang(state.lang);
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = state.theme;
  document.title = `${name(model.city)} · ${t("title")}`;
  hideTip();
  year = chart(model);
  app.replaceChildren(topBar(), h("main", null, titleBlock(model), overview(model), year, coverage(model, showMonth), breakdown(model), weekly(model),
    tightness(model), costs(model), robust(model), unplaced(model), events(model), plans(model, state.by), sources(model)), h("footer", { class: "foot" }, t("foot", { version: model.version })));
  year.start();
  if (state.ev) openEvent(state.ev);
  scrollTo(0, top);
  if (focus) document.querySelector(focus)?.focus();
}

function topBar() {
  const go = (id) => (event) => { event.preventDefault(); show(id); };
  return h("header", { class: "bar" },
    h("a", { class: "skip", href: "#events", on: { click: go("events") } }, t("skip")),
    h("nav", { "aria-label": t("sections") }, SECTIONS.filter((id) => id !== "robust" || model.robust).map((id) => h("a", { href: `#${id}`, on: { click: go(id) } }, t(`${id}.short`)))),
    h("div", { class: "actions" },
      h("button", { type: "button", id: "theme", on: { click: nextTheme } }, t(`theme.${state.theme || "auto"}`)),
      h("button", { type: "button", id: "print", on: { click: () => print() } }, t("print")),
      h("button", { type: "button", id: "lang", lang: state.lang === "zh" ? "en" : "zh-CN", on: { click: switchLang } }, t("otherLang"))));
}

function show(id) {
  const title = document.getElementById(`${id}-title`);
  title.scrollIntoView({ block: "start" });
  title.focus({ preventScroll: true });
}

function switchLang() {
  writeState({ lang: state.lang === "zh" ? "en" : "zh" });
  render("#lang");
}

function nextTheme() {
  writeState({ theme: THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length] });
  document.documentElement.dataset.theme = state.theme;
  document.getElementById("theme").textContent = t(`theme.${state.theme || "auto"}`);
}

/** The heat map is a door: one industry in one month on the chart. */
function showMonth(industry, month) {
  writeState({ ind: industry, zoom: "month" });
  render();
  show("chart");
  year.timeline.scrollToDay(model.calendar.months().find((m) => m.key === month).from);
}

function openEvent(id) {
  const event = model.event.get(id);
  if (!event) return;
  document.querySelector(".drawer")?.remove();
  writeState({ ev: id });
  year.timeline.choose(id);
  const panel = detailsPanel(model, event, state.by, closeEvent);
  document.body.append(panel);
  panel.focus({ preventScroll: true });
}

function closeEvent() {
  document.querySelector(".drawer")?.remove();
  writeState({ ev: "" });
  year.timeline.choose("");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-open], [data-by]");
  if (!target) return;
  if (target.dataset.by) {
    writeState({ by: target.dataset.by });
    render(`[data-by=${target.dataset.by}]`);
  } else {
    if (!target.closest(".drawer")) opener = target;
    openEvent(target.dataset.open);
  }
});
app.addEventListener("open", (event) => {
  opener = document.activeElement;
  openEvent(event.detail);
}, true);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(".drawer")) closeEvent();
});
addEventListener("hashchange", () => {
  readState(model.lang);
  document.querySelector(".drawer")?.remove();
  render();
});

let undo = null;
addEventListener("beforeprint", () => {
  if (document.body.classList.contains("print-one-plan")) return;
  undo = openPlans();
  year.timeline.zoomTo(model.days);
});
addEventListener("afterprint", () => {
  undo?.();
  undo = null;
});

readState(model.lang);
render();
