// The people behind an answer: who, when, how well received, and on which side.

import { element, link } from "./nodes.js";

/** @import { Reference } from "./shapes.d.ts" */
/** @import { Texts } from "./texts.js" */

const OLD = 5; // years, as rag/asking.py has it
const SIDES = /** @type {const} */ (["for", "against", "depends"]);

/**
 * Where somebody stands on the question, if it is a side that is known.
 * @param {Reference} reference
 */
export const sideOf = ({ position }) => SIDES.find((side) => side === position);

/** @param {string | null} published */
function dayOf(published) {
  const date = new Date(`${published}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * Whole years since, if they are many enough to matter; else 0.
 * @param {string | null} published
 */
function age(published) {
  const date = dayOf(published);
  const years = date ? (Date.now() - date.getTime()) / (365.25 * 24 * 3600_000) : 0;
  return years > OLD ? Math.floor(years) : 0;
}

/**
 * The first letters of a name, in a colour that stays with the person through the answer.
 * @param {string} author
 * @param {number} nth counts from 0
 */
export function portrait(author, nth) {
  const names = String(author).replace(/^the /i, "").split(/\s+/).filter(Boolean);
  const initials = names.slice(0, 2).map((name) => [...name][0]).join("").toUpperCase();
  const node = element("span", { className: `portrait hue${nth % 6}` }, initials);
  node.ariaHidden = "true";
  return node;
}

/**
 * "Jane Doe, 2011 · 12 votes · 15 years old"; where nobody votes the count is null or 0.
 * @param {Reference} reference
 * @param {Texts} texts
 * @param {{ linked?: boolean, aged?: boolean }} [how]
 */
export function byline(reference, texts, how = {}) {
  const { author, author_url, published, votes } = reference;
  const name = link(how.linked ? author_url : null, "author", String(author));
  name.dir = "auto";
  const line = element("span", { className: "byline" }, name);
  const date = dayOf(published);
  if (date) {
    const year = String(date.getUTCFullYear());
    line.append(", ", element("time", { dateTime: published, title: texts.day(date) }, year));
  }
  if (typeof votes === "number" && Number.isInteger(votes) && votes !== 0) {
    line.append(` · ${texts.say("votes", { n: votes })}`);
  }
  const years = how.aged ? age(published) : 0;
  if (years) line.append(" ", element("span", { className: "badge old" }, texts.say("old", { n: years })));
  const side = how.aged ? sideOf(reference) : null;
  if (side) line.append(" ", element("span", { className: `badge ${side}` }, texts.say(side)));
  return line;
}

/**
 * How many people answer, from which years, and on which sides: the answer at a glance.
 * @param {Reference[]} references
 * @param {Texts} texts
 */
export function roundup(references, texts) {
  const people = [...new Map(references.map((each) => [each.author, each])).values()];
  const years = references.flatMap(({ published }) => dayOf(published)?.getUTCFullYear() ?? []);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = !years.length ? "" : first === last ? String(first) : `${first}–${last}`;
  const sides = SIDES.flatMap((side) => {
    const count = people.filter(({ position }) => position === side).length;
    return count ? [element("span", { className: `badge ${side}` }, `${texts.say(side)}: ${count}`)] : [];
  });
  const who = [texts.say("people", { n: people.length }), span].filter(Boolean).join(" · ");
  const stack = element("span", { className: "stack" }, ...people.map(({ author }, nth) => portrait(author, nth)));
  return element("p", { className: "roundup" }, stack, element("span", {}, who), ...sides);
}
