// Suggestions under the search box, and steps from hit to hit in an article. Without this script the box is an ordinary
// form and the hits are numbered links.
"use strict";
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = input.id + "-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let chosen = -1, asked = 0, timer = 0;

  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (text) => { input.value = /[\s"“”()|:?*~-]/.test(text) ? '"' + text.replaceAll('"', " ") + '"' : text; close(); input.form.requestSubmit(); };
  const choose = (at) => {
    const rows = list.children;
    if (!rows.length) return;
    if (chosen >= 0) rows[chosen].setAttribute("aria-selected", "false");
    chosen = (at + rows.length) % rows.length;
    rows[chosen].setAttribute("aria-selected", "true");
    rows[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[chosen].id);
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, at) => {
      const row = document.createElement("li");
      row.id = list.id + "-" + at;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const text = document.createElement("span"), kind = document.createElement("span");
      text.textContent = suggestion.text;
      kind.textContent = suggestion.kind;
      kind.className = "kind";
      row.append(text, kind);
      row.addEventListener("mousedown", (event) => { event.preventDefault(); take(suggestion.text); });
      return row;
    }));
    chosen = -1;
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const number = ++asked, typed = input.value.trim();
    if (!typed) return close();
    try {
      const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed));
      if (answer.ok && number === asked && document.activeElement === input) show((await answer.json()).suggestions);
    } catch (error) { close(); }  // offline: the form still works
  };
  input.addEventListener("input", (event) => { if (!event.isComposing) { clearTimeout(timer); timer = setTimeout(ask, 80); } });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1)); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen].firstChild.textContent); }
  });
}
for (const nav of document.querySelectorAll("nav.hits")) {
  const marks = [...document.querySelectorAll('mark[id^="hit-"]')], steps = nav.querySelector(".walk");
  const at = () => marks.findIndex((mark) => "#" + mark.id === location.hash);
  const show = () => { nav.querySelector("output").textContent = (at() < 0 ? "" : at() + 1 + " / ") + marks.length; };
  const step = (by) => {
    const next = at() < 0 && by < 0 ? marks.length - 1 : (at() + by + marks.length) % marks.length;
    location.replace("#" + marks[next].id);  // "back" leads to the results, not to the hit before
  };
  if (!marks.length) continue;
  for (const button of steps.querySelectorAll("button")) button.addEventListener("click", () => step(Number(button.dataset.by)));
  addEventListener("hashchange", show);
  nav.querySelector(".numbers").hidden = true;
  steps.hidden = false;
  show();
}
