// The chat as one reads it: the conversation, the box below it, and the source beside it.

import { Announcer } from "./announcer.js";
import { sourceAddress } from "./asides.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { icon } from "./icons.js";
import { Marks } from "./marks.js";
import { recall, remember } from "./memory.js";
import { element, iconButton, safeAddress, SOURCES_LANG } from "./nodes.js";
import { Reader } from "./reader.js";
import { asMarkdown, citedReferences, download } from "./transcript.js";
import { Welcome } from "./welcome.js";

/** @import { Citation, Options, Reference, Sentence, Turn } from "./shapes.d.ts" */
/** @import { Texts } from "./texts.js" */
/** @import { TurnView } from "./turn.js" */

export class Chat {
  /**
   * @param {string} name under which the tab remembers the conversation
   * @param {Texts} texts
   * @param {(name: string, detail: object) => boolean} emit false if the page took it over
   * @param {() => void} close
   */
  constructor(name, texts, emit, close) {
    this.name = name;
    this.texts = texts;
    this.emit = emit;
    this.isOpen = false;
    this.title = element("h2", { part: "title" });
    this.fresh = iconButton("", icon("fresh"), texts.say("fresh"), () => this.reset(true));
    this.saving = iconButton("", icon("download"), texts.say("download"), () => this.save());
    this.closing = iconButton("closes", icon("close"), texts.say("close"), close);
    const header = element(
      "header",
      { className: "bar", part: "header" },
      this.title,
      this.saving,
      this.fresh,
      this.closing,
    );
    this.welcome = new Welcome(texts, (question) => this.ask(question));
    this.turnsNode = element("div", { className: "turns" });
    this.scroll = element(
      "div",
      { className: "scroll", role: "region", tabIndex: 0, ariaLabel: texts.say("conversation") },
      this.welcome.node,
      this.turnsNode,
    );
    this.announcer = new Announcer();
    this.reader = new Reader(texts, (from) => {
      this.node.classList.remove("reads");
      from?.focus({ preventScroll: true });
      this.marks.hide(); // it has just been read
    });
    this.composer = new Composer(texts, {
      ask: (question) => this.ask(question),
      stop: () => this.conversation.stop(),
      typed: () => this.keep(),
      announce: (text) => this.announcer.say(text),
    });
    const column = element("div", { className: "chat" }, this.scroll, this.composer.node);
    const beside = element("div", { className: "beside" }, column, this.reader.node);
    this.node = element("div", { className: "frame-of-all" }, header, beside, this.announcer.node);
    this.marks = new Marks(this.node, texts, (...cited) => this.openSource(...cited));
    this.node.append(this.marks.card);
    this.scroll.addEventListener("scroll", () => this.marks.moved(), { passive: true });
    this.node.addEventListener("keydown", (event) => this.escape(event, close));
    this.conversation = new Conversation(this);
    this.restore();
    addEventListener("pagehide", () => this.keep()); // an answer may be half written then
  }

  /** @param {Options} options */
  configure({ title, greeting, questions, floats }) {
    this.title.textContent = title || this.texts.say("title");
    this.welcome.show(greeting, questions);
    this.closing.hidden = !floats;
  }

  restore() {
    const { turns, draft, open } = recall(this.name);
    this.conversation.restore(turns);
    this.composer.box.value = draft;
    this.wasOpen = open;
    const last = turns.at(-1);
    if (last?.broken?.kind === "offline") setTimeout(() => this.wait(last)); // it has its place by then
    this.refresh();
  }

  keep() {
    if (!this.node.isConnected) return; // another chat has taken its place
    const draft = this.composer.draft;
    remember(this.name, { turns: this.conversation.turns, draft, open: this.isOpen });
  }

  refresh() {
    const empty = !this.conversation.views.length;
    this.welcome.node.hidden = !empty;
    this.fresh.hidden = this.saving.hidden = empty;
    this.composer.show(this.conversation.writing !== null);
  }

