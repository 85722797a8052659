/** Makes elements out of text. Text goes in as text only, never as markup, and keeps its own direction. */

const FOUND = /https?:\/\/[^\s<>"“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ]{6,16}\d|\b(?:MD-\d+|e-mail[a-z]*)\b/g;
const WHOLE = /^(?:\+|MD-|e-mail)/;
const SAFE = new Set(["http:", "https:", "mailto:"]);

export const BULLET = /^- /;

/** Return a new element with a class and a text. */
export function element(name, className = null, text = null) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
}

/** Return a text that only a screen reader finds. */
export function hidden(text) {
  return element("span", "onzichtbaar", text);
}

/** Return a text that somebody else wrote: whichever way it runs, what stands around it stays where it is. */
export function isolated(text) {
  const own = element("bdi", null, text);
  own.dir = "auto";
  return own;
}

/** Return a button that submits nothing; `shown` are nodes or texts. */
export function pressable(className, ...shown) {
  const button = element("button", className);
  button.type = "button";
  button.append(...shown);
  return button;
}

/** Put text in paragraphs; lines that start with a dash become a list. `newTab` is told of links that open one. */
export function paragraphs(box, text, newTab) {
  let list = null;
  for (const line of text.split("\n").filter((item) => item.trim())) {
    if (BULLET.test(line)) {
      if (!list) {
        list = element("ul", "lijst");
        box.append(list);
      }
      const item = element("li");
      item.dir = "auto";
      inline(item, line.replace(BULLET, ""), newTab);
      list.append(item);
    } else {
      list = null;
      const paragraph = element("p");
      paragraph.dir = "auto";
      inline(paragraph, line, newTab);
      box.append(paragraph);
    }
  }
}

/** Put one line of text in, with addresses as links; telephone numbers and the like stay in one piece. */
export function inline(box, text, newTab) {
  let position = 0;
  for (const match of text.matchAll(FOUND)) {
    const found = match[0].replace(/[.,;:!?)\]]+$/, "");
    const piece = WHOLE.test(found) && !found.includes("@") ? element("span", "heel", found) : linkTo(found, newTab);
    if (!piece) continue;
    box.append(text.slice(position, match.index), piece);
    position = match.index + found.length;
  }
  box.append(text.slice(position));
}

/** Return a link to an address, or null where a link may not go there. */
export function link(address, text, newTab) {
  const href = safeUrl(address);
  if (!href) return null;
  const anchor = element("a");
  anchor.append(isolated(text));
  anchor.href = href;
  if (!href.startsWith("mailto:")) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    anchor.append(hidden(` ${newTab}`));
  }
  return anchor;
}

function linkTo(address, newTab) {
  return link(address.includes("://") ? address : `mailto:${address}`, address, newTab);
}

function safeUrl(address) {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
