"""What a source says about itself: the site's name, its licence, and where its pages stand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from corpus.errors import SourceRefused


@dataclass(frozen=True, slots=True)
class About:
    """What holds for every document of a source, unless the document says otherwise.

    ``url`` is a template for a page's address with ``{id}``, ``{slug}`` and ``{number}``.
    ``not_texts`` are files and folders, by their paths in the source, that are not to be read.
    """

    site: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    author: str | None = None
    url: str | None = None
    not_texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document comes from: what its id, its site and its address are made of.

    ``name`` is the last part of its id, ``slug`` its file's name, ``number`` its folder's name
    where that is a number.
    """

    source: str
    name: str
    slug: str
    number: str | None
    about: About

    @property
    def document_id(self) -> str:
        return f"{self.source}/{self.name}"

    @property
    def site(self) -> str:
        return self.about.site or self.source

    @property
    def url(self) -> str | None:
        """The page's address, or None where the source gives none."""
        template = self.about.url
        if template is None or (self.number is None and "{number}" in template):
            return None
        values = {"id": self.name, "slug": self.slug, "number": self.number or ""}
        return _PLACEHOLDER.sub(lambda match: quote(values[match[1]]), template)


@dataclass(frozen=True, slots=True)
class PublicArchive:
    """A public archive known by name.

    ``file`` is what it is called when downloaded. ``fingerprint`` is that of the Markdown files
    under ``folder``, since a code host packs the same commit differently from day to day.
    """

    name: str
    about: About
    attribution: str
    download: str
    file: str
    folder: str
    fingerprint: str


ONSTARTUPS = PublicArchive(
    name="onstartups",
    about=About(
        site="Answers on Startups",
        licence="CC BY-SA 3.0",
        licence_url="https://creativecommons.org/licenses/by-sa/3.0/",
        url="https://collapsed-stacks.github.io/onstartups/questions/{number}/{slug}",
    ),
    attribution=(
        "Answers on Startups, a Stack Exchange site of 2009 to 2013, by the authors named at "
        "each question and answer, CC BY-SA 3.0"
    ),
    download=(
        "https://codeload.github.com/collapsed-stacks/onstartups/tar.gz/"
        "240fea96a6a543e3e9cf557dcfe08bb74f829622"
    ),
    file="onstartups-240fea96.tar.gz",
    folder="questions/",
    fingerprint="dad3080228cf87f3599ef086c3ecd5de1f0536a031939167149568cb9a8ee2ba",
)

PUBLIC_ARCHIVES = MappingProxyType({archive.name: archive for archive in (ONSTARTUPS,)})

_KEYS = tuple(field.name for field in fields(About))
_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/))\S+$", re.I)
_PLACEHOLDER = re.compile(r"\{(id|slug|number)\}")


def web_address(text: str | None) -> str | None:
    """The address where it is one that a reader may be sent to, None where it is not."""
    return text if text and _ADDRESS.match(text) else None


def parse_about(text: str, *, path: str) -> About:
    """Read a ``source.toml``.

    Raises:
        SourceRefused: it is not TOML, holds a key nobody knows, or a value that is not text.
    """
    mend = f"Known keys, all optional: {', '.join(_KEYS)}."
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceRefused(f"not valid TOML: {error}", where=path, mend=mend) from error
    for key, value in values.items():
        if key not in _KEYS:
            raise SourceRefused(f"unknown key “{key}”", where=path, mend=mend)
        if key == "not_texts":
            if not isinstance(value, list) or not all(map(_names_a_file, value)):
                what = f"“{key}” must be a list of files and folders in quotes"
                raise SourceRefused(what, where=path, mend=mend)
        elif not isinstance(value, str):
            raise SourceRefused(f"“{key}” must be text in quotes", where=path, mend=mend)
    left = _PLACEHOLDER.sub("", values.get("url", ""))
    if "{" in left or "}" in left:
        raise SourceRefused(
            f"“url” holds an unknown placeholder: {values['url']}",
            where=path,
            mend="Known placeholders: {id}, {slug}, {number}.",
        )
    aside = tuple(str(PurePosixPath(each)) for each in values.pop("not_texts", ()))
    return About(**values, not_texts=aside)


def _names_a_file(value: object) -> bool:
    return isinstance(value, str) and bool(PurePosixPath(value).parts) and value[0] != "/"


def not_texts(content: bytes) -> tuple[str, ...]:
    """The ``not_texts`` of a ``source.toml``; what is wrong with it is for ``parse_about`` to say.

    They are needed earlier, while the files are listed.
    """
    try:
        return parse_about(content.decode("utf-8-sig"), path="").not_texts
    except (UnicodeDecodeError, SourceRefused):
        return ()
