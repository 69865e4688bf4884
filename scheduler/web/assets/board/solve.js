/**
 * Solving from the page: start, watch, stop, and take or leave what is proposed.
 *
 * A solve runs on the server and survives a closed tab; whoever opens the plan again sees it go on.
 */

import { get, post, Refused } from "./api.js";
import { answerOf } from "./answers.js";
import { changeList } from "./changes.js";
import { curve } from "./curve.js";
import { h } from "./dom.js";
import { num, t } from "./i18n.js";
import { announce, showToast } from "./said.js";

const OVER = new Set(["done", "stopped", "failed", "cancelled"]);

export class SolveTab {
  constructor(board) {
    this.board = board;
    this.current = null;
    this.few = 3;
  }

  render() {
    const { plan } = this.board;
    const moves = plan.event.size - Object.values(plan.doc.locks).filter(Boolean).length;
    return [
      h("h2", null, t("solveTitle")), h("p", { class: "hint" }, t("mayMove", { n: num(moves), all: num(plan.event.size) })),
      this.#slider(), this.#buttons(), this.current && this.#progress(), this.current && this.#result(),
    ];
  }

  #slider() {
    const value = h("output", { for: "few", id: "few-said" }, t(`few.${this.few}`));
    const input = h("input", { type: "range", id: "few", min: "0", max: "6", step: "1", "aria-describedby": "few-said", on: { input: () => { this.few = Number(input.value); value.textContent = t(`few.${this.few}`); } } });
    input.value = String(this.few);
    return h("div", { class: "slider" }, h("label", { for: "few" }, t("fewOrBest")), input, h("div", { class: "ends" }, h("span", null, t("few")), value, h("span", null, t("best"))));
  }

  #buttons() {
    const busy = this.running;
    const button = (id, label, job, cls) => h("button", { type: "button", id, class: cls, disabled: busy, on: { click: () => this.start(job()) } }, label);
    return h("div", { class: "buttons" },
      button("solve-near", t("solveNear"), () => ({ kind: "near", weight: weightOf(this.few) }), "primary"),
      button("solve-repair", t("repair"), () => ({ kind: "repair" })), button("solve-all", t("solveAll"), () => ({ kind: "solve" })),
      button("ask-conflicts", t("askConflicts"), () => ({ kind: "conflicts" })));
  }

  get running() {
    return Boolean(this.current) && !OVER.has(this.current.status);
  }

  /** Start a job; the answer comes by the stream. */
  async start(job) {
    this.board.propose(null);
    try {
      this.job(await post(`${this.board.session.path}/jobs`, job));
      announce(t("jobStarted"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      showToast(t("failed", { status: error.status }), { tone: "bad" });
    }
  }

  /** News of a job, from the stream or from an answer. */
  async job(news) {
    if (this.current && this.current.id !== news.id && this.running && !OVER.has(news.status)) return;
    const before = this.current?.id === news.id ? this.current : {};
    this.current = { ...before, ...news };
    if (OVER.has(news.status) && before.status !== news.status) await this.#ended(news.id);
    if (this.board.panel.tab === "solve") this.board.panel.refresh();
  }

  async #ended(id) {
    this.current = await get(`/api/jobs/${id}`);
    const { status, result } = this.current;
    announce(t(`job.${status}`));
    if (result?.changes?.length) this.board.propose(result.changes);
  }

  #progress() {
    const { status, kind, progress = {} } = this.current;
    const points = (n) => (n === null || n === undefined ? "—" : num(n));
    const facts = [[t("bestCost"), points(progress.best)], [t("bound"), points(progress.bound)], [t("gap"), progress.gap === null || progress.gap === undefined ? "—" : `${(100 * progress.gap).toFixed(1)}%`], [t("seconds"), num(Math.round(progress.seconds || 0))]];
    const stop = () => post(`/api/jobs/${this.current.id}/stop`).catch((e) => { if (!(e instanceof Refused)) throw e; });
    return h("section", { class: "job", dataset: { status } }, h("h3", null, t(`kind.${kind}`), " ", h("span", { class: `pill ${status}` }, t(`job.${status}`))),
      h("dl", { class: "facts-line" }, facts.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value)))),
      curve(progress.curve || []), this.running && h("button", { type: "button", id: "job-stop", on: { click: stop } }, t("stopHere")),
      status === "failed" && h("p", { class: "callout bad" }, t("jobDied")));
  }

  #result() {
    const { result, status } = this.current;
    if (!result || !OVER.has(status)) return null;
    return this.current.kind in { near: 1, repair: 1, solve: 1 } ? changeList(this.board, this.current, () => this.#closed()) : answerOf(this.board, this.current);
  }

  #closed() {
    this.current = null;
    this.board.propose(null);
  }
}

/** Multiplier on the price of changes: the slider's middle is the price that the policy sets. */
export function weightOf(few) {
  return [16, 8, 4, 1, 0.5, 0.25, 0][few];
}
