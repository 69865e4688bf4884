/** Publishing: first what subscribers will see change and what must be accepted, then the release. */

import { post } from "./api.js";
import { field, openBox } from "./box.js";
import { consequenceList } from "./consequences.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { showRefusal } from "./refusal.js";
import { showToast } from "./said.js";
import { findingText } from "./tips.js";

export async function openPublish(board) {
  const path = `${board.session.path}/publish`;
  const { version } = board.plan.doc;
  const dry = await asked(path, { version, dry_run: true });
  if (!dry) return;
  const message = h("input", { type: "text", id: "publish-message", maxlength: "200", autocomplete: "off" });
  const reasons = dry.refused.map((f) => [f, h("input", { type: "text", required: true, maxlength: "200", autocomplete: "off" })]);
  const submit = async (box) => {
    const accept = Object.fromEntries(reasons.map(([f, input]) => [f.accept, input.value.trim()]));
    const done = await asked(path, { version, message: message.value.trim(), accept });
    if (!done) return;
    box.close();
    showToast(t(done.published ? "published" : "nothingToPublish", { n: done.release }));
  };
  openBox("publish", t("publishTitle"), [consequenceList(board.plan, dry.changed ? dry.diff : null), reasons.length > 0 && h("p", { class: "callout bad" }, t("mustAccept")), reasons.map(([f, input]) => field(findingText(f), input)), dry.changed && field(t("publishMessage"), message)], { submit, go: dry.changed ? t("publishGo") : null, wide: true });
}

async function asked(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    showRefusal(error);
    return null;
  }
}
