// Sentences → blocks of one person's words, so that it is plain who says what.

import { element, words } from "./nodes.js";
import { byline, portrait, sideOf } from "./people.js";

/** @import { Reference, Sentence } from "./shapes.d.ts" */
/** @import { Marks } from "./marks.js" */
/** @import { Texts } from "./texts.js" */

export class Voices {
  /**
   * @param {HTMLElement} answer where the blocks go
   * @param {Marks} marks
   * @param {Texts} texts
   */
  constructor(answer, marks, texts) {
    this.answer = answer;
    this.marks = marks;
    this.texts = texts;
    /** @type {Map<number, Reference>} */
    this.references = new Map();
    this.key = "";
    /** @type {HTMLElement | null} */
    this.words = null;
    /** @type {Sentence | null} */
    this.before = null;
  }

  /** @param {Reference[]} references */
  know(references) {
    this.references = new Map(references.map((each) => [each.number, each]));
  }

  /** @param {Sentence} sentence */
  speakers({ citations }) {
    const sources = citations.map(({ reference }) => this.references.get(reference));
    return [...new Map(sources.flatMap((each) => (each ? [[each.author, each]] : []))).values()];
  }

  /** @param {Sentence} sentence */
  add(sentence) {
    const { kind, citations } = sentence;
    const marks = citations.map((citation) =>
      this.marks.mark(this.references.get(citation.reference), citation));
    const notes = marks.length ? element("sup", { className: "marks" }, ...marks) : null;
    const said = element("span", { className: "sentence" }, sentence.text, notes);
    if (Number.isInteger(sentence.dated)) {
      const year = this.texts.say("dated", { year: String(sentence.dated) });
      said.append(" ", element("span", { className: "badge old" }, year));
    }
    const sections = citations.map(({ reference }) => this.references.get(reference)?.section_id);
    const key = JSON.stringify([kind, ...sections]);
    if (kind !== "frame" && key === this.key && this.words) {
      this.words.append(this.skips(sentence) ? " … " : " ", said);
    } else {
      this.answer.append(this.block(sentence, said));
    }
    this.key = key;
    this.before = sentence;
  }

  /**
   * @param {Sentence} sentence
   * @param {HTMLElement} said
   */
  block(sentence, said) {
    const speakers = this.speakers(sentence);
    const quoted = sentence.kind === "quote";
    this.words = words(quoted ? "blockquote" : "p", "words", said);
    if (sentence.kind === "frame" || !speakers.length) {
      return element("div", { className: "frame" }, this.words);
    }
    const people = [...new Set([...this.references.values()].map(({ author }) => author))];
    const speaker = element("p", { className: "speaker" });
    if (!quoted) speaker.append(element("span", { className: "badge" }, this.texts.say("summed")), " ");
    speakers.forEach((source, nth) => {
      const face = portrait(source.author, people.indexOf(source.author));
      speaker.append(nth ? "; " : "", face, byline(source, this.texts, { aged: true }));
    });
    const side = (speakers.length === 1 && sideOf(speakers[0])) || "";
    return element("div", { className: `voice ${side}` }, speaker, this.words);
  }

  /**
   * True where words were left out between this quote and the one before it.
   * @param {Sentence} sentence
   */
  skips({ kind, citations }) {
    const gap = citations[0]?.start - (this.before?.citations[0]?.end ?? NaN);
    return kind === "quote" && !(gap >= 0 && gap <= 3); // a line break and a list's "- " still adjoin
  }
}
