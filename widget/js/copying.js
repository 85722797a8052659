/** Putting a text on the clipboard. */

import { icon } from "./icons.js";
import { element, pressable } from "./words.js";

const SHOWN = 2_000;

/** Return a button that copies what `text()` gives, and says so, also to `announce(text)`. */
export function copyButton(text, texts, announce) {
  const label = element("span", null, texts.copy);
  const button = pressable("klein kopieer", icon("kopieer"), label);
  button.addEventListener("click", async () => {
    if (!(await copied(text(), button))) return;
    button.firstChild.replaceWith(icon("gelukt"));
    label.textContent = texts.copied;
    announce(texts.copied);
    setTimeout(() => {
      button.firstChild.replaceWith(icon("kopieer"));
      label.textContent = texts.copy;
    }, SHOWN);
  });
  return button;
}

async function copied(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // An intranet on plain http has no clipboard of its own: select the text and copy it the old way.
    const area = element("textarea", "onzichtbaar");
    area.value = text;
    near.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    near.focus();
    return done;
  }
}
