/** Talks to the assistant's web channel (`/webhooks/widget`). Knows nothing of the page. */

import { eventsOf } from "./events.js";

const PATH = "/webhooks/widget";
const SILENCE = 40_000; // the server says something every fifteen seconds
const REQUEST = 15_000;
const ERASING = 60_000; // what is being answered gets to end first
const MOST_LEFT = 8;
const RENEWED_AFTER = 6 * 3_600_000; // a token ends after twelve hours without a word, and after a day
const RENEWED_AGAIN = 600_000;
const PAUSES = [100, 500, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * A request that is no use trying again by itself; `kind` is a key of `texts.errors`. `told` is what the server says of
 * it in Dutch, and `code` another key of `texts.errors`, for that.
 */
export class Refusal extends Error {
  constructor(kind, told = "", code = "") {
    super(told || kind);
    Object.assign(this, { name: "Refusal", kind, told, code });
  }
}

export class Connection {
  #base;
  #memory;
  #proof;
  #heard;
  #beginning = null;
  #token = null;
  #lastId = "";
  #renewAt = 0;
  #admitted = false;
  #listening = null;
  #wake = () => {};
  #hangUp = () => {};

  /**
   * `server` is where the assistant is; `memory` keeps the token; `proof()` gives the intranet's own token, if any.
   * `heard` is called for what comes in: event(name, data), up(), down() and unknown(), when the assistant has begun
   * another conversation; here() says whether the tag is on the page, without which nothing is listened to.
   */
  constructor({ server, memory, proof, heard }) {
    this.#base = server.replace(/\/+$/, "") + PATH;
    this.#memory = memory;
    this.#proof = proof;
    this.#heard = heard;
  }

  /**
   * Have something said once, however often this is called with the same id; `policy` is one to try, on the example page.
   * Throws a Refusal, or what fetch throws.
   */
  async say(id, text, policy = "") {
    this.listen();
    const response = await this.#post("/say", { id, text, ...(policy && { policy }) });
    if (!response.ok) throw await refusal(response);
    this.#wake(); // the server can be reached: do not wait for it any longer
  }

  /**
   * Have the conversation erased, with what could not be erased before, and forget who we were: whatever comes of it,
   * nobody goes on with it. Returns what became of each, the latest last: "erased", "gone" where the assistant cannot
   * reach it any more, or "kept" where it may be tried again.
   */
  async erase() {
    this.stop();
    await this.#memory.claim();
    await this.#beginning?.catch(() => {}); // or what is being begun would stay
    const token = this.#token ?? this.#memory.token;
    if (token) this.#leave(token);
    this.#token = null;
    this.#lastId = "";
    this.#memory.lastId = "";
    this.#memory.token = null;
    // At once: one that is slow or cannot be erased holds up none of the others.
    return Promise.all(this.#memory.left.map((left) => this.#eraseOne(left)));
  }

  async #eraseOne(token) {
    const { ok, status } = await this.#send("/erase", {}, token, ERASING).catch(() => ({}));
    if (!ok && status !== 401) return "kept";
    this.#memory.left = this.#memory.left.filter((item) => item !== token);
    return ok ? "erased" : "gone"; // never begin another conversation, to erase one that is gone
  }

  /** Note a token under which nothing more is said, and that its conversation is still to be erased. */
  #leave(token) {
    this.#memory.left = [...this.#memory.left, token].slice(-MOST_LEFT);
  }

  /** Follow what the assistant says, until `stop`; goes on by itself when the line breaks. */
  listen() {
    if (this.#listening || !this.#heard.here()) return;
    this.#listening = new AbortController();
    this.#follow(this.#listening);
  }

  stop() {
    this.#listening?.abort();
    this.#listening = null;
  }

  async #follow(listening) {
    for (let failures = 0; !listening.signal.aborted; ) {
      let wait = 0;
      try {
        await this.#stream(listening.signal, () => {
          failures = 0;
          this.#heard.up();
        });
        failures += 1;
      } catch (error) {
        if (listening.signal.aborted) return;
        failures += 1;
        wait = (error.wait ?? 0) * 1_000;
        if (error instanceof Refusal && error.kind === "forbidden") return this.stop();
      }
      if (failures > 1) this.#heard.down();
      await this.#pause(Math.max(wait, PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0), listening.signal);
    }
  }

  /** Wait, but no longer than until there is a network again, the server answered something, or `signal` is aborted. */
  #pause(time, signal) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener("online", done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, time * (0.8 + Math.random() * 0.4)); // not everybody at once
      addEventListener("online", done);
      signal.addEventListener("abort", done);
      this.#wake = done;
    });
  }

  async #stream(signal, opened, first = true) {
    const token = await this.#renewed(await this.#known());
    const broken = new AbortController();
    this.#hangUp = () => broken.abort();
    const silence = new Alarm(SILENCE, this.#hangUp);
    try {
      const headers = { Authorization: `Bearer ${token}`, "Last-Event-ID": this.#lastId || "0" };
      const response = await this.#fetch("/events", { headers, signal: AbortSignal.any([signal, broken.signal]) });
      if (response.status === 401) {
        await this.#begin(token);
        return first ? await this.#stream(signal, opened, false) : undefined; // nothing is broken: do not say so
      }
      if (!response.ok) throw await refusal(response);
      opened();
      for await (const item of eventsOf(response.body)) {
        silence.again();
        if (token !== this.#token) return; // the token was renewed meanwhile
        if (item) this.#take(item);
        if (token !== (await this.#renewed(token))) return;
      }
    } finally {
      silence.off();
      broken.abort();
    }
  }

  #take({ id, event, data }) {
    if (id) {
      if (id === this.#lastId) return;
      this.#lastId = id;
      this.#memory.lastId = id;
    }
    let read = null;
    try {
      read = JSON.parse(data);
    } catch {
      return; // nothing that we can show
    }
    if (read === null || typeof read !== "object") return;
    // What a person wrote is brought until we came back with its number, and may so come twice.
    if (typeof read.letter === "string" && !this.#memory.isFirst(read.letter)) return;
    this.#heard.event(event, read);
  }

  async #post(path, body) {
    let token = await this.#known();
    for (let tries = 0; ; tries += 1) {
      const response = await this.#send(path, body, token);
      if (response.status !== 401 || tries > 0) return response;
      token = await this.#begin(token);
    }
  }

  #send(path, body, token = null, within = REQUEST) {
    return this.#fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(within),
    });
  }

  /** Return the token, which a first call asks for; an old one goes along, so that its conversation goes on. */
  async #known() {
    await this.#memory.claim();
    return this.#token ?? this.#begin(this.#memory.token);
  }

  /** Ask for a token in place of `old`; whoever asks meanwhile gets the same one. */
  #begin(old) {
    if (this.#token && this.#token !== old) return this.#token;
    this.#beginning ??= this.#ask(old).finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  /** Return the token to use from now on: another where this one gets old, or this one where that fails. */
  async #renewed(token) {
    if (Date.now() < this.#renewAt) return token;
    this.#renewAt = Date.now() + RENEWED_AGAIN;
    try {
      return await this.#begin(token);
    } catch {
      return token;
    }
  }

  async #ask(old) {
    const jwt = await this.#proof();
    const response = await this.#send("/begin", { ...(old && { token: old }), ...(jwt && { jwt }) });
    if (!response.ok) throw await refusal(response);
    const { token, known } = await response.json();
    if (typeof token !== "string") throw new Refusal("server");
    if (old && !known) {
      this.#leave(old); // what stands on the page was said under it: who erases that hears that it is out of reach
      this.#lastId = "";
      this.#memory.lastId = "";
      this.#heard.unknown();
    } else if (known) {
      this.#lastId ||= this.#memory.lastId;
    }
    this.#renewAt = Date.now() + RENEWED_AFTER;
    this.#token = token;
    this.#memory.token = token;
    this.#hangUp(); // and listen under the new one
    return token;
  }

  async #fetch(path, options = {}) {
    const ask = () =>
      fetch(this.#base + path, { ...options, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    try {
      const response = await ask();
      this.#admitted ||= path !== "/";
      return response;
    } catch (error) {
      if (this.#admitted || path === "/" || !(error instanceof TypeError)) throw error;
      // A browser does not tell a site that may not ask from an assistant that is away. Anybody may ask whether it is
      // there; and if it came up only just now, a second time goes well.
      const there = await this.#fetch("/", { signal: AbortSignal.timeout(REQUEST) });
      if (!there.ok) throw error;
      return ask().catch(() => {
        console.error(`mag-dat: ${this.#base} does not admit ${location.origin}; add it to MAGDAT_HERKOMST and restart.`);
        throw new Refusal("forbidden");
      });
    }
  }
}

const KINDS = { 401: "forbidden", 403: "forbidden", 413: "tooLong", 429: "tooFast", 503: "away" };

const NOBODY_THERE = [502, 503, 504]; // of a proxy in front, which says no more than that

/**
 * Return what a response that is not good means; the server may say it in Dutch. Where it only just stops, or a proxy
 * found nobody, that is no refusal: another one is there in a moment, and the same may be said again.
 */
async function refusal(response) {
  const body = await response.json().catch(() => null);
  if (body?.code === "restart" || (body === null && NOBODY_THERE.includes(response.status))) {
    return new Error(`status ${response.status}`);
  }
  const kind = KINDS[response.status] ?? "server";
  if (kind === "tooFast") return Object.assign(new Refusal(kind), { wait: Number(body?.wait) > 0 ? Number(body.wait) : null });
  return new Refusal(kind, typeof body?.fout === "string" ? body.fout : "", body?.code);
}

/** Goes off when `again` is not called in time. */
class Alarm {
  #after;
  #ring;
  #timer;

  constructor(after, ring) {
    this.#after = after;
    this.#ring = ring;
    this.again();
  }

  again() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#ring, this.#after);
  }

  off() {
    clearTimeout(this.#timer);
  }
}
