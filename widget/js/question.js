/** One question on its way: its turn, what came back to it, and how long it takes. */

const TYPING_AFTER = 300;
const SLOW_AFTER = 5_000;
const GIVE_UP_AFTER = 45_000;

export class Question {
  replies = [];
  /** Whether the server has it. */
  accepted = false;
  over = false;
  #timers = [];

  /**
   * `title` is what the person sees, `payload` what is sent, `typed` whether it came from the input field; `waited` says
   * that nothing came of this id before.
   */
  constructor({ title, payload, typed, id = newId(), waited = false }) {
    Object.assign(this, { title, payload, typed, id, waited });
    this.when = new Date();
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.finished.catch(() => {}); // whoever pressed a button waits for nothing
  }

  /** Call back when waiting has to be shown, when it takes long, and when it takes too long. */
  clock({ typing, slow, tooLong }) {
    this.#timers = [
      setTimeout(typing, TYPING_AFTER),
      setTimeout(slow, SLOW_AFTER),
      setTimeout(tooLong, GIVE_UP_AFTER),
    ];
  }

  /**
   * Return the question to send when somebody tries again after it failed in this way. The id stays where nobody knows
   * whether it arrived, or the answer is still on its way, so that it is answered once; if nothing ever comes of it, not.
   */
  again(kind) {
    const { title, payload, typed, id } = this;
    const waited = kind === "timeout";
    const same = kind === "unreachable" || kind === "away" || (waited && !this.waited);
    return new Question({ title, payload, typed, ...(same && { id, waited: waited || this.waited }) });
  }

  /** Nothing more is waited for. */
  end() {
    this.over = true;
    this.#timers.forEach(clearTimeout);
  }

  /** End it without an answer; whoever waits for one hears `why`. */
  drop(why) {
    this.end();
    this.reject(new Error(why));
  }
}

/** Return a new random id in the form of a UUID. */
function newId() {
  // randomUUID exists on https and on localhost only; an intranet may be plain http.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
