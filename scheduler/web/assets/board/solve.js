/**
 * Solving from the page: start, watch, stop, and take or leave what is proposed.
 *
 * A solve runs on the server and survives a closed tab; whoever opens the plan again sees it go on.
 */

import { get, post } from "./api.js";
import { answerOf, showPlace } from "./answers.js";
import { changeList } from "./changes.js";
import { curve } from "./curve.js";
import { comparison } from "./differ.js";
import { h } from "./dom.js";
import { measure, veil } from "./ghost.js";
import { name, num, pct, t } from "./i18n.js";
import { Places } from "./legal.js";
import { showRefusal } from "./refusal.js";
import { announce } from "./said.js";

const GOING = new Set(["waiting", "running"]);
const PROPOSING = new Set(["near", "repair", "solve", "compare"]);

/** Multiplier on the price of changes; the slider's middle is the price that the policy sets. */
const WEIGHTS = [16, 8, 3, 1, 0.5, 0.25, 0];

export class SolveTab {
  #few = 3;
  #heard = 0;
  #live = null;
  #timer = 0;
  #lift = () => {};
  #mine = new Set();
  #others = new Map();
  /** Jobs that are known to be over, and those of them whose outcome is being asked for. */
  #over = new Set();
  #ending = new Set();

  constructor(board) {
    this.board = board;
    this.current = null;
  }

  get running() {
    return Boolean(this.current) && GOING.has(this.current.state);
  }

  render() {
    const { plan } = this.board;
    const held = Object.entries(plan.doc.locks).filter(([id, what]) => what === "both" && plan.place.has(id)).length;
    return [
      h("h2", null, t("solveTitle")), h("p", { class: "hint" }, t("mayMove", { n: num(plan.event.size - held), all: num(plan.event.size) })),
      this.board.readOnly && h("p", { class: "callout fair" }, t("viewOnlyWhy")), this.#slider(), this.#buttons(), this.#besides(), this.current && this.#progress(), this.current && !this.running && this.#result(),
    ];
  }

  #slider() {
    const value = h("output", { for: "few", id: "few-said" }, t(`few.${this.#few}`));
    const input = h("input", { type: "range", id: "few", min: "0", max: String(WEIGHTS.length - 1), step: "1", disabled: this.board.readOnly, "aria-describedby": "few-said", on: { input: () => { this.#few = Number(input.value); value.textContent = t(`few.${this.#few}`); } } });
    input.value = String(this.#few);
    return h("div", { class: "slider" }, h("label", { for: "few" }, t("fewOrBest")), input, h("div", { class: "ends" }, h("span", null, t("few")), value, h("span", null, t("best"))));
  }

  #buttons() {
    const button = (id, label, job, cls) => h("button", { type: "button", id, class: cls, disabled: this.running || this.board.readOnly, on: { click: () => this.start(job()) } }, label);
    return h("div", { class: "buttons" },
      button("solve-near", t("solveNear"), () => this.#nearJob(), "primary"),
      button("solve-repair", t("repair"), () => ({ kind: "repair" })), button("solve-all", t("solveAll"), () => ({ kind: "solve" })),
      button("ask-conflicts", t("askConflicts"), () => ({ kind: "conflicts" })));
  }

  /** Work that goes on beside what is shown. */
  #besides() {
    const show = (job) => {
      this.#putAside();
      this.current = job;
      this.#others.delete(job.id);
      this.board.panel.refresh();
    };
    return this.#others.size > 0 && h("ul", { class: "besides" }, [...this.#others.values()].map((job) => h("li", { dataset: { job: job.id } }, `${t(`kind.${job.kind}`)} · ${t(`job.${job.state}`)} `,
      h("button", { type: "button", class: "link", dataset: { besides: job.id }, on: { click: () => show(job) } }, t("showJob")))));
  }

