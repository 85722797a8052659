/** What the pages do by themselves; every page works without this script too. */
"use strict";

const policy = globalThis.trustedTypes?.createPolicy("bureau", { createHTML: (html) => html });
/** Read a page of this server, in which every text is escaped. */
const read = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");

const told = document.getElementById("verbinding");
const SHOWN = 8000; // milliseconds; what has to stay, stays
let hiding = 0;
const say = (text, lasting = false) => {
  clearTimeout(hiding);
  if (text && !lasting) hiding = setTimeout(() => say(""), SHOWN);
  told.textContent = text;
  told.classList.toggle("blijft", lasting);
};

/* ---- what is new ---- */

const numbers = (page) => ({
  nieuw: Number(page.querySelector("[data-nieuw]")?.dataset.nieuw ?? 0),
  beurten: Number(page.querySelector("[data-beurten]")?.dataset.beurten ?? 0),
});

/** Put what changed in its place; what somebody is busy with keeps its focus, and no field is touched. */
function renew(fresh) {
  const before = numbers(document);
  const focus = document.activeElement?.id;
  for (const old of document.querySelectorAll("[data-levend]")) {
    const now = fresh.getElementById(old.id);
    if (now && now.innerHTML !== old.innerHTML) {
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
      old.replaceWith(document.adoptNode(now));
      if (atEnd && now.id === "levend-gesprek") now.lastElementChild?.scrollIntoView({ block: "nearest" });
    }
  }
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  document.title = fresh.title;
  const after = numbers(document);
  if (after.beurten > before.beurten) say("Er is een nieuw bericht van de medewerker.");
  else if (after.nieuw > before.nieuw) say("Er is een nieuwe vraag of een nieuw bericht.");
  else say("");
}

let busy = false;
let again = false;
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { "x-levend": "1" }, redirect: "error" });
    if (answer.status === 401) return ended();
    if (answer.ok) renew(read(await answer.text()));
    else if (answer.status === 404) say("Deze vraag is niet meer bij jouw loket.", true);
  } catch {
    say("Er is even geen verbinding. Wat je typt, blijft staan.", true);
  } finally {
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

let stream = null;
function ended() {
  stream?.close();
  say("Je bent afgemeld. Meld je opnieuw aan om verder te doen; kopieer eerst wat je typte.", true);
}

function listen(where) {
  let last = null;
  stream = new EventSource(where);
  stream.addEventListener("nu", (event) => {
    // The first time too: something may have happened between the page and the stream.
    if (event.data !== last) refresh();
    else if (told.classList.contains("blijft")) say("");
    last = event.data;
  });
  stream.addEventListener("afgemeld", ended);
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => refresh().then(() => listen(where)), 5000);
    else say("Er is even geen verbinding. Wat je typt, blijft staan.", true);
  });
}

const where = document.body.dataset.stroom;
if (where) listen(where);
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => {
  if (event.persisted && where) {
    refresh();
    listen(where);
  }
});

/* ---- writing ---- */

let sent = false;
for (const form of document.querySelectorAll("[data-schrijf]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(".knop[type=submit]"));
    }
  });
}
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => {
  sent = false;
});
addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  if (typed && !sent) event.preventDefault();
});

/* ---- answers of the policy ---- */

/** Whether a text speaks of part of a word («facebookpagina» of «pagina»), or of a word that begins as it does. */
const resembles = (text, word) =>
  text.split(/[^\p{L}\p{N}]+/u).some(
    (other) => other.length > 4 && (word.includes(other) || (word.length > 4 && other.startsWith(word.slice(0, 5)))),
  );
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const ready = document.querySelector("[data-standaard]");
if (ready) {
  const field = ready.querySelector("[data-zoek-standaard]");
  const items = [...ready.querySelectorAll("[data-woorden]")];
  const alike = ready.querySelector("[data-lijkt]");
  const list = ready.querySelector(".uitspraken");
  const nothing = ready.querySelector("[data-niets]");
  const count = document.getElementById("gevonden-standaard");
  const texts = new Map(items.map((item) => [item, plain(`${item.textContent} ${item.dataset.woorden}`)]));
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const exactly = (item) => words.every((word) => texts.get(item).includes(word));
    alike.hidden = items.some(exactly);
    const fits = alike.hidden ? exactly : (item) => words.some((word) => resembles(texts.get(item), word));
    for (const item of items) item.hidden = !fits(item);
    // What the word is about comes before what only mentions it; without words they stand as they came.
    const about = (item) => words.some((word) => plain(item.querySelector("strong").textContent).includes(word));
    list.append(...items.filter(about), ...items.filter((item) => !about(item)));
    const found = items.filter((item) => !item.hidden).length;
    nothing.hidden = found > 0;
    alike.hidden ||= found === 0;
    count.textContent = found === 1 ? "1 antwoord gevonden" : `${found} antwoorden gevonden`;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("li:not([hidden]) button")?.focus();
  });
  ready.addEventListener("click", (event) => {
    const button = event.target.closest("[data-artikel]");
    if (!button) return;
    event.preventDefault();
    const text = document.getElementById("tekst");
    const said = button.closest("li").querySelector(".uitspraak").textContent;
    const whole = list.dataset.vorm.replace("{artikel}", button.dataset.artikel).replace("{tekst}", () => said);
    text.value = [text.value.trimEnd(), whole].filter(Boolean).join("\n\n");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    say("Het staat in je antwoord. Kijk het na en verstuur het.");
  });
}
