/** Why there is no plan: every conflict found with its facts, and the priced ways out. */

import { h } from "./dom.js";
import { name, num, t } from "./i18n.js";

export function noPlan(model) {
  if (model.solve.plan) return null;
  const known = model.solve.status === "infeasible" ? "infeasibleLong" : "unknownLong";
  const { conflicts, remedies } = model.contradictions;
  const titled = conflicts.length > 1;
  return h("div", { class: "callout bad", role: "alert" }, h("b", null, t(known)),
    conflicts.map((c, i) => conflict(model, c, titled ? i + 1 : 0)),
    conflicts.length > 0 && waysOut(remedies));
}

/** One conflict; `number` is 0 where it is the only one. */
function conflict(model, { members, counts }, number) {
  return h("div", { class: "conflict" },
    h("p", null, number > 0 && h("b", null, t("conflictNumber", { n: number })), t("conflictLead")),
    h("ol", null, members.map((m) => fact(model, m))),
    counts.map((c) => h("p", { class: "count" }, t("conflictCount", { text: name(c) }))));
}

function fact(model, { rule, text, events, where }) {
  const known = events.slice(0, 4).filter((id) => model.event.has(id));
  return h("li", null, h("b", null, name(model.rules[rule].name)), " ", name(text), " ",
    known.map((id) => h("button", { type: "button", class: "mini", dataset: { open: id }, title: name(model.event.get(id).name) }, id)),
    where && h("code", { class: "where" }, where));
}

function waysOut(remedies) {
  if (!remedies.length) return h("p", null, t("noWayOut"));
  return h("div", { class: "remedies" }, h("p", null, h("b", null, t("waysOut"))),
    h("ol", null, remedies.map((r) => h("li", null, name(r.text), " ",
      h("b", { class: "price" }, t("remedyPrice", { n: num(r.price) })),
      r.edits.map((e) => h("code", { class: "where" }, edit(e)))))),
    h("p", null, t("applyRemedy")));
}

function edit({ where, value }) {
  return value === null ? `${where}: ${t("rowDeleted")}` : `${where} → ${value || t("emptied")}`;
}
