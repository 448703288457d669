/* One question at a time, in a dialog: a line of text, or a choice from a list narrowed by typing. */
"use strict";

if (window.Editor) (() => {
  const E = window.Editor;
  const dialog = document.getElementById("ask");
  const text = document.getElementById("ask-text");
  const list = document.getElementById("ask-list");
  const ok = document.getElementById("ask-ok");
  let answer = null;
  let choices = [];
  let shown = [];
  let at = 0;

  const fits = (choice, typed) => choice.number === typed || choice.text.includes(typed)
    || [...typed].every((char) => choice.text.includes(char));

  const narrow = () => {
    const typed = text.value.trim();
    shown = choices.filter((choice) => !typed || fits(choice, typed));
    shown.sort((a, b) => Number(b.number === typed) - Number(a.number === typed));
    at = 0;
    list.replaceChildren(...shown.map((choice, index) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("b"), { textContent: choice.number }), ` ${choice.text}`);
      item.addEventListener("click", () => close(shown[index].value));
      return item;
    }));
    point(0);
  };

  const point = (to) => {
    at = Math.max(0, Math.min(shown.length - 1, to));
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (list.children[at]) list.children[at].scrollIntoView({ block: "nearest" });
  };

  const close = (value) => {
    dialog.close();
    const tell = answer;
    answer = null;
    if (E.current()) E.go(E.current());
    if (tell && value !== null && value !== undefined) tell(value);
  };

  const accept = () => close(choices.length ? (shown[at] || {}).value : text.value);

  /** Opens the dialog; `then` gets the text, or the value of the choice. */
  E.ask = ({ title, hint, value = "", options = [], caret = null }, then) => {
    answer = then;
    choices = options;
    document.getElementById("ask-title").textContent = title;
    document.getElementById("ask-hint").textContent = hint;
    text.value = value;
    text.rows = value.length > 40 ? 4 : 1;
    narrow();
    dialog.showModal();
    text.focus();
    if (caret !== null) text.setSelectionRange(caret, caret);
    else if (!value) text.select();
  };

  text.addEventListener("input", () => { if (choices.length) narrow(); });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") { event.preventDefault(); accept(); }
    if (choices.length && event.key === "ArrowDown") { event.preventDefault(); point(at + 1); }
    if (choices.length && event.key === "ArrowUp") { event.preventDefault(); point(at - 1); }
  });
  ok.addEventListener("click", accept);
  document.getElementById("ask-cancel").addEventListener("click", () => close(null));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
})();
