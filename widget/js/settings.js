/** What the page says in the attributes of its tag. */

import { BUILT } from "./built.js";
import { languageOf, textsIn } from "./texts.js";

/** Where this script came from; known only while it runs for the first time. */
const SCRIPT = document.currentScript?.src || location.href;

/** Every attribute that changes what stands in the widget; `theme` and `position` are looks alone (css/theme.css). */
export const ATTRIBUTES = ["server", "title", "company", "logo", "greeting", "starters", "lang", "mode", "restore"];

const MODES = ["floating", "inline", "page"];

/** Return the settings of a tag. `title` is handed over, because the tag itself does not keep it. */
export function settingsOf(tag, title) {
  const given = (name) => tag.getAttribute(name)?.trim() || "";
  const around = tag.closest("[lang]")?.lang;
  const language = languageOf(given("lang"), around, navigator.language);
  const texts = textsIn(language);
  const starters = given("starters").split("|").map((text) => text.trim()).filter(Boolean);
  return {
    language,
    texts,
    server: given("server") || serverOf(BUILT, SCRIPT),
    title: title || texts.title,
    subtitle: texts.subtitle(given("company")),
    logo: given("logo"),
    greeting: given("greeting") || texts.greeting,
    notice: (language === "nl" && BUILT.zinnen.kennisgeving) || texts.notice,
    starters: tag.getAttribute("starters") === null ? texts.starters : starters,
    mode: MODES.includes(given("mode")) ? given("mode") : "floating",
    restore: tag.hasAttribute("restore"),
  };
}

/** Return where Rasa is: where the server of this script says, else on the script's own machine. */
export function serverOf({ rasa, poort }, script) {
  const { protocol, hostname } = new URL(script);
  return rasa || `${protocol}//${hostname}:${poort}`;
}
