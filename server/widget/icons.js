// The few drawings, as nodes: one path each, in the colour of the text around it.

const PATHS = {
  chat: "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8 9h8M8 12.5h5",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  fresh: "M12 5v14M5 12h14",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  again: "M20 11a8 8 0 1 0-2.3 6.2M20 5v6h-6",
  up: "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.3 1 2 2.5L12.5 10H19a1.5 1.5 0 0 1 1.5 1.8l-1.3 7A1.5 1.5 0 0 1 17.7 20H7",
  down: "M17 13V4h3v9zM17 13l-4 7c-1.5 0-2.3-1-2-2.5l.5-3.5H5a1.5 1.5 0 0 1-1.5-1.8l1.3-7A1.5 1.5 0 0 1 6.3 4H17",
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(path);
  return drawing;
}
