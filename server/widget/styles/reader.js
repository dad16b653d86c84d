// The source beside the chat; over it where there is no room for both.

export default `
.reader { display: flex; flex-direction: column; flex: 0 0 min(52%, 34em); min-width: 0; border-inline-start: 1px solid var(--line); background: var(--raised); }
.reader .bar { justify-content: space-between; padding-inline-start: 1em; }
.pages { flex: 1; overflow: auto; overscroll-behavior: contain; padding: 1.25em; }
.pages:focus-visible { outline-offset: -3px; }
.pages .headline { margin-bottom: 0.35em; color: var(--ink); font: 600 1.25em/1.3 var(--serif); }
.pages article { margin-top: 1.4em; padding-top: 1.1em; border-top: 1px solid var(--line); }
.wrote { color: var(--soft); font-size: 0.9em; }
.block { margin-top: 0.75em; font: 1em/1.62 var(--serif); white-space: pre-line; }
h4.block { color: var(--ink); font-weight: 600; }
ul.block, ol.block { padding-inline-start: 1.5em; white-space: normal; }
ul.block { list-style: disc; }
ol.block { list-style: decimal; }
blockquote.block { padding-inline-start: 1em; border-inline-start: 3px solid var(--line); color: var(--soft); }
pre.block { padding: 0.75em 1em; border-radius: 0.5em; background: var(--paper); font: 0.875em/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; }
mark { padding: 0.12em 0; border-radius: 0.2em; background: light-dark(#ffe9a3, #5b4a10); color: inherit; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
@container window (max-width: 46em) {
  .frame-of-all.reads .chat { display: none; }
  .reader { flex: 1; border: 0; }
}
`;
