// The configurator of the demo page: what is chosen shows in the chat, and in the line to copy.

import { copyText } from "./copying.js";
import { LANGUAGES } from "./texts.js";

/** @param {string} id */
const found = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const toggle = found("embed");
const form = /** @type {HTMLFormElement} */ (found("configure"));
const snippet = /** @type {HTMLTextAreaElement} */ (found("snippet"));
const chat = /** @type {HTMLElement} */ (document.querySelector("footnote-chat"));
const [mode, lang] = ["mode", "lang"].map((name) => /** @type {any} */ (form.elements.namedItem(name)));
const STANDARD = { color: "#0f5e59" }; // what need not be said

for (const [tag, name] of Object.entries(LANGUAGES)) lang.add(new Option(name, tag));

/** What differs from what the widget does by itself. */
function chosen() {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  const values = Object.fromEntries(fields);
  values.questions = values.questions.split("\n").filter((/** @type {string} */ line) => line.trim()).join(" | ");
  if (values.color === STANDARD.color) delete values.color;
  delete values.mode;
  return Object.entries(values).filter(([, value]) => value);
}

/** @param {string} value */
const quoted = (value) => value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function show() {
  const options = chosen();
  for (const name of ["title", "greeting", "questions", "color", "theme", "position", "lang"]) {
    delete chat.dataset[name];
  }
  Object.assign(chat.dataset, Object.fromEntries(options));
  const attributes = options.map(([name, value]) => ` data-${name}="${quoted(value)}"`).join("");
  const script = `<script type="module" src="${new URL("widget.js", location.href)}"`;
  snippet.value = mode.value === "launcher"
    ? `${script}${attributes}></script>`
    : `${script}></script>\n<footnote-chat${attributes}></footnote-chat>`;
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
found("copy").addEventListener("click", async () => {
  found("copied").textContent = (await copyText(snippet.value, form)) ? "Copied." : "Select it and copy.";
});
toggle.addEventListener("click", () => {
  form.hidden = !form.hidden;
  toggle.ariaExpanded = String(!form.hidden);
  if (!form.hidden) form.querySelector("input")?.focus();
});

toggle.hidden = false;
show();
