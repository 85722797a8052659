/** Moves what is read into view, at once for who wants no movement. */

/** Scroll to so many pixels from the top, or as far as there is something. */
export function scrollTo(scroller, top) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollTo({ top: Math.max(0, top), behavior: calm ? "auto" : "smooth" });
}

/** Scroll until the end of an element is seen. */
export function showEndOf(item, scroller) {
  scrollTo(scroller, item.offsetTop + item.offsetHeight - scroller.clientHeight + 16);
}
