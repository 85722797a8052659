/** Two thumbs under an answer: whether it helped. They ask nothing, so they interrupt nothing. */

import { icon } from "./icons.js";
import { element, pressable } from "./words.js";

const NAMES = ["op", "neer"];

/**
 * Return the thumbs under replies, or null where the assistant wants none (docs/contract.md, «duimen»).
 * `rate(payload)` sends one and promises what is said to it; where that fails both can be pressed again.
 */
export function thumbsUnder(replies, texts, rate) {
  const payloads = replies.findLast((reply) => reply.custom?.duimen)?.custom.duimen;
  if (!NAMES.every((name) => typeof payloads?.[name] === "string")) return null;
  const group = element("span", "duimen");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.helped);
  const told = element("span", "duim-dank");
  const buttons = NAMES.map((name) => {
    const button = pressable("duimpje", icon(`duim_${name}`));
    button.setAttribute("aria-label", texts.thumbs[name]);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => press(button, name));
    return button;
  });
  const press = async (pressed, name) => {
    if (pressed.getAttribute("aria-disabled") === "true") return;
    for (const button of buttons) button.setAttribute("aria-disabled", "true"); // it keeps the focus
    pressed.setAttribute("aria-pressed", "true");
    try {
      await rate(payloads[name]);
      told.textContent = texts.thanks;
    } catch {
      pressed.setAttribute("aria-pressed", "false");
      for (const button of buttons) button.removeAttribute("aria-disabled");
    }
  };
  group.append(...buttons, told);
  return group;
}

/** Return whether what came back to a question says what a thumb under it sends. */
export function hasThumbs(question) {
  return question?.replies.some((reply) => reply.custom?.duimen) ?? false;
}
