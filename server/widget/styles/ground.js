// What everything stands on. `all: initial` lets nothing of the page in; lengths in em, from the
// reader's own text size, so that neither its fonts nor its root font size reach the chat.

export default `
.root {
  all: initial;
  --paper: light-dark(#faf9f6, #14181a);
  --raised: light-dark(#fff, #1d2326);
  --ink: light-dark(#1d2226, #e7e9e6);
  --soft: light-dark(#565e64, #a9b2b4);
  --line: light-dark(#e3e0d8, #2e3639);
  --edge: light-dark(#83878a, #768185);
  --accent: var(--footnote-accent, light-dark(#0f5e59, #86d0c4));
  --on-accent: light-dark(#fff, #0d2421);
  --wash: color-mix(in srgb, var(--accent) 9%, var(--paper));
  --warm: light-dark(#fdf3df, #33290f);
  --warm-line: light-dark(#d9ab5c, #8a6d2c);
  --warm-ink: light-dark(#704a00, #f0cd85);
  --shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 10px 36px rgb(0 0 0 / 16%);
  --radius: var(--footnote-radius, 1em);
  --sans: var(--footnote-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  --serif: var(--footnote-serif, Charter, "Iowan Old Style", "Source Serif 4", "Noto Serif", Georgia, serif);
  display: block;
  color-scheme: light dark;
  color: var(--ink);
  font: medium/1.5 var(--sans);
  overflow-wrap: anywhere;
  text-align: start;
  -webkit-text-size-adjust: 100%;
  -webkit-font-smoothing: antialiased;
}
.root.light { color-scheme: light; }
.root.dark { color-scheme: dark; }

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, h4, p, ul, ol, blockquote, pre, fieldset, legend { margin: 0; padding: 0; border: 0; font: inherit; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; }
svg { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--soft); font-size: 0.875em; }

.icon { display: grid; place-items: center; flex: none; width: 2.5em; height: 2.5em; padding: 0; border: 0;
  border-radius: 50%; background: none; color: var(--soft); transition: background 0.15s, color 0.15s; }
.icon:hover { background: var(--wash); color: var(--ink); }
.icon[aria-pressed="true"] { background: var(--wash); color: var(--accent); }
.pill { display: inline-block; min-height: 2.25em; padding: 0.35em 1em; border: 1px solid var(--edge);
  border-radius: 2em; background: var(--raised); color: var(--ink); font-size: 0.9em; text-decoration: none; }
.pill:hover { border-color: var(--accent); background: var(--wash); }
.pill.strong { border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }

@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
@media (forced-colors: active) {
  .composer::before, .after:empty { display: none; }
  .pill, .icon, .send, .launcher { border: 1px solid ButtonText !important; }
  .refused, .trouble, .card, .offered, .badge, .portrait { border: 1px solid CanvasText !important; }
  .icon[aria-pressed="true"] { border-color: Highlight !important; }
  mark { forced-color-adjust: none; background: Mark; color: MarkText; }
}
`;
