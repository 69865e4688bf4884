/** The board's server: JSON over fetch, and one stream of what others do. */

const AGAIN_MS = 5000;

/** An answer that is not a yes; `body` is what the server said. */
export class Refused extends Error {
  constructor(status, body) {
    super(`status ${status}`);
    this.status = status;
    this.body = body || {};
  }
}

/** Asks whoever sits there to log in again; tells whether they did. */
let logInAgain = async () => false;

/** Opens the streams that wait for the next login. */
const closed = new Set();

export function onLoggedOut(ask) {
  logInAgain = ask;
}

/** Ask the server; where the session has run out, once more after a new login: nothing is lost. */
async function ask(method, path, body) {
  try {
    return await askOnce(method, path, body);
  } catch (error) {
    if (error.status !== 401 || !(await logInAgain())) throw error;
    for (const open of closed) open();
    closed.clear();
    return ask(method, path, body);
  }
}

async function askOnce(method, path, body) {
  const options = { method, headers: { accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const json = (answer.headers.get("content-type") || "").startsWith("application/json");
  const told = json ? await answer.json() : null;
  if (!answer.ok) throw new Refused(answer.status, told);
  if (json) return told;
  const name = (answer.headers.get("content-disposition") || "").split("filename*=UTF-8''")[1];
  return { blob: await answer.blob(), name: decodeURIComponent(name || "") };
}

/** Save a file that takes a while to make, or hear why there is none. */
export async function download(path) {
  const data = await ask("GET", path);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data.blob);
  link.download = data.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), AGAIN_MS);
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);

/**
 * Follow a plan: `handlers` by event name get the data and its id; returns what ends it.
 *
 * The browser comes back by itself after a broken line, but not after a refusal: then we look why,
 * and go on from the version that `known` tells.
 */
export function follow(path, handlers, known) {
  let source = null;
  let ended = false;
  const open = () => {
    if (ended) return;
    source = new EventSource(source ? `${path}?after=${known()}` : path);
    for (const [type, handle] of Object.entries(handlers)) {
      source.addEventListener(type, (event) => handle(JSON.parse(event.data || "null"), event.lastEventId));
    }
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && look());
  };
  const look = () => get("/api/plans").then(open, (error) => (error.status === 401 ? closed.add(open) : setTimeout(look, AGAIN_MS)));
  open();
  return () => {
    ended = true;
    source.close();
  };
}
