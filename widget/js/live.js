/** The one live region: what a screen reader hears besides what stands on the page. */

import { element } from "./words.js";

const MOST = 4;

export class LiveRegion {
  #box;

  constructor(box) {
    this.#box = box;
  }

  /** Say something, in place of what was said before; in another language than the panel's where `lang` names it. */
  say(text, lang = "") {
    this.clear();
    this.also(text, lang);
  }

  /** Say something after what was said before, which may still be being read. */
  also(text, lang = "") {
    if (!text) return;
    const said = element("span", null, this.#box.childElementCount ? ` ${text}` : text);
    if (lang) said.lang = lang;
    this.#box.append(said);
    while (this.#box.childElementCount > MOST) this.#box.firstElementChild.remove();
  }

  clear() {
    this.#box.replaceChildren();
  }
}
