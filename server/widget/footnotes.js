// The numbers behind a sentence, and the card that shows the words they stand for.

import { byline, element, link } from "./nodes.js";

const card = document.getElementById("card");
const composer = document.getElementById("composer");
const footnotes = new WeakMap();
let shown = null; // the number whose card is open
let hiding = 0;

/** Our page of the reference's document, opened at the cited span. */
export function sourceAddress(reference, { start, end }) {
  const [name, ...part] = String(reference.section_id).split("#");
  const path = name.split("/").map(encodeURIComponent).join("/");
  return `/sources/${path}?${new URLSearchParams({ section: part.join("#"), start, end })}#cite`;
}

export function mark(reference, citation) {
  const number = `[${citation.reference}]`;
  if (!reference) return element("span", { className: "mark" }, number);
  const node = link(sourceAddress(reference, citation), "mark", number);
  node.ariaLabel = `Footnote ${citation.reference}, ${reference.author}`;
  footnotes.set(node, { reference, citation });
  return node;
}

function show(node) {
  hideCard();
  const { reference, citation } = footnotes.get(node);
  const where = [reference.title, reference.site].filter(Boolean).join(" · ");
  card.replaceChildren(
    byline(reference),
    element("blockquote", {}, citation.quote),
    element("p", { className: "where" }, where),
  );
  shown = node;
  shown.setAttribute("aria-describedby", "card");
  card.hidden = false;
  place();
}

function place() {
  const at = shown.getBoundingClientRect();
  const left = at.left + at.width / 2 - card.offsetWidth / 2;
  const furthest = document.body.clientWidth - card.offsetWidth - 12;
  const fits = at.bottom + 8 + card.offsetHeight < composer.getBoundingClientRect().top;
  card.style.left = `${Math.max(12, Math.min(left, furthest))}px`;
  card.style.top = `${fits ? at.bottom + 8 : Math.max(12, at.top - card.offsetHeight - 8)}px`;
}

export function hideCard() {
  clearTimeout(hiding);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidden = true;
}

// A pointer needs a moment to cross from the number to the card.
function hideSoon() {
  clearTimeout(hiding);
  hiding = setTimeout(hideCard, 200);
}

for (const [shows, hides] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(shows, ({ target }) => footnotes.has(target) && show(target));
  document.addEventListener(hides, ({ target }) => footnotes.has(target) && hideSoon());
}
card.addEventListener("mouseenter", () => clearTimeout(hiding));
card.addEventListener("mouseleave", hideSoon);
addEventListener("keydown", ({ key }) => key === "Escape" && hideCard());
addEventListener("scroll", () => {
  if (shown && shown === document.activeElement) place(); // the Tab key scrolls
  else hideCard();
}, { passive: true });
