/**
 * One plan under the planner's hands: loads it, sends edits, follows what others do.
 *
 * Fires `changed` (detail: what was sent) after every edit of anybody, `loaded` after a new start.
 */

import { get, inquire, post, Refused } from "./api.js";
import { told } from "./told.js";
import { list, t } from "./i18n.js";
import { wasDone } from "./lost.js";
import { Plan } from "./plan.js";
import { showRefusal } from "./refusal.js";
import { announce, hideToast, showToast } from "./said.js";
import { follow } from "./stream.js";

export class Session extends EventTarget {
  #queue = Promise.resolve();
  #stop = null;
  #own = new Set();

  /** Whether the server can be heard; `connection` is fired when that changes. */
  connected = true;

  /** Name of whoever edits; blank where nobody is asked for one. */
  who = "";

  constructor(id, setup) {
    super();
    this.path = `/api/plans/${encodeURIComponent(id)}`;
    this.setup = setup;
    this.plan = null;
  }

  async load() {
    this.#adopt(await get(this.path));
    this.#stop ??= follow(`${this.path}/stream`, {
      // After our own edits, whose news may come before their answers.
      edit: (news) => this.#turn(() => this.#hear(news)),
      job: (job) => this.dispatchEvent(new CustomEvent("job", { detail: job })),
      today: (day) => this.#turnOver(day),
    }, () => ({ after: this.plan.doc.version, today: this.plan.doc.today }), (stands) => this.#line(stands));
    this.dispatchEvent(new CustomEvent("loaded"));
  }

  close() {
    this.#stop?.();
  }

  /** Take over a plan that was read, unless it is older than what is shown. */
  #adopt(doc) {
    if (!this.plan || doc.version >= this.plan.doc.version) this.plan = new Plan(doc, this.setup);
  }

  #line(stands) {
    if (this.connected === stands) return;
    this.connected = stands;
    this.dispatchEvent(new CustomEvent("connection"));
  }

  /** It has become another day in the city. */
  #turnOver(day) {
    this.plan.turnOver(day);
    this.dispatchEvent(new CustomEvent("changed", { detail: null }));
  }

  /** Take over an edit of somebody else; what was missed, or is too much, is read whole. */
  #hear({ version, delta }) {
    if (version <= this.plan.doc.version) return undefined;
    if (!delta || version !== this.plan.doc.version + 1 || "horizon" in delta.changed) return this.reload();
    this.plan.merge(delta);
    this.dispatchEvent(new CustomEvent("changed", { detail: null }));
    return undefined;
  }

  /** Read the whole plan again. */
  async reload() {
    this.#adopt(await get(this.path));
    this.dispatchEvent(new CustomEvent("changed", { detail: null }));
  }

  /**
   * Send edits one after the other; `said` tells what they did, and the toast has the way back.
   *
   * `edits` may be a function of the plan: it is asked when their turn comes, after all edits that
   * wait before them, and gives null for nothing to do. Who gives `refused` tells of a refusal
   * himself.
   */
  async apply(edits, said, refused = null) {
    if (this.readOnly) return showToast(() => t("viewOnlyWhy"));
    return this.#turn(() => {
      const now = typeof edits === "function" ? edits(this.plan) : edits;
      return now && this.#send("edits", { edits: now }, said, { undoable: true, refused });
    });
  }

  /** Whether we have a step to `undo` or to `redo`; without accounts every step is everybody's. */
  can(what) {
    const whose = this.plan.doc[`${what}_by`];
    return !this.readOnly && whose.some((name) => !name || !this.who || name === this.who);
  }

  #has(what) {
    const has = this.can(what);
    if (!has && this.plan.doc[what]) showToast(() => t("noOwnStep"), { tone: "bad" });
    return has;
  }

  /** Take back the step of ours that led to a version, if nothing came after it; else our last. */
  undo(version = null) {
    if (this.readOnly) return showToast(() => t("viewOnlyWhy"));
    const since = version === null ? {} : { version };
    return this.#turn(() => this.#has("undo") && this.#send("undo", since, (plan, _, step) => t("undone", { what: toldWithName(plan, step) })));
  }

  redo() {
    if (this.readOnly) return showToast(() => t("viewOnlyWhy"));
    return this.#turn(() => this.#has("redo") && this.#send("redo", {}, (plan, _, step) => t("redone", { what: toldWithName(plan, step) })));
  }

  /** Give the plan another title; blank takes its own away. */
  rename(title) {
    return this.#turn(() => this.#send("title", { title }, () => t("renamed", { title: title || t("untitled") })));
  }

  /** What edits would do; nothing is written. */
  try(edits) {
    return inquire(`${this.path}/try`, { version: this.plan.doc.version, edits });
  }

  /** Where an event could go. */
  places(id) {
    return get(`${this.path}/places/${encodeURIComponent(id)}`);
  }

  #turn(work) {
    this.#queue = this.#queue.then(work, work);
    return this.#queue;
  }

  async #send(what, body, said, { undoable = false, refused = null } = {}) {
    const before = this.plan.doc.cost;
    const sent = { version: this.plan.doc.version, ...body };
    let [answer, taken] = [null, true];
    try {
      answer = await post(`${this.path}/${what}`, sent);
      taken = await this.#take(answer, sent.version);
    } catch (error) {
      if (!(await this.#foundDone(error, what, sent))) return this.#refused(error, what, refused);
    }
    const version = sent.version + 1;
    const cost = answer ? answer.cost : this.plan.doc.cost;
    const step = answer?.step || null;
    this.#own.add(version);
    hideToast();
    if (taken) this.dispatchEvent(new CustomEvent("changed", { detail: body.edits || null }));
    const { plan } = this;
    // Which step was taken back is told by the answer alone.
    const known = taken && (answer || (what !== "undo" && what !== "redo"));
    const say = () => (known ? sentence(said, plan, cost - before, step) : t(taken ? "doneAfterAll" : "doneNotLoaded"));
    if (undoable) showToast(say, { undo: () => this.undo(version) });
    else if (!known || (step && !this.#own.has(step.version))) showToast(say);
    else announce(say());
    return true;
  }

  /** Take over what an answer says was changed of a version; false when that must wait. */
  async #take(answer, version) {
    // What was loaded meanwhile has it, and perhaps more.
    if (this.plan.doc.version !== version) return true;
    // Days are counted from the horizon's first one.
    if ("horizon" in answer.changed) return this.#readAnew();
    this.plan.merge(answer);
    return true;
  }

  /** Read the whole plan, if that can be; else the news of our own step will have it read. */
  async #readAnew() {
    try {
      this.#adopt(await get(this.path));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return false;
    }
    return true;
  }

  /** Where no answer tells: load the plan again; whether the step is in it. */
  async #foundDone(error, what, sent) {
    if (!error.unsure) return false;
    try {
      await this.reload();
      if (await wasDone(this.path, what, sent, this.who)) return true;
      error.lost = "lostNot";
    } catch (further) {
      if (!(further instanceof Refused)) throw further;
      error.lost = "lostNow";
    }
    return false;
  }

  /** Tell why something was not done; false. */
  async #refused(error, what, refused) {
    const since = error.body?.since;
    if (refused) await refused(error);
    else if (!since?.length) showRefusal(error);
    else showToast(await this.caughtUp(since, what), { tone: "bad" });
    return false;
  }

  /** Load the plan as others left it; gives the sentence on what they did since, as a function. */
  async caughtUp(since, what = "edits") {
    await this.reload();
    return () => t(what === "undo" ? "staleUndo" : "stale", { what: list(since.map((entry) => toldWithName(this.plan, entry))) });
  }
}

function sentence(said, ...facts) {
  return typeof said === "function" ? said(...facts) : said;
}

/** What somebody did, and who. */
function toldWithName(plan, entry) {
  return told(plan, { kind: "edit", ...entry }) + (entry.who ? ` (${entry.who})` : "");
}
