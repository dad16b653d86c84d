// Thumbs below an answer. A thumb down asks why, and says exactly what is sent.

import { feedbackIsTaken, sendFeedback } from "./asides.js";
import { icon } from "./icons.js";
import { button, element, iconButton } from "./nodes.js";

/** @import { Turn } from "./shapes.d.ts" */
/** @import { Key, Texts } from "./texts.js" */

/** @type {Key[]} */
const REASONS = ["offPoint", "wrong", "outdated", "thin", "unclear"];

/**
 * @param {Turn} turn
 * @param {Texts} texts
 * @param {(rating: "up" | "down", reasons: string[]) => void} rated
 */
export function verdict(turn, texts, rated) {
  const status = element("span", { className: "quiet", role: "status" });
  const place = element("div", {});
  const up = iconButton("", icon("up"), texts.say("helpful"), () => send("up"));
  const down = iconButton("", icon("down"), texts.say("unhelpful"), () => ask());
  const thumbs = element("span", { className: "thumbs" }, up, down, status);

  function show() {
    up.ariaPressed = String(turn.rating === "up");
    down.ariaPressed = String(turn.rating === "down");
    thumbs.hidden = !feedbackIsTaken();
  }

  function ask() {
    if (place.firstChild) return close();
    place.replaceChildren(form(texts, send, close));
    place.querySelector("input")?.focus();
  }

  function close() {
    place.replaceChildren();
    down.focus();
  }

  /** @type {Send} */
  async function send(rating, reasons = [], comment = "", whole = false) {
    const { answer } = turn;
    if (!answer) return;
    const taken = await sendFeedback({
      answer_id: answer.id,
      rating,
      reasons,
      comment,
      question: whole ? turn.question : null,
      answer: whole ? turn.sentences.map(({ text }) => text).join(" ") : null,
    });
    const well = rating === "up" ? "thanks" : "thanksAll";
    status.textContent = texts.say(taken ? well : "unsent");
    if (taken) {
      turn.rating = rating;
      if (place.firstChild) close();
      rated(rating, reasons);
    }
    show();
  }

  show();
  return { thumbs, place };
}

/** @typedef {(rating: "up" | "down", reasons?: string[], comment?: string, whole?: boolean)
 *   => Promise<void>} Send */

/**
 * @param {Texts} texts
 * @param {Send} send
 * @param {() => void} close
 */
function form(texts, send, close) {
  /** @param {string} name @param {string} label */
  const tick = (name, label) =>
    element("label", {}, element("input", { type: "checkbox", name }), element("span", {}, label));
  const reasons = REASONS.map((name) => tick(name, texts.say(name)));
  const whole = tick("whole", texts.say("include"));
  const comment = element("textarea", { rows: 2, maxLength: 1000, name: "comment" });
  const sent = element("p", { className: "quiet", role: "status" }, texts.say("sent"));
  const node = element(
    "form",
    { className: "why" },
    element("fieldset", {}, element("legend", {}, texts.say("why")), ...reasons),
    element("label", { className: "wide" }, element("span", {}, texts.say("comment")), comment),
    whole,
    sent,
    element(
      "p",
      { className: "row" },
      element("button", { type: "submit", className: "pill strong" }, texts.say("send")),
      button("pill", texts.say("cancel"), close),
    ),
  );
  const ticked = () =>
    [...node.querySelectorAll("input:checked")].map((each) => /** @type {any} */ (each).name);
  whole.addEventListener("change", () => {
    sent.textContent = texts.say(ticked().includes("whole") ? "sentAll" : "sent");
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = ticked();
    const reasons = chosen.filter((name) => name !== "whole");
    void send("down", reasons, comment.value, chosen.includes("whole"));
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return node;
}
