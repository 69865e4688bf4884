/** What a comparison has on a side: a working plan, a release, or this plan under a scenario. */

import { get, post } from "./api.js";
import { t } from "./i18n.js";
import { Plan } from "./plan.js";

const DAY_MS = 86400000;

/** All that can be compared, in groups of `[key, label]`; a viewer may not try scenarios. */
export async function choices(board) {
  const [{ plans }, { releases }, { scenarios }] = await Promise.all([get("/api/plans"), get("/api/releases"), board.readOnly ? { scenarios: [] } : get("/api/scenarios")]);
  return [
    [t("workingPlans"), plans.map((p) => [`plan:${p.id}`, `${p.title || t("untitled")} (#${p.id})`])],
    [t("releases"), releases.reverse().map((r) => [`release:${r.number}`, t("releaseN", { n: r.number })])],
    [t("underScenario"), scenarios.map((s) => nameOf(s)).map((file) => [`scenario:${file}`, file])],
  ].filter(([, options]) => options.length);
}

/** A scenario may be told by its path alone or with what it is called. */
function nameOf(scenario) {
  return typeof scenario === "string" ? scenario : scenario.file;
}

/** One side by its key. */
export async function sideOf(board, key) {
  const [kind, what] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (kind === "release") return ofRelease(board.plan.doc, await get(`/api/releases/${what}`));
  if (kind === "scenario") return ofPlan(await underScenario(board, what));
  return ofPlan(Number(what) === board.plan.doc.id ? board.plan.doc : await get(`/api/plans/${what}`));
}

/** This plan as it would be judged under a scenario; nothing is moved or written. */
async function underScenario(board, file) {
  const { session, plan } = board;
  const other = new Plan(JSON.parse(JSON.stringify(plan.doc)), session.setup);
  other.merge(await post(`${session.path}/scenario`, { version: plan.doc.version, file }));
  return other.doc;
}

function ofPlan(doc) {
  return counted({ ...doc, clashes: doc.findings.filter((f) => f.hard).length });
}

/** A release keeps no events; the plan's are taken for names and visitors. */
function ofRelease({ events }, release) {
  return counted({ ...release, events, placements: release.plan.placements, clashes: release.accepted.length });
}

function counted(side) {
  const events = new Map(side.events.map((e) => [e.id, e]));
  const sum = (of) => side.placements.reduce((n, p) => n + of(p, events.get(p.event_id)), 0);
  const days = (p) => Math.round((Date.parse(p.tenancy_last) - Date.parse(p.tenancy_first)) / DAY_MS) + 1;
  return { ...side, placed: side.placements.length, visitors: sum((_, e) => (e ? (e.daily_visitors || 0) * e.show_days : 0)), hallDays: sum((p) => p.hall_ids.length * days(p)) };
}
