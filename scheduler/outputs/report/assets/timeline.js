/**
 * <hall-timeline>: groups of rows × days with bars of three parts.
 *
 * Set `view`, then call `draw()`:
 *   calendar, days, holidays (Set), lang, text(key)
 *   groups: [{id, title, note, folded, rows: [{id, title, note, closed: [{from, to, text}], loose}]}]
 *   bars: [{id, group, row, from, show, end, to, colour, pale, label, about}] — days half-open,
 *     `show`…`end` on show; bars of one id are one event
 *   describe(bar): node for the tip
 * Fires `open` (detail: id), `fold` (detail: {id, folded}) and `zoom` (detail: days in sight).
 * Knows nothing of reports or plans, so that a board can use it as it is.
 */

import { h, svg } from "./dom.js";
import { density, lanes, steps } from "./lanes.js";
import { hideTip, moveTip, showTip } from "./overlay.js";

const ROW = 22;
const GROUP = 34;
const IDLE = 23;
const MOST_BARS = 4000;

export class HallTimeline extends HTMLElement {
  #zoom = 1;
  #level = "";
  #parts = new Map();
  #rows = [];
  #shown = null;

  draw() {
    const grid = this.#frame();
    this.replaceChildren((this.scroll_ = h("div", { class: "tl-scroll" }, grid)));
    this.#body();
    this.#listen();
    this.#resize ??= new ResizeObserver(() => this.#header());
    this.#resize.observe(this);
  }

  #resize = null;

  disconnectedCallback() {
    this.#resize?.disconnect();
    hideTip();
  }

  #frame() {
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

