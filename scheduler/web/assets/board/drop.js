/** Files that are dropped onto the page, wherever that is. */

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { openImport } from "./importing.js";
import { openScenario } from "./opening.js";
import { showToast } from "./said.js";

/** What is dropped, by its ending. */
const OPENERS = { csv: openImport, xlsx: openImport, yaml: openScenario, yml: openScenario };

/** Heed files that are dragged over the page and dropped, wherever that is. */
export function hearFiles(board) {
  const of = (deed) => (event) => {
    // A board that was left, or something that is no file, as a marked word.
    if (!board.timeline.isConnected || ![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    deed(event);
  };
  document.addEventListener("dragover", of((event) => { event.dataTransfer.dropEffect = "copy"; hint(true); }));
  document.addEventListener("dragleave", of((event) => event.relatedTarget || hint(false)));
  document.addEventListener("drop", of((event) => { hint(false); dropped(board, event.dataTransfer.files[0]); }));
}

function dropped(board, file) {
  const opener = OPENERS[file?.name.split(".").pop().toLowerCase()];
  if (!opener) return showToast(() => t("dropKinds"), { tone: "bad" });
  const open = document.querySelector("dialog[open]");
  // Only a dialog that waits for a file gives way; a form may hold what somebody typed.
  if (open && !["import", "scenario"].includes(open.id)) return null;
  open?.close();
  return opener(board, file);
}

/** Say that files may be dropped, while one is over the page. */
function hint(on) {
  const shown = document.getElementById("drop-hint");
  if (!on) shown?.remove();
  else if (!shown) (document.querySelector("dialog[open]") || document.querySelector("main")).append(h("p", { class: "drop-hint", id: "drop-hint" }, t("dropHere")));
}
