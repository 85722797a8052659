/** Makes elements out of blocks. Text goes in as text only, never as markup. */

import { icon } from "./icons.js";
import { blocksFrom, sourcesOf } from "./replies.js";
import { DECISIONS, TEXTS } from "./texts.js";

const FOUND = /https?:\/\/[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ]{6,16}\d|\b(?:MD-\d+|e-mail[a-z]*)\b/g;
const WHOLE = /^(?:\+|MD-|e-mail)/;
const SAFE = new Set(["http:", "https:", "mailto:"]);
const SPOKEN = {
  ja: /^Ja\.\s+/,
  nee: /^Nee\.\s+/,
  voorwaardelijk: /^Ja, maar met voorwaarden\.\s+/,
};
const DEPENDS = /^Dat hangt ervan af\.\s+/;
const CHECKED = /\s*\((nagekeken op [^)]+)\)$/;
const BULLET = /^- /;

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

function card({ parts, custom }) {
  const article = element("article", "kaart");
  const decision = Object.hasOwn(DECISIONS, custom.besluit) ? custom.besluit : null;
  const cases = Array.isArray(custom.gevallen) ? custom.gevallen : [];
  const depends = decision !== null && new Set(cases.map((item) => item?.besluit)).size > 1;
  if (decision) {
    article.classList.add(`besluit-${decision}`);
    article.append(badge(decision, depends, custom.artikel));
  }
  for (const group of grouped(parts)) article.append(...section(group, { decision, depends, cases }));
  const sources = sourcesOf(custom);
  if (sources.length) article.append(folded(sources));
  const notes = parts.filter((part) => part.kind === "noot");
  for (const note of notes) article.append(element("p", "kaart-noot", note.text));
  return article;
}

function badge(decision, depends, clause) {
  const bar = element("header", "vlag");
  bar.dataset.besluit = decision;
  bar.append(icon(depends ? "hangt_af" : decision), element("strong", "vlag-woord", depends ? TEXTS.dependsOn : DECISIONS[decision]));
  if (typeof clause === "string") bar.append(element("span", "vlag-artikel", TEXTS.clause(clause)));
  return bar;
}

/** Put parts of one kind that follow each other together, so that each label is read once. */
function grouped(parts) {
  const groups = [];
  for (const part of parts) {
    if (part.kind === "noot") continue;
    if (groups.at(-1)?.kind === part.kind) groups.at(-1).texts.push(part.text);
    else groups.push({ kind: part.kind, texts: [part.text] });
  }
  return groups;
}

const SECTIONS = {
  regel: { title: TEXTS.rule, fill: rule },
  raad: { title: TEXTS.advice, fill: advice },
  wet: { title: TEXTS.law, fill: law },
  contact: { title: TEXTS.contact, fill: (box, text) => paragraphs(box, sentence(text)) },
};

function section(group, facts) {
  const shape = SECTIONS[group.kind];
  if (!shape) {
    const box = element("div", "deel kern");
    group.texts.forEach((text) => core(box, text, facts));
    return [box];
  }
  const box = element("section", `deel ${group.kind}`);
  const title = element("h3", "deel-titel");
  title.append(icon(group.kind), shape.title);
  const content = element("div", "deel-tekst");
  group.texts.forEach((text) => shape.fill(content, text));
  box.append(title, content);
  return [box];
}

/** The decision in words; the badge already says «Ja» and the like. */
function core(box, text, { decision, depends, cases }) {
  const spoken = depends ? DEPENDS : SPOKEN[decision];
  const rest = spoken ? text.replace(spoken, "") : text;
  const items = rest.split("\n").filter((line) => BULLET.test(line));
  if (cases.length === 0 || items.length !== cases.length) {
    paragraphs(box, rest);
    return;
  }
  const other = rest.split("\n").filter((line) => !BULLET.test(line));
  if (other.length) paragraphs(box, other.join("\n"));
  const list = element("ul", "gevallen");
  items.forEach((line, index) => list.append(caseItem(line.replace(BULLET, ""), cases[index]?.besluit)));
  box.append(list);
}

function caseItem(text, decision) {
  const item = element("li", Object.hasOwn(DECISIONS, decision) ? `geval besluit-${decision}` : "geval");
  const words = element("div");
  const colon = text.indexOf(": ");
  if (colon > 0) {
    words.append(element("strong", null, text.slice(0, colon + 1)), " ");
    inline(words, text.slice(colon + 2));
  } else {
    inline(words, text);
  }
  item.append(icon(decision), words);
  return item;
}

function rule(box, text) {
  const lines = text.split("\n");
  const citation = lines.at(-1).startsWith("Regel van ") ? lines.pop() : null;
  if (lines.length) paragraphs(box, lines.join("\n"));
  if (citation) {
    // The label says «Regel» already; what is left starts with the company's name.
    const line = element("p", lines.length ? "vindplaats" : null);
    inline(line, sentence(citation.replace(/^Regel van /, "")));
    box.append(line);
  }
}

/** Begin every line with a capital: «de vertrouwenspersoon (…)» stands by itself under a label. */
function sentence(text) {
  return text.replace(/^(- )?(\p{Ll})/gmu, (_, dash, letter) => (dash ?? "") + letter.toUpperCase());
}

function advice(box, text) {
  paragraphs(box, text.replace(/^Raad: /, ""));
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
  if (block.sources?.length) box.append(folded(block.sources));
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

function folded(sources) {
  const details = element("details", "bronnen");
  details.append(element("summary", null, `${TEXTS.sources} (${sources.length})`));
  const list = element("ul");
  for (const source of sources) {
    const item = element("li");
    const href = source.url ? safeUrl(source.url) : null;
    item.append(href ? link(href, source.naam) : source.naam);
    list.append(item);
  }
  details.append(list);
  return details;
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
