/**
 * <hall-timeline>: groups of rows × days with bars of three parts.
 *
 * Set `view`, then call `draw()`; set it again and call `redraw()` to keep zoom, place and focus:
 *   calendar, days, holidays (Set), lang, text(key), today (day or none), closedDays: [{from, to, text}]
 *   groups: [{id, title, note, brief, folded, rows: [{id, title, note, closed: [{from, to, text}], loose}]}]
 *   sunk: Set of groups that stand after all others; menu: whether a day of a row has one
 *   bars: [{id, group, row, from, show, end, to, colour, pale, label, about, locked, clash, moved, faint, was}]
 *     — days half-open, `show`…`end` on show; bars of one id are one event; `was` bars only show
 *     where an event stood before
 *   describe(bar): node for the tip
 * Fires `open` (detail: id), `fold` (detail: {id, folded}), `zoom` (detail: days in sight), `place`
 * (a day of a row is asked about by key; detail: {group, row, day, ids, element, at}) and `drawn`.
 * Knows nothing of reports or plans: the report reads with it, the board edits with it.
 */

import { DayStop } from "./daystop.js";
import { h } from "./dom.js";
import { foldedBy, HEAD_PX, sunkLast } from "./fold.js";
import { barsOfGroups, groupElements, setChildren, sizeOf } from "./groups.js";
import { Light } from "./light.js";
import { placeNames } from "./names.js";
import { hideTip } from "./overlay.js";
import { background, frameOf, levelOf, scale } from "./scale.js";
import { nextStop } from "./walk.js";
import { Wheel } from "./wheel.js";

export class HallTimeline extends HTMLElement {
  #zoom = 1;
  #level = "";
  #parts = new Map();
  #rows = [];
  #groups = new Map();
  #behind = null;
  #chosen = "";
  #resize = null;
  #perDay = 0;
  #day = new DayStop(this);

