/** An answer on a telephone: drawn by the widget's own modules, under its own style sheets. */

import { textsIn } from "../js/texts.js";
import { assistantTurn, fillTurn, ownTurn } from "../js/turns.js";

const SHEETS = ["theme", "conversation", "panel", "card"];
const TEXTS = textsIn("nl");

/** Return a function that draws {question, replies} in a box; `press(title)` is called for a button. */
export async function phoneIn(box, press) {
  const root = box.attachShadow({ mode: "closed" });
  const look = new CSSStyleSheet();
  look.replaceSync(".gesprek { color: var(--inkt); font-family: var(--letter); }");
  root.adoptedStyleSheets = [...(await Promise.all(SHEETS.map(sheetOf))), look];
  return ({ question, replies }) => {
    const talk = document.createElement("div");
    talk.className = "gesprek";
    const turn = assistantTurn(TEXTS.title);
    turn.removeAttribute("tabindex");
    const own = ownTurn(question, new Date(), TEXTS);
    replies.forEach((reply) => fillTurn(turn, reply, { texts: TEXTS, onButton: ({ title }) => press(title) }));
    talk.append(own, turn);
    root.replaceChildren(talk);
    box.parentElement.scrollTop = 0;
  };
}

async function sheetOf(name) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(`css/${name}.css`)).text());
  return sheet;
}
