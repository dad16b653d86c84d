// What a page includes, in one line:
//
//   <script type="module" src="https://HOST/widget.js" data-title="Ask us"></script>
//
// It gives a launcher, unless the page places a <footnote-chat> itself or says data-mode="inline".
// Calls made before it is loaded are kept by this stub, which a page may define:
//
//   window.footnote ??= (...call) => (footnote.queue ??= []).push(call)
//   footnote("ask", "How do I find customers?")

import { FootnoteChat } from "./element.js";

const NAME = "footnote-chat";
const METHODS = ["open", "close", "ask", "reset"];

/** @returns {any} */
const placed = () => document.querySelector(NAME);

function launch() {
  const scripts = [...document.querySelectorAll("script")];
  const own = scripts.find(({ src }) => src === import.meta.url);
  if (placed() || own?.dataset.mode === "inline") return;
  const chat = document.createElement(NAME);
  Object.assign(chat.dataset, own?.dataset, { mode: "launcher" });
  document.body.append(chat);
}

/** Calls by name, as the stub takes them: footnote("ask", "…"). */
function listen() {
  const kept = /** @type {any} */ (window).footnote?.queue ?? [];
  const call = (/** @type {string} */ method, /** @type {unknown[]} */ ...values) => {
    if (METHODS.includes(method)) placed()?.[method](...values);
  };
  /** @type {any} */ (window).footnote = call;
  for (const [method, ...values] of kept) call(method, ...values);
}

function begin() {
  launch();
  listen();
}

// Included twice, even from two addresses, it loads once.
if (!customElements.get(NAME)) {
  customElements.define(NAME, FootnoteChat);
  // A tag manager adds its scripts while the page is still being read.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
