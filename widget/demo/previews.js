/** Draws an answer as Slack and Teams show it, from the same machine-readable form that the widget gets. */

import { textsIn } from "../js/texts.js";
import { verdictOf, withoutSpoken } from "../js/verdict.js";

const WORDS = textsIn("nl").verdicts;
const SIGNS = { ja: "✅ ", nee: "⛔ ", voorwaardelijk: "☑️ ", niet_geregeld: "❔ " };
const STYLES = { ja: "good", nee: "attention", voorwaardelijk: "warning", hangt_af: "warning" };
const SHOWN = new Set(["besluit", "contact"]);
const RESTING = new Set(["regel", "raad", "wet", "noot"]);
const MOST_BUTTONS = 3;

/** Put an answer {custom, buttons} in a preview; `where` is "slack" or "teams". */
export function draw(box, where, { custom, buttons }) {
  const parts = custom.delen.slice(0, custom.delen.length - (custom.meer ?? []).length);
  const verdict = verdictOf(custom, parts.map(({ soort, tekst }) => ({ kind: soort, text: tekst })));
  const body = made("div", where === "teams" ? "card" : "blocks");
  if (verdict.kind !== "informatie") {
    const word = `${SIGNS[verdict.kind] ?? ""}${WORDS[verdict.word]}`;
    body.append(made("p", `verdict ${STYLES[verdict.kind] ?? ""}`.trim(), word));
  }
  for (const { soort, tekst } of parts) {
    if (SHOWN.has(soort)) body.append(...lines(withoutSpoken(tekst, verdict)));
    if (RESTING.has(soort)) body.append(made("p", "context", tekst));
  }
  body.append(row(["Meer weten", ...buttons.filter(notMore).map((button) => button.title)].slice(0, MOST_BUTTONS)));
  if (custom.duimen) body.append(row(["👍 Dit helpt", "👎 Dit helpt niet"]));
  const column = made("div");
  column.append(who(where), body);
  const picture = made("img");
  picture.src = "img/logo.svg";
  picture.alt = "";
  box.replaceChildren(picture, column);
}

function who(where) {
  const line = made("p", "who");
  line.append(made("strong", null, "Mag dat?"), " ", made("span", "app", where === "slack" ? "APP" : "Bot"));
  line.append(made("span", null, new Date().toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit" })));
  return line;
}

function lines(text) {
  const plain = text.split("\n").filter((line) => !line.startsWith("- "));
  const items = text.split("\n").filter((line) => line.startsWith("- "));
  const list = made("ul");
  list.append(...items.map((item) => made("li", null, item.slice(2))));
  return [...plain.map((line) => made("p", null, line)), ...(items.length ? [list] : [])];
}

function row(titles) {
  const list = made("ul", "actions");
  list.append(...titles.map((title) => made("li", null, title)));
  return list;
}

function notMore(button) {
  return button.payload !== "/meer_weten";
}

function made(name, className = null, text = null) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== null) element.textContent = text;
  return element;
}
