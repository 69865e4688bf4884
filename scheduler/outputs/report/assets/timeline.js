/**
 * <hall-timeline>: groups of rows × days with bars of three parts.
 *
 * Set `view`, then call `draw()`; set it again and call `redraw()` to keep zoom, place and focus:
 *   calendar, days, holidays (Set), lang, text(key), today (day or none), closedDays: [{from, to, text}]
 *   groups: [{id, title, note, folded, rows: [{id, title, note, closed: [{from, to, text}], loose}]}]
 *   bars: [{id, group, row, from, show, end, to, colour, pale, label, about, locked, clash, moved, faint, was}]
 *     — days half-open, `show`…`end` on show; bars of one id are one event; `was` bars only show
 *     where an event stood before
 *   describe(bar): node for the tip
 * Fires `open` (detail: id), `fold` (detail: {id, folded}), `zoom` (detail: days in sight) and `drawn`.
 * Knows nothing of reports or plans: the report reads with it, the board edits with it.
 */

import { h } from "./dom.js";
import { groupElements, setChildren } from "./groups.js";
import { hideTip, moveTip, showTip } from "./overlay.js";
import { background, frameOf, levelOf, scale } from "./scale.js";
import { nextStop } from "./walk.js";

const HEAD = 44;
const MOST_BARS = 4000;
const REST_MS = 160;

export class HallTimeline extends HTMLElement {
  #zoom = 1;
  #level = "";
  #parts = new Map();
  #rows = [];
  #groups = new Map();
  #behind = null;
  #shown = null;
  #chosen = "";
  #resize = null;
  #rest = 0;

  draw() {
    this.#groups = new Map();
    this.replaceChildren((this.scroll_ = h("div", { class: "tl-scroll" }, this.#grid())));
    this.#body();
    this.#listen();
    this.#resize ??= new ResizeObserver(() => this.#header());
    this.#resize.observe(this);
  }

  /** Draw a new view in place: what was in sight and in focus stays so. */
  redraw() {
    const { scrollLeft, scrollTop } = this.scroll_;
    const held = this.querySelector(".tl-bar:focus")?.bar;
    this.#header();
    this.#body();
    this.scroll_.scrollTo(scrollLeft, scrollTop);
    if (held && !this.querySelector(".tl-bar:focus")) this.focusBar(held.id, held.row);
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
    const byRow = new Map();
    for (const bar of this.view.bars) {
      const key = `${bar.group}/${bar.row}`;
      if (!byRow.has(key)) byRow.set(key, []);
      byRow.get(key).push(bar);
    }
    const groups = new Map();
    for (const group of this.view.groups) {
      const bars = group.rows.map((row) => byRow.get(`${group.id}/${row.id}`) || []);
      const drawn = groupElements(this.view, group, bars, () => this.#fold(group.id), this.#groups.get(group.id));
      groups.set(group.id, drawn);
      this.#rows.push(...drawn.stops);
      for (const element of drawn.stops.flat()) this.#part(element);
    }
    this.#groups = groups;
    const drawn = [...groups.values()];
    setChildren(this.labels, drawn.flatMap((group) => group.labels));
    setChildren(this.sheet, [this.#back(), ...drawn.flatMap((group) => [group.strip, ...[...group.rows.values()].map((row) => row.element)])]);
    const first = this.#rows[0]?.[0];
    if (first && !this.#rows.some((row) => row.some((element) => element.tabIndex === 0))) first.tabIndex = 0;
    this.fade(this.match || (() => true));
    this.choose(this.#chosen);
    this.dispatchEvent(new CustomEvent("drawn"));
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

  #fold(id) {
    const group = this.view.groups.find((g) => g.id === id);
    this.foldOne(group, !group.folded);
    this.labels.querySelector(`[data-group="${CSS.escape(id)}"]`).focus();
  }

  /** Fold or unfold one group. */
  foldOne(group, folded) {
    group.folded = folded;
    this.#body();
    this.dispatchEvent(new CustomEvent("fold", { detail: { id: group.id, folded } }));
  }

  /** Fold or unfold every group; with very many bars only as many as stay quick. */
  foldAll(folded) {
    let room = MOST_BARS;
    const sizes = new Map();
    for (const bar of this.view.bars) sizes.set(bar.group, (sizes.get(bar.group) || 0) + 1);
    for (const group of this.view.groups) {
      room -= sizes.get(group.id) || 0;
      group.folded = folded || room < 0;
      this.dispatchEvent(new CustomEvent("fold", { detail: { id: group.id, folded: group.folded } }));
    }
    this.#body();
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
    const barOf = (event) => event.target.closest?.(".tl-bar");
    this.sheet.addEventListener("click", (event) => {
      const element = barOf(event);
      if (element) this.dispatchEvent(new CustomEvent("open", { detail: element.bar.id }));
    });
    this.sheet.addEventListener("pointerover", (event) => this.#light(barOf(event), event.clientX, event.clientY));
    this.sheet.addEventListener("pointermove", (event) => moveTip(event.clientX, event.clientY));
    this.sheet.addEventListener("pointerleave", () => this.#light(null));
    this.sheet.addEventListener("focusin", (event) => {
      const box = event.target.getBoundingClientRect();
      if (event.target.matches(":focus-visible")) this.#light(barOf(event), box.left, box.bottom - 12);
    });
    this.sheet.addEventListener("focusout", () => this.#light(null));
    this.sheet.addEventListener("keydown", (event) => this.#key(event));
    this.scroll_.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /** Nothing lights up and no tip shows while `quiet` is set, for example in a drag. */
  quiet = false;

  #light(element, x, y) {
    if (this.quiet) return;
    const id = element ? element.bar.id : null;
    if (id !== this.#shown) {
      for (const part of this.partsOf(this.#shown)) part.classList.remove("lit");
      for (const part of this.partsOf(id)) part.classList.add("lit");
      this.#shown = id;
    }
    if (element) showTip(this.view.describe(element.bar), x, y);
    else hideTip();
  }

  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.scroll_.getBoundingClientRect();
    const share = (event.clientX - box.left - this.labels.offsetWidth) / this.#window();
    this.#zooming();
    this.zoomTo(this.daysInSight * (event.deltaY > 0 ? 1.2 : 1 / 1.2), Math.max(0, Math.min(1, share)));
    this.dispatchEvent(new CustomEvent("zoom", { detail: this.daysInSight }));
  }

  /** Hide the labels until the wheel rests: laying them out again would hold up each turn. */
  #zooming() {
    this.sheet.classList.add("zooming");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.sheet.classList.remove("zooming"), REST_MS);
  }

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
    const seen = box.top >= sight.top + HEAD && box.bottom <= sight.bottom && box.right > sight.left + this.labels.offsetWidth && box.left < sight.right;
    element.scrollIntoView({ block: seen ? "nearest" : block, inline: seen ? "nearest" : block });
  }
}

customElements.define("hall-timeline", HallTimeline);
