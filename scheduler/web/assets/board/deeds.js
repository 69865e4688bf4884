/** What can be done to one event besides moving it: lock it, take it off the plan. */

import { t } from "./i18n.js";
import { movedText } from "./verdict.js";

export const LOCKS = ["", "dates", "halls", "both"];

/** Lock dates, halls or both; "" frees the event. A new solve never touches what is locked. */
export function setLock(board, id, what) {
  return lockBy(board, id, () => what);
}

function lockBy(board, id, choose) {
  let what = "";
  const edits = (plan) => {
    what = choose(plan);
    return [{ op: "lock", event_id: id, what: what || null }];
  };
  return board.session.apply(edits, (plan) => `${plan.eventName(id)}: ${t(what ? `lock.${what}` : "lock.none")}`);
}

/** The next kind of lock, seen from the one that it has when its turn comes. */
export function cycleLock(board, id) {
  return lockBy(board, id, (plan) => LOCKS[(LOCKS.indexOf(plan.doc.locks[id] || "") + 1) % LOCKS.length]);
}

/** Take back a closure that was made on the board. */
export function reopen(board, number) {
  return board.session.apply([{ op: "open", closure: number }], () => t("reopened"));
}

/** Take an event off the plan; it stays in the list of those without a place. */
export function takeOff(board, id) {
  return board.session.apply([{ op: "unplace", event_id: id }], (plan, delta) => movedText(plan, id, delta));
}
