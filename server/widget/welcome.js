// An empty chat: a greeting, what to expect, and questions to begin with.

import { suggestions } from "./asides.js";
import { choices, element } from "./nodes.js";

/** @import { Texts } from "./texts.js" */

const STARTERS = 6; // questions of the corpus, where the page brings none of its own

export class Welcome {
  /**
   * @param {Texts} texts
   * @param {(question: string) => void} ask
   */
  constructor(texts, ask) {
    this.texts = texts;
    this.ask = ask;
    this.node = element("div", { className: "welcome" });
    this.choices = element("div", {});
    this.own = "?"; // the page's questions as they are shown
  }

  /**
   * @param {string} greeting
   * @param {string[]} questions
   */
  show(greeting, questions) {
    const { texts } = this;
    this.node.replaceChildren(
      element("h3", { className: "greeting", dir: "auto" }, greeting || texts.say("greeting")),
      element("p", { className: "promise" }, texts.say("promise")),
      this.choices,
    );
    if (this.own === questions.join("|")) return;
    this.own = questions.join("|");
    if (questions.length) this.offer(questions, texts.lang);
    else void this.begin();
  }

  /** Questions of the corpus, unless the page brings its own meanwhile. */
  async begin() {
    const found = await suggestions("", new AbortController().signal, STARTERS).catch(() => []);
    if (!this.own) this.offer(found);
  }

  /**
   * @param {string[]} questions
   * @param {string} [lang] where they are the page's own
   */
  offer(questions, lang) {
    this.choices.replaceChildren();
    if (!questions.length) return;
    const title = element("h4", { className: "unseen" }, this.texts.say("starters"));
    const items = choices(questions, "suggestion", this.ask, lang);
    this.choices.append(title, element("ul", { className: "questions", role: "list" }, ...items));
  }
}
