// The chat page: asks POST /v1/ask and shows each sentence with its footnotes.
// The shapes of references, sentences and answers are those of rag/answer.py.
// Everything that comes from the server enters the page as text, never as markup.

const STARTERS = [
  "Is interruption marketing evil?",
  "How do I get my first hundred users?",
  "Free trial or freemium?",
  "How should I set my first price?",
  "Does cold e-mail still work?",
  "Should I advertise before product-market fit?",
];
const TURNS_SENT = 6; // turns of history that go with a follow-up

const find = (id) => document.getElementById(id);
const [empty, conversation, composer, box, send, fresh, status, card] =
  ["empty", "conversation", "composer", "question", "send", "fresh", "status", "card"].map(find);

let turns = [];
let current = null; // the AbortController of the answer being written

const plural = (count, noun) => `${count} ${noun}${Math.abs(count) === 1 ? "" : "s"}`;

// ---- building nodes

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** The address if it may become a link (http, https, or a path on this server), else null. */
function safeAddress(address) {
  if (typeof address !== "string") return null;
  try {
    const url = new URL(address, location.origin);
    // The browser drops tabs and line breaks and reads "\" as "/", hence the check on the result.
    if (/^\/(?![/\\])/.test(address)) return url.origin === location.origin ? address : null;
    return /^https?:\/\//i.test(address) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address, className, ...children) {
  const href = safeAddress(address);
  if (href === null) return element("span", { className }, ...children);
  return element("a", { className, href, target: "_blank", rel: "noopener" }, ...children);
}

/** Our page of the reference's document, opened at the cited span. */
function sourceAddress(reference, citation) {
  const [document, ...part] = String(reference.section_id).split("#");
  const path = document.split("/").map(encodeURIComponent).join("/");
  const { start, end } = citation;
  return `/sources/${path}?${new URLSearchParams({ section: part.join("#"), start, end })}#cite`;
}

function year(published) {
  const date = new Date(`${published}T00:00:00Z`);
  if (!published || Number.isNaN(date.getTime())) return null;
  const title = date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return element("time", { dateTime: published, title }, String(date.getUTCFullYear()));
}

/** "Jane Doe, 2011 · 12 votes"; a corpus nobody votes in says 0 or nothing, so neither is shown. */
function byline(reference, authorAddress = null) {
  const { author, published, votes } = reference;
  const line = element("span", { className: "byline" }, link(authorAddress, "author", author));
  const when = year(published);
  if (when) line.append(", ", when);
  if (Number.isInteger(votes) && votes !== 0) {
    line.append(` · ${plural(votes, "vote").replace("-", "−")}`);
  }
  return line;
}

function askButton(question, className, label = question) {
  const button = element("button", { type: "button", className }, label);
  button.addEventListener("click", () => ask(question));
  return button;
}

function questionList(questions) {
  const items = questions.map((question) => element("li", {}, askButton(question, "suggestion")));
  return element("ul", { className: "questions" }, ...items);
}

// ---- footnotes: the numbers, and the card that shows the cited words

const footnotes = new WeakMap();
let shown = null; // the footnote whose card is open
let hiding = 0;

function mark(turn, citation) {
  const reference = turn.references.get(citation.reference);
  const label = `[${citation.reference}]`;
  if (!reference) return element("span", { className: "mark" }, label);
  const node = link(sourceAddress(reference, citation), "mark", label);
  node.setAttribute("aria-label", `Footnote ${citation.reference}, ${reference.author}`);
  footnotes.set(node, { reference, citation });
  return node;
}

function showCard(node) {
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
  placeCard();
}

function placeCard() {
  const at = shown.getBoundingClientRect();
  const left = at.left + at.width / 2 - card.offsetWidth / 2;
  const furthest = document.body.clientWidth - card.offsetWidth - 12;
  const fits = at.bottom + 8 + card.offsetHeight < composer.getBoundingClientRect().top;
  card.style.left = `${Math.max(12, Math.min(left, furthest))}px`;
  card.style.top = `${fits ? at.bottom + 8 : Math.max(12, at.top - card.offsetHeight - 8)}px`;
}

function hideCard() {
  clearTimeout(hiding);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidden = true;
}

// A pointer needs a moment to cross from the number to the card.
function hideCardSoon() {
  clearTimeout(hiding);
  hiding = setTimeout(hideCard, 200);
}

for (const [shows, hides] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  conversation.addEventListener(shows, (event) => {
    if (footnotes.has(event.target)) showCard(event.target);
  });
  conversation.addEventListener(hides, (event) => {
    if (footnotes.has(event.target)) hideCardSoon();
  });
}
card.addEventListener("mouseenter", () => clearTimeout(hiding));
card.addEventListener("mouseleave", hideCardSoon);
addEventListener("scroll", () => {
  if (shown === document.activeElement) placeCard(); // the Tab key scrolls
  else hideCard();
}, { passive: true });
addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideCard();
});

// ---- a turn: a question and what is said to it

