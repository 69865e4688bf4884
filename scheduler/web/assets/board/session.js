/**
 * One plan under the planner's hands: loads it, sends edits, follows what others do.
 *
 * Fires `changed` (detail: what was sent) after every edit of anybody, `loaded` after a new start.
 */

import { follow, get, post, Refused } from "./api.js";
import { name, t } from "./i18n.js";
import { Plan } from "./plan.js";
import { announce, reasonOf, showToast } from "./said.js";

export class Session extends EventTarget {
  #queue = Promise.resolve();
  #stop = null;

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
    }, () => this.plan.doc.version);
    this.dispatchEvent(new CustomEvent("loaded"));
  }

  close() {
    this.#stop?.();
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
   * Who gives `refused` tells of a refusal himself.
   */
  async apply(edits, said, refused = null) {
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    return this.#turn(() => this.#send(`${this.path}/edits`, { version: this.plan.doc.version, edits }, said, true, refused));
  }

  undo() {
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    return this.#turn(() => this.plan.doc.undo && this.#send(`${this.path}/undo`, { version: this.plan.doc.version }, t("undone")));
  }

  redo() {
    if (this.readOnly) return showToast(t("viewOnlyWhy"));
    return this.#turn(() => this.plan.doc.redo && this.#send(`${this.path}/redo`, { version: this.plan.doc.version }, t("redone")));
  }

  /** Give the plan another title; blank takes its own away. */
  rename(title) {
    return this.#turn(() => this.#send(`${this.path}/title`, { version: this.plan.doc.version, title }, t("renamed", { title: title || t("untitled") })));
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

  async #send(path, body, said, undoable = false, refused = null) {
    const before = this.plan.doc.cost;
    try {
      const answer = await post(path, body);
      // Days are counted from the horizon's first one.
      if ("horizon" in answer.changed) this.plan = new Plan(await get(this.path), this.setup);
      else this.plan.merge(answer);
    } catch (error) {
      if (!refused) return this.#refused(error);
      await refused(error);
      return false;
    }
    this.dispatchEvent(new CustomEvent("changed", { detail: body.edits || null }));
    const text = typeof said === "function" ? said(this.plan, this.plan.doc.cost - before) : said;
    if (undoable) showToast(text, { undo: () => this.undo() });
    else announce(text);
    return true;
  }

  async #refused(error) {
    if (!(error instanceof Refused)) throw error;
    // Whoever left the login was told already.
    if (error.status === 401) return false;
    if (error.status === 409) {
      await this.reload();
      showToast(t("stale", { n: (error.body.since || []).length }), { tone: "bad" });
    } else {
      const faults = error.body.errors || [];
      showToast(faults.length ? faults.map((f) => name([f.message_zh, f.message_en])).join(" ") : reasonOf(error), { tone: "bad" });
    }
    return false;
  }
}
