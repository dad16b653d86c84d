// Where one asks: a box that grows, questions offered while typing, and a button that also stops.

import { suggestions } from "./asides.js";
import { icon } from "./icons.js";
import { choices, element } from "./nodes.js";

/** @import { Texts } from "./texts.js" */

const PAUSE = 180; // milliseconds without a key before questions are looked for
const SHORTEST = 3; // characters that are worth a look

export class Composer {
  /**
   * @param {Texts} texts
   * @param {{ ask: (question: string) => void, stop: () => void,
   *   typed: (draft: string) => void, announce: (text: string) => void }} chat
   */
  constructor(texts, chat) {
    this.texts = texts;
    this.chat = chat;
    this.box = element("textarea", {
      rows: 1,
      placeholder: texts.say("placeholder"),
      autocomplete: "off",
      enterKeyHint: "send",
      dir: "auto",
      ariaLabel: texts.say("label"),
    });
    this.box.setAttribute("aria-describedby", "keys");
    this.send = element("button", { type: "submit", className: "send", part: "ask" });
    this.offers = element("ul", { className: "offered", role: "list", hidden: true, ariaLabel: texts.say("suggestions") });
    const keys = element("p", { className: "unseen", id: "keys" }, texts.say("keys"));
    const field = element("div", { className: "field" }, this.box, this.send);
    this.node = element("form", { className: "composer", part: "composer" }, this.offers, field, keys);
    this.busy = false;
    this.looking = new AbortController();
    this.pause = 0;
    this.listen();
    this.show(false);
  }

  listen() {
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.busy) this.chat.stop();
      else this.submit();
    });
    this.send.addEventListener("click", (event) => {
      if (event.detail > 1) event.preventDefault(); // the second half of a double click is no "Stop"
    });
    this.box.addEventListener("input", () => {
      this.fit();
      this.chat.typed(this.box.value);
      this.look();
    });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.offers.addEventListener("keydown", (event) => this.walk(event));
    this.node.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.node.contains(/** @type {Node | null} */ (relatedTarget))) this.hideOffers();
    });
  }

  get draft() {
    return this.box.value;
  }

  set draft(text) {
    this.box.value = text;
    this.chat.typed(text);
    this.fit();
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  /** @param {boolean} busy */
  show(busy) {
    this.busy = busy;
    this.send.replaceChildren(icon(busy ? "stop" : "send"));
    this.send.ariaLabel = this.send.title = this.texts.say(busy ? "stop" : "ask");
    this.send.classList.toggle("stops", busy);
  }

  submit() {
    this.hideOffers();
    this.chat.ask(this.box.value);
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !this.offers.hidden) {
      event.preventDefault();
      this.offers.querySelector("button")?.focus();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!this.busy) this.submit();
    }
  }

  /**
   * Up and down among the offered questions, and back to the box.
   * @param {KeyboardEvent} event
   */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const choices = [...this.offers.querySelectorAll("button")];
    const at = choices.findIndex((each) => each === event.target) + step;
    (choices[at] ?? this.box).focus();
  }

  look() {
    clearTimeout(this.pause);
    this.looking.abort();
    const typed = this.box.value.trim();
    if (typed.length < SHORTEST) {
      this.hideOffers();
      return;
    }
    const { signal } = (this.looking = new AbortController());
    this.pause = setTimeout(async () => {
      const found = await suggestions(typed, signal).catch(() => []);
      if (!signal.aborted) this.offer(found.filter((question) => question !== typed));
    }, PAUSE);
  }

  /** @param {string[]} questions */
  offer(questions) {
    const items = choices(questions, "", (question) => {
      this.hideOffers();
      this.chat.ask(question);
    });
    this.offers.replaceChildren(...items);
    this.offers.hidden = !items.length;
    if (items.length) this.chat.announce(this.texts.say("suggested", { n: items.length }));
  }

  /** True if there were any to hide. */
  hideOffers() {
    clearTimeout(this.pause);
    this.looking.abort();
    const shown = !this.offers.hidden;
    const root = /** @type {ShadowRoot} */ (this.node.getRootNode());
    const within = this.offers.contains(root.activeElement);
    this.offers.hidden = true;
    if (within) this.box.focus();
    return shown;
  }
}
