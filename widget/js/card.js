/** The card of an answer: a badge, the answer, what it rests on, and folded lines with what else is known. */

import { icon } from "./icons.js";
import { sourcesOf } from "./replies.js";
import { casesOf, COLOURS, isPromise, verdictOf, withoutSpoken } from "./verdict.js";
import { BULLET, element, hidden, inline, isolated, link, paragraphs } from "./words.js";

const CHECKED = /\s*\((nagekeken op [^)]+)\)$/;
const RESTING = new Set(["regel", "raad", "wet", "noot"]);
const FOLDED = ["waarom", "raad", "wet", "contact", "bron"];

/** Return the card of a block of kind «answer», in the words of `texts`. */
export function card({ parts, more, custom }, texts) {
  const article = element("article", "kaart");
  if (parts.length) {
    const verdict = verdictOf(custom, parts);
    article.classList.add(`besluit-${verdict.colour}`);
    article.append(badge(verdict, texts));
    for (const group of grouped(parts)) article.append(firstLayer(group, { verdict, custom, texts }));
  }
  // The answer to «meer weten?» is the second layer alone, and then nothing is folded.
  article.append(...secondLayer(more, sourcesOf(custom), texts, parts.length === 0));
  return article;
}

function badge({ kind, word }, texts) {
  const bar = element("header", "vlag");
  bar.dataset.besluit = kind;
  bar.append(icon(kind), element("strong", "vlag-woord", texts.verdicts[word]));
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

function firstLayer({ kind, texts: told }, facts) {
  if (RESTING.has(kind)) return resting(kind, told, facts.texts);
  if (kind === "contact") return contact(told, facts.texts);
  const box = element("div", "deel kern");
  told.forEach((text) => core(box, text, facts));
  return box;
}

/** One quiet line: what the answer rests on. */
function resting(kind, told, texts) {
  const box = element("div", `steunt ${kind}`);
  const words = element("div");
  if (kind === "regel") words.append(hidden(`${texts.rule}: `));
  told.forEach((text) => paragraphs(words, text, texts.newTab));
  box.append(icon(kind), words);
  return box;
}

/** Whom to turn to; a list gets the beginning of the sentence that a single contact has already. */
function contact(told, texts) {
  const box = element("section", "steunt contact");
  const words = element("div");
  if (BULLET.test(told[0])) words.append(element("p", null, texts.turnTo));
  told.forEach((text) => paragraphs(words, sentence(text), texts.newTab));
  box.append(icon("contact"), words);
  return box;
}

/** What else is known about exactly this, each kind a line that unfolds. */
function secondLayer(parts, sources, texts, open) {
  const of = (kind) => parts.filter((part) => part.kind === kind).map((part) => part.text);
  const lines = FOLDED.flatMap((kind) => {
    const content = element("div", "deel-tekst");
    if (kind === "bron") {
      const cited = citations(of("regel"), sources);
      if (cited.length) content.append(sourceList(cited, texts));
    } else {
      of(kind).forEach((text) => fill(kind, content, text, texts));
    }
    return content.childNodes.length ? [folded(kind, content, texts, open)] : [];
  });
  const notes = of("noot").map((text) => {
    const note = element("p", "kaart-noot", text);
    note.dir = "auto";
    return note;
  });
  return [...lines, ...notes];
}

function folded(kind, content, texts, open) {
  const labels = { waarom: texts.why, raad: texts.advice, wet: texts.law, contact: texts.contact, bron: texts.source };
  const details = element("details", `vouw ${kind}`);
  const summary = element("summary");
  summary.append(icon(kind), element("span", null, labels[kind]));
  details.open = open;
  details.append(summary, content);
  details.addEventListener("toggle", () => {
    if (details.open) content.scrollIntoView({ block: "nearest" });
  });
  return details;
}

function fill(kind, box, text, texts) {
  if (kind === "wet") return law(box, text, texts);
  if (kind === "contact") return paragraphs(box, sentence(text), texts.newTab);
  return paragraphs(box, text.replace(kind === "raad" ? /^Raad: / : /^Waarom: /, ""), texts.newTab);
}

function law(box, text, texts) {
  const uncertain = text.startsWith("Wet, nog onzeker: ");
  const checked = text.match(CHECKED);
  const first = box.childNodes.length;
  paragraphs(box, text.replace(/^Wet(?:, nog onzeker)?: /, "").replace(CHECKED, ""), texts.newTab);
  if (uncertain) box.childNodes[first]?.prepend(element("span", "onzeker", texts.uncertain), " ");
  if (checked) box.lastElementChild?.append(" ", element("span", "nagekeken", `(${checked[1]})`));
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

/** Return a list of sources, as links where an address may be followed. */
export function sourceList(sources, texts) {
  const list = element("ul");
  for (const source of sources) {
    const item = element("li");
    item.append((source.url && link(source.url, source.naam, texts.newTab)) || isolated(source.naam));
    list.append(item);
  }
  return list;
}

/** The answer in words; the badge already says «Ja» and the like. */
function core(box, text, { verdict, custom, texts }) {
  const cases = casesOf(custom);
  const rest = withoutSpoken(text, verdict);
  const items = rest.split("\n").filter((line) => BULLET.test(line));
  if (cases.length === 0 || items.length !== cases.length) {
    paragraphs(box, rest, texts.newTab);
    return;
  }
  const other = rest.split("\n").filter((line) => !BULLET.test(line));
  if (other.length) paragraphs(box, other.join("\n"), texts.newTab);
  const list = element("ul", "gevallen");
  const own = isPromise(custom);
  items.forEach((line, index) => list.append(caseItem(line.replace(BULLET, ""), cases[index], own, texts)));
  box.append(list);
}

function caseItem(text, { besluit, voorwaarden }, own, texts) {
  const decision = own ? "neutraal" : besluit;
  const item = element("li", COLOURS.has(decision) ? `geval besluit-${decision}` : "geval");
  const words = element("div");
  words.dir = "auto";
  const colon = text.indexOf(": ");
  const conditions = Array.isArray(voorwaarden) ? voorwaarden.map(String) : [];
  const label = conditions.length > 1 ? text.lastIndexOf("Voorwaarden:") : -1;
  const told = label > colon ? text.slice(0, label).trim() : text;
  if (colon > 0) {
    words.append(element("strong", null, told.slice(0, colon + 1)), " ");
    inline(words, told.slice(colon + 2), texts.newTab);
  } else {
    inline(words, told, texts.newTab);
  }
  if (label > colon) {
    words.append(element("p", null, texts.conditions));
    paragraphs(words, conditions.map((condition) => `- ${condition}`).join("\n"), texts.newTab);
  }
  item.append(icon(decision), words);
  return item;
}

/** Begin every line with a capital: «de vertrouwenspersoon (…)» stands by itself under a label. */
function sentence(text) {
  return text.replace(/^(- )?(\p{Ll})/gmu, (_, dash, letter) => (dash ?? "") + letter.toUpperCase());
}
