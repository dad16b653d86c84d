// The source beside the chat: the whole discussion, opened at the cited words.

import { sourceAddress, sourceDocument } from "./asides.js";
import { icon } from "./icons.js";
import { element, iconButton, link, words } from "./nodes.js";
import { byline } from "./people.js";

/** @import { Block, Citation, Reference, Section, SourceDocument } from "./shapes.d.ts" */
/** @import { Texts } from "./texts.js" */

/** @type {Record<string, "p" | "h4" | "blockquote" | "pre">} */
const TAGS = { paragraph: "p", heading: "h4", quote: "blockquote", code: "pre" };

export class Reader {
  /**
   * @param {Texts} texts
   * @param {(from: HTMLElement | null) => void} closed gets what had the focus before
   */
  constructor(texts, closed) {
    this.texts = texts;
    this.closed = closed;
    this.heading = element("h3", { className: "unseen", tabIndex: -1 }, texts.say("source"));
    this.page = element("span", {});
    this.body = element("div", { className: "pages", tabIndex: 0, role: "group", ariaLabel: texts.say("source") });
    const close = iconButton("", icon("close"), texts.say("close"), () => this.close());
    const bar = element("div", { className: "bar" }, this.heading, this.page, close);
    const properties = { className: "reader", hidden: true, part: "source", ariaLabel: texts.say("source") };
    this.node = element("aside", properties, bar, this.body);
    this.opening = new AbortController();
    /** @type {HTMLElement | null} what had the focus before */
    this.from = null;
  }

  /**
   * @param {Reference} reference
   * @param {Citation} citation
   * @param {HTMLElement} from
   */
  async open(reference, citation, from) {
    const { texts } = this;
    this.opening.abort();
    const opening = (this.opening = new AbortController());
    this.from = from;
    this.page.replaceChildren(link(sourceAddress(reference, citation), "pill", texts.say("page")));
    this.body.replaceChildren(element("p", { className: "progress", role: "status" }, texts.say("loading")));
    this.node.hidden = false;
    this.heading.focus({ preventScroll: true });
    try {
      const [id] = String(reference.section_id).split("#");
      const found = await sourceDocument(id, opening.signal);
      const shown = documentNodes(found, reference.section_id, citation, texts);
      this.body.replaceChildren(...shown);
      this.body.querySelector("mark")?.scrollIntoView({ block: "center" });
    } catch {
      if (opening.signal.aborted) return;
      const quote = words("blockquote", "words", citation.quote);
      const failed = element("p", { role: "alert" }, texts.say("unloaded"));
      this.body.replaceChildren(failed, element("p", {}, byline(reference, texts)), quote);
    }
  }

  /** True if it was open. */
  close() {
    if (this.node.hidden) return false;
    this.opening.abort();
    this.node.hidden = true;
    this.closed(this.from);
    return true;
  }
}

/**
 * @param {SourceDocument} found
 * @param {string} cited the id of the section
 * @param {Citation} citation
 * @param {Texts} texts
 */
function documentNodes(found, cited, citation, texts) {
  const { title, url, site, licence, licence_url, sections } = found;
  const terms = licence ? [element("span", {}, `${texts.say("licence")}: `, link(licence_url, "", licence))] : [];
  return [
    element("h4", { className: "headline" }, link(url, "", words("span", "", String(title)))),
    element("p", { className: "details" }, words("span", "", String(site)), ...terms),
    ...sections.map((section) => {
      const span = section.section_id === cited ? citation : null;
      return element(
        "article",
        { className: span ? "cited" : "" },
        attribution(section, texts),
        ...blockNodes(section, span),
      );
    }),
  ];
}

/**
 * @param {Section} section
 * @param {Texts} texts
 */
function attribution(section, texts) {
  const role = texts.say(`by_${section.role}`, { author: "\n" }).split("\n");
  const line = byline(/** @type {any} */ (section), texts, { linked: true, aged: true });
  const original = section.url ? ["\u00a0· ", link(section.url, "", texts.say("original"))] : [];
  return element("p", { className: "wrote" }, role[0], line, role[1] ?? "", ...original);
}

/**
 * Blocks in order, neighbouring items of a list together. Offsets count code points.
 * @param {Section} section
 * @param {Citation | null} span
 */
function blockNodes({ text, blocks }, span) {
  const points = [...text];
  /** @type {HTMLElement[]} */
  const nodes = [];
  for (const block of blocks) {
    const pieces = cut(points, block, span);
    if (block.kind !== "item") {
      nodes.push(words(TAGS[block.kind] ?? "p", "block", ...pieces));
      continue;
    }
    const tag = block.number === null ? "ul" : "ol";
    if (nodes.at(-1)?.localName !== tag) nodes.push(words(tag, "block"));
    const item = element("li", {}, ...pieces);
    if (block.number !== null) item.value = block.number;
    nodes.at(-1)?.append(item);
  }
  return nodes;
}

/**
 * @param {string[]} points
 * @param {Block} block
 * @param {Citation | null} span
 */
function cut(points, { start, end }, span) {
  const from = span ? Math.min(Math.max(span.start, start), end) : end;
  const to = span ? Math.max(Math.min(span.end, end), from) : end;
  const [before, marked, after] = [[start, from], [from, to], [to, end]].map(([a, b]) =>
    points.slice(a, b).join(""));
  return [before, ...(marked ? [element("mark", {}, marked)] : []), after];
}
