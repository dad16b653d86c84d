// <footnote-chat>: the chat as an element that any page can hold, inline or behind a launcher.

import { Chat } from "./chat.js";
import { accent } from "./colours.js";
import { icon } from "./icons.js";
import { element } from "./nodes.js";
import { SHEETS } from "./styles.js";
import { textsFor } from "./texts.js";

/** @import { Options } from "./shapes.d.ts" */

const PHONE = "(max-width: 34em), (max-height: 26em)";

/** @param {Event} event */
function keepTyping(event) {
  if (event.target instanceof HTMLTextAreaElement) event.stopPropagation();
}

export class FootnoteChat extends HTMLElement {
  static observedAttributes = [
    "title", "greeting", "questions", "color", "theme", "position", "lang", "mode",
  ].map((name) => `data-${name}`);

  /** @type {Chat | null} */
  #chat = null;
  /** @type {HTMLElement} */
  #root = element("div", { className: "root", part: "root" });
  /** @type {HTMLElement} */
  #window = this.#root;
  /** @type {HTMLButtonElement | null} */
  #launcher = null;
  #made = "";
  /** @type {((chat: Chat) => void)[]} calls made before the texts were there */
  #waiting = [];

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = SHEETS;
    shadow.append(this.#root);
    // To the page the box is no box but this element: its shortcuts would take the letters typed.
    for (const name of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(name, keepTyping);
  }

  /** @returns {Options} */
  get options() {
    const { title, greeting, questions, color, theme, position, lang, mode } = this.dataset;
    const near = /** @type {HTMLElement | null} */ (this.closest("[lang]"))?.lang;
    return {
      title: title ?? "",
      greeting: greeting ?? "",
      questions: (questions ?? "").split("|").map((each) => each.trim()).filter(Boolean),
      color: color ?? "",
      theme: theme ?? "auto",
      position: position ?? "right",
      lang: lang || near || document.documentElement.lang || navigator.language || "en",
      floats: mode === "launcher",
    };
  }

  connectedCallback() {
    void this.#make();
    if (this.#launcher) this.#float(); // it was taken out of the page and put back
  }

  disconnectedCallback() {
    this.#chat?.conversation.stop();
  }

  attributeChangedCallback() {
    if (this.isConnected) void this.#make();
  }

  /** Opens the window behind the launcher, or takes the reader to the box. */
  open() {
    this.#with((chat) => {
      if (this.#window instanceof HTMLDialogElement && !this.#window.open) {
        this.#float();
        if (matchMedia(PHONE).matches) this.#window.showModal();
        else this.#window.show();
        this.#opened(chat, true);
        this.#emit("open");
      }
      chat.composer.focus();
    });
  }

  /** Back to the launcher. */
  close() {
    this.#with((chat) => {
      if (!(this.#window instanceof HTMLDialogElement) || !this.#window.open) return;
      this.#window.close();
      this.#opened(chat, false);
      this.#launcher?.focus();
      this.#emit("close");
    });
  }

  /** @param {string} question */
  ask(question) {
    this.open();
    this.#with((chat) => chat.ask(String(question)));
  }

  /** Begins a new conversation. */
  reset() {
    this.#with((chat) => chat.reset());
  }

  /** @param {(chat: Chat) => void} act */
  #with(act) {
    if (this.#chat) act(this.#chat);
    else this.#waiting.push(act);
  }

  /**
   * False if the page took the matter into its own hands.
   * @param {string} name
   * @param {object} [detail]
   */
  #emit(name, detail = {}) {
    const cancelable = name === "source";
    const properties = { bubbles: true, composed: true, cancelable, detail };
    return this.dispatchEvent(new CustomEvent(`footnote:${name}`, properties));
  }

  /** Makes the chat, or makes it anew where its language or its place has changed. */
  async #make() {
    const options = this.options;
    const made = `${options.lang} ${options.floats}`;
    if (made === this.#made) return this.#apply();
    this.#made = made;
    const texts = await textsFor(options.lang);
    if (this.#made !== made) return;
    if (!this.isConnected) {
      this.#made = ""; // until it is back
      return;
    }
    const first = this.#chat === null;
    this.#chat?.keep();
    this.#chat?.conversation.stop();
    const name = this.id || (options.floats ? "launcher" : "inline");
    const emit = (/** @type {string} */ name, /** @type {object} */ detail) => this.#emit(name, detail);
    const chat = (this.#chat = new Chat(name, texts, emit, () => this.close()));
    this.#root.lang = texts.lang;
    this.#root.dir = texts.dir;
    this.#place(chat, options);
    this.#apply();
    if (first) this.#emit("ready");
    this.#waiting.splice(0).forEach((act) => act(chat));
  }

  /**
   * @param {Chat} chat
   * @param {Options} options
   */
  #place(chat, { floats }) {
    this.#root.classList.toggle("floats", floats);
    if (!floats) {
      this.#launcher = null;
      this.#root.removeAttribute("popover");
      this.#window = element("section", { className: "window", part: "window" }, chat.node);
      this.#root.replaceChildren(this.#window);
      this.#opened(chat, true);
      return;
    }
    this.#window = element("dialog", { className: "window", part: "window" }, chat.node);
    this.#window.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.#launcher = element("button", { type: "button", className: "launcher", part: "launcher" });
    this.#launcher.addEventListener("click", () => (chat.isOpen ? this.close() : this.open()));
    this.#root.replaceChildren(this.#window, this.#launcher);
    this.#root.setAttribute("popover", "manual");
    this.#float();
    this.#opened(chat, false);
    if (chat.wasOpen && !matchMedia(PHONE).matches) {
      /** @type {HTMLDialogElement} */ (this.#window).setAttribute("open", "");
      this.#opened(chat, true);
    }
  }

  /** To the top layer, above whatever z-index the page uses. */
  #float() {
    if (this.#root.matches(":popover-open")) this.#root.hidePopover();
    this.#root.showPopover?.();
  }

  /**
   * @param {Chat} chat
   * @param {boolean} open
   */
  #opened(chat, open) {
    chat.isOpen = open;
    this.#root.classList.toggle("open", open);
    this.#launcher?.setAttribute("aria-expanded", String(open));
    if (this.#launcher) {
      this.#launcher.replaceChildren(icon(open ? "close" : "chat"));
      this.#launcher.ariaLabel = this.#launcher.title = chat.texts.say(open ? "close" : "open");
    }
    chat.refresh();
    chat.composer.fit(); // what is not seen has no height
    chat.keep();
  }

  #apply() {
    const { options } = this;
    const chat = this.#chat;
    if (!chat) return;
    chat.configure(options);
    this.#window.ariaLabel = options.title || chat.texts.say("title");
    this.#root.classList.toggle("bare", !options.floats && !options.title);
    this.#root.classList.toggle("left", options.position === "left");
    this.#root.classList.toggle("light", options.theme === "light");
    this.#root.classList.toggle("dark", options.theme === "dark");
    for (const name of ["--accent", "--on-accent"]) this.#root.style.removeProperty(name);
    for (const [name, value] of Object.entries(accent(options.color))) {
      this.#root.style.setProperty(name, value);
    }
  }
}
