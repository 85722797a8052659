/** What the badge of an answer shows. Pure functions; no page needed. */

/** The decisions that have a colour of their own. */
export const COLOURS = new Set(["ja", "nee", "voorwaardelijk", "niet_geregeld", "neutraal"]);

const DECIDED = new Set(["ja", "nee", "voorwaardelijk"]);
const RESTING = new Set(["regel", "raad", "wet"]);
const SPOKEN = { hangt_af: /^Dat hangt ervan af\.\s+/, informatie: null, niet_geregeld: null };
const YES_OR_NO = /^(?:Ja|Nee)\.\s+/;

/**
 * Return {kind, word, colour}: which drawing, which of the words in `texts.verdicts`, and which colours.
 *
 * The badge says what the answer begins with. It has the colour of the company's decision only where that is what was
 * asked: «is het verboden?» and «moet ik dat?» begin with «Nee» on good news too, and then the badge is neutral.
 */
export function verdictOf(custom, parts) {
  const { vorm: form, opening, besluit: decision, regel: rule } = custom;
  const cases = casesOf(custom);
  if (opening !== "ja" && opening !== "nee") {
    if (new Set(cases.map((item) => item.besluit)).size > 1) return look("hangt_af", "hangt_af", "voorwaardelijk");
    const open = decision === "niet_geregeld" && !parts.some((part) => RESTING.has(part.kind));
    return open ? look("niet_geregeld", "niet_geregeld") : look("informatie", "informatie", "neutraal");
  }
  const agrees = decision === opening || (decision === "voorwaardelijk" && opening === "ja");
  const ruled = typeof rule === "string" || cases.length > 0;
  const asked = form !== "moet" && !isPromise(custom);
  return agrees && ruled && asked && DECIDED.has(decision) ? look(decision, decision) : look("neutraal", opening);
}

/** Return the text without what the badge says already. */
export function withoutSpoken(text, { kind }) {
  const spoken = Object.hasOwn(SPOKEN, kind) ? SPOKEN[kind] : YES_OR_NO;
  return spoken ? text.replace(spoken, "") : text;
}

/** Return whether the company says what it will do itself: its «nee» is then a promise, and no red cross. */
export function isPromise(custom) {
  return custom.besluit_over === "bedrijf";
}

/** Return the cases of an answer that depends on something unknown. */
export function casesOf({ gevallen: listed }) {
  return (Array.isArray(listed) ? listed : []).filter((item) => item !== null && typeof item === "object");
}

function look(kind, word, colour = kind) {
  return { kind, word, colour };
}
