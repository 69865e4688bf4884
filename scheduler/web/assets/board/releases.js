/** Releases: who published what when, and what changed for subscribers between any two. */

import { get, Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { consequenceList } from "./consequences.js";
import { h } from "./dom.js";
import { local } from "./history.js";
import { num, t } from "./i18n.js";
import { openPublish } from "./publish.js";
import { reasonOf, showToast } from "./said.js";

const PLAN = "plan";

export async function openReleases(board) {
  const { releases } = await get("/api/releases");
  releases.reverse();
  const last = releases[0]?.number || 0;
  const from = choice("diff-from", [...releases.map(option), [0, t("beforeFirst")]], last);
  const to = choice("diff-to", [[PLAN, t("thisPlan")], ...releases.map(option)], PLAN);
  const found = h("div", { class: "found", "aria-live": "polite" });
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    found.replaceChildren(h("p", { class: "hint" }, t("looking")));
    const diff = await difference(board, from.value, to.value);
    if (turn === asked) found.replaceChildren(diff ? consequenceList(board.plan, diff) : "");
  };
  for (const select of [from, to]) select.addEventListener("change", show);
  const submit = (box) => {
    box.close();
    openPublish(board);
  };
  openBox("releases", t("releases"), [
    releases.length ? table(releases) : h("p", { class: "nothing" }, t("noReleases")),
    h("div", { class: "pair" }, field(t("diffFrom"), from), field(t("diffTo"), to)), found,
  ], { submit, go: board.readOnly ? null : t("publish"), wide: true });
  await show();
}

function table(releases) {
  const heads = ["release", "when", "publisher", "note", "cost", "eventsHead"].map((key) => h("th", { scope: "col" }, t(key)));
  const row = (r) => h("tr", { dataset: { release: r.number } }, h("th", { scope: "row" }, String(r.number)), h("td", null, local(r.published)), h("td", null, r.who || "–"),
    h("td", null, [r.restores && t("restores", { n: r.restores }), r.accepted && t("acceptedCount", { n: r.accepted }), r.message].filter(Boolean).join(" · ")), h("td", null, num(r.cost)), h("td", null, num(r.events)));
  return h("div", { class: "release-table", tabindex: "0", role: "group", "aria-label": t("releases") }, h("table", null, h("thead", null, h("tr", null, heads)), h("tbody", null, releases.map(row))));
}

function option(r) {
  return [r.number, `${t("releaseN", { n: r.number })} · ${local(r.published)}`];
}

function choice(id, options, value) {
  const select = h("select", { id }, options.map(([key, label]) => h("option", { value: String(key) }, label)));
  select.value = String(value);
  return select;
}

async function difference(board, from, to) {
  try {
    return await get(to === PLAN ? `${board.session.path}/consequences?against=${from}` : `/api/releases/${to}/diff?against=${from}`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showToast(reasonOf(error), { tone: "bad" });
    return null;
  }
}
