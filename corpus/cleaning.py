"""Mixed Markdown and rendered HTML → the plain text a person would read, with its blocks."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.document import Block, BlockKind

_BREAK = "\0"  # a hard break until the text is laid out; no parser lets a NUL through
_UNSEEN = (
    "[\x01-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffc]"
)
_REMOVED = re.compile(_UNSEEN + "|[\0\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\0]+")
_LINE = re.compile("[\u2028\u2029]")
_ESCAPED_TWICE = re.compile(
    r"&(?:#\d{1,6}|#[xX][\da-fA-F]{1,5}|amp|quot|apos|nbsp|lt|gt|hellip|[mn]dash|[lr][sd]quo);"
)
_BANNER = re.compile(
    r"(?:^[ \t]*>.*\n|^[ \t]*\n)*^[ \t]*<!-- End of automatically inserted text -->[ \t]*$", re.M
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_DROPPED = re.compile(
    r"(?<!`)<(script|style|iframe|noscript|svg|object|video|audio|canvas|template)\b[^>]*>"
    r".*?</\1\s*>",
    re.S | re.I,
)
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}|\{\{%.*?%\}\}|\{%.*?%\}", re.S)
_HEADING = re.compile(r"^( {0,3}#{2,6})(?=[^#\s])(.*?)(?<!#)(#*)[ \t]*$", re.M)
_DEFINITION = re.compile(r"(?<=[^\n])\n(?= {0,3}\[[^\]\n]+\]:[ \t]*\S+)")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^>]*)")
_CODE_LINE = re.compile(r"[;{}]\s*$|^\s*(?://|/\*|</?\w|[$@]\w+\s*=|function\b|var\b|import\b)")

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark q s samp small "
    "span strike strong sub sup time tt u var wbr br".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table "
    "tbody thead tfoot tr ul caption".split()
)
_KNOWN = _INLINE | _BLOCKS | {"td", "th", "html", "body", "label", "form"}


def clean(source: str) -> tuple[str, tuple[Block, ...]]:
    """Plain text and its blocks; ``("", ())`` where nothing readable is left.

    Takes any string and never raises. Spans count code points of the text, are in order and do not
    overlap; a list's marker stands in the text before its item's span.
    """
    text = ""
    blocks: list[Block] = []
    group = 0
    for entry in _entries(source):
        if blocks:
            text += "\n" if entry.group and entry.group == group else "\n\n"
        text += entry.lead
        blocks.append(Block(entry.kind, len(text), len(text) + len(entry.text)))
        text += entry.text
        group = entry.group
    return text, tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: BlockKind
    lead: str
    text: str
    group: int


@dataclass(slots=True)
class _Page:
    entries: list[_Entry] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    headings: int = 0
    group: int = 0

    def flush(self) -> None:
        if not self.words:
            return
        text = _plain("".join(self.words))
        self.words.clear()
        for part in re.split(f"{_BREAK}{{2,}}", text):
            if part:
                self.add(self.kind(), part.replace(_BREAK, "\n"))

    def kind(self) -> BlockKind:
        if self.quotes:
            return "quote"
        if self.lists:
            return "item"
        return "heading" if self.headings else "paragraph"

    def add(self, kind: BlockKind, text: str) -> None:
        lead = ""
        if self.lists:
            lead = "  " * (len(self.lists) - 1) + (self.marker or "  ")
        self.marker = ""
        self.entries.append(_Entry(kind, lead, text, self.group if self.lists else 0))


def _entries(source: str, depth: int = 0) -> list[_Entry]:
    source = _prepared(source)
    if not source.strip():
        return []
    page = _Page()
    body = LexborHTMLParser(_MARKDOWN.render(source)).body
    stack: list[tuple[LexborNode, bool]] = []
    node = body.child if body else None
    if node is not None:
        stack.append((node, False))
    while stack:
        node, seen = stack.pop()
        tag = node.tag or ""
        if seen:
            _leave(page, tag)
        else:
            descend = _enter(page, node, tag, depth)
            following = node.next
            if following is not None:
                stack.append((following, False))
            if descend:
                stack.append((node, True))
                child = node.child
                if child is not None:
                    stack.append((child, False))
    page.flush()
    return page.entries


def _enter(page: _Page, node: LexborNode, tag: str, depth: int) -> bool:
    if tag == "-text":
        page.words.append(node.text_content or "")
        return False
    if tag == "br":
        page.words.append(_BREAK)
        return False
    if tag in ("td", "th"):
        if page.words:
            page.words.append(" | ")
        return True
    if tag == "pre":
        page.flush()
        _preformatted(page, node, depth)
        return False
    if tag not in _BLOCKS:
        return tag not in ("img", "-comment", "script", "style")
    page.flush()
    if tag in ("ul", "ol"):
        if not page.lists:
            page.group += 1
        start = node.attributes.get("start") or "1"
        page.lists.append(
            (int(start) if start.isdecimal() and len(start) < 10 else 1) if tag == "ol" else None
        )
    elif tag == "li" and page.lists:
        number = page.lists[-1]
        page.marker = "- " if number is None else f"{number}. "
        if number is not None:
            page.lists[-1] = number + 1
    elif tag == "blockquote":
        page.quotes += 1
    elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        page.headings += 1
    return True


def _leave(page: _Page, tag: str) -> None:
    if tag not in _BLOCKS:
        return
    page.flush()
    if tag in ("ul", "ol"):
        page.lists.pop()
    elif tag == "li":
        page.marker = ""
    elif tag == "blockquote":
        page.quotes -= 1
    elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        page.headings -= 1


def _preformatted(page: _Page, node: LexborNode, depth: int) -> None:
    text = _REMOVED.sub("", node.text(deep=True)).replace("\xa0", " ").strip("\n")
    text = "\n".join(line.rstrip() for line in dedent(text.expandtabs(4)).split("\n"))
    if not text.strip():
        return
    if depth > 3 or node.attributes.get("class") == "fence" or _is_code(text):
        page.add("code", unicodedata.normalize("NFC", text.strip("\n")))
        return
    for entry in _entries(html.escape(text, quote=False), depth + 1):
        kind = page.kind() if entry.kind == "paragraph" else entry.kind
        page.add(kind, entry.text) if page.lists else page.entries.append(
            _Entry(kind, entry.lead, entry.text, entry.group and -entry.group)
        )


def _is_code(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(bool(_CODE_LINE.search(line)) for line in lines) >= len(lines)


def _plain(text: str) -> str:
    text = _ESCAPED_TWICE.sub(lambda match: html.unescape(match[0]), text)
    text = _REMOVED_IN_TEXT.sub("", _LINE.sub(_BREAK, text))
    text = _SPACE.sub(" ", text)
    text = re.sub(f" ?{_BREAK} ?", _BREAK, text)
    return unicodedata.normalize("NFC", text.strip(" " + _BREAK))


_REMOVED_IN_TEXT = re.compile(_UNSEEN + "|[\ud800-\udfff]")


def _prepared(source: str) -> str:
    source = _REMOVED.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    if "<" in source:
        source = _COMMENT.sub("", _BANNER.sub("", source))
        source = _DROPPED.sub("", source)
    if "{" in source:
        source = _SHORTCODE.sub("", source)
    if "##" in source:
        source = _HEADING.sub(r"\1 \2 \3", source)
    if "]:" in source:
        source = _DEFINITION.sub("\n\n", source)
    return source


def _literal(markup: str) -> str:
    def kept(match: re.Match[str]) -> str:
        return match[0] if match[2].lower() in _KNOWN else "&lt;" + match[0][1:]

    return _TAG.sub(kept, markup.replace("<!", "&lt;!").replace("<?", "&lt;?"))


def _raw(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return _literal(tokens[place].content)


def _fence(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return f'<pre class="fence">{html.escape(tokens[place].content, quote=False)}</pre>\n'


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable("table")
    reader.add_render_rule("html_block", _raw)
    reader.add_render_rule("html_inline", _raw)
    reader.add_render_rule("fence", _fence)
    return reader


_MARKDOWN = _reader()
