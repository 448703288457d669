// What a page can do better with a script; everything works without it.
"use strict";

// Copy buttons: shown only where the browser can copy.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
    });
  }
}

// Large print and colours: the reader's own choice, kept in this browser alone (choice.js puts it back).
const page = document.documentElement;
for (const button of document.querySelectorAll("button[data-set]")) {
  const [name, values] = [button.dataset.set, button.dataset.values.split(" ")];
  const show = () => button.setAttribute("aria-pressed", String(Boolean(page.dataset[name])));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const next = values[(values.indexOf(page.dataset[name] || values[0]) + 1) % values.length];
    if (next === values[0]) delete page.dataset[name];
    else page.dataset[name] = next;
    try {
      if (next === values[0]) localStorage.removeItem(name);
      else localStorage.setItem(name, next);
    } catch {
      // a browser that keeps nothing: the choice holds for this page
    }
    show();
  });
}
