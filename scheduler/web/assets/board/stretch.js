/** Closing a hall by dragging across an empty stretch of its row; the tip counts what that hits. */

import { openClosing } from "./closing.js";
import { Edges } from "./edges.js";
import { HEAD_PX } from "./fold.js";
import { h } from "./dom.js";
import { lang, num, t } from "./i18n.js";
import { hideTip, showTip } from "./overlay.js";
import { leftOf } from "./scale.js";

const BEGINS_PX = 6;

/** Events that lie in a hall on days of a half-open span. */
export function hitBy(plan, venueId, hallId, from, to) {
  return [...plan.place.values()].filter((p) => p.venue_id === venueId && (!hallId || p.hall_ids.includes(hallId)) && p.hall_ids.length && p.from < to && p.to > from);
}

export class Stretch {
  #held = null;

  constructor(board) {
    this.board = board;
    const { sheet } = board.timeline;
    sheet.addEventListener("pointerdown", (e) => this.#down(e));
    sheet.addEventListener("pointermove", (e) => this.#move(e));
    sheet.addEventListener("pointerup", () => this.#up());
    sheet.addEventListener("pointercancel", () => this.cancel());
  }

  /** Whether a stretch is being drawn. */
  get active() {
    return Boolean(this.#held?.mark);
  }

  #down(event) {
    const row = event.target.closest?.(".tl-row[data-row]");
    if (!row || !row.dataset.row || event.target.closest(".tl-bar") || event.button !== 0 || this.board.readOnly) return;
    event.preventDefault();
    this.#held = { row, x: event.clientX, start: this.board.timeline.dayAt(event.clientX), pointer: event.pointerId };
  }

  #move(event) {
    const held = this.#held;
    if (!held || (!held.mark && Math.abs(event.clientX - held.x) < BEGINS_PX)) return;
    const { timeline } = this.board;
    [held.nowX, held.nowY] = [event.clientX, event.clientY];
    if (!held.mark) {
      timeline.sheet.setPointerCapture(held.pointer);
      timeline.quiet = true;
      held.mark = h("i", { class: "tl-stretch" });
      held.row.append(held.mark);
      held.edges = new Edges(timeline.scroll_, [timeline.labels.offsetWidth, HEAD_PX], () => this.#draw());
    }
    this.#draw();
    // A stretch is of one row: only its days scroll.
    const { top } = timeline.scroll_.getBoundingClientRect();
    held.edges.at(held.nowX, top + timeline.scroll_.clientHeight / 2);
  }

  #draw() {
    const held = this.#held;
    const { timeline, plan } = this.board;
    const now = timeline.dayAt(held.nowX);
    [held.from, held.to] = [Math.min(held.start, now), Math.max(held.start, now) + 1];
    held.mark.style.left = leftOf(timeline.view, held.from);
    held.mark.style.width = leftOf(timeline.view, held.to - held.from);
    const { group, row } = held.row.dataset;
    const hit = hitBy(plan, group, row, held.from, held.to);
    showTip(h("div", null, h("b", null, t("closeHall", { hall: plan.hallName(group, row) })), h("p", null, plan.calendar.range(held.from, held.to - 1, lang())),
      h("p", { class: hit.length ? "bad-text" : "good-text" }, `${hit.length ? "⚠" : "✓"} ${t("hits", { n: num(hit.length) })}`), hit.slice(0, 4).map((p) => h("p", null, plan.eventName(p.event_id)))), held.nowX, held.nowY);
  }

  #up() {
    const held = this.#held;
    this.cancel();
    if (!held?.mark) return;
    const { group, row } = held.row.dataset;
    openClosing(this.board, { venue: group, hall: row, from: held.from, to: held.to });
  }

  cancel() {
    const held = this.#held;
    this.#held = null;
    if (!held?.mark) return false;
    held.edges.stop();
    held.mark.remove();
    this.board.timeline.quiet = false;
    hideTip();
    if (this.board.late) this.board.refresh();
    return true;
  }
}
