/** Releases: who published what when, and what changed for subscribers between any two. */

import { get, post, Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { consequenceList } from "./consequences.js";
import { h } from "./dom.js";
import { local } from "./told.js";
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
  const submit = () => {
    box.close();
    openPublish(board);
  };
  const begin = !board.readOnly && (async (n) => {
    const made = await told(post("/api/plans", { from: `release:${n}` }));
    if (!made) return;
    box.close();
    board.openPlan(made.id);
  });
  const box = openBox("releases", t("releases"), [
    releases.length ? table(releases, begin) : h("p", { class: "nothing" }, t("noReleases")),
    h("div", { class: "pair" }, field(t("diffFrom"), from), field(t("diffTo"), to)), found,
  ], { submit, go: board.readOnly ? null : t("publish"), wide: true });
  await show();
}

/** `begin` makes a working plan of a release; false for a viewer. */
function table(releases, begin) {
  const heads = ["release", "when", "publisher", "note", "cost", "eventsHead"].map((key) => h("th", { scope: "col" }, t(key)));
  const row = (r) => h("tr", { dataset: { release: r.number } }, h("th", { scope: "row" }, String(r.number)), h("td", null, local(r.published)), h("td", null, r.who || "–"),
    h("td", null, [r.restores && t("restores", { n: r.restores }), r.accepted && t("acceptedCount", { n: r.accepted }), r.message].filter(Boolean).join(" · ")), h("td", null, num(r.cost)), h("td", null, num(r.events)),
    begin && h("td", null, h("button", { type: "button", "aria-label": t("beginFromRelease", { n: r.number }), on: { click: () => begin(r.number) } }, t("newPlan"))));
  return h("div", { class: "release-table", tabindex: "0", role: "group", "aria-label": t("releases") }, h("table", null, h("thead", null, h("tr", null, heads, begin && h("td"))), h("tbody", null, releases.map(row))));
}

function option(r) {
  return [r.number, `${t("releaseN", { n: r.number })} · ${local(r.published)}`];
}

function choice(id, options, value) {
  const select = h("select", { id }, options.map(([key, label]) => h("option", { value: String(key) }, label)));
  select.value = String(value);
  return select;
}

function difference(board, from, to) {
  return told(get(to === PLAN ? `${board.session.path}/consequences?against=${from}` : `/api/releases/${to}/diff?against=${from}`));
}

/** An answer, or null once it was said why there is none. */
async function told(answer) {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showToast(() => reasonOf(error), { tone: "bad" });
    return null;
  }
}
