/** The turns of a conversation as elements: what the person says, what comes back, waiting, and failing. */

import { card, sourceList } from "./card.js";
import { copyButton } from "./copying.js";
import { icon } from "./icons.js";
import { blockOf } from "./replies.js";
import { element, hidden, isolated, paragraphs, pressable } from "./words.js";

/** Return an empty turn of the assistant; replies are put in by `fillTurn`. */
export function assistantTurn(title) {
  const turn = element("div", "beurt assistent");
  turn.tabIndex = -1;
  turn.append(hidden(`${title}: `));
  return turn;
}

/** Put one reply in a turn. `onButton(button)` is called with {title, payload}. */
export function fillTurn(turn, reply, { texts, onButton }) {
  const block = blockOf(reply);
  if (!block) return;
  const box = element("div", "antwoord");
  box.lang = "nl-BE";
  box.append(block.kind === "answer" ? card(block, texts) : bubble(block, texts));
  if (block.buttons.length) box.append(buttons(block, texts, onButton));
  turn.append(box);
}

/** Close a turn with when it came, a button that copies it as `text()` and tells `announce`, and `thumbs` if there are any. */
export function closeTurn(turn, { when, text, texts, announce, thumbs = null }) {
  const foot = element("div", "onder");
  foot.append(timeOf(when), copyButton(text, texts, announce));
  if (thumbs) foot.append(thumbs);
  turn.append(foot);
}

const LONG = 400;
const MANY_LINES = 8;

/** Return a message of the person; a long one is folded, so that it never pushes its answer away. */
export function ownTurn(text, when, texts) {
  const turn = element("div", "beurt eigen");
  const own = element("p", "ballon");
  own.append(hidden(`${texts.you}: `), isolated(text));
  turn.append(own);
  if (text.length > LONG || text.split("\n").length > MANY_LINES) turn.append(unfolder(own, texts));
  turn.append(timeOf(when));
  return turn;
}

/** Fold a message, and return the button that shows all of it. */
function unfolder(own, texts) {
  const button = pressable("klein toon-alles");
  const show = (all) => {
    own.classList.toggle("gevouwen", !all);
    button.textContent = all ? texts.showLess : texts.showAll;
    button.setAttribute("aria-expanded", String(all));
  };
  button.addEventListener("click", () => show(own.classList.contains("gevouwen")));
  show(false);
  return button;
}

/** Return the three dots that say that an answer is on its way. */
export function typingTurn(texts) {
  const turn = element("div", "beurt assistent wacht");
  const dots = element("div", "ballon typt");
  dots.append(hidden(texts.typing));
  for (let count = 0; count < 3; count += 1) dots.append(element("span", "punt"));
  turn.append(dots);
  return turn;
}

/** Return a failure with a button to try again; `shown` are nodes or texts. */
export function failureTurn(shown, texts, onRetry) {
  const turn = element("div", "beurt assistent");
  const box = element("div", "storing");
  const retry = pressable("opnieuw", texts.retry);
  retry.addEventListener("click", onRetry);
  const words = element("p");
  words.append(...shown);
  box.append(icon("voorwaardelijk"), words, retry);
  turn.append(box);
  return turn;
}

function timeOf(when) {
  const time = element("time", "tijd", when.toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = when.toISOString();
  return time;
}

function bubble(block, texts) {
  const box = element("div", "ballon");
  if (block.kind === "urgent") {
    box.classList.add("dringend");
    const title = element("p", "dringend-titel");
    title.append(icon("dringend"), texts.urgent);
    box.append(title);
  }
  paragraphs(box, block.text, texts.newTab);
  if (block.sources?.length) box.append(foldedSources(block.sources, texts));
  return box;
}

const THUMBS = { "/bevestigen": "duim_op", "/ontkennen": "duim_neer" };

function buttons(block, texts, onButton) {
  const group = element("ul", block.kind === "answer" ? "keuzes verder" : "keuzes");
  const names = { answer: texts.followUps, rating: texts.helped };
  group.setAttribute("aria-label", names[block.kind] ?? texts.choices);
  for (const choice of block.buttons) {
    const thumb = block.kind === "rating" && Object.hasOwn(THUMBS, choice.payload) ? [icon(THUMBS[choice.payload])] : [];
    const button = pressable(thumb.length ? "keuze duim" : "keuze", ...thumb, isolated(choice.title));
    button.addEventListener("click", () => onButton(choice));
    const item = element("li");
    item.append(button);
    group.append(item);
  }
  return group;
}

function foldedSources(sources, texts) {
  const details = element("details", "bronnen");
  details.append(element("summary", null, `${texts.sources} (${sources.length})`), sourceList(sources, texts));
  return details;
}
