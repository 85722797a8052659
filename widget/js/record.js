/** What was said in a conversation, to save as a file and, where the page asks for it, to show again after a reload. */

const KEPT = 60;

export class Record {
  #memory;
  #turns = [];

  /** `memory` is where turns outlive a reload, or null. */
  constructor(memory) {
    this.#memory = memory;
  }

  /** The turns {asked?, when, replies}, in order. */
  get turns() {
    return this.#turns;
  }

  /** Take over the turns of before the page was loaded again. */
  takeOver(turns) {
    this.#turns = [...turns];
  }

  /** Note a question; `open` is what was sent, until something comes of it. */
  asked({ id, title, payload, when }) {
    this.#turns.push({ id, asked: title, when: when.getTime(), replies: [], open: payload });
    this.#write();
  }

  /** Note a reply to a question, or to none. */
  replied(question, reply) {
    let turn = question && this.#of(question);
    if (!turn) {
      turn = { id: question?.id, asked: question?.title ?? "", when: Date.now(), replies: [] };
      this.#turns.push(turn);
    }
    turn.replies.push(reply);
    delete turn.open;
    this.#write();
  }

  /** Note that nothing more is waited for; a question that `failed` is not kept. */
  over(question, failed = false) {
    const turn = this.#of(question);
    if (turn) delete turn.open;
    if (failed) this.#turns = this.#turns.filter((item) => item !== turn || item.replies.length);
    this.#write();
  }

  clear() {
    this.#turns = [];
    if (this.#memory) this.#memory.turns = [];
  }

  #of({ id }) {
    return this.#turns.find((turn) => turn.id === id);
  }

  #write() {
    if (this.#memory) this.#memory.turns = this.#turns.slice(-KEPT);
  }
}