  #window() {
    return Math.max(1, this.scroll_.clientWidth - this.labels.offsetWidth);
  }

  #width() {
    return this.#window() * this.#zoom;
  }

  #dayAt(share) {
    return ((this.scroll_.scrollLeft + share * this.#window()) / this.#width()) * this.view.days;
  }

  #left(day) {
    return `${(100 * day) / this.view.days}%`;
  }

  #header() {
    const perDay = this.#width() / this.view.days;
    const level = perDay >= 22 ? "month" : perDay >= 8 ? "quarter" : "year";
    this.sheet.classList.toggle("roomy", perDay >= 8);
    const key = `${level} ${this.view.lang} ${Math.round(perDay)}`;
    if (key === this.#level && this.head.childNodes.length) return;
    this.#level = key;
    this.dataset.level = level;
    this.head.replaceChildren(this.#months(), this.#ticks(level, perDay));
  }

  #months() {
    const { calendar, lang } = this.view;
    return h("div", { class: "tl-months" }, calendar.months().map((m, i) => {
      const label = calendar.monthName(m.key, lang, i === 0 || m.key.endsWith("-01"));
      return h("div", { style: { left: this.#left(m.from), width: this.#left(m.to - m.from) } }, h("span", null, label));
    }));
  }

  #ticks(level, perDay) {
    const { calendar, days, holidays } = this.view;
    const box = h("div", { class: "tl-ticks" });
    const every = Math.max(1, Math.ceil(18 / (perDay * 7)));
    for (let d = 0, week = 0; d < days; d++) {
      const monday = calendar.weekday(d) === 0;
      if (monday) week++;
      if (level !== "month" && (!monday || week % every)) continue;
      const cls = holidays.has(d) ? "off" : calendar.weekday(d) > 4 ? "we" : null;
      box.append(h("span", { class: cls, style: { left: this.#left(d), width: level === "month" ? this.#left(1) : null } }, String(calendar.dayOfMonth(d))));
    }
    return box;
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
    const labels = [];
    const rows = [this.#background()];
    for (const group of this.view.groups) this.#group(group, byRow, labels, rows);
    this.labels.replaceChildren(...labels);
    this.sheet.replaceChildren(...rows);
    const first = this.#rows[0]?.[0];
    if (first) first.tabIndex = 0;
    this.fade(this.match || (() => true));
  }

  #background() {
    const { calendar, days, holidays } = this.view;
    const box = h("div", { class: "tl-back", "aria-hidden": "true" });
    const add = (cls, from, to) => box.append(h("i", { class: cls, style: { left: this.#left(from), width: this.#left(to - from) } }));
    for (let d = 0; d < days; d++) {
      if (holidays.has(d)) add("off", d, d + 1);
      else if (calendar.weekday(d) > 4) add("we", d, d + 1);
    }
    for (const m of calendar.months()) add("month", m.from, m.to);
    return box;
  }

  #group(group, byRow, labels, rows) {
    const bars = group.rows.map((row) => byRow.get(`${group.id}/${row.id}`) || []);
    const idle = group.folded && !bars.some((b) => b.length);
    const style = { height: `${idle ? IDLE : GROUP}px` };
    labels.push(h("button", {
      type: "button", class: `tl-group ${idle ? "idle" : ""}`, "aria-expanded": String(!group.folded), title: group.title, dataset: { group: group.id }, style,
      on: { click: () => this.#fold(group) },
    }, h("i", { class: "caret", "aria-hidden": "true" }), h("b", null, group.title), h("small", null, group.note)));
    rows.push(h("div", { class: `tl-row tl-strip ${idle ? "idle" : ""}`, style }, !idle && this.#strip(group, bars)));
    if (group.folded) return;
    const split = bars.map(lanes);
    group.rows.forEach((row, i) => {
      const height = `${split[i].count * ROW}px`;
      labels.push(h("div", { class: "tl-label", style: { height } }, h("span", null, row.title), h("small", null, row.note)));
      const elements = this.#bars(row, bars, split, i);
      if (elements.length) this.#rows.push(elements);
      rows.push(h("div", { class: `tl-row ${row.loose ? "loose" : ""}`, style: { height } }, row.closed.map((c) => this.#closure(c)), elements));
    });
  }

  #strip(group, bars) {
    const real = group.rows.filter((row) => !row.loose);
    const used = density(real, bars.filter((_, i) => !group.rows[i].loose).flat(), this.view.days);
    const both = used.show.map((n, d) => n + used.moving[d]);
    return svg("svg", { viewBox: `0 0 ${this.view.days} 24`, preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("path", { class: "moving", d: steps(both, used.open, 24) }), svg("path", { class: "show", d: steps(used.show, used.open, 24) }));
  }

  #closure(c) {
    const [from, to] = [Math.max(0, c.from), Math.min(this.view.days, c.to)];
    return h("i", { class: "tl-closed", title: c.text, style: { left: this.#left(from), width: this.#left(to - from) } });
  }

  #bars(row, bars, split, i) {
    const { lane, clash, count } = split[i];
    const joined = (k, bar) => count === 1 && split[k]?.count === 1 && !row.loose && bars[k].some((b) => b.id === bar.id);
    const rank = (k, bar) => (joined(k - 1, bar) ? 1 + rank(k - 1, bar) : 0);
    return [...bars[i]].sort((a, b) => a.from - b.from).map((bar) => {
      const [from, to] = [Math.max(0, bar.from), Math.min(this.view.days, bar.to)];
      const span = Math.max(1, bar.to - bar.from);
      const clashes = clash.has(bar) && !row.loose;
      const up = joined(i - 1, bar);
      const down = joined(i + 1, bar);
      const cls = ["tl-bar", up && "up", down && "down", (up || down) && "block", clashes && "clash", span > 14 && "long"].filter(Boolean).join(" ");
      const element = h("button", {
        type: "button", class: cls, tabindex: "-1", "aria-label": bar.about + (clashes ? ` ⚠ ${this.view.text("clash")}` : ""),
        style: {
          left: this.#left(from), width: this.#left(to - from), top: `${lane.get(bar) * ROW}px`, "--c": bar.colour, "--l": bar.pale,
          "--a": `${(100 * (bar.show - bar.from)) / span}%`, "--b": `${(100 * (bar.end - bar.from)) / span}%`, "--k": up ? rank(i, bar) : null,
        },
      }, h("span", null, clashes ? "⚠ " : "", bar.label));
      element.bar = bar;
      if (!this.#parts.has(bar.id)) this.#parts.set(bar.id, []);
      this.#parts.get(bar.id).push(element);
      return element;
    });
  }

  #fold(group) {
    group.folded = !group.folded;
    this.#body();
    this.labels.querySelector(`[data-group="${CSS.escape(group.id)}"]`).focus();
    this.dispatchEvent(new CustomEvent("fold", { detail: { id: group.id, folded: group.folded } }));
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
    for (const [key, elements] of this.#parts) {
      for (const element of elements) element.classList.toggle("chosen", key === id);
    }
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

  #light(element, x, y) {
    const id = element ? element.bar.id : null;
    if (id !== this.#shown) {
      for (const part of this.#parts.get(this.#shown) || []) part.classList.remove("lit");
      for (const part of this.#parts.get(id) || []) part.classList.add("lit");
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
    this.zoomTo(this.daysInSight * (event.deltaY > 0 ? 1.2 : 1 / 1.2), Math.max(0, Math.min(1, share)));
    this.dispatchEvent(new CustomEvent("zoom", { detail: this.daysInSight }));
  }

  /** Arrows walk: along the row, or to the nearest bar of the next row that has one. */
  #key(event) {
    const row = this.#rows.findIndex((r) => r.includes(event.target));
    if (row < 0) return;
    const at = this.#rows[row].indexOf(event.target);
    const next = { ArrowLeft: this.#rows[row][at - 1], ArrowRight: this.#rows[row][at + 1], ArrowUp: this.#nearest(row - 1, event.target), ArrowDown: this.#nearest(row + 1, event.target) };
    if (!(event.key in next)) return;
    event.preventDefault();
    const element = next[event.key];
    if (!element) return;
    event.target.tabIndex = -1;
    element.tabIndex = 0;
    element.focus();
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #nearest(row, from) {
    const far = (element) => Math.abs(element.bar.from - from.bar.from);
    return this.#rows[row]?.reduce((best, element) => (far(element) < far(best) ? element : best));
  }
}

customElements.define("hall-timeline", HallTimeline);
