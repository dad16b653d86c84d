// The smaller doors of the service. What it does not offer is not offered to the reader.

import { at } from "./server.js";

/** @import { SourceDocument } from "./shapes.d.ts" */

let suggests = true;
let takesFeedback = true;

export const feedbackIsTaken = () => takesFeedback;

/**
 * Questions the corpus answers that begin or mean like this; of nothing, some to begin with.
 * @param {string} typed
 * @param {AbortSignal} signal
 * @param {number} [most]
 * @returns {Promise<string[]>}
 */
export async function suggestions(typed, signal, most = 5) {
  if (!suggests) return [];
  const search = new URLSearchParams({ q: typed, k: String(most) });
  const response = await fetch(at(`v1/suggest?${search}`), { signal });
  if ([404, 405].includes(response.status)) suggests = false;
  if (!response.ok) return [];
  const { questions } = await response.json();
  return questions.map((/** @type {{ question: string }} */ each) => String(each.question));
}

/**
 * True if it was taken.
 * @param {{ answer_id: string, rating: string, reasons: string[], comment: string,
 *   question: string | null, answer: string | null }} feedback
 */
export async function sendFeedback(feedback) {
  const response = await fetch(at("v1/feedback"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(feedback),
  }).catch(() => null);
  if (response && [404, 405].includes(response.status)) takesFeedback = false;
  return response?.ok ?? false;
}

/** @param {string} id */
const inPath = (id) => id.split("/").map(encodeURIComponent).join("/");

/**
 * A whole document; throws where it cannot be had.
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<SourceDocument>}
 */
export async function sourceDocument(id, signal) {
  const response = await fetch(at(`v1/documents/${inPath(id)}`), { signal });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/**
 * Our page of a reference's document, opened at the cited span.
 * @param {{ section_id: string }} reference
 * @param {{ start: number, end: number }} citation
 */
export function sourceAddress(reference, { start, end }) {
  const [name, ...part] = String(reference.section_id).split("#");
  const span = { section: part.join("#"), start: String(start), end: String(end) };
  return `/sources/${inPath(name)}?${new URLSearchParams(span)}#cite`;
}
