// Nodes of the page. What comes from the server enters them as text, never as markup.

import { SERVER } from "./server.js";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties] properties, not attributes: className, ariaLabel
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * The address if it may become a link (http, https, or a path on the server), else null.
 * @param {unknown} address
 */
export function safeAddress(address) {
  if (typeof address !== "string") return null;
  const path = /^\/(?![/\\])/.test(address);
  if (!path && !/^https?:\/\//i.test(address)) return null;
  const given = path ? `.${address}` : address;
  if (!URL.canParse(given, SERVER)) return null;
  const url = new URL(given, SERVER);
  // A browser drops tabs and line breaks, so that "/<tab>/host" is another server's address.
  return !path || url.origin === SERVER.origin ? url.href : null;
}

/**
 * A link that opens beside the page; plain text where the address is missing or not safe.
 * @param {string | null} address
 * @param {string} className
 * @param {...(Node | string | null)} children
 */
export function link(address, className, ...children) {
  const href = safeAddress(address);
  if (href === null) return element("span", { className }, ...children);
  return element("a", { className, href, target: "_blank", rel: "noopener" }, ...children);
}

export const SOURCES_LANG = "en"; // what Footnote is made for; a German page reads it out as English

/**
 * Words of a source. They have a language and a direction of their own.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} className
 * @param {...(Node | string | null)} children
 */
export const words = (tag, className, ...children) =>
  element(tag, { className, lang: SOURCES_LANG, dir: "auto" }, ...children);

/**
 * @param {string} className
 * @param {string | Node} label
 * @param {(event: MouseEvent) => void} act
 */
export function button(className, label, act) {
  const node = element("button", { type: "button", className }, label);
  node.addEventListener("click", act);
  return node;
}

/**
 * Questions to choose from, as the items of a list.
 * @param {string[]} questions
 * @param {string} className
 * @param {(question: string) => void} ask
 * @param {string} [lang]
 */
export const choices = (questions, className, ask, lang = SOURCES_LANG) =>
  questions.map((question) => {
    const choice = button(className, String(question), () => ask(String(question)));
    return element("li", {}, Object.assign(choice, { lang, dir: "auto" }));
  });

/**
 * A button that shows a drawing; its name is read out, and shown on hover.
 * @param {string} className
 * @param {SVGElement} drawing
 * @param {string} name
 * @param {(event: MouseEvent) => void} act
 */
export function iconButton(className, drawing, name, act) {
  const node = button(`icon ${className}`, drawing, act);
  node.ariaLabel = node.title = name;
  return node;
}
