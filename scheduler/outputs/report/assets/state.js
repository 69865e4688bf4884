/** The report's view of itself in the address. */

import { addressed } from "./address.js";

const address = addressed({ lang: "", theme: "", zoom: "year", q: "", ind: "", kind: "", by: "industry", ev: "" });

export const state = address.chosen;
export const writeState = address.write;

export function readState(fallback) {
  address.read();
  if (state.lang !== "zh" && state.lang !== "en") state.lang = fallback;
  if (state.by !== "kind") state.by = "industry";
}
