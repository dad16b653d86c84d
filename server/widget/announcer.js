// What a screen reader hears: each sentence once, as it comes, and never the history again.

import { element } from "./nodes.js";

const HEARD = 8_000; // milliseconds until a text is taken away, so that it is not found twice

export class Announcer {
  constructor() {
    // A log reads out what is added; texts that go are not read.
    this.node = element("div", { className: "unseen", role: "log", ariaLive: "polite" });
  }

  /**
   * @param {string} text
   * @param {string} [lang] where it is not the page's own
   */
  say(text, lang = "") {
    const line = element("p", { lang }, text);
    if (!lang) line.removeAttribute("lang");
    this.node.append(line);
    setTimeout(() => line.remove(), HEARD);
  }

  hush() {
    this.node.replaceChildren();
  }
}
