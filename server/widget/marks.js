// The numbers behind a sentence, and the card that shows the words they stand for.

import { sourceAddress } from "./asides.js";
import { element, link, words } from "./nodes.js";
import { byline } from "./people.js";

/** @import { Citation, Reference } from "./shapes.d.ts" */
/** @import { Texts } from "./texts.js" */

const CROSSING = 200; // milliseconds a pointer may take from the number to the card

export class Marks {
  /**
   * @param {HTMLElement} frame what the card must stay inside
   * @param {Texts} texts
   * @param {(reference: Reference, citation: Citation, from: HTMLElement) => void} openSource
   */
  constructor(frame, texts, openSource) {
    this.frame = frame;
    this.texts = texts;
    this.openSource = openSource;
    this.card = element("div", { className: "card", role: "tooltip", id: "card", hidden: true });
    this.card.addEventListener("mouseenter", () => clearTimeout(this.hiding));
    this.card.addEventListener("mouseleave", () => this.hideSoon());
    this.hiding = 0;
    /** @type {HTMLElement | null} the number whose card is open */
    this.shown = null;
  }

  /**
   * @param {Reference | undefined} reference
   * @param {Citation} citation
   */
  mark(reference, citation) {
    const number = String(citation.reference);
    if (!reference) return element("span", { className: "mark" }, number);
    const node = link(sourceAddress(reference, citation), "mark", number);
    node.ariaLabel = this.texts.say("footnote", { n: number, author: reference.author });
    const show = () => this.show(node, reference, citation);
    const hide = () => this.hideSoon();
    node.addEventListener("mouseenter", show);
    node.addEventListener("focus", show);
    node.addEventListener("mouseleave", hide);
    node.addEventListener("blur", hide);
    this.leads(node, reference, citation);
    return node;
  }

  /**
   * A plain click opens the source beside the chat; with a key held, in a tab as any link.
   * @param {HTMLElement} node
   * @param {Reference} reference
   * @param {Citation} citation
   */
  leads(node, reference, citation) {
    node.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.hide();
      this.openSource(reference, citation, node);
    });
  }

  /**
   * @param {HTMLElement} node
   * @param {Reference} reference
   * @param {Citation} citation
   */
  show(node, reference, citation) {
    this.hide();
    const where = [reference.title, reference.site].filter(Boolean).join(" · ");
    const licence = reference.licence ? element("p", { className: "quiet" }, reference.licence) : null;
    this.card.replaceChildren(
      byline(reference, this.texts, { aged: true }),
      words("blockquote", "", citation.quote),
      words("p", "quiet", where),
      ...(licence ? [licence] : []),
    );
    this.shown = node;
    node.setAttribute("aria-describedby", "card");
    this.card.hidden = false;
    this.place();
  }

  place() {
    if (!this.shown) return;
    const [at, inside] = [this.shown.getBoundingClientRect(), this.frame.getBoundingClientRect()];
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const left = at.left + at.width / 2 - width / 2 - inside.left;
    const below = at.bottom + 6 - inside.top;
    const top = below + height < inside.height - 8 ? below : at.top - 6 - height - inside.top;
    this.card.style.left = `${Math.max(8, Math.min(left, inside.width - width - 8))}px`;
    this.card.style.top = `${Math.max(8, top)}px`;
  }

  /** Where the text is scrolled: a number that has the focus keeps its card. */
  moved() {
    const root = /** @type {ShadowRoot} */ (this.frame.getRootNode());
    if (this.shown && this.shown === root.activeElement) this.place();
    else this.hide();
  }

  /** True if there was a card to hide. */
  hide() {
    clearTimeout(this.hiding);
    const open = this.shown !== null;
    this.shown?.removeAttribute("aria-describedby");
    this.shown = null;
    this.card.hidden = true;
    return open;
  }

  hideSoon() {
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.hide(), CROSSING);
  }
}
