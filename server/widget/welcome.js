// An empty chat: a greeting, what to expect, and questions to begin with.

import { suggestions } from "./asides.js";
import { element, words } from "./nodes.js";
import { questionList } from "./turn.js";

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
      words("h3", "greeting", greeting || texts.say("greeting")),
      element("p", { className: "promise" }, texts.say("promise")),
      this.choices,
    );
    if (this.own === questions.join("|")) return;
    this.own = questions.join("|");
    if (questions.length) this.offer(questions);
    else void suggestions("", new AbortController().signal, STARTERS).then((found) => this.offer(found), () => {});
  }

  /** @param {string[]} questions */
  offer(questions) {
    if (!questions.length) return;
    const title = element("h4", { className: "unseen" }, this.texts.say("starters"));
    this.choices.replaceChildren(title, questionList(questions, this.ask));
  }
}
