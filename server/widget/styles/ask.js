// Where one asks, and the card of a footnote.

export default `
.composer { position: relative; width: min(100%, 46em); margin: 0 auto; padding: 0.6em 1.25em 0.9em; }
/* What scrolls by fades out above the box. */
.composer::before { content: ""; position: absolute; inset: auto 0 100%; height: 1.5em; pointer-events: none;
  background: linear-gradient(transparent, var(--paper)); }
.field { display: flex; align-items: flex-end; gap: 0.4em; padding: 0.35em; border: 1px solid var(--edge); border-radius: 1.5em; background: var(--raised); }
.field:focus-within { border-color: var(--accent); outline: 1px solid var(--accent); }
.field textarea { flex: 1; align-self: center; min-width: 0; max-height: 8.5em; margin: 0; padding: 0.4em 0.4em 0.4em 0.85em; border: 0; outline: 0;
  background: none; line-height: 1.5; resize: none; }
[dir="rtl"] .field textarea { padding: 0.4em 0.85em 0.4em 0.4em; }
.field textarea::placeholder { color: var(--soft); opacity: 1; }
.send { display: grid; place-items: center; flex: none; width: 2.6em; height: 2.6em; padding: 0; border: 1px solid transparent; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); }
.send:hover { filter: brightness(1.12); }
.send:focus-visible { border-radius: 50%; }
.send.stops svg { fill: currentColor; }
.send.stops { border-color: var(--edge); background: var(--raised); color: var(--ink); }

.offered { position: absolute; z-index: 2; inset: auto 1.25em calc(100% - 0.35em); overflow: hidden auto; max-height: 17em; padding: 0.35em; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--raised); box-shadow: var(--shadow); }
.offered button { width: 100%; min-height: 2.6em; padding: 0.5em 0.8em; border: 0; border-radius: calc(var(--radius) * 0.65); background: none; text-align: start; line-height: 1.35; }
.offered button:hover, .offered button:focus-visible { background: var(--wash); }
.offered button:focus-visible { outline-offset: -2px; }

.card { position: absolute; z-index: 3; width: min(24em, calc(100% - 16px)); max-height: min(20em, 60%); overflow: auto; padding: 0.9em 1.1em; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--raised); box-shadow: var(--shadow); font-size: 0.92em; }
.card blockquote { margin: 0.45em 0; font: 1.04em/1.55 var(--serif); white-space: pre-line; }
`;
