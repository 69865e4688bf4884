/** The working plans of this city: open one, copy one, begin one. */

import { get, post } from "./api.js";
import { field, openBox } from "./box.js";
import { showDifferences } from "./differ.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { showRefusal } from "./refusal.js";

export async function openPlans(board) {
  const { plans } = await get("/api/plans");
  const title = h("input", { type: "text", id: "copy-title", value: board.plan.doc.title && t("copyOf", { title: board.plan.doc.title }), placeholder: t("untitled"), maxlength: "100", autocomplete: "off" });
  const item = (p) => h("li", null, h("button", { type: "button", "aria-current": p.id === board.plan.doc.id ? "true" : null, on: { click: () => { box.close(); board.openPlan(p.id); } } },
    h("b", null, p.title || t("untitled")), h("small", null, `#${p.id} · ${p.changed.slice(0, 10)}`)),
    p.id !== board.plan.doc.id && h("button", { type: "button", class: "compare", "aria-label": `${t("compare")}: ${p.title || t("untitled")}`, on: { click: () => { box.close(); showDifferences(board, `plan:${p.id}`, () => `${p.title || t("untitled")} (#${p.id})`); } } }, t("compare")));
  const submit = async () => {
    try {
      const made = await post("/api/plans", { title: title.value.trim(), from: `plan:${board.plan.doc.id}` });
      box.close();
      board.openPlan(made.id);
    } catch (error) {
      showRefusal(error);
    }
  };
  const box = openBox("plans", t("plans"), [h("ul", { class: "plan-list" }, plans.map(item)), !board.readOnly && field(t("copyName"), title)], { submit, go: board.readOnly ? null : t("copy") });
}

/** Ask for another title of the plan on the board. */
export function openRename(board) {
  const title = h("input", { type: "text", id: "plan-title", value: board.plan.doc.title, placeholder: t("untitled"), maxlength: "100", autocomplete: "off" });
  const submit = async (box) => {
    const wanted = title.value.trim();
    if (wanted === board.plan.doc.title || (await board.session.rename(wanted))) box.close();
  };
  openBox("rename", t("rename"), field(t("planName"), title), { submit, go: t("save") });
  title.select();
}
