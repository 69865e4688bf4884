/** Chinese and English, switched in place. */

let current = "en";
let strings = {};
let terms = {};

export function setTexts(texts, values) {
  strings = texts;
  terms = values;
}

export function setLang(lang) {
  current = lang === "zh" ? "zh" : "en";
}

export function lang() {
  return current;
}

/** The side of a `[zh, en]` pair that is shown now. */
export function name(pair) {
  return pair ? pair[current === "zh" ? 0 : 1] : "";
}

/** Both sides, where they differ. */
export function both(pair) {
  return pair[0] === pair[1] ? pair[0] : `${pair[0]} ${pair[1]}`;
}

/** A sentence of the page; `{key}` is filled from `vars`, `{n?event:events}` by whether it is 1. */
export function t(key, vars = {}) {
  if (!strings[key]) throw new Error(`no text ${key}`);
  return name(strings[key])
    .replace(/\{(\w+)\?([^:}]*):([^}]*)\}/g, (_, k, one, many) => (String(vars[k]) === "1" ? one : many))
    .replace(/\{(\w+)\}/g, (_, k) => vars[k]);
}

/** Name of a value such as `kind` `exhibition`; blank is "not given". */
export function term(kind, value) {
  const pair = value ? terms[kind][value] : strings.notGiven;
  return pair ? name(pair) : value;
}

export function num(value) {
  return Number(value).toLocaleString("en-US");
}

/** A share as a whole percentage; small but not nothing is `<1%`. */
export function pct(share) {
  if (share > 0 && share < 0.005) return "<1%";
  return `${Math.round(share * 100)}%`;
}

/** Names in a row. */
export function list(names) {
  return names.join(current === "zh" ? "、" : ", ");
}

export function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), current === "zh" ? "zh-CN" : "en", { numeric: true });
}
