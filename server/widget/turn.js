// A turn of the conversation: a question, and what is said to it sentence by sentence.

import { copyText } from "./copying.js";
import { icon } from "./icons.js";
import { choices, element, iconButton, words } from "./nodes.js";
import { roundup } from "./people.js";
import { referenceList } from "./references.js";
import { citedReferences, turnAsText } from "./transcript.js";
import { stopLine, troubleBox } from "./troubles.js";
import { verdict } from "./verdict.js";
import { Voices } from "./voices.js";

/** @import { Answer, Reference, Sentence, Turn } from "./shapes.d.ts" */
/** @import { Marks } from "./marks.js" */
/** @import { Key, Texts } from "./texts.js" */

/**
 * What a turn asks of the chat it is in.
 * @typedef {{ texts: Texts, marks: Marks, ask: (question: string) => void,
 *   again: (turn: Turn) => void,
 *   rated: (turn: Turn, rating: "up" | "down", reasons: string[]) => void }} Chat
 */

export class TurnView {
  /**
   * @param {Turn} turn
   * @param {Chat} chat
   */
  constructor(turn, chat) {
    this.turn = turn;
    this.chat = chat;
    const say = (/** @type {Key} */ key) => chat.texts.say(key);
    this.heading = element(
      "h3",
      { className: "asked", tabIndex: -1 },
      element("span", { className: "unseen" }, `${say("asked")}: `),
      element("span", { dir: "auto" }, turn.question),
    );
    this.heading.part.add("question");
    this.glance = element("div", {});
    this.said = element("div", { className: "answer", part: "answer" });
    this.progress = element("p", { className: "progress" }, say("looking"));
    this.after = element("div", { className: "after" });
    this.node = element(
      "article",
      { className: "turn" },
      this.heading,
      this.glance,
      this.said,
      this.progress,
      this.after,
    );
    this.voices = new Voices(this.said, chat.marks, chat.texts);
    if (turn.references.length) this.know(turn.references);
    turn.sentences.forEach((sentence) => this.voices.add(sentence));
    if (turn.answer || turn.stopped || turn.broken) this.end();
  }

  /** @param {Reference[]} references */
  know(references) {
    const { texts } = this.chat;
    this.turn.references = references;
    this.voices.know(references);
    const authors = [...new Set(references.map(({ author }) => String(author)))];
    if (!authors.length) return;
    const others = authors.length - 2;
    const rest = others > 0 ? [texts.say("others", { n: others })] : [];
    const names = texts.list([...authors.slice(0, 2), ...rest]);
    this.progress.textContent = texts.say("reading", { names });
    if (authors.length > 1) this.glance.replaceChildren(roundup(references, texts));
  }

  /** @param {Sentence} sentence */
  add(sentence) {
    this.turn.sentences.push(sentence);
    this.voices.add(sentence);
    this.progress.textContent = this.chat.texts.say("writing");
  }

  /** The turn is over: what stands below what was said. */
  end() {
    const { turn, chat } = this;
    const { answer, broken, stopped } = turn;
    this.progress.remove();
    const again = () => chat.again(turn);
    const begun = turn.sentences.length > 0;
    if (answer) this.notes(answer);
    const cited = citedReferences(turn);
    if (broken) this.after.append(troubleBox(broken, begun, chat.texts, again));
    else if (stopped) this.after.append(stopLine(begun, chat.texts, again));
    if (cited.length) this.after.append(referenceList(cited, chat.marks, chat.texts));
    if (!answer) return;
    if (cited.length) this.after.append(...this.tools(again));
    if (answer.nearest.length) this.after.append(this.offers(answer));
  }

  /** @param {Answer} answer */
  notes({ status, notes }) {
    const { texts } = this.chat;
    if (status === "no_evidence" && !this.turn.sentences.length) {
      const alone = this.turn.answer?.nearest.length ? "refusedWhy" : "refusedAlone";
      const lines = notes.map((note) => words("p", "", String(note)));
      this.said.append(element(
        "div",
        { className: "refused" },
        element("p", { className: "words" }, texts.say("refused")),
        ...lines,
        element("p", {}, texts.say(alone)),
      ));
      return;
    }
    const items = notes.map((note) => words("li", "", String(note)));
    if (status === "partial") items.unshift(element("li", {}, texts.say("partial")));
    if (items.length) this.after.append(element("ul", { className: "notes", role: "list" }, ...items));
  }

  /** @param {Answer} answer */
  offers({ status, nearest, intent = "question" }) {
    const { texts } = this.chat;
    const lead = intent !== "question" ? "could" : status === "no_evidence" ? "nearest" : "fuller";
    const title = element("h4", {}, texts.say(lead));
    const items = choices(nearest, "suggestion", (question) => this.chat.ask(question));
    const list = element("ul", { className: "questions", role: "list" }, ...items);
    return element("section", { className: "offers" }, title, list);
  }

  /**
   * @param {() => void} again
   * @returns {Node[]}
   */
  tools(again) {
    const { turn, chat } = this;
    const { texts } = chat;
    const status = element("span", { className: "quiet", role: "status" });
    const copy = iconButton("", icon("copy"), texts.say("copy"), async () => {
      const done = await copyText(turnAsText(turn, texts), this.node);
      status.textContent = done ? texts.say("copied") : "";
      setTimeout(() => { status.textContent = ""; }, 4000);
    });
    const retry = iconButton("", icon("again"), texts.say("again"), again);
    const { thumbs, place } = verdict(turn, texts, (...rating) => chat.rated(turn, ...rating));
    return [element("div", { className: "tools" }, copy, retry, thumbs, status), place];
  }
}
