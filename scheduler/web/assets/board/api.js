/** The board's server: JSON over fetch. */

const LATER_MS = 5000;

/**
 * An answer that is not a yes; `body` is what the server said. Status 0: no answer came at all.
 *
 * `writes`: what was asked for may have been done all the same, where the answer does not tell.
 */
export class Refused extends Error {
  constructor(status, body, writes = false) {
    super(`status ${status}`);
    this.status = status;
    this.body = body || {};
    this.unsure = writes && (!status || (status >= 500 && !body));
  }
}

/** Asks whoever sits there to log in again; tells whether they did. */
let logInAgain = async () => false;

/** What waits for the next login. */
const waiting = new Set();

/** Do something once, after the next login. */
export function afterLogin(act) {
  waiting.add(act);
}

export function onLoggedOut(ask) {
  logInAgain = ask;
}

/** Ask the server; where the session has run out, once more after a new login: nothing is lost. */
async function ask(method, path, body, writes = false) {
  try {
    return await askOnce(method, path, body, writes);
  } catch (error) {
    if (error.status !== 401 || !(await logInAgain())) throw error;
    for (const act of waiting) act();
    waiting.clear();
    return ask(method, path, body, writes);
  }
}

async function askOnce(method, path, body, writes) {
  const options = { method, headers: { accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const broken = () => { throw new Refused(0, null, writes); };
  const answer = await fetch(path, options).catch(broken);
  const json = (answer.headers.get("content-type") || "").startsWith("application/json");
  // An answer may break off in its midst.
  const told = json ? await answer.json().catch(broken) : null;
  if (!answer.ok) throw new Refused(answer.status, told, writes);
  if (json) return told;
  const name = (answer.headers.get("content-disposition") || "").split("filename*=UTF-8''")[1];
  return { blob: await answer.blob().catch(broken), name: decodeURIComponent(name || "") };
}

/** Save a file that takes a while to make, or hear why there is none. */
export async function download(path) {
  const data = await ask("GET", path);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data.blob);
  link.download = data.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LATER_MS);
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body, true);

/** Ask what something would do; nothing is written. */
export const inquire = (path, body = {}) => ask("POST", path, body);
