/** A conversation as plain text, and as a file that the browser itself makes. */

import { blockOf, sourcesOf } from "./replies.js";
import { verdictOf } from "./verdict.js";

/** Return one reply as text: the verdict, both layers, and the sources with their addresses. */
export function replyAsText(reply, texts) {
  const block = blockOf(reply);
  return block ? blockAsText(block, texts) : "";
}

/** Return turns [{asked?, when, replies}] as text. */
export function conversationAsText(turns, title, texts) {
  const told = turns.map(({ asked, when, replies }) => {
    const time = new Date(when).toLocaleString("nl-BE");
    const own = asked ? [`${texts.you} (${time}):\n${asked}`] : [];
    return [...own, ...replies.map((reply) => `${title} (${time}):\n${replyAsText(reply, texts)}`)].join("\n\n");
  });
  return `${[title, ...told, texts.footnote].join("\n\n")}\n`;
}

/** Let the browser save a text as a file. Nothing is sent anywhere. */
export function saveAsFile(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function blockAsText(block, texts) {
  if (block.kind !== "answer") return block.text;
  const verdict = block.parts.length ? [`[${texts.verdicts[verdictOf(block.custom, block.parts).word]}]`] : [];
  const parts = [...block.parts, ...block.more].map((part) => part.text);
  const sources = sourcesOf(block.custom).map(({ naam, url }) => `- ${naam}${url ? ` (${url})` : ""}`);
  const cited = sources.length ? [`${texts.sources}:\n${sources.join("\n")}`] : [];
  return [...verdict, ...parts, ...cited].join("\n\n");
}
