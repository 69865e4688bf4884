/** What a move would break and cost, and what it did. */

import { list, t } from "./i18n.js";
import { findingText, longRange, signed } from "./tips.js";

/** Ask the server what would be if an event stood at a target: reasons against it, change in cost. */
export async function verdictOf(board, id, target) {
  const { venue_id, hall_ids, show } = target;
  const { plan } = board;
  if (!hall_ids.length && plan.place.get(id)?.hall_ids.length) return { why: [t("noFit")], cost: null };
  const edit = { op: "place", event_id: id, venue_id, hall_ids, show_first: plan.calendar.iso(show) };
  try {
    const answer = await board.session.try([edit]);
    const why = plan.findingsAfter(answer).filter((f) => f.hard && f.events.includes(id)).map((f) => shortly(plan, id, f));
    return { why: [...new Set(why)], cost: answer.cost - plan.doc.cost };
  } catch (error) {
    return { why: [t("failed", { status: error.status || "?" })], cost: null };
  }
}

/** Blocks of a place in few words, each once. */
export function whyOf(plan, blocks) {
  return [...new Set(blocks.map(({ rule, events }) => (events.length ? t("clashWith", { rule: plan.ruleName(rule), events: list(events.slice(0, 2).map((id) => plan.eventName(id))) }) : plan.ruleName(rule))))];
}

/** A broken rule in few words: which rule, and with whom; alone it is told in full. */
function shortly(plan, id, finding) {
  const others = finding.events.filter((event) => event !== id).map((event) => plan.eventName(event));
  return others.length ? t("clashWith", { rule: plan.ruleName(finding.rule), events: list(others.slice(0, 2)) }) : findingText(finding);
}

/** One sentence on where an event stands now, whether that is legal, and the change in cost. */
export function movedText(plan, id, delta) {
  const p = plan.place.get(id);
  const cost = t("costChange", { n: signed(delta) });
  if (!p) return t("takenOff", { event: plan.eventName(id), cost });
  const broken = plan.hardOf.get(id) || [];
  const verdict = broken.length ? `⚠ ${findingText(broken[0])}` : `✓ ${t("legal")}`;
  return t("stands", { event: plan.eventName(id), dates: longRange(plan, p), halls: `${plan.venueName(p.venue_id)} ${plan.halls(p.venue_id, p.hall_ids)}`, verdict, cost });
}
