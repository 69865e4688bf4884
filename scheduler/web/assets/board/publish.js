/** Publishing: first what subscribers will see change and what must be accepted, then the release. */

import { inquire, post, Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { consequenceList } from "./consequences.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { showRefusal } from "./refusal.js";
import { reasonOf, showToast } from "./said.js";
import { findingText } from "./tips.js";

export async function openPublish(board) {
  const publishing = new Publishing(board);
  if (await publishing.look()) publishing.open();
}

class Publishing {
  constructor(board) {
    this.board = board;
    this.path = `${board.session.path}/publish`;
    this.message = h("input", { type: "text", id: "publish-message", maxlength: "200", autocomplete: "off" });
    this.reasons = new Map();
    this.view = h("div", { class: "publish-view" });
  }

  open() {
    const go = this.dry.changed ? t("publishGo") : null;
    this.box = openBox("publish", t("publishTitle"), this.view, { submit: () => this.#publish(), go, wide: true });
  }

  /** What publishing the plan as it stands would do; false when that cannot be told. */
  async look() {
    try {
      await this.#ask();
    } catch (error) {
      showRefusal(error);
      return false;
    }
    this.#show();
    return true;
  }

  async #ask() {
    this.version = this.board.plan.doc.version;
    try {
      this.dry = await inquire(this.path, { version: this.version, dry_run: true });
    } catch (error) {
      if (!error.body?.since) throw error;
      await this.board.session.reload();
      await this.#ask();
    }
  }

  /** Draw the consequences; what was typed for a finding stays with it. */
  #show() {
    const { changed, diff, refused } = this.dry;
    const before = this.reasons;
    const blank = () => h("input", { type: "text", required: true, maxlength: "200", autocomplete: "off" });
    this.reasons = new Map(refused.map((f) => [f.accept, before.get(f.accept) || blank()]));
    const parts = [consequenceList(this.board.plan, changed ? diff : null), refused.length > 0 && h("p", { class: "callout bad" }, t("mustAccept")),
      refused.map((f) => field(findingText(f), this.reasons.get(f.accept))), changed && field(t("publishMessage"), this.message)];
    this.view.replaceChildren(...parts.flat().filter(Boolean));
    const go = document.getElementById("publish-go");
    if (go) go.hidden = !changed;
  }

  async #publish() {
    const accept = Object.fromEntries([...this.reasons].map(([key, input]) => [key, input.value.trim()]));
    try {
      const done = await post(this.path, { version: this.version, message: this.message.value.trim(), accept });
      this.box.close();
      showToast(() => t(done.published ? "published" : "nothingToPublish", { n: done.release }));
    } catch (error) {
      await this.#refused(error);
    }
  }

  /** What changed meanwhile is told, and what publishing would do by now. */
  async #refused(error) {
    if (!(error instanceof Refused) || (error.status !== 409 && !error.unsure)) return showRefusal(error);
    const { since } = error.body;
    const reason = since ? await this.board.session.caughtUp(since) : () => reasonOf(error);
    if (await this.look()) showToast(reason, { tone: "bad" });
    return null;
  }
}
