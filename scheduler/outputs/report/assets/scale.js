/** What runs along the top of a timeline and behind its rows: months, days, holidays, closed days. */

import { h } from "./dom.js";

/** Where a day lies, as a share of the whole width. */
export function leftOf(view, day) {
  return `${(100 * day) / view.days}%`;
}

/** How fine the scale is at so many pixels a day. */
export function levelOf(perDay) {
  return perDay >= 22 ? "month" : perDay >= 8 ? "quarter" : "year";
}

/** All that head and background follow from, as a text that tells whether they are still the same. */
export function frameOf({ calendar, days, lang, today, holidays, closedDays }) {
  return JSON.stringify([calendar.base, days, lang, today, [...holidays], closedDays]);
}

/** Both lines of the head: months, and under them weeks or days. */
export function scale(view, level, perDay) {
  return [months(view, perDay), ticks(view, level, perDay)];
}

const YEAR_PX = 68;

function months(view, perDay) {
  return h("div", { class: "tl-months" }, view.calendar.months().map((m, i) => {
    const label = view.calendar.monthName(m.key, view.lang, (i === 0 || m.key.endsWith("-01")) && (m.to - m.from) * perDay >= YEAR_PX);
    return h("div", { style: { left: leftOf(view, m.from), width: leftOf(view, m.to - m.from) } }, h("span", null, label));
  }));
}

function ticks(view, level, perDay) {
  const { calendar, days, holidays } = view;
  const box = h("div", { class: "tl-ticks" });
  const every = Math.max(1, Math.ceil(18 / (perDay * 7)));
  for (let d = 0, week = 0; d < days; d++) {
    const monday = calendar.weekday(d) === 0;
    if (monday) week++;
    if (level !== "month" && (!monday || week % every)) continue;
    const cls = d === view.today ? "today" : holidays.has(d) ? "off" : calendar.weekday(d) > 4 ? "we" : null;
    box.append(h("span", { class: cls, style: { left: leftOf(view, d), width: level === "month" ? leftOf(view, 1) : null } }, String(calendar.dayOfMonth(d))));
  }
  for (const c of view.closedDays || []) {
    box.append(h("i", { class: "tl-no", title: c.text, style: { left: leftOf(view, c.from), width: leftOf(view, c.to - c.from) } }));
  }
  return box;
}

/** Holidays, weekends and months behind all rows. */
export function background(view) {
  const { calendar, days, holidays } = view;
  const box = h("div", { class: "tl-back", "aria-hidden": "true" });
  const add = (cls, from, to) => box.append(h("i", { class: cls, style: { left: leftOf(view, from), width: leftOf(view, to - from) } }));
  for (let d = 0; d < days; d++) {
    if (holidays.has(d)) add("off", d, d + 1);
    else if (calendar.weekday(d) > 4) add("we", d, d + 1);
  }
  for (const m of calendar.months()) add("month", m.from, m.to);
  if (Number.isInteger(view.today) && view.today >= 0 && view.today < days) add("today", view.today, view.today + 1);
  return box;
}
