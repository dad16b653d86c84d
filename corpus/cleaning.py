"""Mixed Markdown and rendered HTML → the plain text a person would read, with its blocks."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from textwrap import dedent
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.document import Block, BlockKind
from corpus.markup import BLOCK_TAGS, plain_paragraphs, readable, to_html

_BREAK = "\0"  # a hard break until the text is laid out; nothing readable holds a NUL
_ESCAPED_TWICE = re.compile(
    r"&(?:#\d{1,6}|#[xX][\da-fA-F]{1,5}|amp|quot|apos|nbsp|lt|gt|hellip|[mn]dash|[lr][sd]quo);"
)
_ITEM_LINE = re.compile(
    r"\n[ \t]*(?=[•·▪●➢] ?\S|[-*–—+] ?[A-Z]|\(?\d{1,2}[.)] ?\D|\(?[a-hA-H]\) ?\S)"
)
_UNCLOSED_BOLD = re.compile(r"(?<![\w*])\*\*(?!\*)|(?<!\*)\*\*(?![\w*])")
_ORNAMENT = re.compile(r"[-=_*~#|.\s]*")
_TITLE = re.compile(r"(?:\S+\s){0,7}\S*[^\s.!?,;]|\d+[.)]\s?(?:\S+\s){0,10}\S+")
_CODE_LINE = re.compile(
    r""" .*\{ | .*;\s*\}[;),]* | [\s()\[\];,]*\}[\s(){}\[\];,]*  # braces
    | .*\w\(.*\)\s*; | [\w.$#'"\[\]>-]+\s=\s.*;                        # a statement
    | (?:var|let|const)\s\w+\s=.* | \$[A-Za-z_]\w*.*=.* | ["'].*["']\s*[,+]
    | (?:if|for|foreach|while|switch)\s?\(.* | (?:function\s)?\w*\(.*\{.* | \.\w+\(.*
    | [\w-]+:\s*(?:\S+\s+){0,3}\S+;(?:\s*/\*.*\*/)?                    # a declaration
    | //.* | /\*.* | .*\*/ | <\?.*                                     # a comment
    | </?\w[\w:-]*(?: \s[^>]*=[^>]*>.* | >.*</.* | \s*/>.* | > )       # markup
    """,
    re.X,
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UNREAD = frozenset(["img", "-comment", "script", "style"])
_LONGEST_CODE = 2_000  # a line; whether a longer one is code takes too long to tell
_DEEPEST = 4
_DEEPEST_LIST = 9


def clean(source: str) -> tuple[str, tuple[Block, ...]]:
    """Plain text and its blocks; ``("", ())`` where nothing readable is left.

    Takes any string and never raises. Spans count code points of the text, are in order and do not
    overlap; a list's marker stands in the text before its item's span. A short paragraph that is
    bold throughout and has more below it is a heading.
    """
    page = _Page()
    source = readable(source)
    plain = plain_paragraphs(source)
    if plain is None:
        _walk(page, source, 0)
    for paragraph in plain or ():
        page.words.append(paragraph)
        page.only_bold = False
        page.close()
    entries = page.entries
    if entries and page.bold_heading == len(entries) - 1:
        entries[-1] = replace(entries[-1], kind="paragraph")
    parts: list[str] = []
    blocks: list[Block] = []
    place = group = 0
    for entry in entries:
        gap = ("\n" if entry.group and entry.group == group else "\n\n") if blocks else ""
        start = place + len(gap) + len(entry.lead)
        place = start + len(entry.text)
        blocks.append(Block(entry.kind, start, place))
        parts += (gap, entry.lead, entry.text)
        group = entry.group
    return "".join(parts), tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block with what stands before it and, in a list, the number of its outermost list."""

    kind: BlockKind
    lead: str
    text: str
    group: int


@dataclass(slots=True)
class _Page:
    """Where the walk stands: the blocks so far, the words of the open one, what encloses it.

    ``lists`` holds an open list's next number, or None for bullets.
    """

    entries: list[_Entry] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    headings: int = 0
    bold: int = 0
    only_bold: bool = True
    bold_heading: int = -1
    group: int = 0

    def kind(self) -> BlockKind:
        if self.quotes:
            return "quote"
        if self.lists:
            return "item"
        return "heading" if self.headings else "paragraph"

    def add(self, kind: BlockKind, text: str) -> None:
        inner = min(len(self.lists), _DEEPEST_LIST) - 1
        lead = "  " * inner + (self.marker or "  ") if self.lists else ""
        self.marker = ""
        self.entries.append(_Entry(kind, lead, text, self.group if self.lists else 0))

    def close(self) -> None:
        """End the open block, if there is one."""
        if not self.words:
            return
        text, kind, only_bold = "".join(self.words), self.kind(), self.only_bold
        self.words.clear()
        self.only_bold = True
        if (";" in text or "}" in text) and kind != "heading" and _is_code(text):
            self.add("code", _laid_out(text.replace(_BREAK, "")))
            return
        for part in _plain(text).split(2 * _BREAK):
            part = part.strip(_BREAK)
            if _ORNAMENT.fullmatch(part):
                continue
            if only_bold and kind == "paragraph" and _TITLE.fullmatch(part):
                self.bold_heading = len(self.entries)
                self.add("heading", part.replace(_BREAK, " "))
            else:
                self.add(kind, part.replace(_BREAK, "\n"))


def _walk(page: _Page, source: str, depth: int) -> None:
    body = LexborHTMLParser(to_html(source)).body
    stack: list[tuple[LexborNode, bool]] = [(body.child, False)] if body and body.child else []
    while stack:  # a stack of our own: tags may be nested deeper than Python's
        node, entered = stack.pop()
        tag = node.tag or ""
        if entered:
            _leave(page, tag)
            continue
        if node.next is not None:
            stack.append((node.next, False))
        if _enter(page, node, tag, depth):
            stack.append((node, True))
            if node.child is not None:
                stack.append((node.child, False))
    page.close()


def _enter(page: _Page, node: LexborNode, tag: str, depth: int) -> bool:
    """Whether to go on to the node's children."""
    if tag == "-text":
        text = node.text_content or ""
        if page.words or not text.isspace():
            page.words.append(text)
            page.only_bold = page.only_bold and (page.bold > 0 or text.isspace())
        return False
    if tag == "br":
        page.words.append(_BREAK)
    elif tag in ("strong", "b"):
        page.bold += 1
    elif tag in ("td", "th"):
        if page.words:
            page.words.append(" | ")
    elif tag in BLOCK_TAGS:
        page.close()
        return _enter_block(page, node, tag, depth)
    return tag not in _UNREAD


def _enter_block(page: _Page, node: LexborNode, tag: str, depth: int) -> bool:
    if tag == "pre":
        _read_preformatted(page, node, depth)
        return False
    if tag in ("ul", "ol"):
        page.group += not page.lists
        start = node.attributes.get("start") or "1"
        number = int(start) if re.fullmatch("[0-9]{1,9}", start) else 1
        page.lists.append(number if tag == "ol" else None)
    elif tag == "li" and page.lists:
        next_number = page.lists[-1]
        page.marker = "- " if next_number is None else f"{next_number}. "
        page.lists[-1] = None if next_number is None else next_number + 1
    elif tag == "blockquote":
        page.quotes += 1
    elif tag in _HEADINGS:
        page.headings += 1
    return True


def _leave(page: _Page, tag: str) -> None:
    if tag in ("strong", "b"):
        page.bold -= 1
    elif tag in BLOCK_TAGS:
        page.close()
        if tag in ("ul", "ol"):
            page.lists.pop()
        elif tag == "li":
            page.marker = ""
        elif tag == "blockquote":
            page.quotes -= 1
        elif tag in _HEADINGS:
            page.headings -= 1


def _read_preformatted(page: _Page, node: LexborNode, depth: int) -> None:
    """Code stays as it is; prose and lists that were indented by accident are read again.

    In the archive of threads nine of ten indented blocks are prose.
    """
    text = _laid_out(node.text(deep=True))
    if not text:
        return
    if node.attributes.get("class") == "code" or depth > _DEEPEST or _is_code(text):
        page.add("code", text)
        return
    if depth == _DEEPEST:
        text = "\n".join(line.lstrip() for line in text.split("\n"))
    inner = _Page(lists=page.lists, marker=page.marker, quotes=page.quotes, group=page.group)
    _walk(inner, html.escape(text, quote=False), depth + 1)
    page.entries += inner.entries
    page.marker, page.group = inner.marker, inner.group


def _is_code(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and lines[0].startswith("/*"):
        return True
    code = [line for line in lines if len(line) <= _LONGEST_CODE and _CODE_LINE.fullmatch(line)]
    return 2 * len(code) > len(lines)


def _laid_out(text: str) -> str:
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ")
    lines = dedent(readable(text).expandtabs(4)).split("\n")
    return normalize("NFC", "\n".join(line.rstrip() for line in lines).strip("\n"))


def _plain(text: str) -> str:
    """One block's text: entities, spaces and breaks settled, NFC; NUL where a line breaks."""
    if "&" in text:
        text = _ESCAPED_TWICE.sub(lambda match: html.unescape(match[0]), text)
    if "\n" in text:
        text = _ITEM_LINE.sub(_BREAK, text)
    if "**" in text:
        text = _UNCLOSED_BOLD.sub("", text)
    text = text.replace("\u2028", _BREAK).replace("\u2029", _BREAK)
    lines = [" ".join(readable(line).split()) for line in text.split(_BREAK)]
    return normalize("NFC", _BREAK.join(lines).strip(_BREAK))
