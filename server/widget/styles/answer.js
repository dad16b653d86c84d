// Questions and what people say to them.

export default `
.welcome { display: flex; flex-direction: column; justify-content: center; min-height: 100cqh;
  max-width: 46em; margin: 0 auto; padding: 1.75em 1.25em; }
.greeting { font: 500 clamp(1.45em, 1em + 2.6cqw, 2.5em)/1.18 var(--serif); letter-spacing: -0.018em; text-wrap: balance; }
.promise { max-width: 38em; margin-top: 0.9em; color: var(--soft); }
.welcome > div { margin-top: 1.6em; }
.questions { display: grid; gap: 0.55em; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17em), 1fr)); }
.suggestion { width: 100%; height: 100%; min-height: 2.75em; padding: 0.65em 1em; border: 1px solid var(--line); border-radius: var(--radius);
  background: var(--raised); text-align: start; line-height: 1.4; transition: border-color 0.15s, background 0.15s; }
.suggestion:hover { border-color: var(--accent); background: var(--wash); }

.turn { max-width: 46em; margin: 0 auto; padding: 1.6em 1.25em 1.4em; }
.turn + .turn { border-top: 1px solid var(--line); }
/* The newest question can always be scrolled to the top. */
.turn:last-child { min-height: 100cqh; }
.asked { margin-bottom: 0.8em; font: 500 clamp(1.25em, 1.05em + 1.1cqw, 1.7em)/1.28 var(--serif); letter-spacing: -0.012em;
  white-space: pre-line; max-height: 9em; overflow: auto; text-wrap: pretty; }
.asked:focus { outline: none; }
.asked:focus-visible { outline: 2px solid var(--accent); outline-offset: 6px; }

.roundup { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35em 0.6em; margin-bottom: 1.3em; color: var(--soft); font-size: 0.9em; }
.stack { display: inline-flex; flex-wrap: wrap; gap: 0.2em; }
.portrait { display: inline-grid; place-items: center; flex: none; width: 2.15em; height: 2.15em; border-radius: 50%;
  font: 600 0.72em/1 var(--sans); letter-spacing: 0.02em;
  background: light-dark(hsl(var(--hue) 42% 88%), hsl(var(--hue) 28% 27%)); color: light-dark(hsl(var(--hue) 60% 22%), hsl(var(--hue) 50% 86%)); }
.hue0 { --hue: 174; } .hue1 { --hue: 28; } .hue2 { --hue: 262; } .hue3 { --hue: 338; } .hue4 { --hue: 208; } .hue5 { --hue: 88; }

.answer > * + * { margin-top: 1.35em; }
.words { font: 1.1em/1.65 var(--serif); white-space: pre-line; }
.speaker { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15em 0.55em; margin-bottom: 0.5em; color: var(--soft); font-size: 0.9em; }
.speaker > .byline { flex: 1; min-width: 65%; }
.author { font-weight: 600; }
span.author { color: var(--ink); }
.voice .words { padding-inline-start: 0.95em; margin-inline-start: 0.7em; border-inline-start: 2px solid var(--line); }
.voice.for .words { border-color: light-dark(#3f8f5f, #5fae80); }
.voice.against .words { border-color: light-dark(#b4532a, #dd8a5f); }
.voice.depends .words { border-color: var(--warm-line); }
.badge { display: inline-block; padding: 0.05em 0.6em; border-radius: 1em; background: var(--wash); color: var(--ink);
  font-size: 0.85em; white-space: nowrap; }
.words .badge { font: 0.72em/1.5 var(--sans); }
.badge.old { background: var(--warm); color: var(--warm-ink); }
.badge.for { background: light-dark(#e0f0e6, #1d3a29); color: light-dark(#185c34, #a5dfbb); }
.badge.against { background: light-dark(#fae6dc, #43261a); color: light-dark(#83330e, #f4bd9f); }
.frame .words { color: var(--soft); font: 1em/1.6 var(--sans); }
.sentence { animation: appear 0.45s ease-out; }
@keyframes appear { from { opacity: 0; } }

/* Numbers stay out of what is selected and copied by hand. */
.marks { font: 600 0.66em/0 var(--sans); white-space: nowrap; user-select: none; -webkit-user-select: none; }
.marks::before { content: "\\2060"; }
.mark { display: inline-block; min-width: 1.75em; margin-inline-start: 0.3em; padding: 0.78em 0.35em; border-radius: 0.9em;
  background: var(--wash); color: var(--accent); text-align: center; text-decoration: none; }
a.mark:hover, a.mark[aria-describedby] { background: var(--accent); color: var(--on-accent); }

.refused { padding: 1.1em 1.25em; border-radius: var(--radius); background: var(--wash); }
.refused p + p { margin-top: 0.4em; }
.progress { margin-top: 1.1em; color: var(--soft); }
/* Where the first words will be, lines that breathe. */
.answer:empty ~ .after:empty { height: 6.55em; margin-top: 1.2em;
  background: repeating-linear-gradient(var(--wash) 0 1em, transparent 1em 1.85em); animation: breathe 1.1s ease-in-out infinite alternate; }
@keyframes breathe { to { opacity: 0.4; } }
.progress::after { content: "…"; display: inline-block; width: 0; overflow: hidden; vertical-align: bottom; animation: dots 1.4s steps(4, end) infinite; }
@keyframes dots { to { width: 1.2em; } }
@media (prefers-reduced-motion: reduce) { .progress::after { width: auto; } }

.after > * { margin-top: 1.4em; }
.after > div:empty { display: none; }
.notes { display: grid; gap: 0.5em; padding: 0.75em 1em; border-radius: var(--radius); background: var(--warm); color: var(--warm-ink); font-size: 0.92em; }
h4 { margin-bottom: 0.7em; color: var(--soft); font: 600 0.875em/1.4 var(--sans); }
.references { padding-top: 1.1em; border-top: 1px solid var(--line); font-size: 0.94em; }
.references li { display: grid; grid-template-columns: 1.9em 1fr; }
.references li + li { margin-top: 0.95em; }
.number { color: var(--accent); font-weight: 600; font-variant-numeric: tabular-nums; }
.named { font-weight: 500; }
.byline { font-variant-numeric: tabular-nums; }
.details { display: flex; flex-wrap: wrap; gap: 0 1em; color: var(--soft); font-size: 0.94em; }
.context { font-weight: 600; }

.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.1em; margin-inline-start: -0.6em; }
.after > .tools { margin-top: 0.8em; }
.thumbs { display: inline-flex; align-items: center; }
.tools .quiet { padding: 0 0.5em; }
.why { display: grid; gap: 0.8em; padding: 1.1em 1.25em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); font-size: 0.94em; }
.why legend { margin-bottom: 0.35em; font-weight: 600; }
.why label { display: flex; gap: 0.6em; align-items: center; min-height: 2em; }
.why label.wide { display: grid; gap: 0.3em; }
.why input { width: 1.15em; height: 1.15em; margin: 0; accent-color: var(--accent); flex: none; }
.why textarea { width: 100%; padding: 0.5em 0.75em; border: 1px solid var(--edge); border-radius: 0.6em; background: var(--paper); resize: vertical; }
.row { display: flex; flex-wrap: wrap; gap: 0.6em; }

.trouble, .stopline { display: grid; gap: 0.35em; justify-items: start; padding: 1em 1.25em; border: 1px solid var(--warm-line); border-radius: var(--radius);
  background: var(--warm); }
.trouble .quiet { color: inherit; white-space: pre-line; }
.trouble .pill, .stopline .pill { margin-top: 0.5em; }
.stopline { border-color: var(--line); background: var(--raised); }
`;
