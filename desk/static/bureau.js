/** What the pages do by themselves; every page works without this script too. */
"use strict";

const policy = globalThis.trustedTypes?.createPolicy("bureau", { createHTML: (html) => html });
/** Read a page of this server, in which every text is escaped. */
const read = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");

const told = document.getElementById("verbinding");
const SHOWN = 8000; // milliseconds; what has to stay, stays
let hiding = 0;
let standing = "";
/** Say something for a while, or until the server was reached again; without a text, what stands as long as this page. */
const say = (text, lasting = false) => {
  clearTimeout(hiding);
  if (text && !lasting) hiding = setTimeout(say, SHOWN, "");
  // What stands there already is not put there again: it would be read aloud again.
  if (text || told.textContent !== standing) told.textContent = text || standing;
  told.classList.toggle("blijft", lasting || (!text && standing !== ""));
};
const sayForGood = (text) => {
  standing = text;
  say("");
};
/** The server was reached, so what says that it is not goes; what is said for a while stays its time. */
const reached = () => {
  if (told.classList.contains("blijft")) say("");
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
  const gone = fresh.querySelector("[data-gewist]");
  for (const old of document.querySelectorAll("[data-levend]")) {
    const now = fresh.getElementById(old.id);
    if (!now && gone) old.remove();
    if (now && now.innerHTML !== old.innerHTML) {
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
      old.replaceWith(document.adoptNode(now));
      if (atEnd && now.id === "levend-gesprek") now.lastElementChild?.scrollIntoView({ block: "nearest" });
    }
  }
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  document.title = fresh.title;
  const after = numbers(document);
  if (gone && !document.querySelector("[data-gewist]")) sayForGood(`${gone.textContent} Wat je nog typt, kan niet meer weg.`);
  else if (after.beurten > before.beurten) say("Er is een nieuw bericht van de medewerker.");
  else if (after.nieuw > before.nieuw) say("Er is een nieuwe vraag of een nieuw bericht.");
  else reached();
}

/** The question went to another desk: nothing of it stays before who may not read it any more, and what was typed does. */
function away(fresh) {
  for (const part of document.querySelectorAll("[data-levend]")) part.remove();
  document.title = fresh.title;
  sayForGood("Deze vraag is niet meer bij jouw loket.");
}

/** Where this page is: what answers a form that could not be done has the address of the form. */
const page = document.body.dataset.pagina ?? location.pathname + location.search;
let busy = false;
let again = false;
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const answer = await fetch(page, { headers: { "x-levend": "1" }, redirect: "error" });
    if (answer.status === 401) return ended();
    if (answer.ok) renew(read(await answer.text()));
    else if (answer.status === 404) away(read(await answer.text()));
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
    else reached();
    last = event.data;
  });
  stream.addEventListener("afgemeld", ended);
  stream.addEventListener("error", () => {
    // Refused, most often because somebody was logged out: the page tells at once.
    if (stream.readyState === EventSource.CLOSED) refresh().then(() => setTimeout(listen, 5000, where));
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

/** How much a text speaks of parts of a word, or of words that begin as it does; the end of a word tells most what it is
 * («facebookpagina» is a «pagina»). */
const resembles = (text, word) => {
  const parts = new Set(text.split(/[^\p{L}\p{N}]+/u).filter((other) => other.length > 4));
  const alike = (other) => word.includes(other) || (word.length > 4 && other.startsWith(word.slice(0, 5)));
  return Math.max(0, ...[...parts].filter(alike).map((other) => (word.endsWith(other) ? 2 : 1)));
};
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const ready = document.querySelector("[data-standaard]");
if (ready) {
  const field = ready.querySelector("[data-zoek-standaard]");
  const items = [...ready.querySelectorAll("[data-woorden]")];
  const first = ready.querySelector("[data-eerst]");
  const alike = ready.querySelector("[data-lijkt]");
  const list = ready.querySelector(".uitspraken");
  const nothing = ready.querySelector("[data-niets]");
  const count = document.getElementById("gevonden-standaard");
  const texts = new Map(items.map((item) => [item, plain(`${item.textContent} ${item.dataset.woorden}`)]));
  const visible = new Map(items.map((item) => [item, plain(item.textContent)]));
  const titles = new Map(items.map((item) => [item, plain(item.querySelector("strong").textContent)]));
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const exactly = (item) => words.every((word) => texts.get(item).includes(word));
    alike.hidden = items.some(exactly);
    first.hidden = words.length > 0;
    // What says the words comes before what is only asked with them, and what has them in its title before both; without
    // words they stand as they came.
    const part = (text, word) => (text.includes(word) ? word.length : resembles(text, word));
    const whole = (item) => words.reduce((sum, word) => sum + part(texts.get(item), word) + part(visible.get(item), word), 0);
    const about = (item) => Number(words.some((word) => titles.get(item).includes(word)));
    const fits = new Map(items.map((item) => [item, { whole: whole(item), about: about(item) }]));
    for (const item of items) item.hidden = alike.hidden ? !exactly(item) : !fits.get(item).whole;
    const order = (one, other) => other.about - one.about || other.whole - one.whole;
    list.append(...[...items].sort((one, other) => order(fits.get(one), fits.get(other))));
    list.scrollTop = 0;
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
    const button = event.target.closest("[data-waar]");
    if (!button) return;
    event.preventDefault();
    const text = document.getElementById("tekst");
    const said = button.closest("li").querySelector(".uitspraak").textContent;
    const whole = list.dataset.vorm.replace("{waar}", () => button.dataset.waar).replace("{tekst}", () => said);
    text.value = [text.value.trimEnd(), whole].filter(Boolean).join("\n\n");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    say("Het staat in je antwoord. Kijk het na en verstuur het.");
  });
}
