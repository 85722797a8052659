/** The input field: several lines, a limit, and what is wrong with what was typed. */

const COUNT_FROM = 800;

export const LIMIT = 1000;

export class Composer {
  #view;
  #texts;
  #announce;

  /**
   * `view` holds form, input, fault and counter; `submitted` is called when somebody presses Enter or the button, and
   * `announce` with what is said under the field, for who does not see it.
   */
  constructor(view, texts, { submitted, announce }) {
    this.#view = view;
    this.#texts = texts;
    this.#announce = announce;
    view.form.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted();
    });
    view.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submitted();
    });
    view.input.addEventListener("input", () => this.#typed());
  }

  get text() {
    return this.#view.input.value;
  }

  set text(text) {
    this.#view.input.value = text;
    this.#typed();
  }

  /** Return the question when it can be sent, else null, and say why. */
  taken() {
    const text = this.text.trim();
    const count = length(text);
    if (count === 0) return this.#complain(this.#texts.empty);
    if (count > LIMIT) return this.#complain(this.#texts.tooLong(LIMIT));
    this.#complain("");
    this.text = "";
    return text;
  }

  /** Say under the field what is going on; nothing is wrong with what was typed. */
  say(text) {
    this.#view.fault.textContent = text;
    if (text) this.#announce(text);
  }

  /** Say in the empty field what is typed there: a question, or an answer to what the assistant or a person asked. */
  awaits(answer) {
    this.#view.input.placeholder = answer ? this.#texts.placeholderAnswer : this.#texts.placeholder;
  }

  focus() {
    this.#view.input.focus({ preventScroll: true });
  }

  #complain(text) {
    const { input } = this.#view;
    this.say(text);
    if (text) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    } else {
      input.removeAttribute("aria-invalid");
    }
    return null;
  }

  #typed() {
    const { input, counter } = this.#view;
    const count = length(input.value.trim());
    counter.hidden = count < COUNT_FROM;
    counter.textContent = counter.hidden ? "" : this.#texts.counter(count, LIMIT);
    counter.classList.toggle("te-veel", count > LIMIT);
    if (count <= LIMIT && input.hasAttribute("aria-invalid")) this.#complain("");
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 3}px`;
  }
}

/** Count as a person does: an emoji is one character. */
function length(text) {
  return Array.from(text).length;
}
