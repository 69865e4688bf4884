/** How cheap the plan is to mend when scenarios come, beside the best plan; nothing where nobody asked. */

import { h, scroller } from "./dom.js";
import { name, num, t } from "./i18n.js";
import { section } from "./parts.js";

export function robust(model) {
  const told = model.robust;
  if (!told) return null;
  const heads = [t("robustScenario"), t("robustBest"), t("robustChosen"), t("robustMoved"), t("robustResult")];
  const row = (title, best, chosen, moved, result, cls = null) => h("tr", { class: cls }, h("th", { scope: "row" }, title),
    [best, chosen, moved].map((n) => h("td", { class: "num" }, n === null ? "–" : num(n))), h("td", null, result));
  return section("robust",
    h("p", { class: "hint" }, t("robustLimit", { limit: num(told.limit), epsilon: told.epsilon })),
    scroller(t("robust.title"), h("table", { class: "data" },
      h("caption", { class: "sr" }, t("robust.title")),
      h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null,
        row(t("cost"), told.cost[0], told.cost[1], null, "", "sum"),
        told.scenarios.map((s) => row(name(s.title), s.best, s.chosen, s.moved, name(s.result))),
        row(name(told.measure), told.figure[0], told.figure[1], null, "", "sum")))),
    told.honesty.map((text) => h("p", { class: "hint" }, name(text))));
}
