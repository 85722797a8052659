/**
 * Knows sentences of the assistant by their words, which HR may change (leidraad/zinnen.yml); the server of this file
 * fills in how they are now. A copy of this file with older words shows such a sentence as any other.
 */

import { BUILT } from "./built.js";

/** Return whether a reply is the notice of the first contact, which stands on the welcome screen already. */
export function isNotice({ text, buttons }) {
  return !buttons?.length && says("kennisgeving", text);
}

/** Return whether a text asks if the last answer helped. */
export function asksWhetherItHelped(text) {
  return says("geholpen_vraag", text);
}

/** Return whether what is typed next is passed on as it is: to a desk, or to the person who answers there. */
export function awaitsAnswer({ custom }) {
  return custom?.status === "human" || /^doorgeven_(vraag|typ$|nieuwe_tekst|antwoord_waar)/.test(custom?.stap);
}

function says(key, text) {
  return BUILT.zinnen[key] !== "" && typeof text === "string" && text.trim() === BUILT.zinnen[key];
}
