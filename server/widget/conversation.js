// The conversation: its turns, the answer being written, and what the tab keeps of both.

import { answerEvents, Trouble } from "./stream.js";
import { TurnView } from "./turn.js";

/** @import { Turn } from "./shapes.d.ts" */
/** @import { Chat } from "./chat.js" */

const TURNS_SENT = 6; // turns of history that go with a follow-up
const SLOW = 8_000; // milliseconds without an event until the reader is told

export class Conversation {
  /** @param {Chat} chat */
  constructor(chat) {
    this.chat = chat;
    /** @type {TurnView[]} */
    this.views = [];
    /** @type {AbortController | null} of the answer being written */
    this.writing = null;
  }

  get turns() {
    return this.views.map(({ turn }) => turn);
  }

  /** @param {Turn[]} turns */
  restore(turns) {
    for (const turn of turns) {
      if (!turn.answer && !turn.stopped && !turn.broken) {
        turn.broken = { kind: "page_left", detail: "", wait: 0 };
      }
      this.show(turn);
    }
  }

  /** @param {Turn} turn */
  show(turn) {
    const view = new TurnView(turn, this.chat);
    this.views.push(view);
    this.chat.turnsNode.append(view.node);
    return view;
  }

  history() {
    return this.turns
      .filter(({ sentences }) => sentences.length)
      .slice(-TURNS_SENT)
      .flatMap(({ question, sentences }) => [
        { role: "user", content: question },
        { role: "assistant", content: sentences.map(({ text }) => text).join(" ") },
      ]);
  }

  stop() {
    this.writing?.abort();
  }

  clear() {
    this.stop();
    this.views = [];
    this.chat.turnsNode.replaceChildren();
  }

  /**
   * Takes a turn back, to ask its question anew.
   * @param {Turn} turn
   */
  drop(turn) {
    const at = this.turns.indexOf(turn);
    if (at < 0) return;
    this.views[at].node.remove();
    this.views.splice(at, 1);
  }

  /** @param {string} question */
  async ask(question) {
    this.stop();
    const last = this.turns.at(-1);
    if (last?.broken && last.question === question) this.drop(last);
    const past = this.history();
    const view = this.show({
      question,
      references: [],
      sentences: [],
      answer: null,
      stopped: false,
      broken: null,
      rating: null,
    });
    const writing = (this.writing = new AbortController());
    this.chat.began(view);
    await this.write(view, past, writing.signal);
    if (this.writing === writing) this.writing = null;
    if (this.views.includes(view)) this.chat.ended(view); // else a new conversation was begun
  }

  /**
   * @param {TurnView} view
   * @param {unknown[]} past
   * @param {AbortSignal} signal
   */
  async write(view, past, signal) {
    const { turn } = view;
    const late = () => this.chat.late(view);
    let slow = setTimeout(late, SLOW);
    try {
      for await (const [name, data] of answerEvents(turn.question, past, signal)) {
        clearTimeout(slow);
        if (name === "references") view.know(data.references);
        if (name === "sentence") this.add(view, data);
        if (name === "done") {
          view.know(data.references);
          data.sentences.slice(turn.sentences.length).forEach((each) => this.add(view, each));
          turn.answer = data;
        }
        slow = setTimeout(late, SLOW);
      }
    } catch (error) {
      if (signal.aborted) turn.stopped = true;
      else if (error instanceof Trouble) {
        turn.broken = { kind: error.kind, detail: error.detail, wait: error.wait };
      } else {
        console.error(error);
        turn.broken = { kind: "unknown", detail: "", wait: 0 };
      }
    }
    clearTimeout(slow);
    view.end();
  }

  /**
   * @param {TurnView} view
   * @param {import("./shapes.d.ts").Sentence} sentence
   */
  add(view, sentence) {
    view.add(sentence);
    this.chat.heard(view, sentence);
  }
}
