// A colour of the page's choosing, made dark or light enough to be read.

const PAPER = { light: [238, 240, 236], dark: [36, 50, 48] }; // the tinted grounds of the two themes
const ENOUGH = 4.8; // WCAG asks for 4.5

/** @typedef {number[]} Colour red, green and blue from 0 to 255 */

/** @param {Colour} colour */
function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Colour} one @param {Colour} other */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * Any colour CSS knows by name, hex, rgb() or hsl(); null for what is none.
 * @param {string} named
 * @returns {Colour | null}
 */
function colourOf(named) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context || !CSS.supports("color", named)) return null;
  context.fillStyle = named;
  const hex = /^#(..)(..)(..)$/.exec(String(context.fillStyle));
  return hex ? hex.slice(1).map((part) => parseInt(part, 16)) : null;
}

/**
 * The colour moved towards black or white until it stands out from its ground.
 * @param {Colour} colour
 * @param {"light" | "dark"} theme
 */
function readable(colour, theme) {
  const end = theme === "light" ? 0 : 255;
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((part) => Math.round(part + (end - part) * share));
    if (contrast(mixed, PAPER[theme]) >= ENOUGH) return mixed;
  }
  return [end, end, end];
}

/**
 * The custom properties for an accent of one's own, or nothing.
 * @param {string} named
 * @returns {Record<string, string>}
 */
export function accent(named) {
  const colour = named ? colourOf(named) : null;
  if (!colour) return {};
  const [light, dark] = [readable(colour, "light"), readable(colour, "dark")];
  /** @param {Colour} it */
  const rgb = (it) => `rgb(${it.join(" ")})`;
  /** @param {Colour} it */
  const on = (it) => (contrast(it, [255, 255, 255]) >= contrast(it, [16, 20, 22]) ? "#fff" : "#101416");
  return {
    "--accent": `light-dark(${rgb(light)}, ${rgb(dark)})`,
    "--on-accent": `light-dark(${on(light)}, ${on(dark)})`,
  };
}
