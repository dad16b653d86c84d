// Text → the clipboard, on pages without leave for the modern way too.

import { element } from "./nodes.js";

/**
 * True if it was copied.
 * @param {string} text
 * @param {HTMLElement} beside a node of the same tree
 */
export async function copyText(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = /** @type {ShadowRoot | Document} */ (beside.getRootNode()).activeElement;
    const box = element("textarea", { className: "unseen", value: text });
    beside.append(box);
    box.select();
    const done = document.execCommand("copy"); // pages without https have nothing else
    box.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return done;
  }
}
