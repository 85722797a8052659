/** One conversation on the page: what is typed, what comes back, and what happens when nothing does. */

import { renderFailure, renderOwn, renderTurn, renderTyping } from "./render.js";
import { TEXTS } from "./texts.js";

export const LIMIT = 1000;
const COUNT_FROM = 800;

export class Chat {
  #view;
  #api;
  #session;
  #running = null;
  #failed = null;

  /** `view` holds the page's elements: scroller, log, welcome, goesOn, form, input, fault, counter and status. */
  constructor({ view, api, session }) {
    this.#view = view;
    this.#api = api;
    this.#session = session;
    view.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    view.input.addEventListener("keydown", (event) => this.#key(event));
    view.input.addEventListener("input", () => this.#typed());
    this.#typed();
    // The page keeps no texts, so after a reload it is empty; the assistant still knows what it was about.
    view.goesOn.hidden = !session.known;
  }

  /** Send what stands in the input field. */
  submit() {
    const text = this.#view.input.value.trim();
    const count = length(text);
    if (this.#running) return this.#say(TEXTS.busy);
    if (count === 0) return this.#complain(TEXTS.empty);
    if (count > LIMIT) return this.#complain(TEXTS.tooLong(LIMIT));
    this.#view.input.value = "";
    this.#typed();
    return this.#ask({ title: text, payload: text, typed: true });
  }

  /** Send something that the person pressed rather than typed. */
  press(title, payload = title) {
    if (this.#running) return this.#say(TEXTS.busy);
    return this.#ask({ title, payload, typed: false });
  }

  /** Forget this conversation and start another. */
  restart() {
    this.#running?.abort();
    this.#running = null;
    this.#failed = null;
    this.#session.renew();
    this.#view.log.replaceChildren();
    this.#view.log.removeAttribute("aria-busy");
    this.#view.welcome.hidden = false;
    this.#view.goesOn.hidden = true;
    this.#view.input.value = "";
    this.#typed();
    this.#view.scroller.scrollTop = 0;
    this.#view.status.textContent = TEXTS.newConversation;
    this.#view.input.focus();
  }

  async #ask(question) {
    this.#dropFailure();
    this.#complain("");
    const { log, welcome, status } = this.#view;
    const pressed = document.activeElement?.closest?.(".keuze, .opnieuw, [data-vraag]");
    welcome.hidden = true;
    status.textContent = "";
    const retired = this.#retireButtons();
    const own = renderOwn(question.title);
    const typing = renderTyping();
    log.append(own, typing);
    // A pressed button is gone or off by now; the keyboard goes on from the conversation.
    if (pressed) this.#view.scroller.focus({ preventScroll: true });
    this.#scrollTo(typing);
    const running = new AbortController();
    this.#running = running;
    log.setAttribute("aria-busy", "true");
    try {
      const messages = await this.#api.send(this.#session.id, question.payload, { signal: running.signal });
      typing.remove();
      const turn = renderTurn(messages, (choice) => this.press(choice.title, choice.payload));
      log.append(turn);
      this.#settle(running);
      this.#showAnswer(own, turn);
    } catch (error) {
      if (running.signal.aborted) return;
      typing.remove();
      this.#settle(running);
      for (const button of retired) button.disabled = false;
      this.#fail(question, own, error);
    }
  }

  #settle(running) {
    if (this.#running === running) this.#running = null;
    this.#view.log.removeAttribute("aria-busy");
    if (this.#view.fault.textContent === TEXTS.busy) this.#say("");
  }

  #fail(question, own, error) {
    const { log, input } = this.#view;
    const message = error.kind === "refused" ? error.message : (TEXTS.errors[error.kind] ?? TEXTS.errors.server);
    if (!error.kind) console.error(error);
    const kept = question.typed && input.value === "";
    if (kept) {
      input.value = question.title;
      this.#typed();
    }
    own.classList.add("mislukt");
    own.append(Object.assign(document.createElement("p"), { className: "status", textContent: TEXTS.notSent }));
    const box = renderFailure(kept ? `${message} ${TEXTS.kept}` : message, () => this.#retry(question, kept));
    log.append(box);
    this.#failed = { own, box };
    this.#scrollTo(box);
  }

  #retry(question, kept) {
    if (this.#running) return;
    const { input } = this.#view;
    if (kept && input.value === question.title) {
      input.value = "";
      this.#typed();
    }
    this.#ask(question);
  }

  #dropFailure() {
    this.#failed?.own.remove();
    this.#failed?.box.remove();
    this.#failed = null;
  }

  /** Choices belong to the last answer only; return the ones that still counted. */
  #retireButtons() {
    const live = [...this.#view.log.querySelectorAll("button.keuze:enabled")];
    for (const button of live) button.disabled = true;
    return live;
  }

  #showAnswer(own, turn) {
    const { scroller } = this.#view;
    // Someone who pressed a button and waits in the conversation goes on reading from the answer.
    if (document.activeElement === scroller || document.activeElement === document.body) turn.focus({ preventScroll: true });
    const tall = turn.offsetTop + turn.offsetHeight - own.offsetTop > scroller.clientHeight;
    this.#scroll(tall ? own.offsetTop - 12 : scroller.scrollHeight);
  }

  #scrollTo(item) {
    this.#scroll(item.offsetTop + item.offsetHeight - this.#view.scroller.clientHeight + 24);
  }

  #scroll(top) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#view.scroller.scrollTo({ top: Math.max(0, top), behavior: calm ? "auto" : "smooth" });
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  #typed() {
    const { input, counter } = this.#view;
    const count = length(input.value.trim());
    counter.hidden = count < COUNT_FROM;
    counter.textContent = counter.hidden ? "" : TEXTS.counter(count, LIMIT);
    counter.classList.toggle("te-veel", count > LIMIT);
    if (count <= LIMIT) this.#complain("");
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  /** Say under the input field what is going on; nothing is wrong with what was typed. */
  #say(text) {
    this.#view.fault.textContent = text;
  }

  /** Say what is wrong with what was typed; an empty text takes it back. */
  #complain(text) {
    const { input } = this.#view;
    this.#say(text);
    if (text) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    } else {
      input.removeAttribute("aria-invalid");
    }
  }
}

/** Count as a person does: an emoji is one character. */
function length(text) {
  return Array.from(text).length;
}
