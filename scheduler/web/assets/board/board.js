/**
 * The board: one plan, its timeline, its panel and the hands on it.
 *
 * Every part gets the board and reads what it needs from it: `plan`, `session`, `state` (of the
 * address), `timeline`, `panel`, `changes` (proposed moves by event id, or null).
 */

import { correctFor } from "./choices.js";
import { clashCounter } from "./clashes.js";
import { Dragging } from "./drag.js";
import { hearFiles } from "./drop.js";
import { h } from "./dom.js";
import { applyZoom, header, legend, toolbar } from "./frame.js";
import { num, t } from "./i18n.js";
import { Keys } from "./keys.js";
import { wear } from "./looks.js";
import { openMenu, openPlace } from "./menu.js";
import { hideTip } from "./overlay.js";
import { Panel } from "./panel.js";
import { closePopup } from "./popup.js";
import { isHeld, standing } from "./proposal.js";
import { announce, keepToast } from "./said.js";
import { bringToSight } from "./sight.js";
import { Stretch } from "./stretch.js";
import "./timeline.js";
import { tipOf } from "./tips.js";
import { viewOf } from "./view.js";

export class Board {
  constructor(app, session, address, openPlan) {
    Object.assign(this, { app, session, openPlan, state: address.chosen, write: address.write });
    this.folded = new Map();
    this.sunk = new Set();
    this.foldedAs = null;
    this.changes = null;
    this.again = (focus) => this.render(focus);
    this.panel = new Panel(this);
    session.addEventListener("changed", () => this.refresh());
    session.addEventListener("connection", () => this.head.refresh());
    hearFiles(this);
    session.addEventListener("job", (e) => this.panel.job(e.detail));
  }

  /** Who looks at it; a viewer changes nothing. */
  knows(me) {
    this.me = me;
    this.readOnly = this.session.readOnly = !me.planner;
    this.session.who = me.name;
    document.body.classList.toggle("viewer", this.readOnly);
  }

  get plan() {
    return this.session.plan;
  }

  /**
   * Build the page; again after a change of language or colours, keeping place, toast and focus.
   * With `arrive` the place is that of the address, and the chosen event comes into sight.
   */
  render(focus = "", { arrive = !this.timeline } = {}) {
    const first = arrive ? Number(this.state.at) : this.timeline.firstInSight;
    const tops = arrive ? [0, 0] : [this.timeline.scroll_.scrollTop, this.panel.body.scrollTop];
    correctFor(this.plan, this.state);
    wear(this.state);
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
    this.timeline.draw(this.foldedAs === this.state.fold ? "" : this.state.fold || "fit");
    this.foldedAs = this.state.fold;
    applyZoom(this);
    this.timeline.scrollToDay(first);
    [this.timeline.scroll_.scrollTop, this.panel.body.scrollTop] = tops;
    keepToast();
    this.#hands();
    this.head.refresh();
    this.filter();
    if (this.state.ev) this.timeline.choose(this.state.ev);
    if (this.state.ev && arrive) bringToSight(this.timeline, this.state.ev);
    if (focus) document.querySelector(focus)?.focus();
  }

  #hands() {
    this.dragging = new Dragging(this);
    this.stretch = new Stretch(this);
    this.keys = new Keys(this);
    this.timeline.addEventListener("contextmenu", (e) => openMenu(this, e));
    this.timeline.addEventListener("place", (e) => openPlace(this, e.detail));
    let wait = 0;
    this.timeline.scroll_.addEventListener("scroll", () => {
      clearTimeout(wait);
      wait = setTimeout(() => this.write({ at: String(this.timeline.firstInSight) }), 200);
    });
  }

  #view() {
    return viewOf(this.plan, { by: this.state.by, folded: this.folded, sunk: this.sunk, menu: !this.readOnly, changes: this.changes, describe: (bar) => tipOf(this.plan, bar.id, this.state.by) });
  }

  /** Draw what an edit changed; while an event is in hand, once it is let go. */
  refresh() {
    this.late = Boolean(this.dragging?.active || this.stretch?.active);
    if (this.late) return;
    this.#weigh();
    if (this.changes) this.#draws([...this.changes.values()]);
    this.timeline.view = this.#view();
    this.timeline.redraw();
    this.head.refresh(this.before);
    this.filter();
    if (this.panel.tab !== "events") this.panel.refresh();
  }

  /** What the plan cost before its last step; drawing it again, as after a proposal, is no step. */
  #weigh() {
    const { version, cost } = this.plan.doc;
    if (version === this.version) return;
    [this.before, this.version, this.cost] = [this.cost, version, cost];
  }

  /** Show proposed changes on the plan, or none with null. */
  propose(changes) {
    this.#draws(changes || []);
    for (const c of this.changes?.values() || []) for (const place of [c.from, c.to]) if (place) this.folded.set(place.venue_id, false);
    this.refresh();
  }

  /** Take proposed changes off the plan again; false when there are none. */
  hide() {
    this.panel.solve.brighten();
    if (!this.changes) return false;
    this.propose(null);
    return true;
  }

  /** Of proposed changes those are drawn that can still be made. */
  #draws(changes) {
    const left = standing(this.plan, changes).filter((c) => !isHeld(this.plan, c));
    this.changes = left.length ? new Map(left.map((c) => [c.event_id, c])) : null;
  }

  /** Fade what does not match the filters; nothing is hidden. */
  filter() {
    const found = new Set([...this.plan.event.values()].filter((e) => this.plan.matches(e, this.state)).map((e) => e.id));
    this.timeline.fade((id) => found.has(id));
    const active = this.state.q || this.state.ind || this.state.kind;
    document.getElementById("found").textContent = active ? t("found", { n: num(found.size), all: num(this.plan.event.size) }) : "";
    this.panel.filter(found);
  }

  /** Fold venues to `fit` the window, `all`, or `none`; the address remembers it. */
  fold(how) {
    this.write({ fold: how === "fit" ? "" : how });
    this.foldedAs = this.state.fold;
    this.timeline.fold(how);
    const n = this.timeline.view.groups.filter((group) => group.folded).length;
    announce(t(`folded.${how === "none" && n ? "all" : how}`, { n: num(n) }));
  }

  /** Choose an event: marked on the plan, told in the panel. */
  open(id) {
    this.write({ ev: id });
    this.timeline.choose(id);
    this.panel.open("event");
  }
}
