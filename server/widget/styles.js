// The styles, as sheets that need no <style>: a page with a strict policy lets them in.

import answer from "./styles/answer.js";
import ask from "./styles/ask.js";
import ground from "./styles/ground.js";
import place from "./styles/place.js";
import reader from "./styles/reader.js";

export const SHEETS = [ground, place, answer, ask, reader].map((rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
});
