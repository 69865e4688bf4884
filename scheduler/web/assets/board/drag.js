/**
 * Moving an event by hand.
 *
 * A drag snaps to whole days and keeps the length; all halls of the event move as one. Nothing is
 * refused: what is not legal is flagged, and the tip says why and what the move costs.
 */

import { fade } from "./dom.js";
import { Edges } from "./edges.js";
import { HEAD_PX } from "./fold.js";
import { Ghost, measure, rowAt, veil } from "./ghost.js";
import { t } from "./i18n.js";
import { Places } from "./legal.js";
import { hideTip, showTip } from "./overlay.js";
import { announce, showToast } from "./said.js";
import { hallsAt, same } from "./target.js";
import { movingTip } from "./tips.js";
import { movedText, verdictOf, whyOf } from "./verdict.js";

const BEGINS_PX = 4;
const ASK_MS = 70;

export class Dragging {
  #held = null;

  constructor(board) {
    this.board = board;
    const { sheet } = board.timeline;
    sheet.addEventListener("pointerdown", (e) => this.#down(e));
    sheet.addEventListener("pointermove", (e) => this.#move(e));
    sheet.addEventListener("pointerup", (e) => this.#up(e));
    sheet.addEventListener("pointercancel", () => this.cancel());
    sheet.addEventListener("click", (e) => this.#swallow(e), true);
  }

  /** Whether an event is in hand. */
  get active() {
    return Boolean(this.#held?.ghost);
  }

  /** Where the event in hand would stand, or undefined. */
  get target() {
    return this.#held?.target;
  }

  #down(event) {
    const element = event.target.closest?.(".tl-bar");
    if (!element || event.button !== 0) return;
    const no = this.board.readOnly ? "viewOnlyWhy" : this.board.changes?.has(element.bar.id) && "decideFirst";
    this.#held = { no, element, bar: element.bar, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  }

  /** Take an event without a place from a list; it is in hand once the pointer moves away. */
  lift(event, { id }) {
    if (event.button !== 0) return;
    const { plan, state } = this.board;
    const colour = plan.colour(plan.event.get(id), state.by);
    const { from, show, end, to } = plan.spans(plan.event.get(id), 0);
    const no = this.board.readOnly ? "viewOnlyWhy" : this.board.changes?.has(id) && "decideFirst";
    const bar = { id, row: null, from, show, end, to, colour, pale: fade(colour, 0.36), label: plan.eventName(id) };
    this.#held = { no, bar, x: event.clientX, y: event.clientY, pointer: event.pointerId };
    const follow = (e) => (this.#held?.bar === bar && !this.active ? this.#move(e) : leave());
    const up = () => { leave(); if (this.#held?.bar === bar && !this.active) this.#held = null; };
    const leave = () => { document.removeEventListener("pointermove", follow); document.removeEventListener("pointerup", up); };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", up);
  }

  #move(event) {
    const held = this.#held;
    if (!held) return;
    [held.nowX, held.nowY] = [event.clientX, event.clientY];
    if (!held.ghost && Math.hypot(held.nowX - held.x, held.nowY - held.y) < BEGINS_PX) return;
    if (held.no) return this.#refuse();
    if (!held.ghost) this.#begin();
    this.#aim();
    held.edges.at(held.nowX, held.nowY);
  }

  #refuse() {
    const { no } = this.#held;
    showToast(() => t(no), { tone: "bad" });
    this.#held = null;
  }

  #begin() {
    const { timeline, session, plan } = this.board;
    const held = this.#held;
    held.place = plan.place.get(held.bar.id);
    held.event = plan.event.get(held.bar.id);
    held.lock = plan.doc.locks[held.bar.id];
    timeline.sheet.setPointerCapture(held.pointer);
    timeline.quiet = true;
    timeline.classList.add("holding");
    held.rows = measure(timeline);
    held.ghost = new Ghost(timeline, held.bar);
    // What has no place yet is held in the middle of its show.
    held.origin = held.place ? this.#dayAt(held.x) - held.place.show : held.event.show_days / 2;
    held.edges = new Edges(timeline.scroll_, [timeline.labels.offsetWidth, HEAD_PX], () => this.#aim());
    for (const part of timeline.partsOf(held.bar.id)) part.classList.add("in-hand");
    if (held.lock === "both" && held.place) return;
    session.places(held.bar.id).then((answer) => {
      if (this.#held !== held) return;
      held.places = new Places(plan, answer);
      held.lift = veil(timeline, held.rows, held.places);
      held.key = "";
      this.#aim();
    });
  }

  #dayAt(x) {
    const { sheet, view } = this.board.timeline;
    const box = sheet.getBoundingClientRect();
    return ((x - box.left) / box.width) * view.days;
  }

  /** Where the event would stand if it were let go now. */
  #target() {
    const { plan, timeline } = this.board;
    const { place, event, bar, lock, places } = this.#held;
    if (!place) return this.#first();
    const free = (what) => lock !== what && lock !== "both";
    const show = free("dates") ? Math.round(this.#dayAt(this.#held.nowX) - this.#held.origin) : place.show;
    const row = rowAt(this.#held.rows, this.#held.nowY - timeline.sheet.getBoundingClientRect().top);
    let [venue_id, hall_ids] = [place.venue_id, place.hall_ids];
    if (row && free("halls")) {
      venue_id = row.group;
      const fits = places?.fits(venue_id) || [];
      const venue = plan.venue.get(venue_id);
      hall_ids = row.row === null || row.row === "" ? places?.best(venue_id, show) || fits[0] || (venue_id === place.venue_id ? place.hall_ids : [])
        : hallsAt(plan.venue.get(place.venue_id), venue, place.hall_ids, bar.row, row.row, fits);
    }
    return { ...plan.spans(event, show), venue_id, hall_ids };
  }

  /** Where an event that has no place would get its first; null beside the rows. */
  #first() {
    const { timeline, plan } = this.board;
    const { rows, places, event, nowX, nowY, origin } = this.#held;
    const box = timeline.scroll_.getBoundingClientRect();
    const row = rowAt(rows, nowY - timeline.sheet.getBoundingClientRect().top);
    if (!row || nowX < box.left + timeline.labels.offsetWidth || nowX > box.right || nowY < box.top + HEAD_PX || nowY > box.bottom) return null;
    const show = Math.round(this.#dayAt(nowX) - origin);
    const fits = places?.fits(row.group) || [];
    const over = fits.filter((ids) => ids.includes(row.row)).sort((a, b) => a.length - b.length);
    const hall_ids = row.row ? over[0] || [row.row] : places?.best(row.group, show) || fits[0] || [];
    return { ...plan.spans(event, show), venue_id: row.group, hall_ids };
  }

  #aim() {
    const held = this.#held;
    if (!held?.ghost) return;
    const target = this.#target();
    held.ghost.shown = Boolean(target);
    if (!target) {
      Object.assign(held, { key: "", target });
      hideTip();
      return;
    }
    const key = `${target.venue_id} ${target.hall_ids} ${target.show}`;
    if (key !== held.key) {
      Object.assign(held, { key, target, verdict: this.#known(target) });
      clearTimeout(held.timer);
      if (!held.verdict || held.verdict.brief) held.timer = setTimeout(() => this.#ask(held, key), ASK_MS);
    }
    this.#show();
  }

  /** What the list of places already tells of a target, else null. */
  #known(target) {
    const { places, lock } = this.#held;
    if (lock === "both" && this.#held.place) return { why: [t("lock.both")], cost: null };
    const known = places?.verdict(target.venue_id, target.hall_ids, target.show);
    // A rule that names no other event says nothing in a word: its sentence is asked for.
    return known ? { why: whyOf(this.board.plan, known.blocks), cost: known.cost, brief: known.blocks.some((b) => !b.events.length) } : null;
  }

  async #ask(held, key) {
    const verdict = held.target && await verdictOf(this.board, held.bar.id, held.target);
    if (this.#held !== held || held.key !== key) return;
    // The word of what is known is better than that the server did not answer.
    if (verdict.cost !== null || !held.verdict) held.verdict = verdict;
    this.#show();
  }

  #show() {
    const { ghost, rows, target, verdict, bar, nowX, nowY } = this.#held;
    ghost.move(rows, target, verdict ? !verdict.why.length : null);
    showTip(movingTip(this.board.plan, bar.id, target, verdict), nowX, nowY);
  }

  async #up() {
    const held = this.#held;
    if (!held?.ghost) {
      this.#held = null;
      return;
    }
    const { bar, target, place, lock } = held;
    this.#end();
    this.swallow = true;
    setTimeout(() => { this.swallow = false; });
    if (!target) return;
    if (lock === "both" && place) announce(t("lockedHint"));
    else if (!place || target.show !== place.show || target.venue_id !== place.venue_id || !same(target.hall_ids, place.hall_ids)) await moveTo(this.board, bar.id, target);
  }

  /** Let go without moving anything. */
  cancel() {
    const { active } = this;
    if (active) this.#end();
    this.#held = null;
    return active;
  }

  #end() {
    const { timeline } = this.board;
    const held = this.#held;
    this.#held = null;
    clearTimeout(held.timer);
    held.edges.stop();
    held.lift?.();
    held.ghost.remove();
    for (const part of timeline.partsOf(held.bar.id)) part.classList.remove("in-hand");
    timeline.classList.remove("holding");
    timeline.quiet = false;
    hideTip();
    if (this.board.late) this.board.refresh();
  }

  /** The click that ends a drag opens nothing. */
  #swallow(event) {
    if (!this.swallow) return;
    event.stopPropagation();
    event.preventDefault();
  }
}

/** Place an event, or where a function of the plan says by then; the toast tells what that did. */
export function moveTo(board, id, target) {
  const edits = (plan) => {
    const to = typeof target === "function" ? target(plan) : target;
    return to && [{ op: "place", event_id: id, venue_id: to.venue_id, hall_ids: to.hall_ids, show_first: plan.calendar.iso(to.show) }];
  };
  return board.session.apply(edits, (plan, delta) => movedText(plan, id, delta));
}
