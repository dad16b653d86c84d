// POST /v1/ask, read event by event. The shapes of the data are those of rag/answer.py.

import { at } from "./server.js";

/** @import { AnswerEvent, TroubleKind } from "./shapes.d.ts" */

/** What went wrong: its kind, the server's own words if it has any, and seconds to wait. */
export class Trouble extends Error {
  /**
   * @param {TroubleKind} kind
   * @param {unknown} [detail]
   * @param {number} [wait]
   */
  constructor(kind, detail, wait = 0) {
    super(kind);
    this.kind = kind;
    this.detail = typeof detail === "string" ? detail : "";
    this.wait = wait;
  }
}

/** @type {Record<number, TroubleKind>} */
const KINDS = { 401: "forbidden", 403: "forbidden", 413: "long", 422: "refused", 429: "fast", 503: "not_ready" };

/**
 * @param {any} problem
 * @param {string} kind
 */
const isOf = (problem, kind) => String(problem?.type).endsWith(`#${kind}`);

/**
 * @param {string} question
 * @param {unknown[]} history
 * @param {AbortSignal} signal
 */
async function connect(question, history, signal) {
  const response = await fetch(at("v1/ask"), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question, history }),
    signal,
  }).catch(() => {
    throw new Trouble(navigator.onLine ? "unreachable" : "offline");
  });
  if (response.ok && response.body) return response.body;
  const problem = await response.json().catch(() => null);
  const wait = Number(response.headers.get("Retry-After")) || 0;
  throw new Trouble(isOf(problem, "busy") ? "busy" : KINDS[response.status] ?? "server", problem?.detail, wait);
}

/**
 * Yields [name, data] for each event, the last of which is "done"; anything else is Trouble.
 * @param {string} question
 * @param {unknown[]} history
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<AnswerEvent>}
 */
export async function* answerEvents(question, history, signal) {
  const body = await connect(question, history, signal);
  const broken = () => new Trouble(navigator.onLine ? "broken" : "offline");
  /** @type {ReadableWritablePair<string, any>} */
  const decoder = new TextDecoderStream();
  const reader = body.pipeThrough(decoder).getReader();
  for (let rest = ""; ;) {
    const { value, done } = await reader.read().catch(() => { throw broken(); });
    if (done) throw broken();
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const [name, data] = parse(block);
      if (name === "error" && isOf(data, "stopping")) throw broken(); // there is another server soon
      if (name === "error") throw new Trouble("server", data?.detail);
      if (data !== null) yield /** @type {AnswerEvent} */ ([name, data]);
      if (name === "done") return;
    }
  }
}

/**
 * One event's name and its data, null for a comment that only keeps the line open.
 * @param {string} block
 * @returns {[string | undefined, any]}
 */
function parse(block) {
  const lines = block.split(/\r?\n/).map((line) => /^([^:]*):? ?(.*)$/s.exec(line));
  /** @param {string} field */
  const values = (field) => lines.filter((line) => line?.[1] === field).map((line) => line?.[2]);
  const data = values("data").join("\n");
  return [values("event").at(-1), data ? JSON.parse(data) : null];
}
