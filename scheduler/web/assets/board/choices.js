/** What an address may ask of the page; anything else is as if it were not there. */

const WORDS = {
  lang: ["zh", "en"], theme: ["", "light", "dark"], by: ["industry", "kind"], fold: ["", "all", "none"],
  tab: ["events", "event", "coverage", "use", "cost", "solve"],
};
const SHAPES = { plan: /^\d{0,9}$/, zoom: /^(year|quarter|month|[1-9]\d{0,3})$/, at: /^(\d{1,5}(\.\d+)?)?$/ };

/** Put a default in place of what no page could have written. */
export function correct(chosen, defaults) {
  for (const [key, value] of Object.entries(chosen)) {
    const fits = WORDS[key] ? WORDS[key].includes(value) : !SHAPES[key] || SHAPES[key].test(value);
    if (!fits) chosen[key] = defaults[key];
  }
}

/** The same for names that only a plan knows. */
export function correctFor(plan, chosen) {
  if (!plan.industry.has(chosen.ind)) chosen.ind = "";
  if (!Object.keys(plan.kinds).includes(chosen.kind)) chosen.kind = "";
  if (!plan.event.has(chosen.ev)) chosen.ev = "";
}
