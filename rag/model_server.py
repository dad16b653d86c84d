"""A language model behind OpenAI's API: any server that has it, here or hosted.

Nothing else in Footnote knows the library openai.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

from rag.model import LONGEST, TICK, Message, ModelFailed, spoken

if TYPE_CHECKING:
    from openai import AsyncOpenAI

RETRIES = 2
"""Times a request is made again where the server is busy, failing or not reached; the library
waits longer each time, and as long as a Retry-After says."""

CONNECTING = 5.0
"""Seconds in which a server must take the connection."""

SILENCE = 30.0
"""Seconds without a piece after which a reply counts as broken off."""

NO_KEY = "none"
"""What servers that ask for no key are sent: the library wants one."""


@dataclass(frozen=True, slots=True)
class ServerModel:
    """A model of an OpenAI-compatible server. The key is shown by nothing that prints this."""

    name: str
    url: str
    key: str | None = field(default=None, repr=False)
    silence: float = SILENCE

    def reply(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The pieces of a reply; see ``Model``. Once closed, so is the request."""
        return spoken(lambda say, stop: asyncio.run(self._until(stop, self._read(messages, say))))

    def check(self) -> None:
        """Ask the server for its models. Raises ModelFailed."""
        asyncio.run(self._until(Event(), self._look()))

    async def _until(self, stop: Event, work: Any) -> None:
        """Do the work, and give it up soon after ``stop``; raises ModelFailed."""
        from openai import APIError, APIStatusError, APITimeoutError, OpenAIError

        task = asyncio.ensure_future(work)
        while not task.done():
            if stop.is_set():
                task.cancel()
            await asyncio.wait({task}, timeout=TICK)
        if task.cancelled():
            return
        # What a server says of an error may hold the key, or anything: it is not passed on.
        error = task.exception()
        if error is None:
            return
        if isinstance(error, ModelFailed):
            raise error
        match error:
            case APIStatusError():
                said = f"it answered with status {error.status_code}"
            case APITimeoutError():
                said = "it did not answer in time"
            case APIError() | OpenAIError():
                said = "it cannot be reached, or broke off"
            case _:
                said = f"what it sent cannot be read ({type(error).__name__})"
        raise ModelFailed(said, where=self.url, mend=MEND) from None

    async def _read(self, messages: Sequence[Message], say: Callable[[str], None]) -> None:
        said: list[Any] = [{"role": each.role, "content": each.text} for each in messages]
        async with self._client() as client:
            stream = await client.chat.completions.create(
                model=self.name,
                messages=said,
                stream=True,
                temperature=0,
                max_tokens=LONGEST,
            )
            whole = False
            async with stream:
                async for chunk in stream:
                    for choice in chunk.choices[:1]:
                        whole = whole or choice.finish_reason is not None
                        if choice.delta.content:
                            say(choice.delta.content)
            if not whole:
                raise ModelFailed("the reply was cut off", where=self.url, mend=MEND)

    async def _look(self) -> None:
        async with self._client() as client:
            known = [model.id async for model in client.models.list()]
        if known and self.name not in known and f"{self.name}:latest" not in known:
            raise ModelFailed(
                f"it has no model {self.name!r}; it has {', '.join(known[:10])}",
                where=self.url,
                mend="Set FOOTNOTE_LLM_MODEL to one of them.",
            )

    def _client(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI, Timeout

        return AsyncOpenAI(
            base_url=self.url,
            api_key=self.key or NO_KEY,
            max_retries=RETRIES,
            timeout=Timeout(self.silence, connect=CONNECTING),
        )


MEND = "Check FOOTNOTE_LLM_URL, FOOTNOTE_LLM_MODEL and FOOTNOTE_LLM_KEY with footnote doctor."
