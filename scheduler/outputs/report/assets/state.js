/** What the reader chose, kept in the address after `#`, so that a link shows the same view. */

const DEFAULTS = { lang: "", theme: "", zoom: "year", q: "", ind: "", kind: "", by: "industry", ev: "" };

export const state = { ...DEFAULTS };

export function readState(fallback) {
  const found = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(DEFAULTS)) state[key] = found.get(key) ?? DEFAULTS[key];
  if (state.lang !== "zh" && state.lang !== "en") state.lang = fallback;
  if (state.by !== "kind") state.by = "industry";
}

export function writeState(change) {
  Object.assign(state, change);
  const kept = Object.entries(state).filter(([key, value]) => value !== DEFAULTS[key]);
  history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
}