function openTurn(question) {
  for (const { answer } of turns) {
    answer.role = answer.ariaLive = null; // only the answer being written is announced
  }
  const heading = element("h2", { className: "asked", tabIndex: -1 }, question);
  const answer = element("div", { className: "answer", role: "log", ariaLive: "polite", ariaLabel: "Answer" });
  const progress = element("p", { className: "progress" }, "Looking for people who answered this");
  const after = element("div", { className: "after" });
  const article = element("article", { className: "turn" }, heading, answer, progress, after);
  const turn = { question, heading, answer, progress, after, article, sentences: [], voice: null };
  turn.references = new Map(); // by number
  turn.cited = new Map(); // the first citation of each, by number
  conversation.append(article);
  turns.push(turn);
  return turn;
}

function takeReferences(turn, references) {
  turn.references = new Map(references.map((reference) => [reference.number, reference]));
  const authors = [...new Set(references.map((reference) => reference.author))];
  if (!authors.length || turn.sentences.length) return;
  const others = authors.length > 2 ? [plural(authors.length - 2, "other")] : [];
  const names = new Intl.ListFormat("en").format([...authors.slice(0, 2), ...others]);
  turn.progress.textContent = `Reading ${names}`;
}

/** The block that the sentence belongs to: the last one while the same people speak, else a new one. */
function voiceOf(turn, sentence) {
  const sources = sentence.citations.map(({ reference }) => turn.references.get(reference));
  const speakers = new Map(sources.filter(Boolean).map((source) => [source.author, source]));
  const key = JSON.stringify([sentence.kind, ...sources.map((source) => source?.section_id)]);
  if (sentence.kind !== "frame" && turn.voice?.key === key) return turn.voice;
  if (sentence.kind === "frame" || !speakers.size) {
    const words = element("p", { className: "words" });
    return { key, words, block: element("div", { className: "frame" }, words) };
  }
  const verbatim = sentence.kind === "quote";
  const speaker = element("p", { className: "speaker" }, verbatim ? null : "Summed up from ");
  [...speakers.values()].forEach((source, nth) => speaker.append(nth ? "; " : "", byline(source)));
  const words = element(verbatim ? "blockquote" : "p", { className: "words" });
  return { key, words, block: element("div", { className: "voice" }, speaker, words) };
}

/** True where the writer left words out between this quote and the one before it. */
function skips(before, sentence) {
  const [earlier, later] = [before.citations[0], sentence.citations[0]];
  const gap = later?.start - earlier?.end; // a line break and a list's marker still count as adjoining
  return sentence.kind === "quote" && !(gap >= 0 && gap <= 3);
}

function addSentence(turn, sentence) {
  for (const citation of sentence.citations) {
    if (!turn.cited.has(citation.reference)) turn.cited.set(citation.reference, citation);
  }
  const marks = sentence.citations.map((citation) => mark(turn, citation));
  const notes = marks.length ? element("sup", { className: "marks" }, ...marks) : null;
  const said = element("span", { className: "sentence" }, sentence.text, notes);
  const voice = voiceOf(turn, sentence);
  if (voice === turn.voice) {
    voice.words.append(skips(turn.sentences.at(-1), sentence) ? " … " : " ", said);
  } else {
    voice.words.append(said);
    turn.answer.append(voice.block); // whole, so that it is announced once
  }
  turn.voice = voice;
  turn.sentences.push(sentence);
  turn.progress.textContent = "Writing";
}

function referenceItem(turn, reference) {
  const citation = turn.cited.get(reference.number);
  const address = citation ? sourceAddress(reference, citation) : reference.source_url;
  const details = element("p", { className: "details" });
  if (reference.site) details.append(element("span", {}, reference.site));
  if (reference.licence) details.append(link(reference.licence_url, "", reference.licence));
  details.append(link(address, "context", "Read in context"));
  return element(
    "li",
    { value: reference.number },
    byline(reference, reference.author_url),
    element("p", { className: "title" }, link(reference.url, "", reference.title)),
    details,
  );
}

function showReferences(turn) {
  const cited = [...turn.references.values()].filter(({ number }) => turn.cited.has(number));
  if (!cited.length) return;
  const list = element("ol", {}, ...cited.map((reference) => referenceItem(turn, reference)));
  turn.after.append(element("section", { className: "references" }, element("h3", {}, "Sources"), list));
}

function finish(turn, { status: outcome, references, sentences, notes, nearest }) {
  takeReferences(turn, references);
  sentences.slice(turn.sentences.length).forEach((sentence) => addSentence(turn, sentence));
  turn.progress.remove();
  const refused = outcome === "no_evidence";
  turn.answer.classList.toggle("refused", refused);
  if (refused && !turn.sentences.length) {
    const words = "Nobody in this library has answered that, and Footnote only says what it can footnote.";
    turn.answer.append(element("p", { className: "words" }, words));
  }
  const lines = outcome === "partial" ? ["This is only part of an answer.", ...notes] : notes;
  const items = lines.map((line) => element("li", {}, line));
  if (items.length) turn.after.append(element("ul", { className: "notes" }, ...items));
  showReferences(turn);
  if (nearest.length) {
    const lead = element("h3", {}, refused ? "What people here did answer" : "Answered more fully");
    turn.after.append(element("div", {}, lead, questionList(nearest)));
  }
  status.textContent = refused ? "" : `Answer complete, ${plural(turn.cited.size, "source")}.`;
}

