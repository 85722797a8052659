/** One conversation: what is asked, what comes back, and what happens when nothing does. */

import { announcementOf } from "./announcement.js";
import { Refusal } from "./connection.js";
import { faultOf } from "./faults.js";
import { LiveRegion } from "./live.js";
import { Question } from "./question.js";
import { Record } from "./record.js";
import { showEndOf, showStartOf } from "./scrolling.js";
import { asksWhetherItHelped, awaitsAnswer, isNotice } from "./sentences.js";
import { hasThumbs, thumbsUnder } from "./thumbs.js";
import { conversationAsText, replyAsText } from "./transcript.js";
import { assistantTurn, closeTurn, failureTurn, fillTurn, ownTurn, typingTurn } from "./turns.js";
import { element } from "./words.js";

const KEEP_TRYING = 20_000;
const TRY_EVERY = 1_000;
const LONGEST_WAIT = 5;

export class Conversation {
  #view;
  #live;
  #settings;
  #texts;
  #title;
  #record;
  #composer;
  #connection = null;
  #outside;
  #running = null;
  #given = new Map();
  #failed = null;
  #wasUp = false;

  /**
   * `view` holds the panel's elements; `memory` is where turns are kept, or null; `outside` is told of what the page
   * may want to know, answered(detail) and arrived(), and says which policy() is tried.
   */
  constructor({ view, settings, composer, memory, outside }) {
    this.#view = view;
    this.#live = new LiveRegion(view.status);
    this.#settings = settings;
    this.#texts = settings.texts;
    this.#title = settings.title;
    this.#composer = composer;
    this.#record = new Record(memory);
    this.#outside = outside;
  }

  /** Talk by this connection from now on. */
  by(connection) {
    this.#connection = connection;
  }

  get busy() {
    return this.#running !== null;
  }

  /** Send what stands in the input field. */
  submit() {
    if (this.busy) return this.#composer.say(this.#texts.busy);
    const text = this.#composer.taken();
    if (text === null) return;
    const { question, kind } = this.#failed ?? {};
    // Whoever sends the text that is back in the field tries again, as by the button.
    const again = question?.typed && question.title === text;
    this.#ask(again ? question.again(kind) : new Question({ title: text, payload: text, typed: true }));
  }

  /** Send something that the person pressed, or the page asked; return a promise of the answer. */
  press(title, payload = title) {
    if (this.busy) {
      this.#composer.say(this.#texts.busy);
      return Promise.reject(new Error("busy"));
    }
    return this.#ask(new Question({ title, payload, typed: false })).finished;
  }

