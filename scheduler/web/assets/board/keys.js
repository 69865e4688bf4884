/**
 * Every deed by keyboard.
 *
 * On a bar: Alt+arrows move by day, with Shift by week, up and down by hall; L locks; Delete takes
 * off the plan. Anywhere: F8 next clash, Ctrl+Z and Ctrl+Y undo and redo, / search, F folds venues to fit and with
 * Shift unfolds all, C close a hall, I import events, O open a scenario.
 */

import { openClosing } from "./closing.js";
import { moveTo } from "./drag.js";
import { t } from "./i18n.js";
import { openKeys } from "./help.js";
import { openImport } from "./importing.js";
import { openScenario } from "./opening.js";
import { cycleLock, takeOff } from "./deeds.js";
import { announce } from "./said.js";
import { shifted } from "./target.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const HALLS = { ArrowUp: -1, ArrowDown: 1 };

export class Keys {
  constructor(board) {
    this.board = board;
    board.timeline.addEventListener("keydown", (e) => this.#onBar(e));
    if (!board.keysHeard) document.addEventListener("keydown", (e) => board.keys.anywhere(e));
    board.keysHeard = true;
  }

  #onBar(event) {
    const bar = event.target.bar;
    if (!bar || event.target.closest(".tl-bar") !== event.target) return;
    const deed = this.#deed(event, bar);
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  #deed(event, bar) {
    const { key, altKey, shiftKey } = event;
    const plain = !altKey && !event.ctrlKey && !event.metaKey;
    if (altKey && key in STEPS) return () => this.#byDays(bar, STEPS[key] * (shiftKey ? 7 : 1));
    if (altKey && key in HALLS) return () => this.#byHall(bar, HALLS[key]);
    if (plain && key.toLowerCase() === "l") return () => cycleLock(this.board, bar.id);
    if (plain && key === "Delete") return () => takeOff(this.board, bar.id);
    return null;
  }

  #byDays(bar, days) {
    return moveTo(this.board, bar.id, (plan) => {
      const p = plan.place.get(bar.id);
      if (!p || held(plan, bar.id, "dates")) return announce(t("lockedHint"));
      return { ...p, show: p.show + days };
    });
  }

  /** Up and down walk through the halls of the city, a venue after the other. */
  async #byHall(bar, step) {
    let hall = "";
    const done = await moveTo(this.board, bar.id, (plan) => {
      const target = hallBeside(plan, bar.id, step);
      if (typeof target === "string") return announce(target);
      [hall] = target.hall_ids;
      return target;
    });
    if (done) this.board.timeline.focusBar(bar.id, hall);
    return done;
  }

  /** Keys that work wherever the focus is; those of letters not while typing. */
  anywhere(event) {
    const typing = event.target.matches?.("input, select, textarea");
    const mod = event.ctrlKey || event.metaKey;
    // A letter with Alt is the browser's own, and one with both is a sign of the keyboard.
    const [bare, held] = [!typing && !mod && !event.altKey, !typing && mod && !event.altKey];
    const key = event.key.toLowerCase();
    // The keys of a plan that was left are heard for as long as the page is open.
    if (document.querySelector("dialog[open], .menu") || !this.board.timeline.isConnected) return;
    const deed = {
      f8: () => this.board.counter.next(event.shiftKey ? -1 : 1),
      escape: () => this.board.dragging.cancel() || this.board.stretch.cancel() || this.board.hide(),
      z: held && (() => (event.shiftKey ? this.board.session.redo() : this.board.session.undo())),
      y: held && (() => this.board.session.redo()),
      "/": !typing && (() => document.getElementById("search").focus()),
      "?": !typing && (() => openKeys()),
      f: bare && (() => this.board.fold(event.shiftKey ? "none" : "fit")),
      c: bare && (() => openClosing(this.board)),
      i: bare && (() => openImport(this.board)),
      o: bare && (() => openScenario(this.board)),
    }[key];
    if (!deed) return;
    if (key !== "escape") event.preventDefault();
    deed();
  }
}

/** The place of an event one hall further up or down; a sentence where there is none. */
function hallBeside(plan, id, step) {
  const p = plan.place.get(id);
  if (!p || held(plan, id, "halls")) return t("lockedHint");
  const rows = plan.doc.venues.flatMap((v) => v.halls.map((x) => [v.id, x.id]));
  const ends = p.hall_ids.map((hall) => rows.findIndex(([v, x]) => v === p.venue_id && x === hall));
  if (!ends.length) return t("noHalls");
  const at = rows[(step < 0 ? Math.min(...ends) : Math.max(...ends)) + step];
  if (!at) return t("noFurther");
  const [from, to] = [plan.venue.get(p.venue_id), plan.venue.get(at[0])];
  const grabbed = step < 0 ? p.hall_ids[0] : p.hall_ids[p.hall_ids.length - 1];
  return { ...p, venue_id: at[0], hall_ids: shifted(from, to, p.hall_ids, grabbed, at[1]) };
}

function held(plan, id, what) {
  const lock = plan.doc.locks[id];
  return lock === "both" || lock === what;
}
