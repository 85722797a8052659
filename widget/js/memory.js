/** What a tab remembers after a reload: its token, and the texts only where the page asks for that. */

const LETTERS = 50; // more than a desk writes before we say that we have it
const RELOADED = 3_000; // milliseconds that the page before, which is being left, may still hold the name: a busy computer takes a second

/**
 * By name, what hands over the memory of a tag that was taken off this page: where a site changes pages by script, the
 * next tag takes over, as it does when a page is loaded, and the one before keeps nothing any more. The page itself keeps
 * the lock.
 */
export const LEFT = new Map();

export class Memory {
  #storage = null;
  #key;
  #kept = {};
  #claimed = null;

  /** `name` tells conversations with several assistants apart; `storage` may be null where a browser forbids it. */
  constructor(name, storage) {
    this.name = name;
    this.#key = `magdat:${name}`;
    this.#storage = storage;
    try {
      const kept = JSON.parse(storage?.getItem(this.#key) ?? "{}");
      if (kept !== null && typeof kept === "object") this.#kept = kept;
    } catch {
      this.#storage = null; // a browser that keeps nothing is fine: the conversation then lives as long as the page
    }
  }

  /**
   * Forget what was kept when another tab has it too: a tab that is duplicated gets a copy, and two tabs must not be
   * one conversation. Until that is known, nothing of it may be used.
   */
  claim() {
    this.#claimed ??= this.#claim();
    return this.#claimed;
  }

  async #claim() {
    if (!this.#storage || !navigator.locks) return;
    this.#kept.tab ??= newName();
    if (!(await held(`${this.#key}:${this.#kept.tab}`))) {
      this.#kept = { tab: newName() };
      await held(`${this.#key}:${this.#kept.tab}`);
    }
    this.#write();
  }

  get token() {
    return typeof this.#kept.token === "string" ? this.#kept.token : null;
  }

  set token(token) {
    this.#keep("token", token);
  }

  get lastId() {
    return typeof this.#kept.lastId === "string" ? this.#kept.lastId : "";
  }

  set lastId(id) {
    this.#keep("lastId", id);
  }

  /** Tokens of conversations that nobody goes on with, and that are still to be erased. */
  get left() {
    return Array.isArray(this.#kept.left) ? this.#kept.left : [];
  }

  set left(tokens) {
    this.#keep("left", tokens);
  }

  /** Return whether a letter, by its name, comes for the first time; from then on it is known. */
  isFirst(letter) {
    const known = Array.isArray(this.#kept.letters) ? this.#kept.letters : [];
    if (known.includes(letter)) return false;
    this.#keep("letters", [...known, letter].slice(-LETTERS));
    return true;
  }

  /** The turns, as `Record` gave them. */
  get turns() {
    return Array.isArray(this.#kept.turns) ? this.#kept.turns : [];
  }

  set turns(turns) {
    this.#keep("turns", turns);
  }

  #keep(name, value) {
    if (value === null || value === "" || value?.length === 0) delete this.#kept[name];
    else this.#kept[name] = value;
    this.#write();
  }

  #write() {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // Full or forbidden: what is not kept is only gone after a reload.
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

function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return whether this page got the lock of that name, which it then keeps until it is left. */
function held(name) {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(RELOADED);
    navigator.locks
      .request(name, { signal }, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}
