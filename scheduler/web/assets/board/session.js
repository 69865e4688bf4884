/**
 * One plan under the planner's hands: loads it, sends edits, follows what others do.
 *
 * Fires `changed` (detail: what was sent) after every edit of anybody, `loaded` after a new start.
 */

import { get, post } from "./api.js";
import { told } from "./told.js";
import { list, t } from "./i18n.js";
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

  constructor(id, setup) {
    super();
    this.path = `/api/plans/${encodeURIComponent(id)}`;
    this.setup = setup;
    this.plan = null;
  }

  async load() {
    this.plan = new Plan(await get(this.path), this.setup);
    this.#stop ??= follow(`${this.path}/stream`, {
      // After our own edits, whose news may come before their answers.
      edit: (news) => this.#turn(() => this.#hear(news)),
      job: (job) => this.dispatchEvent(new CustomEvent("job", { detail: job })),
    }, () => this.plan.doc.version, (stands) => this.#line(stands));
    this.dispatchEvent(new CustomEvent("loaded"));
  }

  close() {
    this.#stop?.();
  }

  #line(stands) {
    if (this.connected === stands) return;
    this.connected = stands;
    this.dispatchEvent(new CustomEvent("connection"));
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
    this.plan = new Plan(await get(this.path), this.setup);
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
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    return this.#turn(() => {
      const now = typeof edits === "function" ? edits(this.plan) : edits;
      return now && this.#send("edits", { edits: now }, said, { undoable: true, refused });
    });
  }

  /** Whether we have a step to `undo` or to `redo`; without accounts every step is everybody's. */
  can(what) {
    const whose = this.plan.doc[`${what}_by`];
    return !this.readOnly && whose.some((name) => !name || !this.name || name === this.name);
  }

  #has(what) {
    const has = this.can(what);
    if (!has && this.plan.doc[what]) showToast(t("noOwnStep"), { tone: "bad" });
    return has;
  }

  /** Take back the step of ours that led to a version, if nothing came after it; else our last. */
  undo(version = null) {
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    const since = version === null ? {} : { version };
    return this.#turn(() => this.#has("undo") && this.#send("undo", since, (plan, _, step) => t("undone", { what: toldWithName(plan, step) })));
  }

  redo() {
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    return this.#turn(() => this.#has("redo") && this.#send("redo", {}, (plan, _, step) => t("redone", { what: toldWithName(plan, step) })));
  }

  /** Give the plan another title; blank takes its own away. */
  rename(title) {
    return this.#turn(() => this.#send("title", { title }, t("renamed", { title: title || t("untitled") })));
  }

  /** What edits would do; nothing is written. */
  try(edits) {
    return post(`${this.path}/try`, { version: this.plan.doc.version, edits });
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
    let step = null;
    try {
      const { step: back = null, ...answer } = await post(`${this.path}/${what}`, sent);
      step = back;
      // A title changes nothing else; days are counted from the horizon's first one.
      if (!answer.changed) Object.assign(this.plan.doc, answer);
      else if ("horizon" in answer.changed) this.plan = new Plan(await get(this.path), this.setup);
      else this.plan.merge(answer);
    } catch (error) {
      if (!refused) return this.#refused(error, what);
      await refused(error);
      return false;
    }
    const { version, cost } = this.plan.doc;
    this.#own.add(version);
    hideToast();
    this.dispatchEvent(new CustomEvent("changed", { detail: body.edits || null }));
    const { plan } = this;
    const say = () => (typeof said === "function" ? said(plan, cost - before, step) : said);
    if (undoable) showToast(say, { undo: () => this.undo(version) });
    else if (step && !this.#own.has(step.version)) showToast(say);
    else announce(say());
    return true;
  }

  async #refused(error, what) {
    const since = error.body?.since;
    if (!since?.length) {
      showRefusal(error);
      return false;
    }
    showToast(await this.caughtUp(since, what), { tone: "bad" });
    return false;
  }

  /** Load the plan as others left it; a sentence on what they did since. */
  async caughtUp(since, what = "edits") {
    await this.reload();
    const told = list(since.map((entry) => toldWithName(this.plan, entry)));
    return t(what === "undo" ? "staleUndo" : "stale", { what: told });
  }
}

/** What somebody did, and who. */
function toldWithName(plan, entry) {
  return told(plan, { kind: "edit", ...entry }) + (entry.who ? ` (${entry.who})` : "");
}
