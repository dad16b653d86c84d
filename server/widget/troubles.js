// What went wrong, in calm words, and a way on. The question is always kept.

import { button, element, words } from "./nodes.js";

/** @import { Broken } from "./shapes.d.ts" */
/** @import { Key, Texts } from "./texts.js" */

/** @type {Partial<Record<string, Key>>} */
const TITLES = { refused: "refusedQuestion" };
/** @type {Partial<Record<string, Key>>} */
const REASONS = {
  offline: "offlineWhy",
  unreachable: "unreachableWhy",
  forbidden: "forbiddenWhy",
  not_ready: "not_readyWhy",
  server: "serverWhy",
  broken: "brokenWhy",
};

/** Of these the server says nothing that is not said already. */
const PLAIN = ["fast", "busy", "forbidden", "not_ready"];

/**
 * @param {Broken} broken
 * @param {boolean} begun whether a part of the answer stands above
 * @param {Texts} texts
 * @param {() => void} again
 */
export function troubleBox({ kind, detail, wait }, begun, texts, again) {
  const title = texts.say(TITLES[kind] ?? /** @type {Key} */ (kind));
  const reason = REASONS[kind];
  const lines = [element("strong", {}, title)];
  if (kind === "fast" || kind === "busy") lines.push(element("p", {}, texts.say("fastWhy", { n: wait || 30 })));
  if (reason) lines.push(element("p", {}, texts.say(reason)));
  if (detail && !PLAIN.includes(kind)) lines.push(words("p", "quiet", detail));
  if (begun && kind !== "broken") lines.push(element("p", {}, texts.say("incomplete")));
  const properties = { className: "trouble", role: "alert" };
  return element("div", properties, ...lines, button("pill", texts.say("again"), again));
}

/**
 * What stands where the reader stopped the answer.
 * @param {boolean} begun
 * @param {Texts} texts
 * @param {() => void} again
 */
export function stopLine(begun, texts, again) {
  const words = [texts.say("stopped"), begun ? texts.say("incomplete") : ""].join(" ").trim();
  const line = element("span", { role: "status" }, words);
  return element("div", { className: "stopline" }, line, button("pill", texts.say("again"), again));
}
