/** The board's server: JSON over fetch. */

/** An answer that is not a yes; `body` is what the server said. Status 0: no answer came at all. */
export class Refused extends Error {
  constructor(status, body) {
    super(`status ${status}`);
    this.status = status;
    this.body = body || {};
  }
}

async function ask(method, path, body) {
  const options = { method, headers: { accept: "application/json" }, credentials: "same-origin" };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options).catch(() => { throw new Refused(0); });
  const json = (answer.headers.get("content-type") || "").startsWith("application/json");
  const told = json ? await answer.json() : null;
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