  /** Show turns of before the page was loaded again, and go on with what was on its way. */
  restore(turns) {
    this.#record.takeOver(turns);
    for (const { id, asked, when, replies, open } of turns) {
      const came = new Date(when);
      const own = asked ? ownTurn(asked, came, this.#texts) : null;
      if (own) this.#view.log.append(own);
      if (typeof open === "string" && !this.busy) {
        const question = new Question({ title: asked, payload: open, typed: false, id });
        this.#start(Object.assign(question, { own, when: came, retired: [], policy: this.#outside.policy() }));
      }
      if (!replies.length) continue;
      const turn = assistantTurn(this.#title);
      replies.forEach((reply) => this.#fill(turn, reply));
      this.#close(turn, came, replies);
      this.#view.log.append(turn);
    }
    this.#retireButtons(".beurt:last-child .keuze");
    if (turns.length) this.#view.welcome.hidden = true;
    showEndOf(this.#view.log, this.#view.scroller);
  }

  /** Wait for nothing any more; whoever does hears `why`. Where that is "left", another tag goes on, and this one keeps nothing. */
  end(why) {
    for (const question of this.#given.values()) question.drop(why);
    if (why === "left") this.#record = new Record();
  }

  /** Remove everything from the page. */
  clear() {
    this.end("erased");
    this.#rest();
    this.#failed = null;
    this.#view.welcome.hidden = false;
    this.#record.clear();
    this.#given.clear();
    this.#view.log.replaceChildren();
    this.#view.goesOn.hidden = true;
    this.#composer.text = "";
    this.#composer.awaits(false);
    this.#view.scroller.scrollTop = 0;
  }

  asText() {
    return conversationAsText(this.#record.turns, this.#title, this.#texts);
  }

  /** What the connection heard. */
  event(name, data) {
    const question = this.#given.get(data.answers) ?? null;
    if (name === "reply") this.#reply(question, data);
    else if (name === "typing" && question) this.#wait(question);
    else if (name === "done" && question) this.#done(question, data.to === "person");
    else if (name === "fault" && question) this.#fail(question, "server", { told: String(data.text ?? ""), code: data.code });
  }

  up() {
    const back = !this.#view.line.hidden;
    this.#view.line.hidden = true;
    if (back) this.#live.also(this.#texts.back); // after what else was said, that a conversation is over, say
    // What the server has is answered once; what got lost on the way is handled now.
    if (this.#wasUp && this.#running?.accepted) this.#send(this.#running);
    this.#wasUp = true;
  }

  down() {
    if (!this.#view.line.hidden) return;
    this.#view.line.hidden = false;
    this.announce(this.#texts.lost);
  }

  /** The assistant began another conversation: what stands here can be read, and not gone on with. */
  ended() {
    const running = this.#running;
    this.#retireButtons();
    this.#composer.awaits(false);
    if (running) running.retired = [];
    if (![...this.#view.log.children].some((item) => item !== running?.own && item !== running?.typing)) return;
    this.#insert(element("p", "voorbij", this.#texts.over));
    this.announce(this.#texts.over);
  }

  /** Let a screen reader say something now, and nothing that was said before. */
  announce(text) {
    this.#live.say(text);
  }

  #fill(turn, reply) {
    const onButton = ({ title, payload }) => this.press(title, payload).catch(() => {});
    fillTurn(turn, reply, { texts: this.#texts, onButton });
    this.#composer.awaits(awaitsAnswer(reply));
  }

  #ask(question) {
    question.policy = this.#outside.policy();
    const { log, scroller } = this.#view;
    this.#dropFailure();
    this.#composer.say("");
    this.#live.clear();
    // A button that is pressed goes or is switched off: the keyboard goes on from the conversation, before that.
    if (this.#view.root.activeElement?.closest(".keuze, .opnieuw, .starter")) scroller.focus({ preventScroll: true });
    question.retired = this.#retireButtons();
    question.own = ownTurn(question.title, question.when, this.#texts);
    this.#view.welcome.hidden = true;
    log.append(question.own);
    this.#record.asked(question);
    showEndOf(question.own, this.#view.scroller);
    return this.#start(question);
  }

  /** Send a question, and wait for what comes of it. */
  #start(question) {
    this.#running = question;
    this.#view.log.setAttribute("aria-busy", "true");
    this.#given.set(question.id, question);
    question.clock({
      typing: () => this.#wait(question),
      slow: () => this.#slow(question),
      tooLong: () => (question.replies.length ? this.#done(question) : this.#fail(question, "timeout")),
    });
    this.#send(question);
    return question;
  }

  async #send(question) {
    const until = Date.now() + KEEP_TRYING;
    for (let tries = 0; !question.over; tries += 1) {
      try {
        await this.#connection.say(question.id, question.payload, question.policy);
        question.accepted = true;
        return;
      } catch (error) {
        if (question.over) return;
        const { wait } = error;
        if (error instanceof Refusal && !(wait && wait <= LONGEST_WAIT)) {
          return this.#fail(question, error.kind, error);
        }
        if (!wait && Date.now() > until) return this.#fail(question, "unreachable");
        if (!wait && tries > 0) this.down(); // one that is being started anew is no reason to worry anybody
        await new Promise((resolve) => setTimeout(resolve, wait ? wait * 1_000 : TRY_EVERY));
      }
    }
  }

  #reply(question, reply) {
    if (isNotice(reply) || (asksWhetherItHelped(reply.text) && hasThumbs(question))) return;
    if (question?.quiet) {
      question.replies.push(reply);
      if (!reply.buttons?.length) return;
      question = null; // an offer that follows on it is a turn of its own
    }
    this.#view.line.hidden = true;
    const turn = this.#turnOf(question);
    question?.replies.push(reply);
    this.#fill(turn, reply);
    this.#record.replied(question, reply);
    this.#live.also(announcementOf(reply, this.#texts)); // a turn may have several, and other things said before
    if (!question) this.#close(turn, new Date(), [reply]);
    this.#showAnswer(question?.own ?? turn, turn);
    this.#outside.arrived();
  }

  /** Return the turn in which replies to a question go; what nobody asked gets one of its own. */
  #turnOf(question) {
    if (question?.turn) return question.turn;
    const turn = assistantTurn(this.#title);
    turn.setAttribute("role", "group");
    turn.setAttribute("aria-label", this.#title);
    if (question) {
      question.turn = turn;
      question.typing?.remove();
      if (this.#failed?.question === question) this.#dropFailure(true);
    }
    // A late answer goes under its own question, which comes back when it was given up.
    if (question && !question.own.isConnected) this.#insert(question.own);
    if (question) question.own.after(turn);
    else this.#view.log.append(turn);
    this.#view.welcome.hidden = true;
    return turn;
  }

  /** Put what is late before what is being answered now. */
  #insert(item) {
    if (this.#running?.own.isConnected) this.#running.own.before(item);
    else this.#view.log.append(item);
  }

  /** Whoever talks with a person (`relayed`) gets no reply to each thing they say. */
  #done(question, relayed = false) {
    if (question.quiet) {
      question.end();
      this.announce(question.replies.map((reply) => reply.text ?? "").join(" "));
      return question.resolve();
    }
    if (question.closed) return;
    if (question.replies.length === 0 && !relayed) return this.#fail(question, "silent");
    this.#settle(question);
    question.closed = true;
    if (question.replies.length === 0) return question.resolve({ question: question.title, text: "", custom: {}, replies: [] });
    this.#close(question.turn, new Date(), question.replies);
    this.#showAnswer(question.own, question.turn); // what closes a turn, its thumbs too, came below what was shown
    const { replies, title } = question;
    if (replies.some((reply) => reply.custom?.gebaar === "wissen")) this.#forget(question);
    const custom = replies.findLast((reply) => reply.custom?.delen)?.custom ?? replies.at(-1).custom ?? {};
    const detail = { question: title, text: replies.map((reply) => reply.text ?? "").join("\n\n"), custom, replies };
    question.resolve(detail);
    this.#outside.answered(detail);
  }

  /** What was said before was erased by the assistant, so it goes here too; the word that says so stays. */
  #forget({ own, turn }) {
    for (const item of [...this.#view.log.children]) if (item !== own && item !== turn) item.remove();
    this.#record.clear();
  }

  #settle(question, failed = false) {
    question.end();
    question.typing?.remove();
    this.#record.over(question, failed);
    if (this.#running === question) this.#rest();
    this.#composer.say("");
  }

  /** Nothing is on its way. */
  #rest() {
    this.#running = null;
    this.#view.log.removeAttribute("aria-busy");
  }

  #close(turn, when, replies) {
    const text = () => replies.map((reply) => replyAsText(reply, this.#texts)).join("\n\n");
    const thumbs = thumbsUnder(replies, this.#texts, (payload) => this.#rate(payload));
    closeTurn(turn, { when, text, texts: this.#texts, thumbs, announce: (said) => this.announce(said) });
  }

  /** Say what somebody thinks of an answer, beside whatever else is going on; return a promise that it arrived. */
  #rate(payload) {
    const question = new Question({ title: "", payload, typed: false });
    Object.assign(question, { quiet: true, policy: this.#outside.policy() });
    this.#given.set(question.id, question);
    question.clock({ typing() {}, slow() {}, tooLong: () => this.#fail(question, "timeout") });
    this.#send(question);
    return question.finished;
  }

  #wait(question) {
    if (question.over || question.typing || question.quiet) return;
    question.typing = typingTurn(this.#texts);
    this.#view.log.append(question.typing);
    showEndOf(question.typing, this.#view.scroller);
  }

  #slow(question) {
    if (question.over) return;
    this.#wait(question);
    question.typing.firstChild.append(element("span", "traag", this.#texts.slow));
    this.announce(this.#texts.slow);
    if (question.typing.isConnected) showEndOf(question.typing, this.#view.scroller);
  }

  #fail(question, kind, { told, code } = {}) {
    if (question.over) return;
    const { text: message, lang } = faultOf({ kind, told, code }, this.#settings);
    if (question.quiet) {
      question.end();
      this.#live.say(message, lang);
      return question.reject(new Error(kind));
    }
    this.#settle(question, true);
    for (const button of question.retired) button.disabled = false;
    const kept = question.typed && this.#composer.text === "";
    if (kept) this.#composer.text = question.title;
    question.own.classList.add("mislukt");
    const state = element("p", "status", this.#texts.notSent);
    if (!question.accepted) question.own.append(state);
    const said = element("span", null, message);
    if (lang) said.lang = lang;
    const box = failureTurn([said, kept ? ` ${this.#texts.kept}` : ""], this.#texts, () => {
      if (this.busy) return;
      if (kept && this.#composer.text === question.title) this.#composer.text = "";
      this.#ask(question.again(kind));
    });
    this.#view.log.append(box);
    this.#failed = { question, kind, box, state };
    this.#live.say(message, lang);
    showEndOf(box, this.#view.scroller);
    question.reject(new Error(message));
  }

  /** Take a failure away, with its question unless `answered` after all. */
  #dropFailure(answered = false) {
    if (!this.#failed) return;
    const { question, box, state } = this.#failed;
    this.#failed = null;
    if (box.contains(this.#view.root.activeElement)) this.#view.scroller.focus({ preventScroll: true });
    box.remove();
    state.remove();
    question.own.classList.remove("mislukt");
    if (!answered) question.own.remove();
  }

  /** Choices belong to the last answer only; return the ones that still counted. */
  #retireButtons(except = null) {
    const live = [...this.#view.log.querySelectorAll("button.keuze:enabled")];
    const gone = except ? live.filter((button) => !button.matches(except)) : live;
    for (const button of gone) button.disabled = true;
    return gone;
  }

  #showAnswer(from, turn) {
    const { scroller, root } = this.#view;
    // Someone who pressed a button and waits in the conversation goes on reading from the answer.
    if (root.activeElement === scroller) turn.focus({ preventScroll: true });
    showStartOf(from, scroller);
  }
}
