/** Who is logged in: shown in the header, logged out there, logged in again where a session ends. */

import { field, openBox } from "./box.js";
import { h } from "./dom.js";
import { lang, t } from "./i18n.js";
import { entry, openPopup } from "./popup.js";
import { showToast } from "./said.js";

let asking = null;

/** Name and role of whoever is logged in; nothing on one's own machine, where nobody is asked. */
export function whoButton({ me }) {
  if (!me?.name) return null;
  const role = t(me.planner ? "role.planner" : "viewOnly");
  const open = (e) => openPopup(e.currentTarget, t("account"), [entry(t("logOut"), logOut)]);
  return h("button", { type: "button", id: "who", "aria-haspopup": "menu", "aria-label": t("loggedInAs", { name: me.name, role }), title: t("loggedInAs", { name: me.name, role }), on: { click: open } },
    h("b", null, me.name), !me.planner && h("small", null, role));
}

/** End the session; logging in again leads back to this very view. */
async function logOut() {
  const answer = await fetch(`/${lang()}/logout`, { method: "POST", redirect: "manual" }).catch(() => null);
  // Nobody is told that they are logged out while their session goes on.
  if (answer?.type !== "opaqueredirect") return showToast(() => t(isForeign(answer) ? "logInForeign" : "noServer"), { tone: "bad" });
  return location.assign(`/${lang()}/login?next=${encodeURIComponent(`/${location.hash}`)}`);
}

/** Ask for name and password in the page; true once logged in, false when that is left. */
export function logInAgain() {
  asking ??= new Promise((done) => openLogin(done)).finally(() => { asking = null; });
  return asking;
}

function openLogin(done) {
  const name = h("input", { type: "text", id: "again-name", required: true, maxlength: "64", autocomplete: "username", autocapitalize: "none", spellcheck: "false" });
  const password = h("input", { type: "password", id: "again-password", required: true, maxlength: "256", autocomplete: "current-password" });
  const fault = h("p", { class: "callout bad", role: "alert", hidden: true });
  let known = false;
  const submit = async (box) => {
    const problem = await logIn(name.value, password.value);
    known = !problem;
    if (known) return box.close();
    fault.hidden = false;
    fault.textContent = problem;
    password.value = "";
    return password.focus();
  };
  const box = openBox("again", t("loggedOut"), [h("p", null, t("loggedOutLead")), fault, field(t("userName"), name), field(t("password"), password)], { submit, go: t("logIn") });
  box.addEventListener("close", () => {
    // Before anything is drawn there is nothing to lose either.
    if (!known && document.querySelector("main")) showToast(() => t("notSaved"), { tone: "bad" });
    done(known);
  });
}

/** Whether the server took the request for one of another site, as behind a proxy that it does not know. */
function isForeign(answer) {
  return answer?.headers.get("x-refused") === "origin";
}

/** What went wrong, or "". */
async function logIn(name, password) {
  const body = new URLSearchParams({ name, password, next: "/" });
  const answer = await fetch(`/${lang()}/login`, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) return t("noServer");
  if (answer.type === "opaqueredirect") return "";
  if (answer.status === 429) return t("logInWait", { n: answer.headers.get("retry-after") });
  if (isForeign(answer)) return t("logInForeign");
  return t(answer.status === 403 ? "logInWrong" : "logInBusy");
}
