/** Makes elements out of blocks. Text goes in as text only, never as markup. */

import { icon } from "./icons.js";
import { blocksFrom, sourcesOf } from "./replies.js";
import { DECISIONS, TEXTS } from "./texts.js";

const FOUND = /https?:\/\/[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ]{6,16}\d|\b(?:MD-\d+|e-mail[a-z]*)\b/g;
const WHOLE = /^(?:\+|MD-|e-mail)/;
const SAFE = new Set(["http:", "https:", "mailto:"]);
const SPOKEN = /^(?:Ja|Nee)\.\s+/;
const DEPENDS = /^Dat hangt ervan af\.\s+/;
const CHECKED = /\s*\((nagekeken op [^)]+)\)$/;
const BULLET = /^- /;
const COLOURS = new Set([...Object.keys(DECISIONS), "neutraal"]);

/**
 * Return what the assistant says in one turn. `onButton(button)` is called with {title, payload};
 * the caller decides whether a button still counts.
 */
export function renderTurn(messages, onButton) {
  const turn = element("div", "beurt assistent");
  turn.tabIndex = -1;
  turn.append(hidden(TEXTS.assistant));
  for (const block of blocksFrom(messages)) {
    turn.append(block.kind === "answer" ? card(block) : bubble(block));
    if (block.buttons.length) turn.append(buttons(block, onButton));
  }
  return turn;
}

/** Return a message of the person. */
export function renderOwn(text) {
  const turn = element("div", "beurt eigen");
  const own = element("p", "ballon");
  own.append(hidden(`${TEXTS.you} `), text);
  turn.append(own);
  return turn;
}

/** Return the three dots that say that an answer is on its way. */
export function renderTyping() {
  const turn = element("div", "beurt assistent wacht");
  const dots = element("p", "ballon typt");
  dots.append(hidden(TEXTS.typing));
  for (let count = 0; count < 3; count += 1) dots.append(element("span", "punt"));
  turn.append(dots);
  return turn;
}

/** Return a failure with a button to try again. */
export function renderFailure(text, onRetry) {
  const turn = element("div", "beurt assistent");
  const box = element("div", "storing");
  const retry = element("button", "opnieuw", TEXTS.retry);
  retry.type = "button";
  retry.addEventListener("click", onRetry);
  box.append(icon("voorwaardelijk"), element("p", null, text), retry);
  turn.append(box);
  return turn;
}

/** Return the address when it is one that a link may go to, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The card of an answer: what was asked, at a glance, and folded under it what else is known. */
function card({ parts, more, custom }) {
  const article = element("article", "kaart");
  if (parts.length === 0) { // the answer to «meer weten?» is the second layer alone
    article.append(...secondLayer(more, sourcesOf(custom)));
    return article;
  }
  const verdict = verdictOf(custom, parts);
  if (verdict) {
    article.classList.add(`besluit-${verdict.colour}`);
    article.append(badge(verdict));
  }
  for (const group of grouped(parts)) article.append(firstLayer(group, { verdict, custom }));
  const sources = sourcesOf(custom);
  if (more.length || sources.length) article.append(foldedLayer(more, sources));
  return article;
}

function foldedLayer(more, sources) {
  const details = element("details", "meer");
  details.append(element("summary", null, more.length ? TEXTS.more : TEXTS.sources), ...secondLayer(more, sources));
  details.addEventListener("toggle", () => {
    if (details.open) details.querySelector(".deel")?.scrollIntoView({ block: "nearest" });
  });
  return details;
}

/** Whether the company says what it will do itself: its «nee» is then a promise, and no red cross. */
function isPromise(custom) {
  return custom.besluit_over === "bedrijf";
}

/**
 * Return what the badge shows, {kind, word, colour}, or null where neither «Ja» nor «Nee» would be honest.
 *
 * The badge says what the answer begins with. It has the colour of the company's decision only where that is what was
 * asked: «is het verboden?» and «moet ik dat?» begin with «Nee» on good news too, and then the badge is neutral.
 */
function verdictOf(custom, parts) {
  const { vorm: form, opening, besluit: decision, regel: rule, gevallen } = custom;
  const cases = casesOf(gevallen);
  if (opening !== "ja" && opening !== "nee") {
    if (new Set(cases.map((item) => item.besluit)).size > 1) return look("hangt_af", TEXTS.dependsOn, "voorwaardelijk");
    const rests = parts.some((part) => part.kind === "regel" || part.kind === "raad" || part.kind === "wet");
    return decision === "niet_geregeld" && !rests ? look(decision, DECISIONS[decision]) : null;
  }
  const agrees = decision === opening || (decision === "voorwaardelijk" && opening === "ja");
  const ruled = typeof rule === "string" || cases.length > 0;
  const asked = form !== "moet" && !isPromise(custom);
  return agrees && ruled && asked ? look(decision, DECISIONS[decision]) : look("neutraal", DECISIONS[opening]);
}

