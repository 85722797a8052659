/** Talks to Rasa's REST channel. Knows nothing of the page. */

const SETTINGS = "instellingen.json";
const WEBHOOK = "/webhooks/rest/webhook";
const TIMEOUT = 25_000;
const DEFAULT_PORT = 5005;

/** Something went wrong between the page and Rasa; `kind` is unreachable, timeout, server, refused or silent. */
export class ApiError extends Error {
  constructor(kind, message = kind) {
    super(message);
    this.name = "ApiError";
    this.kind = kind;
  }
}

export class RasaApi {
  #settings;
  #timeout;
  #endpoint = null;
  #token = "";

  /** `settings` is where the page learns the address of Rasa; `timeout` is in milliseconds. */
  constructor({ settings = SETTINGS, timeout = TIMEOUT } = {}) {
    this.#settings = settings;
    this.#timeout = timeout;
  }

  /**
   * Send one message and return what the assistant says, a list of Rasa's messages.
   * Throws an ApiError, or an AbortError when `signal` was aborted by the caller.
   */
  async send(sender, message, { signal } = {}) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, this.#timeout);
    signal?.addEventListener("abort", stop);
    try {
      const endpoint = await this.#find(limit.signal);
      const response = await fetch(endpoint, {
        method: "POST",
        headers: this.#token
          ? { "Content-Type": "application/json", Authorization: `Bearer ${this.#token}` }
          : { "Content-Type": "application/json" },
        body: JSON.stringify({ sender, message }),
        credentials: "omit",
        signal: limit.signal,
      });
      return await read(response);
    } catch (error) {
      if (signal?.aborted) throw new DOMException("Afgebroken", "AbortError");
      if (limit.signal.aborted) throw new ApiError("timeout");
      if (error instanceof ApiError) throw error;
      throw new ApiError("unreachable");
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  async #find(signal) {
    if (this.#endpoint) return this.#endpoint;
    const response = await fetch(this.#settings, { signal, cache: "no-store" });
    if (!response.ok) throw new ApiError("unreachable");
    const settings = await response.json();
    this.#token = typeof settings?.teken === "string" ? settings.teken : "";
    this.#endpoint = endpointFrom(settings, window.location);
    return this.#endpoint;
  }
}

/** Return the address to post to: the one in the settings, else the page's own host on Rasa's port. */
export function endpointFrom(settings, location) {
  const port = Number.isInteger(settings?.poort) ? settings.poort : DEFAULT_PORT;
  const base = settings?.rasa || `${location.protocol}//${location.hostname}:${port}`;
  return base.replace(/\/+$/, "") + WEBHOOK;
}

async function read(response) {
  let body;
  try {
    body = await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("server");
  }
  if (response.status >= 400 && response.status < 500 && typeof body?.fout === "string") throw new ApiError("refused", body.fout);
  if (!response.ok || !Array.isArray(body)) throw new ApiError("server");
  const messages = body.filter((message) => message !== null && typeof message === "object");
  if (messages.length === 0) throw new ApiError("silent");
  return messages;
}
