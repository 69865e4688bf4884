/** Tables that sort by a button in each header and filter by a search box. */

import { h, scroller } from "./dom.js";
import { compare, num, t } from "./i18n.js";

const PAGE = 300;

/**
 * A table.
 *
 * columns: {key, label, value(row) to sort by, cell(row) node or text, numeric, sortable}
 * options: {caption, search(row) text, sort: {key, down}, empty, wide, state} — `state` keeps
 * sorting and search when the page is drawn again in the other language.
 */
export function dataTable(columns, rows, options) {
  const memory = options.state || {};
  memory.sort ??= options.sort || null;
  memory.query ??= "";
  memory.limit ??= PAGE;
  const body = h("tbody");
  const count = h("output", { class: "count", "aria-live": "polite" });
  const more = h("button", { type: "button", class: "more", on: { click: () => { memory.limit += PAGE; draw(); } } }, t("showMore"));
  const heads = columns.map((column) => header(column, memory, draw));

  function draw() {
    const words = memory.query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? rows.filter((row) => holds(options.search(row), words)) : rows;
    const sorted = arrange(found, columns, memory.sort);
    body.replaceChildren(...sorted.slice(0, memory.limit).map((row) => line(columns, row)));
    if (!found.length) body.append(h("tr", null, h("td", { colspan: columns.length, class: "none" }, t("noMatch"))));
    heads.forEach((head, i) => mark(head, columns[i], memory.sort));
    count.textContent = t("rowsShown", { shown: num(Math.min(memory.limit, found.length)), all: num(rows.length) });
    more.hidden = found.length <= memory.limit;
  }

  draw();
  const table = h("table", { class: `data ${options.wide ? "wide" : ""}` },
    h("caption", { class: "sr" }, options.caption), h("thead", null, h("tr", null, heads)), body);
  return h("div", { class: "table-box" }, options.search && searchBar(memory, draw, count, options), scroller(options.caption, table), more);
}

function searchBar(memory, draw, count, options) {
  const input = h("input", {
    type: "search", class: "search", placeholder: t("searchTable"), "aria-label": `${t("searchTable")}: ${options.caption}`,
    on: { input: () => { memory.query = input.value; memory.limit = PAGE; draw(); } },
  });
  input.value = memory.query;
  return h("div", { class: "table-bar" }, input, count);
}

function header(column, memory, draw) {
  const attrs = { scope: "col", class: column.numeric ? "num" : "" };
  if (column.sortable === false) return h("th", attrs, column.label);
  const click = () => {
    const again = memory.sort && memory.sort.key === column.key;
    memory.sort = { key: column.key, down: again ? !memory.sort.down : Boolean(column.numeric) };
    draw();
  };
  attrs.dataset = { label: column.label };
  return h("th", attrs, h("button", { type: "button", on: { click } }, column.label, h("i", { class: "arrow", "aria-hidden": "true" })));
}

function mark(head, column, sort) {
  if (column.sortable === false) return;
  const active = sort && sort.key === column.key;
  head.setAttribute("aria-sort", active ? (sort.down ? "descending" : "ascending") : "none");
}

/** Sorted copy; what has no value stands last either way. */
function arrange(rows, columns, sort) {
  const column = sort && columns.find((c) => c.key === sort.key);
  if (!column) return rows;
  const keyed = rows.map((row, i) => ({ row, i, key: column.value(row) }));
  const blank = (k) => k === undefined || k === null || k === "";
  keyed.sort((a, b) => {
    if (blank(a.key) || blank(b.key)) return blank(a.key) - blank(b.key) || a.i - b.i;
    return (sort.down ? -1 : 1) * compare(a.key, b.key) || a.i - b.i;
  });
  return keyed.map((entry) => entry.row);
}

function holds(text, words) {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function line(columns, row) {
  return h("tr", null, columns.map((column, i) => {
    const content = column.cell ? column.cell(row) : column.value(row);
    const cls = [column.numeric ? "num" : "", column.cls || ""].join(" ").trim();
    return h(i === 0 ? "th" : "td", { class: cls || null, scope: i === 0 ? "row" : null }, content ?? "");
  }));
}

/** A plain table: header texts and rows of cells; the first cell of a row is its header. */
export function plainTable(caption, heads, rows, cls = "") {
  const th = (x) => h("th", { scope: "col", class: x.numeric ? "num" : null, colspan: x.span || null }, x.label ?? x);
  const tr = (row) => h("tr", { class: row.cls || null }, (row.cells || row).map((c, i) =>
    c instanceof HTMLTableCellElement ? c : h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: typeof c === "number" || heads[i]?.numeric ? "num" : null }, typeof c === "number" ? num(c) : c)));
  return scroller(caption, h("table", { class: `plain ${cls}` }, h("caption", { class: "sr" }, caption),
    h("thead", null, h("tr", null, heads.map(th))), h("tbody", null, rows.map(tr))));
}
