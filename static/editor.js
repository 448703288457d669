/* Keys and clicks of the boundary editor become the same forms that the page has. The map of keys comes from the
   server (archive/keys.py), which prints the key table from it too. */
"use strict";

if (window.Editor) (() => {
  const E = window.Editor;
  const keys = JSON.parse(E.root.dataset.keys);
  const mayEdit = E.root.dataset.can === "edit";
  let doubt = null;

  const pieces = (list) => list.map((key) => ["piece", key]);
  const pairs = (fields) => Object.entries(fields);
  const home = () => { const row = E.rowOf(E.current()); return row ? row.dataset.home : ""; };

  // --- walking -----------------------------------------------------------------------------------------

  const extend = (by) => {
    const row = E.rowOf(E.current());
    if (row) row.querySelector(".row-pick").checked = true;
    const next = E.step(by);
    if (next) next.querySelector(".row-pick").checked = true;
    E.say(E.words.selected.replace("%s", E.selected().length));
  };

  const openings = () => E.rows().filter((row) => row.classList.contains("opens"));

  const toArticle = (by) => {
    const all = E.rows();
    const here = all.findIndex((row) => row.dataset.key === E.current());
    const places = openings().map((row) => all.indexOf(row));
    const next = by > 0 ? places.find((at) => at > here) : places.reverse().find((at) => at < here);
    if (next !== undefined) E.go(all[next].dataset.key);
  };

  const doubts = () => [...E.root.querySelectorAll(".doubt")];

  const toDoubt = (by) => {
    const all = doubts();
    if (!all.length) { E.say(E.words.nothing); return; }
    const at = all.findIndex((node) => node.dataset.flag === doubt);
    const node = all[(at + by + all.length) % all.length] || all[0];
    doubt = node.dataset.flag;
    for (const other of all) other.classList.toggle("is-current", other === node);
    const row = node.closest(".row") || firstRow(node.closest(".card"));
    if (row) E.go(row.dataset.key);
    node.classList.add("is-current");
    node.scrollIntoView({ block: "nearest" });
  };

  const firstRow = (card) => card && E.rows().find((row) => row.dataset.home === card.dataset.uid);

  const flagHere = () => {
    const row = E.rowOf(E.current());
    const card = E.cardOf(home());
    const places = [...(row ? row.querySelectorAll(".doubt") : []), ...(card ? card.querySelectorAll(".doubt") : [])];
    const marked = doubts().find((node) => node.dataset.flag === doubt && node.classList.contains("is-current"));
    return marked || places[0];
  };

  // --- lines -------------------------------------------------------------------------------------------

  const without = (row, name) => {
    const copy = row.querySelector(".row-words").cloneNode(true);
    for (const node of copy.querySelectorAll(name)) node.remove();
    return copy.textContent;
  };

  /** Offset of the text caret in the words of the row, when it stands there. */
  const caretIn = (row) => {
    const at = window.getSelection();
    const box = row.querySelector(".row-words");
    if (!at.rangeCount || !box.contains(at.anchorNode) || row.querySelector("ins")) return null;
    const range = document.createRange();
    range.selectNodeContents(box);
    range.setEnd(at.anchorNode, at.anchorOffset);
    return range.toString().length;
  };

  const editLine = (send) => {
    const row = E.rowOf(E.current());
    if (!row) return;
    const cut = send.op === "cut";
    const raw = without(row, cut ? "ins" : "del");
    const caret = cut ? caretIn(row) : null;
    const value = caret ? `${raw.slice(0, caret)}|${raw.slice(caret)}` : raw;
    const question = cut
      ? { title: E.words.cut, hint: E.words.cut_hint, value, caret: caret ? caret + 1 : 0 }
      : { title: E.words.fix, hint: E.words.fix_hint, value };
    const piece = E.current();
    E.ask(question, (text) => { if (text !== raw) E.enqueue([...pairs(send), ["piece", piece], ["text", text]]); });
  };

  // --- choosing ----------------------------------------------------------------------------------------

  const chooseTarget = (send) => {
    const from = send.op === "merge_into" ? home() : "";
    const options = E.targets().filter((t) => t.uid !== from).map((t) => ({ ...t, value: t.uid }));
    const list = E.chosen();
    const title = send.op === "merge_into" ? E.words.merge : E.words.target;
    E.ask({ title, hint: E.words.target_hint, options }, (uid) => {
      E.enqueue([...pairs(send), ["to", uid], ...pieces(from ? [E.current()] : list)]);
    });
  };

  const chooseRole = (send) => {
    const list = E.chosen();
    const options = [...document.querySelectorAll("#role option")]
      .map((option, at) => ({ number: String(at + 1), text: option.textContent, value: option.value }));
    E.ask({ title: E.words.role, hint: E.words.role_hint, options }, (role) => {
      E.enqueue([...pairs(send), ["role", role], ...pieces(list)]);
    });
  };

  const insert = (send, where) => {
    const list = E.selected().filter((key) => key !== E.current());
    if (list.length) E.enqueue([...pairs(send), [where, E.current()], ...pieces(list)]);
    else E.say(E.words.nothing);
  };

  const find = () => E.ask({ title: E.words.find, hint: E.words.find_hint }, (typed) => {
    const all = E.rows();
    const here = all.findIndex((row) => row.dataset.key === E.current());
    const hit = [...all.slice(here + 1), ...all.slice(0, here + 1)].find((row) => row.textContent.includes(typed));
    if (typed && hit) E.go(hit.dataset.key);
    else E.say(E.words.nothing);
  });

  const help = () => {
    const table = document.getElementById("keys");
    table.open = !table.open;
    if (table.open) table.scrollIntoView();
    else window.scrollTo(0, 0);
  };

  // --- the verbs of the key map --------------------------------------------------------------------------

  const verbs = {
    next: () => E.step(1),
    previous: () => E.step(-1),
    next_doubt: () => toDoubt(1),
    previous_doubt: () => toDoubt(-1),
    next_article: () => toArticle(1),
    previous_article: () => toArticle(-1),
    find,
    help,
    select: () => { const box = E.rowOf(E.current()); if (box) box.querySelector(".row-pick").click(); },
    extend_down: () => extend(1),
    extend_up: () => extend(-1),
    select_article: () => {
      for (const row of E.rows()) if (row.dataset.home === home()) row.querySelector(".row-pick").checked = true;
    },
    clear: E.clear,
    reading: () => window.location.assign(document.getElementById("view-switch").href),
    send: (send) => { const list = E.chosen(); if (list.length) E.enqueue([...pairs(send), ...pieces(list)]); },
    step: (send) => E.enqueue(pairs(send)),
    finish: () => E.enqueue([["op", "finish"]]),
    flag: (send) => { const node = flagHere(); if (node) E.enqueue([...pairs(send), ["flag", node.dataset.flag]]); },
    choose_target: chooseTarget,
    choose_role: chooseRole,
    insert_before: (send) => insert(send, "before"),
    insert_behind: (send) => insert(send, "behind"),
    edit_line: editLine,
  };
  const looking = new Set(["next", "previous", "next_doubt", "previous_doubt", "next_article", "previous_article",
    "find", "help", "select", "extend_down", "extend_up", "select_article", "clear", "reading"]);

  const typing = (node) => node.isContentEditable || node.matches("textarea, select")
    || (node.matches("input") && !node.matches("[type=checkbox], [type=radio], [type=submit], [type=button]"));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || typing(event.target)) return;
    if (document.getElementById("ask").open) return;
    if (event.key === "?" || event.key === "？") { event.preventDefault(); help(); return; } // on every keyboard
    const code = event.code.replace("Numpad", "Digit");
    const key = keys.find((k) => k.code === code && k.shift === event.shiftKey && k.alt === event.altKey
      && k.ctrl === (event.ctrlKey || event.metaKey));
    if (!key || (!mayEdit && !looking.has(key.do))) return;
    event.preventDefault();
    verbs[key.do](key.send);
  });

  // --- clicks and buttons --------------------------------------------------------------------------------

  document.getElementById("rows").addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row || event.target.closest("a, button")) return;
    const from = E.current();
    E.go(row.dataset.key, !event.target.closest(".row-pick"));
    if (event.shiftKey && from) pickRange(from, row.dataset.key);
  });

  const pickRange = (from, to) => {
    const all = E.rows().map((row) => row.dataset.key);
    const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
    for (const row of E.rows().slice(a, b + 1)) row.querySelector(".row-pick").checked = true;
  };

  E.root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#row-"]');
    if (!link) return;
    event.preventDefault();
    E.go(link.getAttribute("href").slice("#row-".length));
  });

  document.getElementById("help-link").addEventListener("click", (event) => { event.preventDefault(); help(); });

  const skipped = new Set(["csrfmiddlewaretoken", "base", "page_shown"]);

  E.root.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.target.closest("#problem")) return;
    event.preventDefault();
    const fields = [...new FormData(event.target, event.submitter)].filter(([name]) => !skipped.has(name));
    const loose = event.target.id === "ops" && !fields.some(([name]) => name === "piece") && E.current();
    E.enqueue(loose ? [...fields, ["piece", E.current()]] : fields);
  });

  document.addEventListener("editor:done", (event) => {
    if (event.detail.op !== "verify") return;
    const open = E.rows().find((row) => {
      const card = E.cardOf(row.dataset.home);
      return row.classList.contains("opens") && card && !card.classList.contains("is-verified");
    });
    if (open) E.go(open.dataset.key);
  });

  const wanted = decodeURIComponent(window.location.hash.slice(1));
  const target = wanted && document.getElementById(wanted);
  const start = target && (target.closest(".row") || firstRow(target.closest(".card")));
  const first = start || openings()[0] || E.rows()[0];
  if (first) E.go(first.dataset.key);
})();
