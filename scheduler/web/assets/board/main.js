/** Opens the plan that the address names, or offers to begin one. */

import { logInAgain } from "./account.js";
import { addressed } from "./address.js";
import { get, onLoggedOut, Refused } from "./api.js";
import { Board } from "./board.js";
import { setLang, setTexts, t } from "./i18n.js";
import { paperOf } from "./paper.js";
import { Session } from "./session.js";
import { startPage } from "./start.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const setup = read("setup");
const app = document.getElementById("app");
const address = addressed({ plan: "", lang: "", theme: "", zoom: "year", at: "", q: "", ind: "", kind: "", by: "industry", ev: "", tab: "events" });
let board = null;
let me = null;

setTexts(read("words"), setup.terms);

function readAddress() {
  address.read();
  if (address.chosen.lang !== "zh" && address.chosen.lang !== "en") address.chosen.lang = setup.lang;
  setLang(address.chosen.lang);
}

async function open(id) {
  board?.session.close();
  const session = new Session(id, setup);
  await session.load();
  address.write({ plan: String(id) });
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
    const known = plans.find((p) => String(p.id) === address.chosen.plan) || plans[0];
    if (known) await open(known.id);
    else startPage(app, open, me);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    app.textContent = t("failed", { status: error.status });
  }
}

addEventListener("hashchange", async () => {
  const before = address.chosen.plan;
  readAddress();
  if (address.chosen.plan && address.chosen.plan !== before) await open(address.chosen.plan);
  else board?.render();
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