  /** What is shown makes room for another job; if it goes on, it is listed. */
  #putAside() {
    if (this.running) this.#others.set(this.current.id, this.current);
  }

  #nearJob() {
    return { kind: "near", weight: WEIGHTS[this.#few] };
  }

  /** Solve anew, as near to the plan as the slider says. */
  near() {
    return this.start(this.#nearJob());
  }

  /** Start a job; its news come by the stream. */
  async start(job) {
    this.#lift();
    this.board.propose(null);
    try {
      const { id } = await post(`${this.board.session.path}/jobs`, job);
      this.#mine.add(id);
      const path = `/api/jobs/${encodeURIComponent(id)}`;
      const news = await get(path);
      // It may have begun, or be over, before its answer came.
      await this.job(this.#over.has(id) ? await get(path) : news, true);
      announce(t("jobStarted"));
    } catch (error) {
      showRefusal(error);
    }
  }

  /** News of a job; of those that were over before we heard of them, the newest of this version. */
  async job(news, own = false) {
    const goes = GOING.has(news.state);
    // An answer may come after later news; and what a job came to, which is being asked for, tells all.
    if (goes ? this.#over.has(news.id) : this.#ending.has(news.id)) return;
    if (!goes) this.#over.add(news.id);
    const seen = this.current?.id === news.id;
    const ended = this.#mine.has(news.id) && !goes && this.#others.has(news.id);
    if (!seen && !own && !ended && !this.#isFor(news)) {
      this.#beside(news);
      return;
    }
    if (!seen) this.#putAside();
    this.#others.delete(news.id);
    const was = seen ? this.current : {};
    this.current = { ...was, ...news };
    this.#heard = performance.now();
    const same = was.state === news.state && was.stopping === news.stopping;
    if (!goes && was.state !== news.state) await this.#ended(news.id);
    if (this.board.panel.tab !== "solve") return;
    // The button that stops it stays the same one, under the pointer and with its focus.
    if (!same || !this.#live?.isConnected) this.board.panel.refresh();
    else this.#tick();
  }

  #beside(news) {
    const listed = this.#others.get(news.id)?.state;
    if (GOING.has(news.state)) this.#others.set(news.id, news);
    else this.#others.delete(news.id);
    if (listed !== this.#others.get(news.id)?.state && this.board.panel.tab === "solve") this.board.panel.refresh();
  }

  #isFor(news) {
    // An answer that was asked for stays in sight while other work goes on.
    if (GOING.has(news.state)) return !this.running && !(this.current && this.#mine.has(this.current.id) && this.#others.has(news.id));
    const { session, plan } = this.board;
    const after = [sessionStorage.getItem(`left ${session.path}`) || "", this.current?.created || ""].every((at) => at < news.created);
    return after && news.version === plan.doc.version && !this.running && this.current?.kind !== "compare";
  }

  /** Show a finished comparison as if it were a job's proposal. */
  show(job) {
    this.#propose({ ...job, version: this.board.plan.doc.version });
    this.board.panel.open("solve");
  }

  async #ended(id) {
    this.#ending.add(id);
    const found = await get(`/api/jobs/${encodeURIComponent(id)}`).finally(() => this.#ending.delete(id));
    if (this.current?.id !== id) return;
    this.current = found;
    announce(t(`job.${this.current.state}`));
    this.#propose(this.current);
    const { kind, result } = this.current;
    if (kind === "options" && result) await this.#drawOptions(id, result);
  }

  /** Draw what a job proposes; it was made for one version, and holds for that or what follows. */
  #propose(job) {
    const changes = job.result?.compare?.changes || [];
    this.current = { ...job, left: changes, base: job.version, made: job.version };
    if (changes.length) this.board.propose(changes);
  }

  /** The best place in gold; all days and halls that are legal stay bright, the rest dims. */
  async #drawOptions(job, { event_id: id, options }) {
    const { plan, session, timeline } = this.board;
    if (options.length) showPlace(this.board, id, options[0]);
    const places = new Places(plan, await session.places(id));
    if (this.current?.id !== job) return;
    this.#lift();
    this.#lift = veil(timeline, measure(timeline), places);
  }

  /** Let everything be bright again, whatever was asked about. */
  brighten() {
    this.#lift();
    this.#lift = () => {};
  }

  /** Put an answer aside, and what was drawn of it. */
  close() {
    this.#closed();
    this.board.panel.refresh();
  }

  #progress() {
    if (this.current.kind === "compare") return h("h2", null, this.current.title());
    const { id, state, kind, stopping } = this.current;
    const stop = () => post(`/api/jobs/${encodeURIComponent(id)}/stop`).then((job) => this.job(job));
    this.#live = h("div", { class: "live" });
    this.#tick();
    return h("section", { class: "job", dataset: { state }, "aria-busy": this.#ending.has(id) ? "true" : null }, h("h3", null, t(`kind.${kind}`), " ", h("span", { class: `pill ${state}` }, t(stopping && this.running ? "job.stopping" : `job.${state}`))),
      this.#live, this.running && !this.board.readOnly && h("button", { type: "button", id: "job-stop", disabled: stopping, on: { click: stop } }, t(PROPOSING.has(kind) ? "stopHere" : "stopAsking")),
      state === "failed" && h("p", { class: "callout bad" }, name([this.current.message_zh, this.current.message_en])));
  }

  /** Where the work stands, told anew in its place; seconds go on while nothing is heard. */
  #tick() {
    const { kind, best, bound, gap, seconds, curve: steps } = this.current;
    const points = (n) => (n === null || n === undefined ? "—" : num(n));
    const past = this.current.state === "running" ? (performance.now() - this.#heard) / 1000 : 0;
    // A repair weighs changes before cost: its sum is no cost of any plan.
    const costs = kind === "near" || kind === "solve" ? [[t(kind === "near" ? "bestSum" : "bestCost"), points(best)], [t("bound"), points(bound)]] : [];
    const proof = PROPOSING.has(kind) ? [[t("gap"), gap === null || gap === undefined ? "—" : pct(gap)]] : [];
    const facts = [...costs, ...proof, [t("seconds"), num(Math.round((seconds || 0) + past))]];
    this.#live.replaceChildren(h("dl", { class: "facts-line" }, facts.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value)))), ...[kind === "near" && this.#sum(), costs.length > 0 && curve(steps?.length ? [...steps, [(seconds || 0) + past, best, bound]] : [])].filter(Boolean));
    clearTimeout(this.#timer);
    if (this.current.state === "running") this.#timer = setTimeout(() => this.#live.isConnected && this.running && this.#tick(), 1000);
  }

  /** What near a plan is best is a sum, told apart from what the plan itself costs. */
  #sum() {
    const { best, result } = this.current;
    const after = result?.compare?.cost[1];
    const known = after !== undefined && best !== null && best !== undefined;
    return h("p", { class: "hint", id: "best-sum" }, known ? t("sumDone", { best: num(best), cost: num(after), changes: num(best - after) }) : t("sumNow", { cost: num(this.board.plan.doc.cost) }));
  }

  #result() {
    const { result, kind } = this.current;
    if (!result || this.#ending.has(this.current.id)) return null;
    if (PROPOSING.has(kind) && result.compare) return [changeList(this.board, this.current, () => this.#closed()), kind === "compare" && comparison(this.board, this.current)];
    return answerOf(this.board, PROPOSING.has(kind) ? "conflicts" : kind, this.current);
  }

  #closed() {
    this.#lift();
    // What was put aside does not come back, nor what is older.
    if (this.current.created) sessionStorage.setItem(`left ${this.board.session.path}`, this.current.created);
    this.current = null;
    this.board.propose(null);
  }
}
