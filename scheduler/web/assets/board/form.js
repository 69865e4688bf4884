/** The form of an event: the columns of events.csv, checked by the server as the file is. */

import { Refused } from "./api.js";
import { field, openBox } from "./box.js";
import { h } from "./dom.js";
import { name, t, term } from "./i18n.js";
import { reasonOf } from "./said.js";
import { suggestions } from "./suggest.js";

export const COLUMNS = {
  name_zh: "text", name_en: "text", kind: ["conference", "exhibition", "festival"], industries: "list", theme: "text",
  direction: ["", "brand", "national-strategy", "industry-fusion", "flagship", "new"], level: ["", "national", "provincial", "city", "market"],
  status: ["", "definite", "tentative", "proposed"], priority: "number", show_days: "number", move_in_days: "number", move_out_days: "number",
  gross_m2: "number", seats: "number", outdoor_m2: "number", requires: "list", daily_visitors: "number", hotel_rooms: "number",
  earliest: "date", latest: "date", preferred_start: "date", weekend: ["", "include", "avoid"], venues: "list", preferred_venue: "text",
  booked_start: "date", booked_halls: "list", co_located_with: "text", is_new: "yes", is_brand: "yes", leaders_open: "yes", organizer: "list", evidence: ["", "press", "documented", "recalled"], source: "text", notes: "text",
};
const NEEDED = new Set(["kind", "industries", "show_days"]);

/** Change an event, or with no id add one. */
export function openForm(board, id) {
  const event = id ? board.plan.event.get(id) : { priority: 3, kind: "exhibition", show_days: 3 };
  const before = Object.fromEntries(Object.keys(COLUMNS).map((key) => [key, textOf(event[key])]));
  const inputs = Object.fromEntries(Object.entries(COLUMNS).map(([key, type]) => [key, inputFor(key, type, before[key])]));
  const newId = !id && h("input", { type: "text", id: "col-id", required: true, pattern: "[a-z0-9\\-]+", autocomplete: "off", title: t("slug") });
  const faults = h("div", { class: "callout bad", role: "alert", hidden: true });
  const submit = async (box) => {
    const now = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.type === "checkbox" ? String(input.checked) : input.value.trim()]));
    const changed = Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== before[key]));
    if (id && !Object.keys(changed).length) return box.close();
    const edit = id ? { op: "change_event", event_id: id, set: changed } : { op: "add_event", id: newId.value, ...filled(now) };
    const found = await faultsOf(board, edit);
    faults.hidden = !found.length;
    faults.replaceChildren(h("ul", null, found.map((text) => h("li", null, text))));
    if (found.length) return faults.scrollIntoView({ block: "nearest" });
    // What was typed stays until it is taken; a plan that changed meanwhile is told in the box.
    const edits = (plan) => [edit, bookingLock(plan, id || newId.value, now, changed)].filter(Boolean);
    if (await board.session.apply(edits, (plan) => t(id ? "eventChanged" : "eventAdded", { event: plan.eventName(edit.event_id || edit.id) }))) box.close();
    return undefined;
  };
  openBox("event", t(id ? "changeEvent" : "addEvent"), [faults, h("div", { class: "columns" }, newId && field(t("id"), newId), Object.entries(inputs).map(([key, input]) => field(t(`col.${key}`), [input, suggestions(board.plan, key, input, { many: COLUMNS[key] === "list", own: id })])))], { submit, go: t("save"), wide: true });
}

/** A booking that was set locks the event, as bookings of the file are, unless it stands on another day. */
function bookingLock(plan, id, { booked_start: day, booked_halls: halls }, changed) {
  if (!day || !("booked_start" in changed || "booked_halls" in changed)) return null;
  const p = plan.place.get(id);
  return (!p || p.show_first === day) && { op: "lock", event_id: id, what: halls ? "both" : "dates" };
}

/** A cell as events.csv would hold it. */
function textOf(value) {
  if (Array.isArray(value)) return value.join(";");
  return value === null || value === undefined || value === 0 ? "" : String(value);
}

function filled(cells) {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== "" && value !== "false"));
}

function inputFor(key, type, value) {
  const id = `col-${key}`;
  if (Array.isArray(type)) {
    const select = h("select", { id }, type.map((v) => h("option", { value: v }, v ? term(key, v) : "—")));
    select.value = value;
    return select;
  }
  if (type === "yes") return h("input", { type: "checkbox", id, checked: value === "true" });
  const plain = type === "list" ? "text" : type;
  return h("input", { type: plain, id, value, min: type === "number" ? "0" : null, required: NEEDED.has(key), autocomplete: "off", placeholder: type === "list" ? "a;b" : null });
}

/** What the server finds wrong with an edit, before it is made. */
async function faultsOf(board, edit) {
  try {
    await board.session.try([edit]);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.body.since) return [(await board.session.caughtUp(error.body.since))()];
    const found = (error.body.errors || []).map(sentence);
    return found.length ? found : [reasonOf(error)];
  }
}

/** `industries “beer”: is no industry of policy.yaml`. */
function sentence({ column, value, message_zh, message_en }) {
  const where = column ? column.split(".").pop() : "";
  return `${where}${value ? ` “${value}”` : ""}${where || value ? ": " : ""}${name([message_zh, message_en])}`;
}
