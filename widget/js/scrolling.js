/** Moves what is read into view, at once for who wants no movement. */

/** Scroll until an element begins at the top, or as far as there is something below it. */
export function showStartOf(item, scroller) {
  show(item, scroller, "start", item.offsetTop - 8);
}

/** Scroll until the end of an element is seen. */
export function showEndOf(item, scroller) {
  show(item, scroller, "end", item.offsetTop + item.offsetHeight - scroller.clientHeight + 16);
}

function show(item, scroller, block, top) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  // Where there is too little height for a frame, the whole panel scrolls (css/panel.css).
  if (getComputedStyle(scroller).overflowY === "visible") item.scrollIntoView({ block, behavior });
  else scroller.scrollTo({ top, behavior });
}
