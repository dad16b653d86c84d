"""What OpenAPI cannot learn from the code: what each field means, and which errors a door has."""

from __future__ import annotations

from typing import Any

from server import access, openai_errors

FIELDS = {
    "answer": "The answer, if the person agrees to send it.",
    "answer_id": "The answer's `id`.",
    "annotations": "The citations in the message, in its order.",
    "author": "Who wrote the section.",
    "author_url": "The author's page.",
    "blocks": "Its paragraphs, headings, list items, quotations and listings, in order.",
    "choices": "Why each reference was chosen, in their order.",
    "citations": "The words it rests on; a frame has none.",
    "comment": "In the person's own words.",
    "content": "The text.",
    "cosine": "The cosine between the question and the best passage of the section.",
    "counts": "Threads, posts, answers, sections and passages in the index.",
    "created": "When it was made.",
    "dense_rank": "Its place by meaning alone, from 1.",
    "detail": "What is wrong, for people.",
    "document_id": "The document's id: `starter/101`.",
    "encoder": "The model that turns texts into vectors.",
    "end": "Where the words end in the section's text, exclusive, in code points.",
    "errors": "The parts of the request that are at fault.",
    "explanation": "How the answer came about, if that was asked for; else null.",
    "heading": "The heading the passage stands under.",
    "history": "What was said before, oldest first.",
    "hits": "What was found, best first.",
    "id": "Its id.",
    "index": "Always 0: there is one choice.",
    "intent": "What the turn was; only a `question` is searched for.",
    "kind": "What kind it is.",
    "lexical_rank": "Its place by words alone, from 1; null where it shares none.",
    "licence": "What the author allows.",
    "licence_url": "The licence's text.",
    "logprobs": "None: no language model was used.",
    "message": "The message.",
    "model": "The model: `footnote`.",
    "nearest": "Questions near to this one that are answered, where this one is not in full.",
    "notes": "Remarks to show with the answer.",
    "number": "Counts from 1, in the order of first citation.",
    "object": "What kind of object this is.",
    "owned_by": "Whose model it is.",
    "passage_id": "The passage's id: `starter/101#1012@0-943`.",
    "prompt": "Stands for what a language model was told, and changes with it; else null.",
    "published": "The day it was published.",
    "question": "The question.",
    "questions": "Questions that the corpus answers, best first.",
    "quote": "The words, exactly as they stand.",
    "rank": "Its place in the ranking, from 1.",
    "rating": "Whether the answer was good.",
    "reasons": "Why, in a few words each, of the client's choice.",
    "reference": "The number of the reference.",
    "references": "The sources, numbered from 1.",
    "refusal": "None: a refusal is a message like any other.",
    "role": "Who says it.",
    "score": "Higher is better, in log-odds; scores compare within one question only.",
    "section_id": "The section's id: `starter/101#1012`.",
    "sections": "The sections.",
    "sentences": "What is said, in order.",
    "signals": "What each signal adds to the score.",
    "site": "The site it comes from.",
    "snapshot": "The index that was searched.",
    "source": "How it was found.",
    "source_url": "Our page of it, relative to the server's root.",
    "standalone_question": "What was searched for: the question, joined to what it follows on.",
    "start": "Where the words begin in the section's text, in code points from 0.",
    "status": "How it is.",
    "system_fingerprint": "The snapshot that was searched.",
    "tags": "Its tags.",
    "text": "The words.",
    "timings": "Milliseconds by stage.",
    "title": "The title of the thread or post.",
    "type": "What kind it is.",
    "url_citation": "Where it stands, and what it leads to.",
    "url": "The original's address.",
    "position": "What the author says to a yes-or-no question; null where their words do not tell.",
    "votes": "Votes up minus votes down; null where nobody can vote.",
    "why": "In words.",
    "withheld": "Sentences that did not pass the gate.",
    "verdict": "What the gate found.",
    "withheld_sentences": "How many sentences did not pass the gate.",
    "withheld_verdicts": "How many of them for which reason.",
    "words": "The words it named as those it rests on.",
    "writer": "What wrote the sentences: `extractive` picks them unchanged; else a language model.",
}
"""What a field means wherever its name stands."""

