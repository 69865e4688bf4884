/** Opens the plan that the address names, or offers to begin one. */

import { logInAgain } from "./account.js";
import { addressed } from "./address.js";
import { get, onLoggedOut, Refused } from "./api.js";
import { Board } from "./board.js";
import { correct } from "./choices.js";
import { setLang, setTexts, t } from "./i18n.js";
import { paperOf } from "./paper.js";
import { openPlans } from "./plans.js";
import { hearUnhandled } from "./refusal.js";
import { reasonOf, showToast } from "./said.js";
import { Session } from "./session.js";
import { startPage } from "./start.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const setup = read("setup");
const app = document.getElementById("app");
const DEFAULTS = { plan: "", lang: "", theme: "", zoom: "year", fold: "", at: "", q: "", ind: "", kind: "", by: "industry", ev: "", tab: "events" };
const address = addressed(DEFAULTS);
let board = null;
let me = null;

setTexts(read("words"), setup.terms);
hearUnhandled();

function readAddress() {
  address.read();
  correct(address.chosen, { ...DEFAULTS, lang: setup.lang });
  setLang(address.chosen.lang);
}

/** Open a plan; the browser's Back leads to the one before. */
async function open(id, { push = true } = {}) {
  const session = new Session(id, setup);
  await session.load();
  board?.session.close();
  address.write({ plan: String(id) }, { push });
  board = new Board(app, session, address, open);
  board.cost = board.plan.doc.cost;
  board.knows(me);
  board.render();
}

/** After another login: perhaps somebody else, who may do more or less. */
onLoggedOut(async () => {
  if (!(await logInAgain())) return false;
  ({ me } = await get("/api/plans"));
  board?.knows(me);
  board?.render();
  return true;
});

async function start() {
  readAddress();
  try {
    const found = await get("/api/plans");
    const { plans } = found;
    me = found.me;
    const asked = address.chosen.plan;
    const known = plans.find((p) => String(p.id) === asked) || plans[0];
    if (!known) return startPage(app, open, me, address);
    await open(known.id, { push: false });
    if (asked && asked !== String(known.id)) await tellMissing(asked);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.textContent = reasonOf(error);
  }
  return undefined;
}

/** There is no such plan: say so, over the list of those that there are. */
async function tellMissing(id) {
  await openPlans(board);
  showToast(() => t("noSuchPlan", { n: id }), { tone: "bad" });
}

addEventListener("hashchange", async () => {
  const before = address.chosen.plan;
  readAddress();
  const asked = address.chosen.plan;
  if (!board) return start();
  if (!asked || asked === before) return board.render("", { arrive: true });
  try {
    return await open(asked, { push: false });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    address.write({ plan: before });
    return tellMissing(asked);
  }
});

addEventListener("beforeprint", () => {
  if (!board) return;
  document.body.append(paperOf(board));
  document.body.classList.add("printing");
});
addEventListener("afterprint", () => {
  document.body.classList.remove("printing");
  document.getElementById("paper")?.remove();
});

start();
