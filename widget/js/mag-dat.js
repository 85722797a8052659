/** The tag `<mag-dat>`: puts panel, conversation and connection together, and is what a page talks to. */

import card from "../css/card.css" with { type: "css" };
import conversation from "../css/conversation.css" with { type: "css" };
import panel from "../css/panel.css" with { type: "css" };
import print from "../css/print.css" with { type: "css" };
import theme from "../css/theme.css" with { type: "css" };
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { LEFT, Memory, tabStorage } from "./memory.js";
import { launcherOf, panelOf } from "./panel.js";
import { ATTRIBUTES, settingsOf } from "./settings.js";
import { saveAsFile } from "./transcript.js";

const SHEETS = [theme, panel, conversation, card, print];
const COVERING = "(max-width: 30rem), (max-height: 26rem)";
const MOST_SHOWN = 9;

export class MagDat extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root;
  #title = "";
  #settings = null;
  #view = null;
  #conversation = null;
  #connection = null;
  #composer = null;
  #memory = null;
  #ready = null;
  #unread = 0;
  #unfolded = [];
  #proof = null;

  /** The policy to try, by its name: the example page sets it, and the assistant takes it from nowhere else. */
  policy = "";

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = SHEETS;
  }

  connectedCallback() {
    if (Object.hasOwn(this, "jwt")) { // set before this script was there
      const given = this.jwt;
      delete this.jwt;
      this.jwt = given;
    }
    if (!this.#memory) this.#build();
    else if (this.#memory.token || this.#conversation.busy) this.#connection.listen();
    LEFT.delete(this.#memory.name);
    addEventListener("beforeprint", this.#unfold);
    addEventListener("afterprint", this.#fold);
    visualViewport?.addEventListener("resize", this.#fit);
  }

  disconnectedCallback() {
    this.#connection.stop();
    const memory = this.#memory;
    LEFT.set(memory.name, () => {
      if (this.#memory === memory) {
        this.#conversation.end("left");
        this.#memory = null;
      }
      return memory;
    });
    removeEventListener("beforeprint", this.#unfold);
    removeEventListener("afterprint", this.#fold);
    visualViewport?.removeEventListener("resize", this.#fit);
  }

  attributeChangedCallback(name, before, now) {
    if (name === "title" && now !== null) {
      this.#title = now;
      this.removeAttribute("title"); // or the browser shows it beside the pointer, over the whole widget
    } else if (before === now || (name === "title" && now === null && !this.#view)) {
      return;
    }
    // What was said stays: after the first question only whose policy answers changes at once, the rest when the page
    // is loaded again.
    if (this.#memory && !this.#view.welcome.hidden) this.#build();
    else if (this.#view && name === "company") this.#view.subtitle.textContent = settingsOf(this, this.#title).subtitle;
  }

  /** The intranet's own token, or a function that gives it: who the person is, where the assistant asks for that. */
  get jwt() {
    return this.#proof;
  }

  set jwt(proof) {
    this.#proof = proof;
  }

  /** Show the panel, where it floats, and go to the input field. */
  open() {
    const { panel: box, launcher } = this.#view;
    if (launcher && !box.open) {
      this.#hearFrom(box);
      // Where it covers the page, nothing behind it may be reached.
      if (matchMedia(COVERING).matches) box.showModal();
      else box.show();
      launcher.setAttribute("aria-expanded", "true");
      launcher.hidden = true;
      this.#count(0);
    }
    this.#fit();
    // On a touch screen the field would bring the keyboard up, over what there is to read first.
    if (launcher && matchMedia("(hover: none)").matches) this.#view.scroller.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  /** Hide the panel, where it floats. */
  close() {
    if (!this.#view.launcher || !this.#view.panel.open) return;
    this.#view.panel.close();
    this.#closed();
  }

  /**
   * Ask something in the person's name; return a promise of {question, text, custom, replies}. With `open: false` a
   * panel that is closed stays so, and its button counts the answer.
   */
  async ask(text, { open = true } = {}) {
    await this.#ready;
    const question = String(text).trim();
    if (!question) throw new TypeError("ask: there is no question");
    if (open && !this.#conversation.busy) this.open();
    return this.#conversation.press(question);
  }

  #build() {
    this.#connection?.stop();
    this.#settings = settingsOf(this, this.#title);
    const { texts, server, restore, mode } = this.#settings;
    const view = panelOf(this.#settings, (text) => this.#conversation.press(text).catch(() => {}));
    const float = mode === "floating" ? launcherOf(this.#settings) : {};
    this.#view = Object.assign(view, float, { root: this.#root });
    this.#root.replaceChildren(...[float.launcher, view.panel].filter(Boolean));
    view.panel.lang = this.#settings.language;
    if (this.#memory?.name !== server) this.#memory = LEFT.get(server)?.() ?? new Memory(server, tabStorage());
    this.#composer = new Composer(view, texts, {
      submitted: () => this.#conversation.submit(),
      announce: (text) => this.#conversation.announce(text),
    });
    this.#conversation = new Conversation({
      view,
      settings: this.#settings,
      composer: this.#composer,
      memory: restore ? this.#memory : null,
      outside: {
        answered: (detail) =>
          this.dispatchEvent(new CustomEvent("magdat-answer", { detail, bubbles: true, composed: true })),
        policy: () => this.policy,
        arrived: () => {
          if (float.launcher && !view.panel.open) this.#count(this.#unread + 1);
        },
      },
    });
    if (float.launcher) this.#hearFrom(this.#root);
    this.#listenToButtons();
    this.#count(0);
    this.#ready = this.#begin(this.#settings, this.#conversation, this.#memory);
  }

  async #begin({ server, restore }, talk, memory) {
    const connection = new Connection({
      server,
      memory,
      proof: async () => (typeof this.#proof === "function" ? this.#proof() : this.#proof),
      heard: {
        event: (name, data) => talk.event(name, data),
        here: () => this.isConnected,
        up: () => talk.up(),
        down: () => talk.down(),
        unknown: () => {
          this.#view.goesOn.hidden = true;
          talk.ended();
        },
      },
    });
    this.#connection = connection;
    talk.by(connection);
    await memory.claim();
    if (restore) talk.restore(memory.turns);
    else memory.turns = [];
    if (!memory.token) return;
    this.#view.goesOn.hidden = false;
    connection.listen();
  }

  #listenToButtons() {
    const { panel: box, launcher, closer, more, menu, privacy, save, erase, choices, sure, yes, no } = this.#view;
    const texts = this.#settings.texts;
    launcher?.addEventListener("click", () => this.open());
    closer?.addEventListener("click", () => this.close());
    const showMenu = (shown) => {
      menu.hidden = !shown;
      more.setAttribute("aria-expanded", String(shown));
      choices.hidden = false;
      sure.hidden = true;
    };
    more.addEventListener("click", () => showMenu(menu.hidden));
    privacy.addEventListener("click", () => {
      this.#view.scroller.focus({ preventScroll: true });
      showMenu(false);
      this.#conversation.press(texts.privacy, "privacy").catch(() => {});
    });
    save.addEventListener("click", () => {
      saveAsFile(this.#conversation.asText(), `mag-dat-${new Date().toISOString().slice(0, 10)}.txt`);
      more.focus();
      showMenu(false);
      this.#conversation.announce(texts.saved);
    });
    erase.addEventListener("click", () => {
      sure.hidden = false;
      yes.focus();
      choices.hidden = true;
    });
    yes.addEventListener("click", () => this.#erase(() => showMenu(false)));
    no.addEventListener("click", () => {
      more.focus();
      showMenu(false);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      if (!menu.hidden) {
        more.focus();
        showMenu(false);
      } else if (launcher) {
        this.close();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("close", () => this.#closed()); // also by a phone's own gesture
  }

  #closed() {
    const { panel: box, launcher } = this.#view;
    if (box.open || !launcher.hidden) return;
    this.#hearFrom(this.#root);
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus({ preventScroll: true });
  }

  /** Put the live region where it is heard: not in a panel that is closed, nor behind one that covers the page. */
  #hearFrom(place) {
    this.#conversation.announce("");
    place.append(this.#view.status);
  }

  async #erase(closeMenu) {
    const { erased, earlier } = this.#settings.texts;
    this.#composer.focus();
    closeMenu();
    this.#conversation.clear();
    const fates = await this.#connection.erase();
    const latest = fates.pop() ?? "erased";
    const more = ["gone", "kept"].filter((fate) => fate !== latest && fates.includes(fate));
    const said = [erased[latest], ...more.map((fate) => earlier[fate])].join(" ");
    const { goesOn } = this.#view;
    goesOn.textContent = said;
    goesOn.hidden = false;
    this.#conversation.announce(said);
  }

  #count(unread) {
    const { launcher, count } = this.#view;
    this.#unread = unread;
    if (!launcher) return;
    const { title, texts } = this.#settings;
    count.hidden = unread === 0;
    count.textContent = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
    const label = [texts.open(title), unread && texts.unread(unread)].filter(Boolean).join(", ");
    launcher.setAttribute("aria-label", label);
    if (unread) this.#conversation.announce(label);
  }

  /** Keep within what a phone's keyboard leaves of the screen. */
  #fit = () => {
    const { height, scale } = visualViewport ?? { height: innerHeight, scale: 1 };
    // Who zooms in with two fingers looks at a part, and the panel stays as it is.
    if (scale <= 1.01) this.style.setProperty("--zichtbaar", `${Math.round(height)}px`);
  };

  #unfold = () => {
    this.#unfolded = [...this.#root.querySelectorAll("details:not([open])")];
    for (const details of this.#unfolded) details.open = true;
  };

  #fold = () => {
    for (const details of this.#unfolded) details.open = false;
  };
}
