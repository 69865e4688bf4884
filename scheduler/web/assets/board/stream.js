/**
 * One line to the server over which a page hears what others do.
 *
 * A browser keeps six lines to a server, for all its tabs: a page that nobody sees lets go of its
 * own and asks for what it missed when it is seen again.
 */

import { afterLogin, get } from "./api.js";

const AGAIN_MS = 2000;

/**
 * Follow a plan: `handlers` by event name get the data and its id; returns what ends it.
 *
 * `known` tells what the page has, from which it wants to go on; `told` hears whether the line
 * stands.
 */
export function follow(path, handlers, known, told) {
  let source = null;
  let timer = 0;
  let ended = false;
  const open = () => {
    clearTimeout(timer);
    if (ended || source || document.visibilityState === "hidden") return;
    const line = (source = new EventSource(`${path}?${new URLSearchParams(known())}`));
    line.addEventListener("open", () => told(true));
    line.addEventListener("error", () => line === source && broken());
    for (const [type, handle] of Object.entries(handlers)) {
      line.addEventListener(type, (event) => handle(JSON.parse(event.data || "null"), event.lastEventId));
    }
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  // The browser would come back by itself, but not after a refusal, and with the version that it
  // first asked for.
  const broken = () => {
    close();
    told(false);
    timer = setTimeout(look, AGAIN_MS);
  };
  const look = () => get("/api/plans").then(open, (error) => {
    // Meanwhile the page may have left, or be out of sight.
    if (ended || document.visibilityState === "hidden") return;
    if (error.status === 401) afterLogin(open);
    else timer = setTimeout(look, AGAIN_MS);
  });
  const seen = () => (document.visibilityState === "hidden" ? close() : open());
  document.addEventListener("visibilitychange", seen);
  open();
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", seen);
    close();
  };
}
