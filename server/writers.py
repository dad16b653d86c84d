"""The writer that the settings ask for: one that quotes, or a language model."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread

from corpus.errors import FootnoteError
from rag.chat import Chat
from rag.entailment import Entailment
from rag.extractive import Extractive
from rag.model import Model
from rag.model_local import LocalModel
from rag.model_server import ServerModel
from rag.prompt import ANSWER, FOLLOW_UP, read_prompt
from rag.writing import Writer
from server.settings import Settings, SettingsRefused

log = logging.getLogger("footnote")


def model_of(settings: Settings) -> Model | None:
    """The language model, not yet looked for. Raises SettingsRefused."""
    if settings.llm_url:
        if not settings.llm_model:
            raise SettingsRefused(
                "there is a server with language models, and none of them is named",
                where="FOOTNOTE_LLM_MODEL",
                mend="Set it to the model's name there.",
            )
        key = settings.llm_key.get_secret_value() if settings.llm_key else None
        return ServerModel(settings.llm_model, settings.llm_url, key)
    return LocalModel(settings.llm_model) if settings.llm_model else None


def writer_of(settings: Settings, still_wanted: Callable[[], None] = lambda: None) -> Writer:
    """The writer; ``still_wanted`` raises where nobody listens to it any longer.

    Raises SettingsRefused and PromptRefused.
    """
    model = model_of(settings)
    if model is None:
        return Extractive()
    return Chat(
        model,
        read_prompt(settings.llm_prompt or ANSWER, "sources", "question"),
        read_prompt(FOLLOW_UP, "before", "question"),
        settings.llm_timeout,
        still_wanted,
        entails=Entailment(settings.entailment) if settings.entailment else None,
    )


def look_for(writer: Writer) -> None:
    """Look for the language model, if there is to be one, beside everything else.

    One on this machine is loaded by it, so that the first question need not wait.
    """
    if isinstance(writer, Chat):
        Thread(target=_look, args=(writer.model,), daemon=True).start()


def _look(model: Model) -> None:
    try:
        model.check()
    except FootnoteError as error:
        log.warning("people are quoted until the language model can be used: %s", error)