OWN_FIELDS = {
    "Answer.id": "Names this answer, another one each time.",
    "Answer.status": "`answered`, `partial`, or `no_evidence` where nobody has answered it.",
    "Citation.id": "Stands for these words in every later index: see `GET /v1/citations/{id}`.",
    "ChatCompletion.choices": "The one answer.",
    "ChatCompletion.created": "When it was made, in seconds since 1970.",
    "ChatCompletion.footnote": "Our own: the whole answer, as `POST /v1/ask` gives it.",
    "ChatCompletion.usage": "What was read and said.",
    "ChatMessage.content": "Text, or parts of which the text is read.",
    "ChatRequest.logprobs": "Only false: no language model was used.",
    "ChatRequest.messages": "The conversation, oldest first; the last is the user's question.",
    "ChatRequest.modalities": "Only text.",
    "ChatRequest.n": "Only one answer is given.",
    "ChatRequest.response_format": "Only `text`.",
    "ChatRequest.stream": "Whether the answer comes in chunks.",
    "ChatRequest.stream_options": "What a stream ends with.",
    "ChatRequest.tool_choice": "Only `auto` or `none`: no tool is ever called.",
    "CompletionChoice.finish_reason": "Always `stop`: an answer is never cut.",
    "Exchange.answer": "What was answered.",
    "Explanation.score": "The log-odds that the question can be answered here.",
    "Explanation.sections": "How many sections there were to choose from.",
    "FeedbackRequest.question": "The question, if the person agrees to send it.",
    "Model.id": "Its name.",
    "Models.data": "The models.",
    "OpenAIError.error": "What is wrong.",
    "OpenAIFault.code": "What kind of error it is, for programs.",
    "OpenAIFault.message": "What is wrong, for people.",
    "OpenAIFault.param": "The field at fault.",
    "OpenAIFault.type": "`invalid_request_error`, or `server_error`.",
    "Part.type": "Only `text` can be asked.",
    "Problem.status": "The status, again.",
    "Problem.title": "What kind of problem it is, for people.",
    "Problem.type": "What kind of problem it is, for programs: an address in the documentation.",
    "SectionReply.role": "`question`, `answer` or `body`.",
    "Sentence.dated": "The year it was said in, where it names a price or a product of that time; "
    "else null.",
    "Sentence.kind": "`quote`: word for word. `claim`: in other words, proved. `frame`: about the "
    "evidence or about Footnote.",
    "Withheld.section_id": "The section it named, or nothing.",
    "StreamOptions.include_usage": "Whether a last chunk tells `usage`.",
    "UrlCitation.end_index": "Where the quoted words end in `content`, exclusive.",
    "UrlCitation.start_index": "Where the quoted words begin in `content`.",
    "UrlCitation.url": "The original's address, or our page where it has none.",
    "Usage.completion_tokens": "Tokens of the answer.",
    "Usage.prompt_tokens": "Tokens of all messages.",
    "Usage.total_tokens": "Both together.",
}
"""What a field means in one shape alone."""

OPENAI = {"$ref": "#/components/schemas/OpenAIError"}


def describe(api: dict[str, Any]) -> dict[str, Any]:
    """The description made whole, in place."""
    for path, operations in api["paths"].items():
        for operation in operations.values():
            _errors(path, operation)
    for shape, schema in api["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            part.setdefault("description", OWN_FIELDS.get(f"{shape}.{field}") or FIELDS.get(field))
    return api


def _errors(path: str, operation: dict[str, Any]) -> None:
    """Only the errors that can be, each in the shape and media type it has."""
    responses = operation["responses"]
    for response in responses.values():
        if response["description"] == "Successful Response":
            response["description"] = "The reply."
    for_openai = path.startswith(openai_errors.PATHS)
    impossible = [] if access.guarded(path) else ["401", "403", "429"]
    asks_nothing = not (operation.get("parameters") or operation.get("requestBody"))
    impossible += ["422"] if for_openai or asks_nothing else []  # for OpenAI's clients it is 400
    for status in impossible:
        responses.pop(status, None)
    for response in responses.values():
        for media, content in list(response.get("content", {}).items()):
            if not content.get("schema", {}).get("$ref", "").endswith("/Problem"):
                continue
            if for_openai:
                response["content"] = {"application/json": {"schema": dict(OPENAI)}}
            elif media == "text/html":
                content["schema"] = {"type": "string"}
            else:
                response["content"] = {"application/problem+json": content}
