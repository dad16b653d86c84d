"""Blog posts: one Markdown file, with or without front matter → one Document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.cleaning import clean
from corpus.document import Block, Document, Section
from corpus.listings import mark_code
from corpus.metadata import (
    author_of,
    date_of,
    is_draft,
    parse_date,
    split_front_matter,
    tags_of,
    title_of,
)
from corpus.report import FindingKind
from corpus.sources import Place, web_address

MIN_WORDS = 30
_CODE_OPENS = re.compile(r"\{\{[<%] *highlight\b|\{%-? *highlight\b")
_CODE_CLOSES = re.compile(r"\{\{[<%] */ *highlight *[>%]\}\}|\{%-? *endhighlight *-?%\}")
_VARIABLE = re.compile(r"\{\{[^{}\n]*\}\}")
_MODULE_LINE = re.compile(
    r"^(?:import\s(?:.*\sfrom\s)?\s*['\"].*|export\s+(?:const|let|default|function)\b.*)$", re.M
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A post that is not read, and why."""

    kind: FindingKind
    reason: str


def parse_post(
    text: str, place: Place, *, mdx: bool = False
) -> tuple[Document | LeftOut, tuple[str, ...]]:
    """Read one post, and say what of it could not be understood.

    Raises:
        MalformedFile: the front matter cannot be read.
    """
    values, body = split_front_matter(text)
    if is_draft(values):
        return LeftOut("skipped", "a draft"), ()
    if mdx:
        body = _MODULE_LINE.sub("", body)
    plain, blocks = clean(_VARIABLE.sub("", _without_listings(body)))
    blocks = mark_code(plain, blocks)
    if reason := _too_thin(plain, blocks):
        return reason, ()
    published, unread = date_of(values)
    if published is None:
        published = parse_date(place.slug)
    author, author_url = author_of(values)
    section = Section(
        id=f"{place.document_id}#body",
        role="body",
        text=plain,
        author=author or place.about.author or place.site,
        author_url=web_address(author_url),
        published=published,
        votes=None,
        url=place.url,
        blocks=blocks,
    )
    document = Document(
        id=place.document_id,
        kind="post",
        title=title_of(values) or _heading(plain, blocks) or _spelled(place.slug),
        url=place.url,
        published=published,
        licence=place.about.licence,
        licence_url=place.about.licence_url,
        site=place.site,
        tags=tags_of(values),
        sections=(section,),
    )
    return document, (f"the date “{unread}” is not understood, left out",) if unread else ()


def _without_listings(body: str) -> str:
    """Drops what Hugo and Jekyll highlight: without its tags, code would read as prose."""
    kept: list[str] = []
    at = 0
    while opens := _CODE_OPENS.search(body, at):
        closes = _CODE_CLOSES.search(body, opens.end())
        if closes is None:
            break
        kept.append(body[at : opens.start()])
        at = closes.end()
    return "\n\n".join([*kept, body[at:]])


def _too_thin(plain: str, blocks: tuple[Block, ...]) -> LeftOut | None:
    if not plain.strip():
        return LeftOut("thin", "no text")
    prose = [plain[b.start : b.end] for b in blocks if b.kind not in ("heading", "code")]
    words = sum(len(text.split()) for text in prose)
    if words == 0:
        return LeftOut("thin", "nothing but headings and code")
    if words < MIN_WORDS:
        return LeftOut("thin", f"{words} words of prose, fewer than {MIN_WORDS}")
    return None


def _heading(plain: str, blocks: tuple[Block, ...]) -> str:
    found = next((block for block in blocks if block.kind == "heading"), None)
    return " ".join(plain[found.start : found.end].split()) if found else ""


def _spelled(slug: str) -> str:
    words = re.sub(r"^\d{4}-\d\d-\d\d-", "", PurePosixPath(slug).name)
    words = re.sub(r"[-_\s]+", " ", words).strip()
    return words[:1].upper() + words[1:]
