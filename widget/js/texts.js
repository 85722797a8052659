/** The language of the widget's own sentences. */

import { en } from "./texts/en.js";
import { fr } from "./texts/fr.js";
import { nl } from "./texts/nl.js";

const LANGUAGES = { nl, fr, en };

/** Return the name of the language to use: the first of those wished that there is, else Dutch. */
export function languageOf(...wished) {
  const names = wished.map((tag) => String(tag ?? "").slice(0, 2).toLowerCase());
  return names.find((name) => Object.hasOwn(LANGUAGES, name)) ?? "nl";
}

/** Return the sentences of a language. */
export function textsIn(language) {
  return LANGUAGES[languageOf(language)];
}
