// The chat page: the box one asks in, and the conversation so far.

import { hideCard } from "./footnotes.js";
import { plural } from "./nodes.js";
import { answerEvents, Trouble } from "./stream.js";
import { addSentence, breakOff, finish, openTurn, silence, takeReferences } from "./turn.js";

const TURNS_SENT = 6; // turns of history that go with a follow-up

const [empty, conversation, composer, box, send, fresh, status] =
  ["empty", "conversation", "composer", "question", "send", "fresh", "status"]
    .map((id) => document.getElementById(id));

let turns = [];
let current = null; // the AbortController of the answer being written

function refresh() {
  empty.hidden = turns.length > 0;
  fresh.hidden = !turns.length;
  send.textContent = current ? "Stop" : "Ask";
  send.classList.toggle("stops", current !== null);
  fitBox();
}

function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function history() {
  return turns
    .filter(({ sentences }) => sentences.length)
    .slice(-TURNS_SENT)
    .flatMap(({ question, sentences }) => [
      { role: "user", content: question },
      { role: "assistant", content: sentences.map(({ text }) => text).join(" ") },
    ]);
}

async function write(turn, past, signal) {
  try {
    for await (const [name, data] of answerEvents(turn.question, past, signal)) {
      if (name === "references") takeReferences(turn, data.references);
      if (name === "sentence") addSentence(turn, data);
      if (name === "done") finish(turn, data);
    }
    status.textContent = `Answer complete, ${plural(turn.cited.size, "source")}.`;
  } catch (error) {
    if (!turns.includes(turn)) return; // a new conversation was begun
    const stopped = signal.aborted;
    const left = turn.sentences.length ? "The answer above is not complete." : "";
    if (stopped) breakOff(turn, "Stopped.", left, "status");
    else if (error instanceof Trouble) breakOff(turn, error.message, error.detail, "alert");
    else {
      console.error(error);
      breakOff(turn, "The answer could not be shown.", "", "alert");
    }
    if (!box.value && !(stopped && left)) box.value = turn.question;
  }
}

async function ask(text) {
  const question = text.trim();
  if (!question) return;
  current?.abort();
  const last = turns.at(-1);
  if (last?.broken && last.question === question) turns.pop().article.remove();
  const past = history();
  turns.forEach(silence);
  const turn = openTurn(question);
  const stopping = (current = new AbortController());
  turns.push(turn);
  if (box.value.trim() === question) box.value = "";
  const typing = [box, send].includes(document.activeElement);
  status.textContent = "Looking for an answer.";
  conversation.append(turn.article);
  refresh();
  // The button that was pressed may be gone; the box would open a phone's keyboard.
  if (!typing) turn.heading.focus({ preventScroll: true });
  turn.article.scrollIntoView();
  await write(turn, past, stopping.signal);
  if (current === stopping) current = null;
  refresh();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (current) current.abort();
  else ask(box.value);
});
send.addEventListener("click", (event) => {
  if (event.detail > 1) event.preventDefault(); // the second half of a double click is not "Stop"
});
box.addEventListener("input", fitBox);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!current) ask(box.value);
});
document.addEventListener("click", ({ target }) => {
  if (target.dataset?.question) ask(target.dataset.question);
});
fresh.addEventListener("click", () => {
  turns = [];
  current?.abort();
  conversation.replaceChildren();
  status.textContent = "";
  hideCard();
  refresh();
  box.focus();
});

composer.hidden = false;
refresh();
