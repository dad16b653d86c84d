"""The shapes of OpenAI's chat completions and models, as far as Footnote reads and fills them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.answer import Answer
from server.schemas import Narrowing

MODEL = "footnote"


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """A message of the conversation; those of other roles than user and assistant are ignored."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream ends with."""

    include_usage: bool = False


ASKED: list[Any] = [
    {
        "model": MODEL,
        "messages": [{"role": "user", "content": "Is interruption marketing evil?"}],
    }
]


class ChatRequest(BaseModel):
    """A chat as OpenAI's clients send it; what is not listed here is ignored.

    What would change the answer into one that cannot be given is refused: more than one choice,
    token probabilities, JSON, audio, a tool that must be called.
    """

    model_config = ConfigDict(json_schema_extra={"examples": ASKED})

    model: str
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    logprobs: Literal[False] | None = None
    modalities: list[Literal["text"]] | None = None
    response_format: dict[str, Any] | None = None
    tool_choice: Any = None
    filters: Narrowing | None = Field(None, description="Our own: narrows what may be quoted.")


class UrlCitation(BaseModel):
    """Words of the message that are quoted: ``content[start_index:end_index]``."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    """A citation in a message."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AssistantMessage(BaseModel):
    """An answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class CompletionChoice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: AssistantMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens as the encoder counts them; no language model was used."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """An answer as OpenAI shapes it; ``footnote`` is our own, the whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[CompletionChoice]
    usage: Usage
    system_fingerprint: str = Field(description="The snapshot that was searched.")
    footnote: Answer


class Model(BaseModel):
    """A model that can be named in a request."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = Field(description="When the index was built, in seconds since 1970.")
    owned_by: str = "footnote"


class Models(BaseModel):
    """The models there are: one."""

    object: Literal["list"] = "list"
    data: list[Model]


class OpenAIFault(BaseModel):
    """What is wrong with a request, or with us."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIError(BaseModel):
    """An error as OpenAI shapes it."""

    error: OpenAIFault
