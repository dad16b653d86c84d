"""The settings: one flat class, read from ``FOOTNOTE_…`` variables and the command line."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

import index
from corpus.errors import FootnoteError
from index.encoder import Precision, use_precision

PREFIX = "FOOTNOTE_"
ORIGIN = re.compile(r"https?://[^\s/?#,@]+", re.IGNORECASE)
RATE = r"^(off|[1-9]\d*/(second|minute|hour|day))$"
"""What a rate looks like: ``120/minute``."""


class SettingsRefused(FootnoteError):
    """A setting that does not exist, or a value it cannot take."""


def default_index() -> Path:
    """The ``index/`` folder of a checkout; the user's data folder where Footnote is installed."""
    package = Path(index.__file__).parent
    if (package.parent / "pyproject.toml").is_file():
        return package
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "footnote"


class Settings(BaseSettings):
    """Everything that can be set. A variable is the field's name in capitals after FOOTNOTE_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    index: Path = Field(
        default_factory=default_index, description="The folder that holds the built index."
    )
    data: Path = Field(
        default_factory=lambda given: given["index"] / "kept",
        description="The folder that keeps what people chose to send, and logged questions. Unset, "
        "it is `kept` in the index folder.",
    )
    keep_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days after which what is kept of people, in the data folder, is deleted.",
    )
    log_questions: bool = Field(
        False,
        description="Whether questions are kept in the data folder, with what became of them and "
        "nothing of who asked.",
    )
    encoder: str | None = Field(
        None,
        description="The encoder a build uses: a folder or a hub name of a sentence-transformers "
        "model. Unset, it is the one that comes with the installation.",
    )
    precision: Precision = Field(
        "auto",
        description="What the encoder computes in: `bf16` is fast where the processor has units "
        "for it, `f32` runs everywhere. Another precision encodes every text anew.",
    )
    keep: int = Field(
        5,
        ge=1,
        description="How many of the latest snapshots are kept, the current one included; pinned "
        "ones always are.",
    )
    tolerance: float = Field(
        0.03,
        ge=0,
        le=1,
        description="How far a mean over the golden questions or the threads' titles may fall "
        "before a build refuses to publish.",
    )
    host: str = Field(
        "127.0.0.1", description="The address the server listens on; 0.0.0.0 is every network."
    )
    port: int = Field(
        8000, ge=0, le=65535, description="The port the server listens on; 0 takes a free one."
    )
    body_limit: int = Field(
        256 * 1024, ge=1024, description="The largest request body that is read, in bytes."
    )
    keys: Path | None = Field(
        None,
        description="The file of API keys; unset, `keys.json` beside the index. While it is there, "
        "the API asks for a key.",
    )
    origins: str | None = Field(
        None,
        description="Pages that may ask without a key, such as `https://example.org`, parted by "
        "commas; `*` lets everybody ask.",
    )
    key_rate: str = Field(
        "1200/minute", pattern=RATE, description="Requests one key may make, or `off`."
    )
    address_rate: str = Field(
        "600/minute",
        pattern=RATE,
        description="Requests one address may make without a key, or `off`. Somebody who types "
        "makes up to five a second.",
    )
    trusted_proxies: str | None = Field(
        None,
        description="Addresses or networks of proxies, parted by commas, whose `X-Forwarded-For` "
        "and `X-Forwarded-Proto` are believed.",
    )
    log: Literal["plain", "json"] = Field(
        "plain",
        description="`json` makes the log lines of JSON, one for each request too; `plain` tells "
        "only what goes wrong.",
    )
    traces: bool = Field(
        False,
        description="Whether traces go to where `OTEL_EXPORTER_OTLP_ENDPOINT` says.",
    )
    running: int = Field(4, ge=1, description="How many answers are made at once.")
    waiting: int = Field(
        8,
        ge=0,
        description="How many more requests may wait for their turn; those past them are told to "
        "ask again later.",
    )
    cache: int = Field(
        32 * 1024 * 1024,
        ge=0,
        description="Bytes of answers kept for the very same question; 0 keeps none.",
    )
    batching: bool = Field(
        True,
        description="Whether the texts of several questions are encoded together, and their "
        "vectors remembered for a while.",
    )

    llm_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#@]*)?$",
        description="The address of a server with OpenAI's API, such as "
        "`http://127.0.0.1:11434/v1`, whose model writes the answers. Unset, people are quoted.",
    )
    llm_model: str | None = Field(
        None,
        min_length=1,
        description="The model's name there. Without an address, a model on this machine: a "
        "folder, a `.gguf` file, or a hub name downloaded before.",
    )
    llm_key: SecretStr | None = Field(
        None, description="The key that the server asks for. It is never shown."
    )
    llm_timeout: float = Field(
        60, gt=0, le=600, description="Seconds a language model may take for one answer."
    )
    llm_prompt: Path | None = Field(
        None,
        description="The file with what a language model is told, in place of the one that comes "
        "with Footnote.",
    )

    entailment: str | None = Field(
        None,
        min_length=1,
        description="A model that must agree before a language model's sentence is said: a folder "
        "of one for sequence classification with a label `entailment`, or a hub name downloaded "
        "before.",
    )

    @field_validator("llm_key")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value().strip() if value else ""
        if not key.isascii() or not key.isprintable():
            raise PydanticCustomError("key", "a key has only printable signs of ASCII")
        return SecretStr(key) if key else None

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: str | None) -> str | None:
        for origin in _parted(value):
            if origin != "*" and not ORIGIN.fullmatch(origin):
                raise PydanticCustomError(
                    "origin", "“{o}” is not of the form https://example.org", {"o": origin}
                )
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: str | None) -> str | None:
        for proxy in _parted(value):
            try:
                ip_network(proxy)
            except ValueError as error:
                # uvicorn would take it for a name that no client ever has.
                raise PydanticCustomError("proxy", "{why}", {"why": str(error)}) from error
        return value

    @property
    def keys_file(self) -> Path:
        return self.keys or self.index / "keys.json"

    @property
    def public_origins(self) -> list[str]:
        """As browsers name them: in small letters."""
        return [origin.lower() for origin in _parted(self.origins)]

    @property
    def proxies(self) -> list[str]:
        return _parted(self.trusted_proxies)


def _parted(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(",") if part.strip()]


def read_settings(**given: Any) -> Settings:
    """The settings from the environment; what is given, and is not None, outranks it.

    The process uses their precision from now on.

    Raises SettingsRefused for an unknown ``FOOTNOTE_…`` variable and for a value out of range.
    """
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            _refuse_unknown(name)
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        fault = error.errors()[0]
        field = str(fault["loc"][0])
        raise SettingsRefused(
            fault["msg"] if field == "llm_key" else f"{fault['msg']}; it is {fault['input']!r}",
            where=f"--{field}" if given.get(field) is not None else f"{PREFIX}{field.upper()}",
            mend=Settings.model_fields[field].description,
        ) from (None if field == "llm_key" else error)
    use_precision(settings.precision)
    return settings


def _refuse_unknown(name: str) -> None:
    field = name[len(PREFIX) :].lower()
    if field in Settings.model_fields:
        return
    near = get_close_matches(field, Settings.model_fields, n=1)
    known = ", ".join(PREFIX + known.upper() for known in Settings.model_fields)
    raise SettingsRefused(
        "there is no such setting",
        where=name,
        mend=f"Did you mean {PREFIX}{near[0].upper()}?" if near else f"The settings are {known}.",
    )
