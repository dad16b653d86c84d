// Nodes of the page. What comes from the server enters them as text, never as markup.

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** The address if it may become a link (http, https, or a path on this server), else null. */
function safeAddress(address) {
  const path = /^\/(?![/\\])/.test(address);
  if (!path && !/^https?:\/\//i.test(address)) return null;
  if (!URL.canParse(address, location.origin)) return null;
  const url = new URL(address, location.origin);
  // A browser drops tabs and line breaks, so that "/<tab>/host" is another server's address.
  return !path || url.origin === location.origin ? url.href : null;
}

/** A link that opens beside the page; plain text where the address is missing or not safe. */
export function link(address, className, ...children) {
  const href = safeAddress(address);
  if (href === null) return element("span", { className }, ...children);
  return element("a", { className, href, target: "_blank", rel: "noopener" }, ...children);
}

/** A button that asks a question; the page listens for it. */
export function askButton(question, className, label = question) {
  const button = element("button", { type: "button", className }, label);
  button.dataset.question = question;
  return button;
}

export function questionList(questions) {
  const items = questions.map((question) => element("li", {}, askButton(question, "suggestion")));
  return element("ul", { className: "questions" }, ...items);
}

export const plural = (count, noun) => `${count} ${noun}${Math.abs(count) === 1 ? "" : "s"}`;

function year(published) {
  const date = new Date(`${published}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return null;
  const title = date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return element("time", { dateTime: published, title }, String(date.getUTCFullYear()));
}

/** "Jane Doe, 2011 · 12 votes"; where nobody votes the count is null or 0, and is not shown. */
export function byline({ author, published, votes }, authorAddress = null) {
  const line = element("span", { className: "byline" }, link(authorAddress, "author", author));
  const when = year(published);
  if (when) line.append(", ", when);
  if (Number.isInteger(votes) && votes !== 0) {
    line.append(` · ${plural(votes, "vote").replace("-", "−")}`);
  }
  return line;
}
