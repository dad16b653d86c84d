"""An answer on its way to OpenAI's clients: a chat completion, whole or in chunks."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool

from index.snapshot import Snapshot
from rag.answer import Done, Event
from server.openai_errors import openai_error
from server.openai_schemas import (
    MODEL,
    Annotation,
    AssistantMessage,
    ChatCompletion,
    ChatRequest,
    CompletionChoice,
    UrlCitation,
    Usage,
)
from server.problems import problem_of
from server.prose import Prose, Quoted


class Completion:
    """One answer, made once: either whole or in chunks."""

    def __init__(self, asked: ChatRequest, snapshot: Snapshot, prose: Prose) -> None:
        self._asked = asked
        self._snapshot = snapshot
        self._prose = prose
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._created = int(time.time())
        self._text: list[str] = []

    async def whole(self, events: AsyncIterator[Event]) -> ChatCompletion:
        """The answer that events end in."""
        annotations: list[Annotation] = []
        async for event in events:
            annotations += self._add(event)[1]
            if isinstance(event, Done):
                answer = event.answer
        message = AssistantMessage(content="".join(self._text), annotations=annotations)
        return ChatCompletion(
            id=self._id,
            created=self._created,
            choices=[CompletionChoice(message=message)],
            usage=await self._usage(),
            system_fingerprint=self._snapshot.id,
            footnote=answer,
        )

    async def chunks(self, request: Request, events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
        """The same as server-sent events; one that breaks off ends with an error."""
        try:
            yield self._chunk({"role": "assistant", "content": ""})
            async for event in events:
                text, annotations = self._add(event)
                if text:
                    delta: dict[str, Any] = {"content": text}
                    yield self._chunk(delta | ({"annotations": annotations} if annotations else {}))
                if isinstance(event, Done):
                    yield self._chunk({}, "stop", footnote=event.answer)
            if self._with_usage:
                yield self._event(choices=[], usage=await self._usage())
            yield b"data: [DONE]\n\n"
        except Exception as error:
            yield _data(openai_error(problem_of(request, error)))

    def _add(self, event: Event) -> tuple[str, list[Annotation]]:
        piece = self._prose.add(event)
        self._text.append(piece.text)
        return piece.text, [self._annotation(quoted) for quoted in piece.quoted]

    def _annotation(self, quoted: Quoted) -> Annotation:
        return Annotation(
            url_citation=UrlCitation(
                start_index=quoted.start,
                end_index=quoted.end,
                url=quoted.url,
                title=quoted.reference.title,
            )
        )

    @property
    def _with_usage(self) -> bool:
        return bool(self._asked.stream_options and self._asked.stream_options.include_usage)

    async def _usage(self) -> Usage:
        texts = ["\n".join(m.text() for m in self._asked.messages), "".join(self._text)]
        asked, said = await run_in_threadpool(self._snapshot.encoder.count_tokens, texts)
        return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)

    def _chunk(self, delta: Any, finish: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        nothing = {"usage": None} if self._with_usage else {}
        return self._event(choices=[choice], **nothing, **more)

    def _event(self, **fields: Any) -> bytes:
        return _data(
            {
                "id": self._id,
                "object": "chat.completion.chunk",
                "created": self._created,
                "model": MODEL,
                "system_fingerprint": self._snapshot.id,
                **fields,
            }
        )


def _data(value: Any) -> bytes:
    return b"data: " + to_json(value) + b"\n\n"
