/* Sends operations one by one. Each stands in localStorage until the server has answered, so that a lost
   connection, a crash or a closed window loses nothing; a token keeps a repeated one from being done twice. */
"use strict";

if (window.Editor) (() => {
  const E = window.Editor;
  const store = `editor-queue-${E.root.dataset.issue}`;
  const saved = document.getElementById("saved");
  const problem = document.getElementById("problem");
  let revision = Number(E.root.dataset.revision);
  let foreign = 0; // the last revision that brought work of somebody else
  let busy = false;
  let wait = 1000;

  const read = () => JSON.parse(localStorage.getItem(store) || "[]");
  const write = (queue) => {
    if (queue.length) localStorage.setItem(store, JSON.stringify(queue));
    else localStorage.removeItem(store);
  };

  const show = (text, state) => {
    saved.textContent = text;
    saved.className = `saved ${state}`;
  };

  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

  /** What was chosen before others' work was seen is sent on the revision it was chosen on. */
  const baseOf = (item) => (item.chosen >= foreign ? revision : item.chosen);

  const body = (item) => {
    const form = new URLSearchParams(item.fields);
    form.set("base", baseOf(item));
    form.set("token", item.token);
    form.set("page_shown", E.root.dataset.page);
    form.set("view", E.root.dataset.view);
    form.set("have", E.have());
    return form;
  };

  const post = (url, form) => fetch(url, {
    method: "POST",
    body: form,
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    credentials: "same-origin",
  });

  const note = (answer, base) => {
    if (answer.revision > base + 1) foreign = answer.revision;
    revision = answer.revision;
    E.put(answer);
  };

  const hush = () => { problem.hidden = true; problem.replaceChildren(); };

  const complain = (lines, again) => {
    const text = document.createElement("p");
    text.textContent = lines[0];
    const list = document.createElement("ul");
    for (const line of lines.slice(1)) list.append(Object.assign(document.createElement("li"), { textContent: line }));
    problem.replaceChildren(text, list);
    if (again) problem.append(again);
    problem.hidden = false;
    E.say(lines[0]);
  };

  const againButton = (items) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: E.words.again });
    button.addEventListener("click", () => {
      hush();
      for (const item of items) enqueue(item.fields);
    });
    return button;
  };

  /** Refused: the rest was chosen on the same picture and is offered again with it. */
  const refused = (answer, queue) => {
    write([]);
    show(E.words.saved.replace("%s", revision), "");
    complain([answer.error, ...(answer.others || [])], answer.others && answer.others.length ? againButton(queue) : null);
  };

  const done = (answer, queue) => {
    write(queue.slice(1));
    wait = 1000;
    show(E.words.saved.replace("%s", revision), "");
    E.say(answer.said);
    document.dispatchEvent(new CustomEvent("editor:done", { detail: { op: queue[0].op, answer } }));
    if (answer.next) window.location.assign(answer.next);
  };

  const later = (text) => {
    show(E.words.unsaved, "is-unsaved");
    if (text) complain([text]);
    wait = Math.min(wait * 2, 30000);
    setTimeout(work, wait);
  };

  const work = async () => {
    const queue = read();
    if (busy || !queue.length) return;
    busy = true;
    show(E.words.saving, "is-saving");
    const base = baseOf(queue[0]);
    let lost = "";
    try {
      const response = await post(E.root.dataset.url, body(queue[0]));
      const json = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!json) lost = response.redirected ? E.words.reload : E.words.lost;
      else {
        const answer = await response.json();
        const now = read();
        hush();
        note(answer, base);
        if (response.ok) done(answer, now);
        else refused(answer, now);
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // fetch says TypeError when the server cannot be reached
      lost = E.words.lost;
    } finally {
      busy = false;
    }
    if (lost) later(lost);
    else work();
  };

  const token = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");

  /** Adds an operation: fields as [name, value] pairs. */
  const enqueue = (fields) => {
    const op = (fields.find(([name]) => name === "op") || [])[1];
    write([...read(), { op, fields, token: token(), chosen: revision }]);
    work();
  };

  window.addEventListener("online", work);
  window.addEventListener("beforeunload", (event) => { if (read().length) event.preventDefault(); });
  Object.assign(E, { enqueue, complain, waiting: () => read().length });
  if (read().length) work();
})();
