/* Search in a frozen archive, from a file:// address: no fetch there, so every part of the index is a script that
   hands its content to F. See archive/freezing/terms.py and postings.py for what the parts hold. */
"use strict";

const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp("([" + HAN + "]+)|([0-9a-z\\u00c0-\\u024f]+)", "gu");
const ALPHABET = Array.from({length: 94}, (_, n) => String.fromCharCode(33 + n)).filter(c => !"\"\\<&".includes(c)).join("");
const BASE = 45, STEP = 20;
const VALUE = new Int8Array(128);
for (let n = 0; n < ALPHABET.length; n++) VALUE[ALPHABET.charCodeAt(n)] = n;

const shards = new Map(), issueTexts = new Map(), waiting = new Map();
let issues = [];

const F = {
  t(first, lists) { shards.set(first, lists); },
  i(first, rows) { issueTexts.set(first, rows); },
  all(rows) { issues = rows; },
};
window.F = F;

const fold = text => text.normalize("NFKC").toLowerCase();

function load(path) {
  if (!waiting.has(path)) {
    waiting.set(path, new Promise(done => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = () => done(true);
      script.onerror = () => done(false);  // no such character in the archive
      document.head.append(script);
    }));
  }
  return waiting.get(path);
}

function decode(list) {
  const found = [];
  let last = -1, value = 0, power = 1;
  for (let n = 0; n < list.length; n++) {
    const digit = VALUE[list.charCodeAt(n)];
    value += (digit % BASE) * power;
    power *= BASE;
    if (digit < BASE) {
      last += value;
      found.push(last);
      value = 0;
      power = 1;
    }
  }
  return found;
}

async function shardOf(char) {
  const code = char.codePointAt(0);
  await load("search/t/" + code.toString(16) + ".js");
  return shards.get(code) || {};
}

async function articlesWith(kind, first, rest) {
  const lists = await shardOf(first);
  if (kind === "pair") return decode(lists[rest] || "");
  if (kind === "word") return decode(lists[rest] || "");
  const all = new Set();  // one character: the union of all its pairs
  for (const list of Object.values(lists)) for (const number of decode(list)) all.add(number);
  return Array.from(all).sort((a, b) => a - b);
}

function termsOf(part) {
  const terms = [];
  for (const [, han, word] of part.matchAll(RUN)) {
    if (word) { terms.push(["word", word[0], word]); continue; }
    const chars = Array.from(han);
    if (chars.length === 1) terms.push(["char", chars[0], ""]);
    for (let n = 0; n + 1 < chars.length; n++) terms.push(["pair", chars[n], chars[n + 1]]);
  }
  return terms;
}

function both(a, b) {
  const found = [];
  for (let n = 0, m = 0; n < a.length && m < b.length;) {
    if (a[n] === b[m]) { found.push(a[n]); n++; m++; } else if (a[n] < b[m]) n++; else m++;
  }
  return found;
}

async function candidates(parts) {
  const lists = [];
  for (const part of parts) for (const term of termsOf(part)) lists.push(await articlesWith(...term));
  lists.sort((a, b) => a.length - b.length);
  return lists.length ? lists.reduce(both) : [];
}

function issueOf(number) {
  let low = 0, high = issues.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (issues[middle][0] <= number) low = middle; else high = middle - 1;
  }
  return issues[low];
}

async function articleOf(number) {
  const [first, , folder, title] = issueOf(number);
  await load(folder + "/search.js");
  const row = (issueTexts.get(first) || [])[number - first];
  return row && {file: folder + "/" + row[0] + "#" + row[1], headline: row[2], text: row[3], issue: title};
}

function foldedWithPlaces(text) {
  /* The folded text, and for each of its characters where it came from (… becomes three full stops). */
  const places = [];
  let folded = "", at = 0;
  for (const char of text) {
    const plain = fold(char);
    for (let n = 0; n < plain.length; n++) places.push(at);
    folded += plain;
    at += char.length;
  }
  places.push(at);
  return [folded, places];
}

function marked(text, parts, target) {
  const [folded, places] = foldedWithPlaces(text);
  const spots = parts.map(part => [folded.indexOf(part), part.length]).filter(([at]) => at >= 0)
    .map(([at, length]) => [places[at], places[at + length]]).sort((a, b) => a[0] - b[0]);
  const start = Math.max(0, (spots.length ? spots[0][0] : 0) - 30), end = Math.min(text.length, start + 120);
  let at = start;
  for (const [from, to] of spots) {
    if (from < at || to > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    target.append(text.slice(at, from), mark);
    at = to;
  }
  target.append(text.slice(at, end));
}

function shown(article, parts) {
  const item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("small");
  link.href = article.file;
  link.textContent = article.headline;
  where.textContent = " " + article.issue;
  const snippet = document.createElement("p");
  marked(article.text, parts, snippet);
  item.append(link, where, snippet);
  return item;
}

async function run(query) {
  const count = document.getElementById("count"), results = document.getElementById("results");
  const more = document.getElementById("more");
  results.replaceChildren();
  more.hidden = true;
  const parts = fold(query).split(/[\s\u3000]+/).filter(Boolean);
  if (!parts.length) { count.textContent = "请写上要找的词。"; return; }
  count.textContent = "正在查找……";
  await load("search/issues.js");
  const found = await candidates(parts);
  let at = 0, proved = 0;
  async function next() {
    more.hidden = true;
    for (let page = 0; at < found.length && page < STEP; at++) {
      const article = await articleOf(found[at]);
      const folded = article ? fold(article.text) : "";
      if (!parts.every(part => folded.includes(part))) continue;  // its pairs stand apart
      results.append(shown(article, parts));
      page++;
      proved++;
    }
    more.hidden = at >= found.length;
    count.textContent = at < found.length ? `最多 ${found.length} 篇，已列出 ${proved} 篇` : `共 ${proved} 篇`;
  }
  more.onclick = next;
  await next();
}

function start() {
  const form = document.getElementById("form"), box = document.getElementById("q");
  form.addEventListener("submit", event => {
    event.preventDefault();
    location.hash = encodeURIComponent(box.value);
  });
  const fromAddress = () => {
    box.value = decodeURIComponent(location.hash.slice(1));
    if (box.value) run(box.value);
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
}

start();
