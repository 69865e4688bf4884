/** Two plans, older steps, releases or scenarios side by side, in a dialog. */

import { sideBySide } from "./besides.js";
import { field, openBox } from "./box.js";
import { drawDifferences } from "./differ.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { showRefusal } from "./refusal.js";
import { choices, hereOf, nameOfSide, sideOf } from "./sides.js";

export async function openCompare(board) {
  const here = hereOf(board);
  const groups = await choices(board);
  const first = groups.flatMap(([, options]) => options).find(([key]) => key !== here);
  const [left, right] = [pick("compare-left", groups, here), pick("compare-right", groups, first ? first[0] : here)];
  const found = h("div", { class: "found", "aria-live": "polite" });
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    found.replaceChildren(h("p", { class: "hint" }, t("looking")));
    const sides = await both(board, left.value, right.value);
    if (turn !== asked) return;
    const names = [left, right].map((select) => nameOfSide(groups, select.value));
    // A scenario moves nothing: all it does is in the tables.
    const draw = left.value === here && !right.value.startsWith("scenario:") && (() => {
      box.close();
      drawDifferences(board, sides[1], names[1], right.value);
    });
    found.replaceChildren(...(sides ? [told(sides, names.map((name) => name()), draw)] : []));
  };
  for (const select of [left, right]) select.addEventListener("change", show);
  const box = openBox("compare", t("compareTitle"), [h("div", { class: "pair" }, field(t("left"), left), field(t("right"), right)), found], { wide: true });
  await show();
}

function pick(id, groups, value) {
  const select = h("select", { id }, groups.map(([label, options]) => h("optgroup", { label }, options.map(([key, text]) => h("option", { value: key }, text())))));
  select.value = value;
  return select;
}

async function both(board, left, right) {
  try {
    return await Promise.all([sideOf(board, left), sideOf(board, right)]);
  } catch (error) {
    showRefusal(error);
    return null;
  }
}

function told(sides, names, draw) {
  return h("div", null,
    draw && h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", id: "compare-draw", on: { click: draw } }, t("showOnPlan"))),
    h("div", { class: "consequences", tabindex: "0", role: "group", "aria-label": t("compareTitle") }, sideBySide(sides, names)));
}
