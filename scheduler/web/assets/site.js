// Both helps are extras: without scripts the search is a form, and the address can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // pages served by plain http have no clipboard
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

const search = document.getElementById("q");
if (search) {
  const count = document.querySelector("[data-count]");
  const none = document.querySelector("[data-none]");
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const section of document.querySelectorAll("section.card")) {
      let here = 0;
      for (const item of section.querySelectorAll("li")) {
        const text = item.textContent.toLowerCase();
        item.hidden = !words.every((word) => text.includes(word));
        here += !item.hidden;
      }
      section.hidden = here === 0;
      shown += here;
    }
    count.textContent = count.dataset.count.replace("#", shown);
    none.hidden = shown > 0;
  });
}

// What an address has after "#" never reaches the server: it is taken along through the login.
const next = document.querySelector(".login [name=next]");
if (next && !next.value.includes("#")) {
  const plain = ["/", "/board/"].includes(next.value) ? `#lang=${document.documentElement.lang.slice(0, 2)}` : "";
  next.value += location.hash || plain;
}
for (const link of document.querySelectorAll("a[href*='/login?next=']")) {
  if (location.hash && !link.href.includes("#")) link.href += location.hash;
}