function look(kind, word, colour = kind) {
  return { kind, word, colour };
}

function badge({ kind, word }) {
  const bar = element("header", "vlag");
  bar.dataset.besluit = kind;
  bar.append(icon(kind), element("strong", "vlag-woord", word));
  return bar;
}

/** Put parts of one kind that follow each other together, so that each label is read once. */
function grouped(parts) {
  const groups = [];
  for (const part of parts) {
    if (groups.at(-1)?.kind === part.kind) groups.at(-1).texts.push(part.text);
    else groups.push({ kind: part.kind, texts: [part.text] });
  }
  return groups;
}

function casesOf(listed) {
  return (Array.isArray(listed) ? listed : []).filter((item) => item !== null && typeof item === "object");
}

const RESTING = new Set(["regel", "raad", "wet", "noot"]);

function firstLayer({ kind, texts }, facts) {
  if (RESTING.has(kind)) return resting(kind, texts);
  if (kind === "contact") return contact(texts);
  const box = element("div", "deel kern");
  texts.forEach((text) => core(box, text, facts));
  return box;
}

/** One quiet line: what the answer rests on. */
function resting(kind, texts) {
  const box = element("div", `steunt ${kind}`);
  const words = element("div");
  if (kind === "regel") words.append(hidden(`${TEXTS.rule}: `));
  texts.forEach((text) => paragraphs(words, text));
  box.append(icon(kind), words);
  return box;
}

/** Whom to turn to; a list gets the beginning of the sentence that a single contact has already. */
function contact(texts) {
  const box = element("section", "steunt contact");
  const words = element("div");
  if (BULLET.test(texts[0])) words.append(element("p", null, TEXTS.turnTo));
  texts.forEach((text) => paragraphs(words, sentence(text)));
  box.append(icon("contact"), words);
  return box;
}

const SECTIONS = {
  waarom: { title: TEXTS.why, fill: (box, text) => paragraphs(box, text.replace(/^Waarom: /, "")) },
  raad: { title: TEXTS.advice, fill: (box, text) => paragraphs(box, text.replace(/^Raad: /, "")) },
  wet: { title: TEXTS.law, fill: law },
  contact: { title: TEXTS.contact, fill: (box, text) => paragraphs(box, sentence(text)) },
};

/** What else is known about exactly this: reasons, advice, law, and what the answer rests on. */
function secondLayer(parts, sources) {
  const of = (kind) => parts.filter((part) => part.kind === kind).map((part) => part.text);
  const sections = grouped(parts.filter((part) => part.kind !== "regel" && part.kind !== "noot")).map(section);
  const cited = citations(of("regel"), sources);
  if (cited.length) sections.push(labelled("bron", TEXTS.source, [sourceList(cited)]));
  return [...sections, ...of("noot").map((text) => element("p", "kaart-noot", text))];
}

function section({ kind, texts }) {
  const content = element("div");
  const { title, fill } = SECTIONS[kind] ?? { title: null, fill: paragraphs };
  texts.forEach((text) => fill(content, text));
  return labelled(kind, title, content.childNodes);
}

function labelled(kind, label, content) {
  const box = element("section", `deel ${kind}`);
  if (label) {
    const title = element("h3", "deel-titel");
    title.append(icon(kind), label);
    box.append(title);
  }
  const text = element("div", "deel-tekst");
  text.append(...content);
  box.append(text);
  return box;
}

/** The clause first, with the policy's own address, and then every other source. */
function citations(rules, sources) {
  const left = [...sources];
  const cited = rules.map((text) => {
    const naam = text.replace(/^Regel van /, "");
    const own = left.findIndex((source) => naam.replace(/[“”]/g, "").includes(source.naam));
    return { naam, url: own < 0 ? undefined : left.splice(own, 1)[0].url };
  });
  return [...cited, ...left];
}

/** The answer in words; the badge already says «Ja» and the like. */
function core(box, text, { verdict: shown, custom }) {
  const cases = casesOf(custom.gevallen);
  const spoken = shown?.kind === "hangt_af" ? DEPENDS : SPOKEN;
  const rest = shown ? text.replace(spoken, "") : text;
  const items = rest.split("\n").filter((line) => BULLET.test(line));
  if (cases.length === 0 || items.length !== cases.length) {
    paragraphs(box, rest);
    return;
  }
  const other = rest.split("\n").filter((line) => !BULLET.test(line));
  if (other.length) paragraphs(box, other.join("\n"));
  const list = element("ul", "gevallen");
  const own = isPromise(custom);
  items.forEach((line, index) => list.append(caseItem(line.replace(BULLET, ""), cases[index], own)));
  box.append(list);
}