  /** @param {string} text */
  ask(text) {
    const question = text.trim();
    if (!question) return;
    this.composer.hideOffers();
    this.emit("question", { question });
    void this.conversation.ask(question);
  }

  /**
   * @param {Turn} turn
   */
  again(turn) {
    this.conversation.drop(turn);
    this.ask(turn.question);
  }

  /**
   * @param {Turn} turn
   * @param {"up" | "down"} rating
   * @param {string[]} reasons
   */
  rated(turn, rating, reasons) {
    this.keep();
    this.emit("feedback", { answer_id: turn.answer?.id, rating, reasons });
  }

  /** @param {boolean} [byHand] */
  reset(byHand = false) {
    this.conversation.clear();
    this.reader.close();
    this.announcer.hush();
    this.marks.hide();
    this.refresh();
    this.keep();
    if (byHand) this.composer.focus();
  }

  save() {
    download(asMarkdown(this.title.textContent ?? "", this.conversation.turns, this.texts));
  }

  /** @param {TurnView} view */
  began({ turn, heading, node }) {
    const { composer } = this;
    if (composer.draft.trim() === turn.question) composer.draft = "";
    const root = /** @type {ShadowRoot} */ (this.node.getRootNode());
    const typing = composer.node.contains(root.activeElement);
    this.announcer.hush();
    this.announcer.say(this.texts.say("looking"));
    this.refresh();
    this.keep();
    // The button that was pressed may be gone; the box would open a phone's keyboard.
    if (!typing && root.activeElement !== null) heading.focus({ preventScroll: true });
    this.scroll.scrollTo({ top: node.offsetTop + node.clientTop - this.scroll.offsetTop });
  }

  /**
   * @param {TurnView} view
   * @param {Sentence} sentence
   */
  heard(view, sentence) {
    const names = view.voices.speakers(sentence).map(({ author }) => author).join(", ");
    this.announcer.say(names ? `${names}: ${sentence.text}` : sentence.text, SOURCES_LANG);
  }

  /**
   * Nothing has come for long.
   * @param {TurnView} view
   */
  late(view) {
    const slow = this.texts.say("slow");
    view.progress.textContent = slow;
    this.announcer.say(slow);
  }

  /** @param {TurnView} view */
  ended({ turn }) {
    const { composer } = this;
    if (turn.answer) {
      const refused = turn.answer.status === "no_evidence" && !turn.sentences.length;
      const count = citedReferences(turn).length;
      this.announcer.say(this.texts.say(refused ? "refused" : "complete", { n: count }));
      this.emit("answer", { question: turn.question, answer: turn.answer });
    } else {
      if (!composer.draft && !(turn.stopped && turn.sentences.length)) composer.draft = turn.question;
      if (turn.broken) this.emit("error", { question: turn.question, ...turn.broken });
      if (turn.broken?.kind === "offline") this.wait(turn);
    }
    this.refresh();
    this.keep();
  }

  /**
   * Asks again once there is a network.
   * @param {Turn} turn
   */
  wait(turn) {
    const again = () => {
      if (this.node.isConnected && this.conversation.turns.at(-1) === turn) this.again(turn);
    };
    if (navigator.onLine) again();
    else addEventListener("online", again, { once: true });
  }

  /**
   * @param {Reference} reference
   * @param {Citation} citation
   * @param {HTMLElement} from
   */
  openSource(reference, citation, from) {
    const url = safeAddress(sourceAddress(reference, citation));
    if (!this.emit("source", { reference, citation, url })) return;
    this.node.classList.add("reads");
    void this.reader.open(reference, citation, from);
  }

  /**
   * Escape closes what was opened last.
   * @param {KeyboardEvent} event
   * @param {() => void} close
   */
  escape(event, close) {
    if (event.key !== "Escape" || event.isComposing) return;
    const inner = this.marks.hide() || this.composer.hideOffers() || this.reader.close();
    if (inner) event.preventDefault();
    else if (!this.closing.hidden) close();
    event.stopPropagation();
  }
}
