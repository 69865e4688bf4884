/** A day of a row as a stop for keys: one stop of Tab, from which arrows lead to every row and day. */

import { h } from "./dom.js";
import { hideTip, showTip } from "./overlay.js";
import { leftOf } from "./scale.js";

const WEEK = 7;

export class DayStop {
  #rows = [];
  #group = "";
  #row = "";
  #day = -1;

  /** `timeline` has `view` and `firstInSight`; it fires `place` when the day is asked about. */
  constructor(timeline) {
    this.timeline = timeline;
    const ask = (event) => { event.preventDefault(); event.stopPropagation(); this.#ask(); };
    this.element = h("button", { type: "button", class: "tl-day", on: {
      keydown: (event) => this.#key(event), click: ask, contextmenu: ask,
      focusin: (event) => { event.stopPropagation(); this.#told(); },
    } });
  }

  get focused() {
    return document.activeElement === this.element;
  }

  /** Id of the group that it stands in. */
  get group() {
    return this.#group;
  }

  /** Stand in its row again after rows were drawn: [{group, row, element, bars}]. */
  settle(rows) {
    this.#rows = rows;
    const at = this.#at();
    if (!at) return this.element.remove();
    if (this.#day < 0) this.#day = Math.floor(this.timeline.firstInSight);
    // The year may have become shorter.
    this.#day = Math.min(this.#day, this.timeline.view.days - 1);
    return this.#stand(at);
  }

  #at() {
    return this.#rows.find(({ group, row }) => group.id === this.#group && row.id === this.#row) || this.#rows[0];
  }

  #stand({ group, row, element }) {
    [this.#group, this.#row] = [group.id, row.id];
    const { view } = this.timeline;
    this.element.style.left = leftOf(view, this.#day);
    this.element.style.width = leftOf(view, 1);
    this.element.setAttribute("aria-label", this.#text().join(", "));
    if (view.menu) this.element.setAttribute("aria-haspopup", "menu");
    if (this.element.parentNode !== element) element.append(this.element);
  }

  /** Bars that the day is under. */
  #bars() {
    return this.#at().bars.map((element) => element.bar).filter((bar) => !bar.was && bar.from <= this.#day && this.#day < bar.to);
  }

  /** Date, hall, venue, and what is there on that day. */
  #text() {
    const { view } = this.timeline;
    const { group, row } = this.#at();
    const shut = row.closed.filter((c) => c.from <= this.#day && this.#day < c.to).map((c) => c.text);
    const there = [...this.#bars().map((bar) => bar.label), ...shut];
    return [view.calendar.long(this.#day, view.lang), row.title, group.title, ...(there.length ? there : [view.text("dayFree")])];
  }

  #told() {
    const [date, hall, venue, ...there] = this.#text();
    const box = this.element.getBoundingClientRect();
    showTip(h("div", null, h("b", null, date), h("p", null, `${venue} · ${hall}`), there.map((what) => h("p", null, what))), box.left, box.bottom);
  }

  #ask() {
    hideTip();
    const box = this.element.getBoundingClientRect();
    const detail = { group: this.#group, row: this.#row, day: this.#day, ids: this.#bars().map((bar) => bar.id), element: this.element, at: [box.left, box.bottom + 4] };
    this.timeline.dispatchEvent(new CustomEvent("place", { detail }));
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { days } = this.timeline.view;
    const step = event.shiftKey ? WEEK : 1;
    const to = { ArrowLeft: this.#day - step, ArrowRight: this.#day + step, Home: 0, End: days - 1 }[event.key];
    const beside = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (to === undefined && !beside) return;
    event.preventDefault();
    const at = this.#rows.indexOf(this.#at());
    if (to !== undefined) this.#day = Math.max(0, Math.min(days - 1, to));
    this.#stand(this.#rows[at + (beside || 0)] || this.#rows[at]);
    this.focus();
  }

  /** Take the focus, in sight; what it stands for is told anew. */
  focus() {
    this.element.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#told();
  }
}