function caseItem(text, { besluit, voorwaarden }, own) {
  const decision = own ? "neutraal" : besluit;
  const item = element("li", COLOURS.has(decision) ? `geval besluit-${decision}` : "geval");
  const words = element("div");
  const colon = text.indexOf(": ");
  const conditions = Array.isArray(voorwaarden) ? voorwaarden.map(String) : [];
  const label = conditions.length > 1 ? text.lastIndexOf(TEXTS.conditions) : -1;
  const told = label > colon ? text.slice(0, label).trim() : text;
  if (colon > 0) {
    words.append(element("strong", null, told.slice(0, colon + 1)), " ");
    inline(words, told.slice(colon + 2));
  } else {
    inline(words, told);
  }
  if (label > colon) {
    words.append(element("p", null, TEXTS.conditions));
    paragraphs(words, conditions.map((condition) => `- ${condition}`).join("\n"));
  }
  item.append(icon(decision), words);
  return item;
}

/** Begin every line with a capital: «de vertrouwenspersoon (…)» stands by itself under a label. */
function sentence(text) {
  return text.replace(/^(- )?(\p{Ll})/gmu, (_, dash, letter) => (dash ?? "") + letter.toUpperCase());
}

function law(box, text) {
  const uncertain = text.startsWith("Wet, nog onzeker: ");
  const checked = text.match(CHECKED);
  const first = box.childNodes.length;
  paragraphs(box, text.replace(/^Wet(?:, nog onzeker)?: /, "").replace(CHECKED, ""));
  if (uncertain) box.childNodes[first]?.prepend(element("span", "onzeker", TEXTS.uncertain), " ");
  if (checked) box.lastElementChild?.append(" ", element("span", "nagekeken", `(${checked[1]})`));
}

function bubble(block) {
  const box = element("div", "ballon");
  if (block.kind === "urgent") {
    box.classList.add("dringend");
    const title = element("p", "dringend-titel");
    title.append(icon("dringend"), TEXTS.urgent);
    box.append(title);
  }
  if (block.kind === "question") box.classList.add("vraag");
  paragraphs(box, block.text);
  if (block.sources?.length) box.append(foldedSources(block.sources));
  return box;
}

function buttons(block, onButton) {
  const group = element("ul", block.kind === "answer" ? "keuzes verder" : "keuzes");
  group.setAttribute("aria-label", block.kind === "answer" ? TEXTS.followUps : TEXTS.choices);
  for (const choice of block.buttons) {
    const button = element("button", "keuze", choice.title);
    button.type = "button";
    button.addEventListener("click", () => onButton(choice));
    const item = element("li");
    item.append(button);
    group.append(item);
  }
  return group;
}

function foldedSources(sources) {
  const details = element("details", "bronnen");
  details.append(element("summary", null, `${TEXTS.sources} (${sources.length})`));
  details.append(sourceList(sources));
  return details;
}

function sourceList(sources) {
  const list = element("ul");
  for (const source of sources) {
    const item = element("li");
    const href = source.url ? safeUrl(source.url) : null;
    item.append(href ? link(href, source.naam) : source.naam);
    list.append(item);
  }
  return list;
}

/** Put text in paragraphs; lines that start with a dash become a list. */
function paragraphs(box, text) {
  let list = null;
  for (const line of text.split("\n").filter((item) => item.trim())) {
    if (BULLET.test(line)) {
      if (!list) {
        list = element("ul", "lijst");
        box.append(list);
      }
      const item = element("li");
      inline(item, line.replace(BULLET, ""));
      list.append(item);
    } else {
      list = null;
      const paragraph = element("p");
      inline(paragraph, line);
      box.append(paragraph);
    }
  }
}

/** Put one line of text in, with addresses as links; telephone numbers and the like stay in one piece. */
function inline(box, text) {
  let position = 0;
  for (const match of text.matchAll(FOUND)) {
    const found = match[0].replace(/[.,;:!?)\]]+$/, "");
    const piece = WHOLE.test(found) && !found.includes("@") ? element("span", "heel", found) : linkTo(found);
    if (!piece) continue;
    box.append(text.slice(position, match.index), piece);
    position = match.index + found.length;
  }
  box.append(text.slice(position));
}

function linkTo(address) {
  const href = safeUrl(address.includes("://") ? address : `mailto:${address}`);
  return href && link(href, address);
}

function link(href, text) {
  const anchor = element("a", null, text);
  anchor.href = href;
  if (!href.startsWith("mailto:")) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    anchor.append(hidden(` ${TEXTS.newTab}`));
  }
  return anchor;
}

function element(name, className = null, text = null) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
}

function hidden(text) {
  return element("span", "onzichtbaar", text);
}
