/**
 * The board: one plan, its timeline, its panel and the hands on it.
 *
 * Every part gets the board and reads what it needs from it: `plan`, `session`, `state` (of the
 * address), `timeline`, `panel`, `changes` (proposed moves by event id, or null).
 */

import { clashCounter } from "./clashes.js";
import { Dragging } from "./drag.js";
import { hearFiles } from "./drop.js";
import { h } from "./dom.js";
import { applyZoom, header, legend, toolbar } from "./frame.js";
import { num, setLang, t } from "./i18n.js";
import { Keys } from "./keys.js";
import { openMenu } from "./menu.js";
import { hideTip } from "./overlay.js";
import { Panel } from "./panel.js";
import { closePopup } from "./popup.js";
import { Stretch } from "./stretch.js";
import "./timeline.js";
import { tipOf } from "./tips.js";
import { viewOf } from "./view.js";

const THEMES = ["", "light", "dark"];

export class Board {
  constructor(app, session, address, openPlan) {
    Object.assign(this, { app, session, openPlan, state: address.chosen, write: address.write });
    this.folded = new Map();
    this.changes = null;
    this.nextTheme = this.nextTheme.bind(this);
    this.switchLang = this.switchLang.bind(this);
    this.panel = new Panel(this);
    session.addEventListener("changed", () => this.refresh());
    hearFiles(this);
    session.addEventListener("job", (e) => this.panel.job(e.detail));
  }

  /** Who looks at it; a viewer changes nothing. */
  knows(me) {
    this.me = me;
    this.readOnly = this.session.readOnly = !me.planner;
    document.body.classList.toggle("viewer", this.readOnly);
  }

  get plan() {
    return this.session.plan;
  }

  /** Build the page; again after a change of language or colours, keeping place and focus. */
  render(focus) {
    const first = this.timeline?.firstInSight ?? (Number(this.state.at) || 0);
    setLang(this.state.lang);
    document.documentElement.lang = this.state.lang === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = this.state.theme;
    hideTip();
    closePopup();
    this.timeline = document.createElement("hall-timeline");
    this.timeline.board = this;
    this.timeline.view = this.#view();
    this.timeline.addEventListener("fold", (e) => this.folded.set(e.detail.id, e.detail.folded));
    this.timeline.addEventListener("open", (e) => this.open(e.detail));
    this.counter = clashCounter(this);
    this.head = header(this, this.counter);
    this.app.replaceChildren(h("header", null, this.head.bar, toolbar(this)), h("main", null, this.timeline, this.panel.render()), legend(this));
    this.timeline.draw();
    applyZoom(this);
    this.timeline.scrollToDay(first);
    this.#hands();
    this.head.refresh();
    this.filter();
    if (this.state.ev) this.timeline.choose(this.state.ev);
    if (focus) document.querySelector(focus)?.focus();
  }

  #hands() {
    this.dragging = new Dragging(this);
    this.stretch = new Stretch(this);
    this.keys = new Keys(this);
    this.timeline.addEventListener("contextmenu", (e) => openMenu(this, e));
    let wait = 0;
    this.timeline.scroll_.addEventListener("scroll", () => {
      clearTimeout(wait);
      wait = setTimeout(() => this.write({ at: String(this.timeline.firstInSight) }), 200);
    });
  }

  #view() {
    return viewOf(this.plan, { by: this.state.by, folded: this.folded, changes: this.changes, describe: (bar) => tipOf(this.plan, bar.id, this.state.by) });
  }

  /** Draw what an edit changed; while an event is in hand, once it is let go. */
  refresh() {
    this.late = Boolean(this.dragging?.active);
    if (this.late) return;
    const before = this.cost;
    this.timeline.view = this.#view();
    this.timeline.redraw();
    this.head.refresh(before);
    this.cost = this.plan.doc.cost;
    this.filter();
    if (this.panel.tab !== "events") this.panel.refresh();
  }

  /** Show proposed changes on the plan, or none with null. */
  propose(changes) {
    this.changes = changes && new Map(changes.map((c) => [c.event_id, c]));
    for (const c of changes || []) for (const place of [c.from, c.to]) if (place) this.folded.set(place.venue_id, false);
    this.refresh();
  }

  /** Fade what does not match the filters; nothing is hidden. */
  filter() {
    const found = new Set([...this.plan.event.values()].filter((e) => this.plan.matches(e, this.state)).map((e) => e.id));
    this.timeline.fade((id) => found.has(id));
    const active = this.state.q || this.state.ind || this.state.kind;
    document.getElementById("found").textContent = active ? t("found", { n: num(found.size), all: num(this.plan.event.size) }) : "";
    this.panel.filter(found);
  }

  /** Choose an event: marked on the plan, told in the panel. */
  open(id) {
    this.write({ ev: id });
    this.timeline.choose(id);
    this.panel.open("event");
  }

  nextTheme() {
    this.write({ theme: THEMES[(THEMES.indexOf(this.state.theme) + 1) % THEMES.length] });
    this.render("#theme");
  }

  switchLang() {
    this.write({ lang: this.state.lang === "zh" ? "en" : "zh" });
    this.render("#lang");
  }
}
