/** What can be typed into a column that names things of the plan, and what is named there. */

import { h } from "./dom.js";
import { list, name } from "./i18n.js";
import { pairOf } from "./plan.js";

const CHOICES = {
  industries: (plan) => plan.industryList.map((x) => [x.id, name(x.name)]),
  theme: (plan) => each(plan.doc.events.map((e) => e.theme)),
  requires: (plan) => each(plan.doc.venues.flatMap((v) => v.halls.flatMap((x) => x.features))),
  venues: (plan) => plan.doc.venues.map((v) => [v.id, plan.venueName(v.id)]),
  preferred_venue: (plan) => CHOICES.venues(plan),
  booked_halls: (plan) => plan.doc.venues.flatMap((v) => v.halls.map((x) => [`${v.id}/${x.id}`, `${plan.venueName(v.id)} ${name(pairOf(x, x.id))}`])),
  co_located_with: (plan, id) => plan.doc.events.filter((e) => e.id !== id).map((e) => [e.id, plan.eventName(e.id)]),
};

/** Every word once, as it is. */
function each(words) {
  return [...new Set(words.filter(Boolean))].sort().map((word) => [word, word]);
}

/** The datalist of an input and the names of what it holds; nothing for other columns. */
export function suggestions(plan, key, input, { many, own }) {
  if (!(key in CHOICES)) return [];
  const choices = CHOICES[key](plan, own);
  const names = new Map(choices);
  const options = h("datalist", { id: `${input.id}-list` });
  const told = h("small", { class: "named", id: `${input.id}-named` });
  input.setAttribute("list", options.id);
  input.setAttribute("aria-describedby", told.id);
  const tell = () => {
    const parts = many ? input.value.split(";") : [input.value];
    // Of a list the last word is completed; those before it stay.
    const before = parts.slice(0, -1).map((x) => x.trim());
    const lead = before.map((x) => `${x};`).join("");
    options.replaceChildren(...choices.filter(([id]) => !before.includes(id)).map(([id, label]) => h("option", { value: lead + id, label })));
    told.textContent = list(parts.map((x) => names.get(x.trim())).filter(Boolean));
  };
  input.addEventListener("input", tell);
  tell();
  return [options, told];
}
