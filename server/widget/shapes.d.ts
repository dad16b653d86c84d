// The shapes of what the service sends (those of rag/answer.py), and of what the widget keeps.
// Read by the TypeScript compiler alone; no browser asks for this file.

export interface Reference {
  number: number;
  section_id: string;
  title: string;
  author: string;
  author_url: string | null;
  published: string | null;
  votes: number | null;
  site: string;
  url: string | null;
  licence: string | null;
  licence_url: string | null;
  source_url: string;
  /** Where the person stands on the question, where the very words say so. */
  position?: "for" | "against" | "depends" | null;
}

export interface Citation { reference: number; start: number; end: number; quote: string }

export interface Sentence {
  text: string;
  kind: "quote" | "claim" | "frame";
  citations: Citation[];
  /** The year it was said in, where it names a price or a product of that time. */
  dated?: number | null;
}

export interface Answer {
  id: string;
  question: string;
  status: "answered" | "partial" | "no_evidence";
  sentences: Sentence[];
  references: Reference[];
  notes: string[];
  nearest: string[];
  intent?: string;
}

export type AnswerEvent =
  | ["references", { references: Reference[] }]
  | ["sentence", Sentence]
  | ["done", Answer];

export interface Block { kind: string; start: number; end: number; number: number | null }

export interface Section {
  section_id: string;
  role: "question" | "answer" | "body";
  text: string;
  author: string;
  author_url: string | null;
  published: string | null;
  votes: number | null;
  url: string | null;
  blocks: Block[];
}

export interface SourceDocument {
  document_id: string;
  title: string;
  url: string | null;
  site: string;
  published: string | null;
  licence: string | null;
  licence_url: string | null;
  sections: Section[];
}

export type TroubleKind =
  | "offline" | "unreachable" | "fast" | "busy" | "forbidden" | "not_ready" | "long" | "refused" | "server" | "broken"
  | "page_left" | "unknown";

export interface Broken { kind: TroubleKind; detail: string; wait: number }

/** A question and what became of it; kept in the tab, so it is made of plain data. */
export interface Turn {
  question: string;
  references: Reference[];
  sentences: Sentence[];
  answer: Answer | null;
  stopped: boolean;
  broken: Broken | null;
  rating: "up" | "down" | null;
}

export interface Kept { turns: Turn[]; draft: string; open: boolean }

/** What the page that holds the widget can choose. */
export interface Options {
  title: string;
  greeting: string;
  questions: string[];
  color: string;
  theme: string;
  position: string;
  lang: string;
  floats: boolean;
}
