// A conversation as Markdown, every sentence with its citation. The words of others are escaped:
// what is pasted elsewhere must show them, and neither load a picture nor make a link of them.

import { sourceAddress } from "./asides.js";
import { safeAddress } from "./nodes.js";

/** @import { Citation, Reference, Sentence, Turn } from "./shapes.d.ts" */
/** @import { Texts } from "./texts.js" */

/** @param {unknown} text */
const plain = (text) =>
  String(text)
    .replace(/[\\`*_[\]<>&~|]/g, "\\$&")
    .replace(/\s+/g, " ")
    .replace(/^ ?(?=[#+=-])/, "\\")
    .replace(/^ ?(\d+)(?=[.)])/, "$1\\");

/**
 * @param {string} text
 * @param {string | null} address
 */
function linked(text, address) {
  const href = safeAddress(address);
  return href ? `[${plain(text)}](<${href.replace(/[<>]/g, encodeURIComponent)}>)` : plain(text);
}

/**
 * @param {Reference} reference
 * @param {Citation} citation
 * @param {Texts} texts
 */
function sourceLine(reference, citation, texts) {
  const { author, author_url, title, url, published, votes, site, licence, licence_url } = reference;
  const parts = [linked(author, author_url), linked(title, url), site && plain(site)];
  if (published) parts.push(plain(published));
  if (Number.isInteger(votes) && votes) parts.push(plain(texts.say("votes", { n: votes })));
  if (licence) parts.push(linked(licence, licence_url));
  parts.push(linked(texts.say("context"), sourceAddress(reference, citation)));
  return `${reference.number}. ${parts.filter(Boolean).join(" · ")}`;
}

/**
 * The references that are cited, each with the first of its citations.
 * @param {Turn} turn
 * @returns {[Reference, Citation][]}
 */
export function citedReferences({ sentences, references }) {
  /** @type {Map<number, Citation>} */
  const cited = new Map();
  for (const citation of sentences.flatMap((each) => each.citations)) {
    if (!cited.has(citation.reference)) cited.set(citation.reference, citation);
  }
  return references.flatMap((each) => {
    const citation = cited.get(each.number);
    return citation ? [/** @type {[Reference, Citation]} */ ([each, citation])] : [];
  });
}

/**
 * " (said in 2011)" where the words are dated by their subject.
 * @param {Sentence} sentence
 * @param {Texts} texts
 */
const saidIn = ({ dated }, texts) =>
  Number.isInteger(dated) ? ` (${texts.say("dated", { year: String(dated) })})` : "";

/**
 * @param {Turn} turn
 * @param {Texts} texts
 */
function turnAsMarkdown(turn, texts) {
  const by = new Map(turn.references.map((each) => [each.number, each.author]));
  const said = turn.sentences.map((sentence) => {
    const { text, citations } = sentence;
    if (!citations.length) return plain(text);
    const marks = citations.map(({ reference }) => `\\[${reference}\\]`).join("");
    const who = [...new Set(citations.map(({ reference }) => by.get(reference) ?? ""))].join(", ");
    return `> ${plain(text)} ${marks}${plain(saidIn(sentence, texts))}\n>\n> (${plain(who)})`;
  });
  const { answer } = turn;
  if (answer?.status === "no_evidence" && !said.length) said.push(plain(texts.say("refused")));
  const notes = (answer?.notes ?? []).map((note) => `*${plain(note)}*`);
  const sources = citedReferences(turn).map(([each, citation]) => sourceLine(each, citation, texts));
  const list = sources.length ? [`### ${texts.say("sources")}`, sources.join("\n")] : [];
  return [`## ${plain(turn.question)}`, ...said, ...notes, ...list].join("\n\n");
}

/**
 * An answer to paste anywhere: plain text, with where each sentence stands.
 * @param {Turn} turn
 * @param {Texts} texts
 */
export function turnAsText(turn, texts) {
  const said = turn.sentences.map((sentence) => {
    const marks = sentence.citations.map(({ reference }) => `[${reference}]`);
    return [sentence.text, ...marks].join(" ") + saidIn(sentence, texts);
  });
  const sources = citedReferences(turn).map(([each, citation]) => {
    const address = safeAddress(each.url) ?? safeAddress(sourceAddress(each, citation));
    const parts = [each.author, each.title, each.site, each.published, each.licence, address];
    return `[${each.number}] ${parts.filter(Boolean).join(", ")}`;
  });
  const notes = turn.answer?.notes ?? [];
  return [turn.question, said.join("\n\n"), ...notes, texts.say("sources"), sources.join("\n")]
    .join("\n\n");
}

/**
 * @param {string} title
 * @param {Turn[]} turns
 * @param {Texts} texts
 */
export const asMarkdown = (title, turns, texts) =>
  [`# ${plain(title)}`, ...turns.map((turn) => turnAsMarkdown(turn, texts))].join("\n\n") + "\n";

/** @param {string} text */
export function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const saving = document.createElement("a");
  Object.assign(saving, { href: address, download: "footnote.md" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
