// Where the chat is: inline in the page, or in a window that opens from a launcher.

export default `
:host { display: block; box-sizing: border-box; height: var(--footnote-height, min(46em, 88vh)); }
:host([data-mode="launcher"]) { all: initial !important; display: block !important; position: fixed !important;
  inset: auto 0 0 auto !important; width: 0 !important; height: 0 !important;
  z-index: var(--footnote-z, 2147483000) !important; }

.root { height: 100%; }
.window { display: flex; flex-direction: column; height: 100%; min-width: 0; padding: 0; margin: 0; border: 0;
  color: inherit; background: var(--paper); container: window / inline-size; }
.frame-of-all { position: relative; display: flex; flex-direction: column; flex: 1; min-height: 0; }
.bar { display: flex; align-items: center; gap: 0.15em; min-height: 3.5em; padding-block: 0.4em; padding-inline: 1.25em 0.6em;
  border-bottom: 1px solid var(--line); }
.bar h2 { flex: 1; min-width: 0; font: 600 1.1em/1.25 var(--serif); letter-spacing: -0.005em;
  overflow: hidden; text-overflow: ellipsis; }
/* Inline and without a title, the bar is only its buttons. */
.bare .bar:not(.reader *) { position: absolute; z-index: 1; inset: 0 0 auto auto; border: 0; min-height: 0; }
[dir="rtl"].bare .bar:not(.reader *) { inset: 0 auto auto 0; }
.bare .bar h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bare .reads > .bar .icon { display: none; }
@container window (max-width: 56em) {
  .bare .bar:not(.reader *) { position: static; justify-content: flex-end; padding-block: 0; }
}
.beside { display: flex; flex: 1; min-height: 0; }
.chat { display: flex; flex-direction: column; flex: 1; min-width: 0; min-height: 0; }
.scroll { flex: 1; min-height: 0; overflow: auto; overscroll-behavior: contain; container: scroll / size; }
.scroll:focus-visible { outline-offset: -3px; }

/* inline, the border is the page's to draw or to leave out */
.root:not(.floats) > .window { border: var(--footnote-border, 1px solid var(--line)); border-radius: var(--radius); overflow: hidden; }

.root.floats { position: fixed; inset: auto 1.25em 1.25em auto; display: flex; flex-direction: column;
  align-items: flex-end; gap: 0.9em; width: auto; height: auto; margin: 0; padding: 0; border: 0; overflow: visible;
  background: none; z-index: var(--footnote-z, 2147483000); }
.root.floats.left { inset: auto auto 1.25em 1.25em; align-items: flex-start; }
/* Right and left are the page's, whichever way its language runs. */
.root.floats[dir="rtl"] { align-items: flex-start; }
.root.floats.left[dir="rtl"] { align-items: flex-end; }
.floats .window { position: static; inset: auto; width: min(var(--footnote-width, 26em), calc(100vw - 2.5em));
  max-width: none; height: min(44em, calc(100vh - 7.5em)); height: min(44em, calc(100dvh - 7.5em)); max-height: none;
  border: 1px solid var(--line); border-radius: calc(var(--radius) * 1.25); box-shadow: var(--shadow); overflow: hidden; }
.floats .window:not([open]) { display: none; }
.floats .window:has(.reads) { width: min(60em, calc(100vw - 2.5em)); }
.floats .window[open] { animation: rise 0.22s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(0.75em); } }
.launcher { display: grid; place-items: center; width: 3.75em; height: 3.75em; padding: 0; border: 0; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); box-shadow: var(--shadow); transition: transform 0.15s; }
.launcher svg { width: 1.7em; height: 1.7em; }
.launcher:hover { transform: scale(1.06); }
.launcher:focus-visible { outline-offset: 3px; border-radius: 50%; }

@media (max-width: 34em), (max-height: 26em) {
  .floats .window[open] { position: fixed; inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
  .floats .window:has(.reads) { width: 100%; }
  .floats.open .launcher { display: none; }
}
@media (min-width: 34.01em) and (min-height: 26.01em) {
  .floats .closes { display: none; }
}
/* A low window (a phone held sideways, large text) is for reading: nothing stays in the way. */
@media (max-height: 22em) {
  .chat { overflow: auto; }
  .scroll { flex: none; overflow: visible; container-type: normal; }
  .turn:last-child { min-height: 0 !important; }
  .bar { min-height: 2.75em; padding-block: 0; }
}
`;