/** Ends a turn that has no whole answer; the question goes back into the box if that is free. */
function breakOff(turn, title, detail, stopped = false) {
  turn.broken = true;
  turn.progress.remove();
  const trouble = element("div", { className: "trouble", role: stopped ? "status" : "alert" });
  trouble.append(element("p", {}, element("b", {}, title)), element("p", {}, detail));
  trouble.append(askButton(turn.question, "quiet", "Try again"));
  turn.after.append(trouble);
  showReferences(turn);
  if (!box.value && !(stopped && turn.sentences.length)) box.value = turn.question;
}

// ---- asking

class Trouble extends Error {
  constructor(title, detail) {
    super(title);
    this.detail = typeof detail === "string" ? detail : "";
  }
}

const REFUSED = {
  413: "That question is too long.",
  422: "That question could not be taken.",
  429: "That was a little fast.",
  503: "Footnote is not ready yet.",
};

async function troubleOf(response) {
  const problem = await response.json().catch(() => null);
  return new Trouble(REFUSED[response.status] ?? "Something went wrong on the server.", problem?.detail);
}

/** The events of a text/event-stream body as {name, data}; WHATWG HTML, "Server-sent events". */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split(/\r?\n/).map((line) => /^([^:]*):? ?(.*)$/.exec(line));
      const values = (field) => lines.filter((line) => line?.[1] === field).map((line) => line[2]);
      const data = values("data").join("\n");
      if (data) yield { name: values("event").at(-1) ?? "message", data: JSON.parse(data) };
    }
  }
}

async function write(turn, history, signal) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question: turn.question, history }),
    signal,
  }).catch(() => {
    const title = navigator.onLine ? "Footnote could not be reached." : "You are offline.";
    throw new Trouble(title, "Nothing is lost: ask again once the connection is back.");
  });
  if (!response.ok) throw await troubleOf(response);
  for await (const { name, data } of readEvents(response.body)) {
    if (name === "references") takeReferences(turn, data.references);
    if (name === "sentence") addSentence(turn, data);
    if (name === "error") throw new Trouble("The answer could not be finished.", data.detail ?? data.title);
    if (name === "done") return finish(turn, data);
  }
  throw new Error("the stream ended without its done event");
}

function historyOf(past) {
  return past
    .filter(({ sentences }) => sentences.length)
    .slice(-TURNS_SENT)
    .flatMap(({ question, sentences }) => [
      { role: "user", content: question },
      { role: "assistant", content: sentences.map(({ text }) => text).join(" ") },
    ]);
}

async function ask(text) {
  const question = text.trim();
  if (!question) return;
  current?.abort();
  const [failed] = turns.slice(-1).filter((turn) => turn.broken && turn.question === question);
  if (failed) {
    failed.article.remove();
    turns = turns.filter((turn) => turn !== failed);
  }
  const history = historyOf(turns);
  const typing = document.activeElement === box || document.activeElement === send;
  const turn = openTurn(question);
  const stopping = (current = new AbortController());
  if (box.value.trim() === question) box.value = "";
  if (!typing) turn.heading.focus({ preventScroll: true });
  status.textContent = "Looking for an answer.";
  refresh();
  turn.article.scrollIntoView();
  try {
    await write(turn, history, stopping.signal);
  } catch (error) {
    if (!turns.includes(turn)) return; // a new conversation was begun
    if (stopping.signal.aborted) {
      breakOff(turn, "Stopped.", turn.sentences.length ? "The answer above is not complete." : "", true);
    } else if (error instanceof Trouble) {
      breakOff(turn, error.message, error.detail);
    } else {
      breakOff(turn, "The connection broke off.", "The answer did not arrive whole.");
    }
  } finally {
    if (current === stopping) current = null;
    refresh();
  }
}

// ---- the page around it

function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function refresh() {
  empty.hidden = turns.length > 0;
  fresh.hidden = !turns.length;
  send.textContent = current ? "Stop" : "Ask";
  send.classList.toggle("stops", current !== null);
  fitBox();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (current) current.abort();
  else ask(box.value);
});
send.addEventListener("click", (event) => {
  if (event.detail > 1) event.preventDefault(); // the second half of a double click is not "Stop"
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!current) ask(box.value);
});
box.addEventListener("input", fitBox);
fresh.addEventListener("click", () => {
  turns = [];
  current?.abort();
  conversation.replaceChildren();
  status.textContent = "";
  hideCard();
  refresh();
  box.focus();
});

empty.append(questionList(STARTERS));
composer.hidden = false;
refresh();
