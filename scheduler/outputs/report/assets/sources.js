/** What is sourced and what is assumed, said plainly. */

import { h } from "./dom.js";
import { name, num, t, term } from "./i18n.js";
import { meter, pill, section } from "./parts.js";
import { plainTable } from "./table.js";

export function sources(model) {
  return section("sources", h("div", { class: "blocks two" },
    h("div", { class: "block" }, h("h3", null, t("sourced")), h("p", null, t("sourcedText")), evidenceTable(model)),
    h("div", { class: "block" }, h("h3", null, t("assumed")), h("p", null, t("assumedText")), h("ul", { class: "prose-list" }, ["assumed1", "assumed2", "assumed3", "assumed4"].map((k) => h("li", null, t(k)))))),
  h("details", { class: "figures" }, h("summary", null, t("policyInForce")), policyTable(model)));
}

function evidenceTable(model) {
  const all = model.events.length;
  const tones = { press: "good", documented: "fair" };
  const rows = model.figures.evidence.filter((e) => e.events || e.evidence).map((e) => {
    const key = e.evidence || "blank";
    return [pill(term("evidence", e.evidence), tones[e.evidence] || "quiet"), h("td", { class: "prose" }, t(`evidence.${key}`)), e.events, e.sourced, meter(e.events, all)];
  });
  return plainTable(t("evidence"), [t("evidence"), t("meaning"), { label: t("eventsHead"), numeric: true }, { label: t("withSource"), numeric: true }, t("shareOfAll")], rows, "mix");
}

function policyTable(model) {
  return plainTable(t("policyInForce"), [t("setting"), t("value")], model.assumptions.map((a) => [name(a.name), name(a.value)]), "mix");
}
