/** What a comparison has on a side: a plan, an older step, a release, or this plan under a scenario. */

import { get, inquire } from "./api.js";
import { local, stepsOf, told } from "./told.js";
import { t } from "./i18n.js";
import { Plan } from "./plan.js";

const DAY_MS = 86400000;
/** Older steps that are offered, nearest first. */
const STEPS = 50;

/** All that can be compared, in groups of `[key, label]`, each label a function; a viewer may not try scenarios. */
export async function choices(board) {
  const [{ plans }, { releases }, { scenarios }, { entries }] = await Promise.all([get("/api/plans"), get("/api/releases"), board.readOnly ? { scenarios: [] } : get("/api/scenarios"), get(lastSteps(board, STEPS))]);
  return [
    [t("workingPlans"), plans.map((p) => [`plan:${p.id}`, () => `${p.title || t("untitled")} (#${p.id})`])],
    [t("underScenario"), scenarios.map((file) => [`scenario:${file}`, () => file.slice(file.indexOf("/") + 1)])],
    [t("releases"), releases.reverse().map((r) => [`release:${r.number}`, () => t("releaseN", { n: r.number })])],
    [t("olderSteps"), older(board.plan, entries)],
  ].filter(([, options]) => options.length);
}

/** Where the last steps of the plan on the board are asked for; entries are numbered from 1 without a gap. */
export function lastSteps({ session, plan }, most) {
  return `${session.path}/history?after=${Math.max(0, plan.doc.version - most)}`;
}

/** The plan before each of its last steps. */
function older(plan, entries) {
  const steps = stepsOf(entries);
  const last = entries.slice(-STEPS).reverse();
  return last.map((e) => [`step:${e.version - 1}`, () => t("beforeStep", { n: e.version, when: local(e.when), what: told(plan, e, steps) })]);
}

/** The key of the plan on the board. */
export function hereOf(board) {
  return `plan:${board.plan.doc.id}`;
}

/** What a chosen side is called at the head of a column, as a function: the language may change. */
export function nameOfSide(groups, key) {
  const [kind, what] = parted(key);
  return kind === "step" ? () => t("stepN", { n: what }) : new Map(groups.flatMap(([, options]) => options)).get(key);
}

function parted(key) {
  return [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
}

/** One side by its key: its plan, whether it is less than a plan, and its figures. */
export async function sideOf(board, key) {
  const [kind, what] = parted(key);
  const { session } = board;
  if (key === hereOf(board)) return counted(asItStands(board));
  if (kind === "release") return ofRelease(board, await get(`/api/releases/${what}`));
  if (kind === "scenario") return counted(await underScenario(board, what));
  return counted(new Plan(await get(kind === "step" ? `${session.path}?as_of=${what}` : `/api/plans/${what}`), session.setup));
}

/** The plan on the board as a side. */
export function sideHere(board) {
  return counted(board.plan);
}

/** A copy of the plan on the board, which edits that are heard of meanwhile leave alone. */
function asItStands({ session, plan }) {
  return new Plan(JSON.parse(JSON.stringify(plan.doc)), session.setup);
}

/** This plan as it would be judged under a scenario; nothing is moved or written. */
async function underScenario(board, file) {
  const { session } = board;
  // The answer tells what changes of the plan as it was when asked.
  const other = asItStands(board);
  other.merge(await inquire(`${session.path}/scenario`, { version: other.doc.version, file }));
  // Another horizon has other days.
  return new Plan(other.doc, session.setup);
}

/** A release keeps no events and no city; the plan's stand in for names, but for no figures. */
function ofRelease({ plan: { doc }, session }, release) {
  const { placements } = release.plan;
  const placed = new Set(placements.map((p) => p.event_id));
  const { cost, cost_by_rule, coverage } = release;
  const unplaced = doc.events.map((e) => e.id).filter((id) => !placed.has(id));
  const like = { ...doc, placements, unplaced, cost, cost_by_rule, coverage, findings: [] };
  return { ...counted(new Plan(like, session.setup)), partial: true, visitors: null, unplaced: null, clashes: release.accepted.reduce((n, a) => n + Math.max(1, a.findings.length), 0) };
}

function counted(plan) {
  const { doc } = plan;
  const sum = (of) => doc.placements.reduce((n, p) => n + of(p, plan.event.get(p.event_id)), 0);
  const days = (p) => Math.round((Date.parse(p.tenancy_last) - Date.parse(p.tenancy_first)) / DAY_MS) + 1;
  return {
    plan, partial: false, cost: doc.cost, clashes: plan.hard.length, placed: doc.placements.length, unplaced: doc.unplaced.length,
    visitors: sum((_, e) => (e ? (e.daily_visitors || 0) * e.show_days : 0)), hallDays: sum((p) => p.hall_ids.length * days(p)),
  };
}
