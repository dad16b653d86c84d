// A turn of the conversation: a question, and what is said to it sentence by sentence.

import { mark, sourceAddress } from "./footnotes.js";
import { askButton, byline, element, link, plural, questionList } from "./nodes.js";

export function openTurn(question) {
  const turn = {
    question,
    heading: element("h2", { className: "asked", tabIndex: -1 }, question),
    answer: element("div", { className: "answer", role: "log", ariaLive: "polite" }),
    progress: element("p", { className: "progress" }, "Looking for people who answered this"),
    after: element("div", { className: "after" }),
    references: new Map(), // by number
    cited: new Map(), // the first citation of each, by number
    sentences: [],
    voice: null,
    broken: false,
  };
  const { heading, answer, progress, after } = turn;
  turn.article = element("article", { className: "turn" }, heading, answer, progress, after);
  return turn;
}

/** Only the answer being written is announced. */
export function silence({ answer }) {
  answer.role = answer.ariaLive = null;
}

export function takeReferences(turn, references) {
  turn.references = new Map(references.map((reference) => [reference.number, reference]));
  const authors = [...new Set(references.map((reference) => reference.author))];
  const others = authors.length > 2 ? [plural(authors.length - 2, "other")] : [];
  const names = new Intl.ListFormat("en").format([...authors.slice(0, 2), ...others]);
  if (names) turn.progress.textContent = `Reading ${names}`;
}

/** The block a sentence belongs to: the last one while the same people speak, else a new one. */
function voiceOf(turn, { kind, citations }) {
  const sources = citations.map(({ reference }) => turn.references.get(reference));
  const speakers = new Map(sources.filter(Boolean).map((source) => [source.author, source]));
  const key = JSON.stringify([kind, ...sources.map((source) => source?.section_id)]);
  if (kind !== "frame" && turn.voice?.key === key) return turn.voice;
  const words = element(kind === "quote" ? "blockquote" : "p", { className: "words" });
  if (kind === "frame" || !speakers.size) {
    return { key, words, block: element("div", { className: "frame" }, words) };
  }
  const speaker = element("p", { className: "speaker" }, kind === "quote" ? "" : "Summed up from ");
  [...speakers.values()].forEach((source, nth) => speaker.append(nth ? "; " : "", byline(source)));
  return { key, words, block: element("div", { className: "voice" }, speaker, words) };
}

/** True where words were left out between this quote and the one before it. */
function skips(before, { kind, citations }) {
  const gap = citations[0]?.start - before.citations[0]?.end;
  return kind === "quote" && !(gap >= 0 && gap <= 3); // a line break and a list's "- " still adjoin
}

export function addSentence(turn, sentence) {
  for (const citation of sentence.citations) {
    if (!turn.cited.has(citation.reference)) turn.cited.set(citation.reference, citation);
  }
  const sourceOf = ({ reference }) => turn.references.get(reference);
  const marks = sentence.citations.map((citation) => mark(sourceOf(citation), citation));
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
  const details = element("p", { className: "details" });
  if (reference.site) details.append(element("span", {}, reference.site));
  if (reference.licence) details.append(link(reference.licence_url, "", reference.licence));
  details.append(link(sourceAddress(reference, citation), "context", "Read in context"));
  const title = element("p", {}, link(reference.url, "", reference.title));
  const properties = { value: reference.number };
  return element("li", properties, byline(reference, reference.author_url), title, details);
}

function showReferences(turn) {
  const cited = [...turn.references.values()].filter(({ number }) => turn.cited.has(number));
  if (!cited.length) return;
  const list = element("ol", {}, ...cited.map((reference) => referenceItem(turn, reference)));
  turn.after.append(element("section", { className: "references" }, element("h3", {}, "Sources"), list));
}

export function finish(turn, { status, references, sentences, notes, nearest, intent = "question" }) {
  takeReferences(turn, references);
  sentences.slice(turn.sentences.length).forEach((sentence) => addSentence(turn, sentence));
  turn.progress.remove();
  const refused = status === "no_evidence";
  turn.answer.classList.toggle("refused", refused);
  if (refused && !turn.sentences.length) {
    const words = "Nobody here has answered that, and Footnote only says what it can footnote.";
    turn.answer.append(element("p", { className: "words" }, words));
  }
  const lines = status === "partial" ? ["This is only part of an answer.", ...notes] : notes;
  const items = lines.map((line) => element("li", {}, line));
  if (items.length) turn.after.append(element("ul", { className: "notes" }, ...items));
  showReferences(turn);
  if (nearest.length) {
    const lead = intent !== "question" ? "Questions you could ask"
      : refused ? "What people here did answer" : "What is answered more fully";
    turn.after.append(element("div", {}, element("h3", {}, lead), questionList(nearest)));
  }
}

/** Ends a turn that has no whole answer. */
export function breakOff(turn, title, detail, role) {
  turn.broken = true;
  turn.progress.remove();
  const words = [element("b", {}, title), detail && element("p", {}, detail)].filter(Boolean);
  const again = askButton(turn.question, "quiet", "Try again");
  turn.after.append(element("div", { className: "trouble", role }, ...words, again));
  showReferences(turn);
}
