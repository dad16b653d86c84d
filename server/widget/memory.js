// What the tab remembers: the conversation survives a page change, and nothing longer.

import { SERVER } from "./server.js";

/** @import { Kept } from "./shapes.d.ts" */

/** @param {string} name */
const keyOf = (name) => `footnote ${SERVER.href} ${name}`;

/**
 * @param {string} name tells several widgets of one page apart
 * @returns {Kept}
 */
export function recall(name) {
  const nothing = { turns: [], draft: "", open: false };
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null");
    return Array.isArray(kept?.turns) ? { ...nothing, ...kept } : nothing;
  } catch {
    return nothing; // a sandboxed page has no storage
  }
}

/**
 * Keeps what fits; the oldest turns go first.
 * @param {string} name
 * @param {Kept} kept
 */
export function remember(name, kept) {
  for (let turns = kept.turns; ; turns = turns.slice(1)) {
    try {
      sessionStorage.setItem(keyOf(name), JSON.stringify({ ...kept, turns }));
      return;
    } catch {
      if (!turns.length) return;
    }
  }
}