  /** Draw all anew; `folds` may be `fit`, `all` or `none`. */
  draw(folds = "") {
    this.#groups = new Map();
    this.replaceChildren((this.scroll_ = h("div", { class: "tl-scroll" }, this.#grid())));
    // Measured while nothing is there yet: that costs nothing, and names need no second layout.
    this.#perDay = this.#width() / this.view.days;
    if (folds) this.#fold(folds);
    this.#body();
    this.#listen();
    this.#resize ??= new ResizeObserver(() => this.#header());
    this.#resize.observe(this);
  }

  /** Draw a new view in place: what was in sight and in focus stays so. */
  redraw() {
    const { scrollLeft, scrollTop } = this.scroll_;
    const held = this.querySelector(".tl-bar:focus")?.bar;
    const onDay = this.#day.focused;
    this.#header();
    this.#body();
    this.scroll_.scrollTo(scrollLeft, scrollTop);
    if (held && !this.querySelector(".tl-bar:focus")) this.focusBar(held.id, held.row);
    if (onDay) this.#day.focus();
  }

  disconnectedCallback() {
    this.#resize?.disconnect();
    hideTip();
  }

  #grid() {
    this.head = h("div", { class: "tl-head" });
    this.labels = h("div", { class: "tl-labels" });
    this.sheet = h("div", { class: "tl-sheet" });
    this.grid = h("div", { class: "tl-grid" }, h("div", { class: "tl-corner" }), this.head, this.labels, this.sheet);
    return this.grid;
  }

  // -- zoom ---------------------------------------------------------------------------------------

  /** Show so many days at once, keeping the day at `share` of the width where it is. */
  zoomTo(days, share = 0) {
    const before = this.#dayAt(share);
    this.#zoom = Math.max(1, Math.min(this.view.days / 7, this.view.days / days));
    this.grid.style.setProperty("--zoom", this.#zoom);
    this.#header();
    this.scroll_.scrollLeft = (before / this.view.days) * this.#width() - share * this.#window();
  }

  /** Bring a day to the left edge. */
  scrollToDay(day) {
    this.scroll_.scrollLeft = (day / this.view.days) * this.#width();
  }

  get daysInSight() {
    return this.view.days / this.#zoom;
  }

  /** First day in sight, to a tenth. */
  get firstInSight() {
    return Math.round(this.#dayAt(0) * 10) / 10;
  }

  /** The whole day under a point of the window. */
  dayAt(x) {
    const box = this.sheet.getBoundingClientRect();
    return Math.max(0, Math.min(this.view.days - 1, Math.floor(((x - box.left) / box.width) * this.view.days)));
  }

  /** Where a point of the window lies between the first and the last day in sight, from 0 to 1. */
  shareAt(x) {
    const share = (x - this.scroll_.getBoundingClientRect().left - this.labels.offsetWidth) / this.#window();
    return Math.max(0, Math.min(1, share));
  }

  #window() {
    return Math.max(1, this.scroll_.clientWidth - this.labels.offsetWidth);
  }

  #width() {
    return this.#window() * this.#zoom;
  }

  #dayAt(share) {
    return ((this.scroll_.scrollLeft + share * this.#window()) / this.#width()) * this.view.days;
  }

  #header() {
    const perDay = this.#width() / this.view.days;
    const level = levelOf(perDay);
    this.sheet.classList.toggle("roomy", perDay >= 8);
    const wider = Math.abs(perDay - this.#perDay) > 0.02 * perDay;
    if (wider) this.#perDay = perDay;
    if (wider && !this.sheet.classList.contains("zooming")) this.placeNames();
    const key = `${level} ${Math.round(perDay)} ${frameOf(this.view)}`;
    if (key === this.#level && this.head.childNodes.length) return;
    this.#level = key;
    this.dataset.level = level;
    this.head.replaceChildren(...scale(this.view, level, perDay));
  }

  // -- body ---------------------------------------------------------------------------------------

  #body() {
    this.#parts.clear();
    this.#rows = [];
    const bars = barsOfGroups(this.view);
    const groups = new Map();
    for (const group of sunkLast(this.view.groups, this.view.sunk)) {
      const drawn = groupElements(this.view, group, bars.get(group.id), () => this.#turn(group), this.#groups.get(group.id));
      groups.set(group.id, drawn);
      this.#rows.push(...drawn.stops);
      for (const element of drawn.stops.flat()) this.#part(element);
    }
    this.#groups = groups;
    const drawn = [...groups.values()];
    setChildren(this.labels, drawn.flatMap((group) => group.labels));
    setChildren(this.sheet, [this.#back(), ...drawn.flatMap((group) => [group.strip, ...[...group.rows.values()].map((row) => row.element)].filter(Boolean))]);
    const first = this.#rows[0]?.[0];
    if (first && !this.#rows.some((row) => row.some((element) => element.tabIndex === 0))) first.tabIndex = 0;
    this.fade(this.match || (() => true));
    this.choose(this.#chosen);
    this.placeNames();
    this.#day.settle(this.#open().flatMap((group) => group.rows.map((row) => ({ group, row, ...groups.get(group.id).rows.get(row.id) }))));
    this.dispatchEvent(new CustomEvent("drawn"));
  }

  /** Unfolded groups as they stand. */
  #open() {
    return sunkLast(this.view.groups, this.view.sunk).filter((group) => !group.folded);
  }

  /** Place names and marks anew, as for another width of the days. */
  placeNames() {
    for (const group of this.#open()) placeNames(this.view, group, this.#groups.get(group.id), this.#perDay);
  }

  /** What lies behind the rows, made anew only when the calendar is another one. */
  #back() {
    const key = frameOf(this.view);
    if (this.#behind?.key !== key) this.#behind = { key, element: background(this.view) };
    return this.#behind.element;
  }

  #part(element) {
    const { id } = element.bar;
    if (!this.#parts.has(id)) this.#parts.set(id, []);
    this.#parts.get(id).push(element);
  }

  #turn(group) {
    this.foldOne(group, !group.folded);
    this.labels.querySelector(`[data-group="${CSS.escape(group.id)}"]`).focus();
  }

  #told(group, folded) {
    group.folded = folded;
    this.dispatchEvent(new CustomEvent("fold", { detail: { id: group.id, folded } }));
  }

  /** Fold or unfold one group. */
  foldOne(group, folded) {
    this.#told(group, folded);
    this.#body();
  }

  /** Fold groups: `fit` until all that is in use is in sight, `all`, or `none`; the focus stays, or goes to the group that folds over it. */
  fold(how) {
    const bar = this.querySelector(".tl-bar:focus")?.bar;
    const onDay = this.#day.focused;
    const group = bar?.group ?? (onDay ? this.#day.group : this.labels.querySelector(":focus")?.dataset.group);
    this.#fold(how);
    this.#body();
    if (how === "fit") this.scroll_.scrollTop = 0;
    if (group === undefined) return;
    if (this.view.groups.find((g) => g.id === group).folded || !(bar || onDay)) this.labels.querySelector(`[data-group="${CSS.escape(group)}"]`).focus();
    else if (bar) this.focusBar(bar.id, bar.row);
    else this.#day.focus();
  }

  #fold(how) {
    const bars = barsOfGroups(this.view);
    const { open, last } = foldedBy(how, this.view.groups.map((group) => sizeOf(group, bars.get(group.id))), this.#height());
    this.view.sunk.clear();
    for (const id of last) this.view.sunk.add(id);
    for (const group of this.view.groups) this.#told(group, !open.has(group.id));
  }

  /** Pixels for groups: the box as high as it is, or may become. */
  #height() {
    return (parseFloat(getComputedStyle(this.scroll_).maxHeight) || this.scroll_.clientHeight) - HEAD_PX;
  }

  /** Fade the bars for whose id `match` is false; nothing is hidden. */
  fade(match) {
    this.match = match;
    for (const [id, elements] of this.#parts) {
      const off = !match(id);
      for (const element of elements) element.classList.toggle("faded", off);
    }
  }

  /** Mark the bars of an id as chosen. */
  choose(id) {
    this.#chosen = id;
    for (const [key, elements] of this.#parts) {
      for (const element of elements) element.classList.toggle("chosen", key === id);
    }
  }

  /** Elements of an event's bars. */
  partsOf(id) {
    return this.#parts.get(id) || [];
  }

  /** Give a bar the focus and bring it into sight, unfolding its group; false when it has none. */
  focusBar(id, row) {
    const bar = this.view.bars.find((b) => b.id === id && !b.was);
    const group = bar && this.view.groups.find((g) => g.id === bar.group);
    if (!group) return false;
    if (group.folded) this.foldOne(group, false);
    const parts = this.partsOf(id);
    const element = parts.find((part) => part.bar.row === row) || parts[0];
    this.#walkTo(element, "center");
    return true;
  }

  // -- pointer and keys ---------------------------------------------------------------------------

  #listen() {
    this.sheet.addEventListener("click", (event) => {
      const element = event.target.closest?.(".tl-bar");
      if (element) this.dispatchEvent(new CustomEvent("open", { detail: element.bar.id }));
    });
    new Light(this);
    this.sheet.addEventListener("keydown", (event) => this.#key(event));
    new Wheel(this);
  }

  /** Nothing lights up and no tip shows while `quiet` is set, for example in a drag. */
  quiet = false;

  /** Arrows walk from bar to bar. */
  #key(event) {
    if (!event.key.startsWith("Arrow") || event.altKey || !this.#rows.some((r) => r.includes(event.target))) return;
    event.preventDefault();
    const next = nextStop(this.#rows, event.target, event.key);
    if (next) this.#walkTo(next);
  }

  #walkTo(element, block = "nearest") {
    for (const stop of this.sheet.querySelectorAll(".tl-bar[tabindex='0']")) stop.tabIndex = -1;
    element.tabIndex = 0;
    element.focus({ preventScroll: true });
    const [box, sight] = [element.getBoundingClientRect(), this.scroll_.getBoundingClientRect()];
    const seen = box.top >= sight.top + HEAD_PX && box.bottom <= sight.bottom && box.right > sight.left + this.labels.offsetWidth && box.left < sight.right;
    element.scrollIntoView({ block: seen ? "nearest" : block, inline: seen ? "nearest" : block });
  }
}

customElements.define("hall-timeline", HallTimeline);
