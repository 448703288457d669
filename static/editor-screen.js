/* The editor's screen: where the cursor stands, what is selected, and how an answer of the server is put in. */
"use strict";

window.Editor = (() => {
  const root = document.getElementById("editor");
  if (!root) return null;
  const words = JSON.parse(root.dataset.words);
  const rowList = document.getElementById("rows");
  const cardList = document.getElementById("cards");
  let current = "";
  let versions = JSON.parse(root.dataset.versions);

  const rows = () => [...rowList.children];
  const rowOf = (key) => document.getElementById(`row-${key}`);
  const cardOf = (uid) => document.getElementById(`card-${uid}`);
  const picks = () => [...rowList.querySelectorAll(".row-pick:checked")];
  const selected = () => picks().map((box) => box.value);

  /** The selected lines; where none is, the line under the cursor. */
  const chosen = () => {
    const keys = selected();
    return keys.length ? keys : current ? [current] : [];
  };

  const say = (text) => { document.getElementById("heard").textContent = text; };

  const clear = () => { for (const box of picks()) box.checked = false; };

  const unmark = (name) => {
    for (const node of root.querySelectorAll(`.${name}`)) node.classList.remove(name);
  };

  const mark = (row) => {
    unmark("is-current");
    unmark("is-kin");
    row.classList.add("is-current");
    const card = cardOf(row.dataset.home);
    if (!card) return;
    for (const other of rows()) other.classList.toggle("is-kin", other.dataset.home === row.dataset.home);
    card.classList.add("is-current");
    const entry = card.querySelector(`.entry[data-key="${row.dataset.key}"]`);
    if (entry) entry.classList.add("is-current");
    (entry || card).scrollIntoView({ block: "nearest" });
  };

  /** Puts the cursor on a line. */
  const go = (key, quiet = false) => {
    const row = rowOf(key);
    if (!row) return;
    current = key;
    mark(row);
    row.scrollIntoView({ block: "nearest" });
    if (!quiet) row.querySelector(".row-pick").focus({ preventScroll: true });
  };

  const step = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.key === current);
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) go(next.dataset.key);
    return next;
  };

  // --- an answer ---------------------------------------------------------------------------------------

  const element = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html.trim();
    return box.content.firstElementChild;
  };

  /** Makes the children of `list` those of `order`; html holds the ones that are new or changed. */
  const patch = (list, order, html, prefix) => {
    const wanted = new Set(order.map((name) => prefix + name));
    for (const node of [...list.children]) if (!wanted.has(node.id)) node.remove();
    let before = list.firstElementChild;
    for (const name of order) {
      let node = document.getElementById(prefix + name);
      if (html[name]) {
        const fresh = element(html[name]);
        if (node) {
          if (before === node) before = fresh;
          node.replaceWith(fresh);
        }
        node = fresh;
      }
      if (node === before) before = node.nextElementSibling;
      else if (node) list.insertBefore(node, before);
    }
  };

  const openPanels = (panels) => [...panels.querySelectorAll("details")].map((panel) => panel.open);

  const putPanels = (html) => {
    const panels = document.getElementById("panels");
    const open = openPanels(panels);
    panels.innerHTML = html;
    [...panels.querySelectorAll("details")].forEach((panel, at) => { panel.open = panel.open || open[at]; });
  };

  const putTargets = () => {
    const select = document.getElementById("to");
    if (!select) return;
    const first = select.options[0];
    const options = targets().map((t) => new Option(`${t.number} ${t.text.slice(0, 20)}`, t.uid));
    select.replaceChildren(first, ...options);
  };

  const targets = () => [...document.getElementById("targets").options].map((item) => ({
    uid: item.dataset.uid, number: item.value, text: item.textContent,
  }));

  /** Where the cursor goes when its line is gone: the same line of the file, else the nearest above. */
  const nearest = (block) => rows().find((row) => row.dataset.block === block) || rows()[0];

  const put = (answer) => {
    const block = current.split("@")[0];
    clear();
    patch(rowList, answer.rows, answer.html, "row-");
    patch(cardList, answer.cards, answer.html, "card-");
    versions = answer.versions;
    putPanels(answer.panels);
    putTargets();
    document.getElementById("issue-doubts").innerHTML = answer.issue_doubts;
    document.getElementById("doubt").textContent = answer.doubt.toFixed(1);
    document.getElementById("card-count").textContent = answer.cards.length;
    for (const input of root.querySelectorAll('input[name="base"]')) input.value = answer.revision;
    const row = rowOf(current) || nearest(block);
    if (row) go(row.dataset.key, document.getElementById("ask").open);
  };

  document.documentElement.classList.add("has-script");
  return {
    root, words, rows, rowOf, cardOf, selected, chosen, clear, go, step, put, say, targets,
    current: () => current,
    have: () => JSON.stringify(versions),
  };
})();
