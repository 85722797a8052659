/** What a screen reader hears of a reply: the verdict and the clause, not the whole card. */

import { blockOf } from "./replies.js";
import { verdictOf } from "./verdict.js";

const LONG = 200;

/** Return one sentence or two about a reply. */
export function announcementOf(reply, texts) {
  const block = blockOf(reply);
  if (!block) return "";
  if (block.kind === "urgent") return `${texts.urgent}. ${block.text}`;
  if (block.kind === "answer" && block.parts.length) {
    const clause = block.parts.filter((part) => part.kind === "regel").map((part) => part.text);
    return [texts.answer, `${texts.verdicts[verdictOf(block.custom, block.parts).word]}.`, ...clause].join(" ");
  }
  const text = block.kind === "answer" ? block.more.map((part) => part.text).join(" ") : block.text;
  const choices = block.buttons.length > 1 ? ` ${texts.options(block.buttons.length)}` : "";
  return `${texts.answer} ${shortened(text)}${choices}`;
}

/** Return the beginning, up to the end of a sentence. */
function shortened(text) {
  if (text.length <= LONG) return text;
  const end = text.slice(0, LONG).search(/[.!?]\s[^.!?]*$/);
  return end > 0 ? text.slice(0, end + 1) : `${text.slice(0, LONG)}…`;
}
