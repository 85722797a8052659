/** What is said of something that went wrong. */

/**
 * Return {text, lang}: what the server `told` in Dutch where the widget speaks it, for HR may have changed that; else the
 * widget's own sentence for the `code`. `lang` names the language where it is another than the widget's.
 */
export function faultOf({ kind, told = "", code = "" }, { texts, language }) {
  const known = Object.hasOwn(texts.errors, code) ? texts.errors[code] : "";
  if (told && (language === "nl" || !known)) return { text: told, lang: language === "nl" ? "" : "nl-BE" };
  return { text: known || texts.errors[kind] || texts.errors.server, lang: "" };
}
