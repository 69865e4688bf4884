/**
 * One plan under the planner's hands: loads it, sends edits, follows what others do.
 *
 * Fires `changed` (detail: what was sent) after every edit of anybody, `loaded` after a new start.
 */

import { get, post } from "./api.js";
import { told } from "./history.js";
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
      edit: (_, id) => this.#turn(() => Number(id) > this.plan.doc.version && this.reload()),
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

  /** Read the whole plan again, after an edit of somebody else. */
  async reload() {
    this.plan = new Plan(await get(this.path), this.setup);
    this.dispatchEvent(new CustomEvent("changed", { detail: null }));
  }

  /**
   * Send edits one after the other; `said` tells what they did, and the toast has the way back.
   *
   * `edits` may be a function of the plan: it is asked when their turn comes, after all edits that
   * wait before them, and gives null for nothing to do.
   */
  async apply(edits, said) {
    if (this.readOnly) return showToast(t("viewOnly"));
    return this.#turn(() => {
      const now = typeof edits === "function" ? edits(this.plan) : edits;
      return now && this.#send("edits", { edits: now }, said, true);
    });
  }

  /** Take back the step of ours that led to a version, if nothing came after it; else our last. */
  undo(version = null) {
    return this.#turn(() => this.plan.doc.undo && this.#send("undo", version === null ? {} : { version }, (plan, _, step) => t("undone", { what: toldWithName(plan, step) })));
  }

  redo() {
    return this.#turn(() => this.plan.doc.redo && this.#send("redo", {}, (plan, _, step) => t("redone", { what: toldWithName(plan, step) })));
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

  async #send(what, body, said, undoable = false) {
    const before = this.plan.doc.cost;
    const sent = { version: this.plan.doc.version, ...body };
    let step = null;
    try {
      const { step: back = null, ...answer } = await post(`${this.path}/${what}`, sent);
      step = back;
      this.plan.merge(answer);
    } catch (error) {
      return this.#refused(error, what);
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
    if (!since) {
      showRefusal(error);
      return false;
    }
    await this.reload();
    const told = list(since.map((entry) => toldWithName(this.plan, entry)));
    showToast(t(what === "undo" ? "staleUndo" : "stale", { what: told }), { tone: "bad" });
    return false;
  }
}

/** What somebody did, and who. */
function toldWithName(plan, entry) {
  return told(plan, { kind: "edit", ...entry }) + (entry.who ? ` (${entry.who})` : "");
}
