/** Entries of the ledger in words. */

import { list, num, t } from "./i18n.js";

/** The moment in the reader's own time, to the minute. */
export function local(when) {
  const at = new Date(when);
  const two = (n) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Of each entry that takes a step back or does one again the entry of that step, by version; of steps before the first of `entries` there is none. */
export function stepsOf(entries) {
  const found = new Map();
  const lists = { undo: [], redo: [] };
  let whole = false; // From the first edit on, all that can be done again is known.
  for (const entry of entries) {
    if (entry.kind === "edit") {
      Object.assign(lists, { undo: [...lists.undo, entry], redo: [] });
      whole = true;
    }
    const from = lists[entry.kind];
    if (!from) continue;
    // Without a name it is the nearest.
    const named = entry.edits[0]?.step;
    const at = named === undefined ? from.length - 1 : from.map((e) => e.version).lastIndexOf(named);
    if (at < 0 && whole && entry.kind === "redo") continue;
    const step = at < 0 ? { version: named } : from.splice(at, 1)[0];
    lists[entry.kind === "undo" ? "redo" : "undo"].push(step);
    if (step.kind) found.set(entry.version, step);
  }
  return found;
}

/** An entry of the ledger in words; `steps` tell what was undone or done again, where they are known. */
export function told(plan, entry, steps = null) {
  const step = steps?.get(entry.version);
  if (step) return t(`entry.${entry.kind}Of`, { what: told(plan, step) });
  if (entry.kind !== "edit") return t(`entry.${entry.kind}`, { title: entry.edits[0]?.title || t("untitled") });
  const words = entry.edits.map((e) => t(`entry.${e.op}`, { event: plan.eventName(e.event_id || e.id || ""), n: num((e.placements || e.changes || []).length), hall: e.hall_id ? plan.hallName(e.venue_id, e.hall_id) : plan.venueName(e.venue_id || "") }));
  return list(words.slice(0, 3)) + (words.length > 3 ? ` … ${t("andMore", { n: words.length - 3 })}` : "");
}
