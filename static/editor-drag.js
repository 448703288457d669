/* Drag and drop, the second way: lines before a line, to an article or to the tray; articles before one another. */
"use strict";

if (window.Editor && window.Editor.root.dataset.can === "edit") (() => {
  const E = window.Editor;
  let dragged = null; // { keys } or { uid }

  const handle = (node) => node.closest && node.closest(".row-line, .entry, .card-number");

  const arm = () => {
    for (const node of E.root.querySelectorAll(".row-line, .entry, .card-number")) node.draggable = true;
  };

  const place = (node) => node.closest && (node.closest(".row") || node.closest(".entry") || node.closest(".card")
    || node.closest(".panel-tray"));

  const unmark = () => {
    for (const node of E.root.querySelectorAll(".drop-before, .drop-here")) node.classList.remove("drop-before", "drop-here");
  };

  const keysOf = (key) => (E.selected().includes(key) ? E.selected() : [key]);

  const drop = (spot) => {
    if (dragged.uid) {
      const card = spot.closest(".card");
      if (card && card.dataset.uid !== dragged.uid) {
        E.enqueue([["op", "place_article"], ["article", dragged.uid], ["to", card.dataset.uid]]);
      }
      return;
    }
    const pieces = dragged.keys.map((key) => ["piece", key]);
    if (spot.matches(".panel-tray")) E.enqueue([["op", "to_tray"], ...pieces]);
    else if (spot.matches(".card")) E.enqueue([["op", "move"], ["to", spot.dataset.uid], ...pieces]);
    else if (!dragged.keys.includes(spot.dataset.key)) E.enqueue([["op", "move"], ["before", spot.dataset.key], ...pieces]);
  };

  E.root.addEventListener("dragstart", (event) => {
    const from = handle(event.target);
    if (!from) return;
    const owner = from.closest("[data-key]");
    dragged = owner ? { keys: keysOf(owner.dataset.key) } : { uid: from.closest(".card").dataset.uid };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", owner ? dragged.keys.join(" ") : dragged.uid);
  });

  E.root.addEventListener("dragover", (event) => {
    const spot = dragged && place(event.target);
    unmark();
    if (!spot) return;
    event.preventDefault();
    spot.classList.add(spot.matches(".row, .entry") ? "drop-before" : "drop-here");
  });

  E.root.addEventListener("drop", (event) => {
    const spot = dragged && place(event.target);
    unmark();
    if (!spot) return;
    event.preventDefault();
    drop(spot);
    dragged = null;
  });

  E.root.addEventListener("dragend", () => { dragged = null; unmark(); });
  document.addEventListener("editor:done", arm);
  arm();
})();
