/**
 * Makes a block to show out of a reply {text, buttons, custom}. Pure functions; no page needed.
 *
 * The text of an answer holds its first layer, and `custom.delen` (docs/contract.md) the same and more in parts.
 * Follow-ups («waarom?») carry the parts of the answer that they are about, with another text: then the text counts.
 */

import { asksWhetherItHelped } from "./sentences.js";

const squeeze = (text) => text.replace(/\s+/g, " ").trim();

/** Return {kind: "answer"|"text"|"question"|"rating"|"urgent", …}, or null where a reply has nothing to show. */
export function blockOf(reply) {
  const text = typeof reply?.text === "string" ? reply.text.trim() : "";
  const custom = reply?.custom !== null && typeof reply?.custom === "object" ? reply.custom : {};
  const buttons = buttonsOf(reply);
  const all = partsOf(custom.delen);
  const more = partsOf(custom.meer);
  const first = all.slice(0, all.length - more.length); // the second layer stands last
  if (first.length && (!text || squeeze(text) === squeeze(first.map((part) => part.text).join(" ")))) {
    const layers = custom.handeling === "meer_weten" ? { parts: [], more: first } : { parts: first, more };
    return { kind: "answer", ...layers, custom, buttons: buttons.filter(notMore), text };
  }
  if (!text && !buttons.length) return null;
  const block = { kind: kindOf(custom, text), text, buttons };
  return custom.handeling === "bron_vragen" ? { ...block, sources: sourcesOf(custom) } : block;
}

function kindOf(custom, text) {
  if (custom.gevaar === true) return "urgent";
  if (asksWhetherItHelped(text)) return "rating";
  return Array.isArray(custom.verduidelijking) ? "question" : "text";
}

/** The card folds the second layer out by itself, so it needs no button for it. */
function notMore(button) {
  return button.payload !== "/meer_weten";
}

/** Return the sources of an answer, each once. */
export function sourcesOf(custom) {
  const seen = new Set();
  return (Array.isArray(custom?.bronnen) ? custom.bronnen : []).filter((source) => {
    if (typeof source?.naam !== "string") return false;
    const key = `${source.naam} ${source.url ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

function partsOf(listed) {
  return (Array.isArray(listed) ? listed : [])
    .filter((part) => typeof part?.tekst === "string" && part.tekst.trim())
    .map((part) => ({ kind: String(part.soort), text: part.tekst.trim() }));
}

function buttonsOf(reply) {
  return (Array.isArray(reply?.buttons) ? reply.buttons : [])
    .filter((button) => typeof button?.title === "string" && button.title.trim())
    .map((button) => ({ title: button.title, payload: typeof button.payload === "string" ? button.payload : button.title }));
}
