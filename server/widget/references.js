// The list of sources below an answer, each with its whole attribution.

import { sourceAddress } from "./asides.js";
import { element, link, words } from "./nodes.js";
import { byline } from "./people.js";

/** @import { Citation, Reference } from "./shapes.d.ts" */
/** @import { Marks } from "./marks.js" */
/** @import { Texts } from "./texts.js" */

/**
 * @param {[Reference, Citation][]} cited
 * @param {Marks} marks
 * @param {Texts} texts
 */
export function referenceList(cited, marks, texts) {
  const items = cited.map(([reference, citation]) => item(reference, citation, marks, texts));
  const list = element("ol", { role: "list" }, ...items); // a list without markers is none to Safari
  return element("section", { className: "references" }, element("h4", {}, texts.say("sources")), list);
}

/**
 * @param {Reference} reference
 * @param {Citation} citation
 * @param {Marks} marks
 * @param {Texts} texts
 */
function item(reference, citation, marks, texts) {
  const { number, title, url, site, licence, licence_url } = reference;
  const context = link(sourceAddress(reference, citation), "context", texts.say("context"));
  context.ariaLabel = `${texts.say("context")}: ${number}, ${reference.author}`;
  marks.leads(context, reference, citation);
  const details = element("p", { className: "details" });
  if (site) details.append(words("span", "", String(site)));
  if (licence) details.append(link(licence_url, "", String(licence)));
  details.append(context);
  return element(
    "li",
    { value: number },
    element("span", { className: "number", ariaHidden: "true" }, String(number)),
    element(
      "div",
      {},
      element("p", { className: "named" }, link(url, "", words("span", "", String(title)))),
      element("p", {}, byline(reference, texts, { linked: true })),
      details,
    ),
  );
}
