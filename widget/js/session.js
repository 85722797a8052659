/** A random name for this conversation, kept as long as the tab is open. */

const KEY = "magdat.gesprek";

export class Session {
  #storage;
  #id = null;

  constructor(storage) {
    this.#storage = storage;
  }

  /** The id of the current conversation; made when there is none. */
  get id() {
    this.#id ??= this.#read() ?? this.renew();
    return this.#id;
  }

  /** Whether this tab had a conversation already, before the page was loaded again. */
  get known() {
    return (this.#id ?? this.#read()) !== null;
  }

  /** Start over under another name, so that nothing of before is connected to what follows. */
  renew() {
    this.#id = randomId();
    try {
      this.#storage?.setItem(KEY, this.#id);
    } catch {
      // A browser that keeps nothing is fine: the id then lives as long as the page.
    }
    return this.#id;
  }

  #read() {
    try {
      const kept = this.#storage?.getItem(KEY) ?? null;
      return kept && /[0-9a-f]{32}$/.test(kept) ? kept : null; // an id of an earlier version is refused by now
    } catch {
      return null;
    }
  }
}

/** Return the tab's own storage, or null where the browser forbids it. */
export function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function randomId() {
  // randomUUID exists on https and on localhost only; a demo on the company's network may be plain http.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID().replaceAll("-", "");
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
