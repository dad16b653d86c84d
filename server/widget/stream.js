// POST /v1/ask, read event by event. The shapes of the data are those of rag/answer.py.

/** What went wrong, in words for the reader: a title, and the server's own words if it has any. */
export class Trouble extends Error {
  constructor(title, detail) {
    super(title);
    this.detail = typeof detail === "string" ? detail : "";
  }
}

const TITLES = {
  413: "That question is too long.",
  422: "That question could not be taken.",
  429: "That was a little fast.",
  503: "Footnote is not ready yet.",
};

async function connect(question, history, signal) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question, history }),
    signal,
  }).catch(() => {
    const title = navigator.onLine ? "Footnote could not be reached." : "You are offline.";
    throw new Trouble(title, "Nothing is lost: ask again once the connection is back.");
  });
  if (response.ok) return response.body;
  const problem = await response.json().catch(() => null);
  throw new Trouble(TITLES[response.status] ?? "Something went wrong on the server.", problem?.detail);
}

/** Yields [name, data] for each event, the last of which is "done"; anything else is Trouble. */
export async function* answerEvents(question, history, signal) {
  const body = await connect(question, history, signal);
  const broken = new Trouble("The connection broke off.", "The answer did not arrive whole.");
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { value, done } = await reader.read().catch(() => { throw broken; });
    if (done) throw broken;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const [name, data] = parse(block);
      if (name === "error") throw new Trouble("The answer could not be finished.", data.detail);
      if (data !== null) yield [name, data];
      if (name === "done") return;
    }
  }
}

/** One event's name and its data, null for a comment that only keeps the line open. */
function parse(block) {
  const lines = block.split(/\r?\n/).map((line) => /^([^:]*):? ?(.*)$/.exec(line));
  const values = (field) => lines.filter((line) => line?.[1] === field).map((line) => line[2]);
  const data = values("data").join("\n");
  return [values("event").at(-1), data ? JSON.parse(data) : null];
}
