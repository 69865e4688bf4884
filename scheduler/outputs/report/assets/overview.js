/** The head of the page: what plan this is, whether it is legal and good, and its key numbers. */

import { noPlan } from "./contradictions.js";
import { h } from "./dom.js";
import { name, num, pct, t } from "./i18n.js";
import { meter, pill } from "./parts.js";

export function titleBlock(model) {
  const { solve, calendar } = model;
  const facts = [
    [t("cost"), solve.cost === null ? "—" : num(solve.cost)],
    [t("bound"), solve.bound === null ? "—" : num(solve.bound)],
    [t("gap"), solve.gap === null ? "—" : `${(100 * solve.gap).toFixed(1)}%`],
  ];
  return h("div", { class: "title" },
    h("div", null, h("h1", null, t("headline", { city: name(model.city) })),
      h("p", { class: "horizon" }, `${calendar.iso(0)} – ${calendar.iso(model.days - 1)}`, pill(name(solve.verdict), `status ${solve.tone}`)), model.imprint && h("p", { class: "imprint" }, name(model.imprint))),
    h("dl", { class: "cost" }, facts.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value)))));
}

export function overview(model) {
  const cards = model.figures.numbers.map((n) =>
    h("div", { class: "number", dataset: { key: n.key } },
      h("dt", null, name(n.name)),
      h("dd", null, ["hall_days"].includes(n.key) ? [h("b", null, pct(n.total ? n.value / n.total : 0)), h("small", null, `${num(n.value)} / ${num(n.total)}`)] : [h("b", null, num(n.value)), h("small", null, `/ ${num(n.total)}`)],
        meter(n.value, n.total, ""))));
  return h("section", { id: "overview", class: "overview", "aria-label": t("overview.title") }, illegal(model), noPlan(model), h("dl", { class: "numbers" }, cards));
}

function illegal(model) {
  if (!model.hard.length) return null;
  const item = (f) => h("li", null, h("b", null, name(model.rules[f.rule].name)), " ", name(f.text), " ",
    f.events.slice(0, 4).filter((id) => model.event.has(id)).map((id) => h("button", { type: "button", class: "mini", dataset: { open: id }, title: name(model.event.get(id).name) }, id)));
  const shown = model.hard.slice(0, 8).map(item);
  const rest = model.hard.slice(8, 500).map(item);
  return h("div", { class: "callout bad", role: "alert" }, h("b", null, `⚠ ${t("illegalLong", { n: num(model.hard.length) })}`), h("ul", null, shown),
    rest.length > 0 && h("details", null, h("summary", null, t("andMore", { n: num(model.hard.length - 8) })), h("ul", null, rest)));
}
