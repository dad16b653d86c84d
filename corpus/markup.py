"""Mixed Markdown and rendered HTML → HTML, its noise dropped and its pseudo-tags kept as text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_UNREADABLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffc\ud800-\udfff]"
)
_STACKED = re.compile(r"([^\w\s\x00-\xff]{200})[^\w\s\x00-\xff]+")
_MARKUP = re.compile(
    r"[<*_`\[\\#~|{]|&(?! )|  $|^ *(?:[-+>=•]|\d+[.)])|^(?:    | *\t)|[\u2028\u2029]", re.M
)
_MARKS = re.compile(r"([*_`~#])\1{0,7}|[\[\]<>\\{|&\n]")
_BLANK = re.compile(r"\n[ \t]*\n")
_BANNER_END = "<!-- End of automatically inserted text -->"
# Looking for an end is bounded or given up for good, so that hostile text takes linear time.
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_CDATA = re.compile(r"<!\\?\[CDATA(?:(?!\n[ \t]*\n).){0,1000}\]\\?>(?:\\?\*/)?", re.S)
_DROPPED = re.compile(
    r"(?<!`)<(script|style|iframe|noscript|svg|object|video|audio|canvas|template)\b[^>]{0,2000}>",
    re.I,
)
_SHORTCODE = re.compile(r"\{(?:\{<|\{%|%)(?:(?!\n[ \t]*\n).){0,1000}?(?:>\}|%\}|%)\}", re.S)
_HEADING = re.compile(r"^( {0,3}#{2,6})[ \t]*(?=[^#\s])(.*)$", re.M)
_DEEP = re.compile(r"^(?:[ \t]*+(?:>|[*+-][ \t]|\d++[.)][ \t])){20,}(?:(?<=>)[ \t])?", re.M)
_DEFINITION = re.compile(r"(?<=[^\n])\n(?= {0,3}\[[^\]\n]+\]:[ \t]*\S+)")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*")

_BLOCK_NAMES = """
    address article aside blockquote caption center dd details dir div dl dt fieldset figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table
    tbody tfoot thead tr ul
"""
_INLINE_NAMES = """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark q s samp small
    span strike strong sub sup time tt u var wbr
"""
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_INLINE_TAGS = frozenset(_INLINE_NAMES.split())
_TAGS = BLOCK_TAGS | _INLINE_TAGS | {"td", "th", "html", "body", "label", "form"}
_SELDOM_CLOSED = _INLINE_TAGS | {"hr", "p", "li"}

# The most marks of the two archives are 2,000, and 13 in a hundred characters.
_MOST_MARKS = 5_000
_DENSE_MARKS = 1_000
_NEAR = 400
_DEEPEST = 80


def plain_paragraphs(source: str) -> list[str] | None:
    """The paragraphs of a body without any markup, or None: a short way for half of them.

    A body with more marks than anybody writes is taken as it stands too: reading it as Markdown
    may take minutes, and every word of it is kept.
    """
    if _MARKUP.search(source) and not _overmarked(source):
        return None
    return _BLANK.split(source)


def to_html(source: str) -> str:
    """HTML of any readable string; ``<pre class="code">`` where the source says that it is code.

    Markdown is CommonMark with tables, and with what people wrote before it: ``##X##``, link
    definitions in the middle of a paragraph, shortcodes of Hugo and Liquid. Links and images,
    which nobody reads, are left out.
    """
    if _BANNER_END in source:
        source = _without_banner(source)
    if "<" in source:
        last = source.rfind("-->") + 3
        source = _COMMENT.sub("", source[:last]) + source[last:]
        source = _without_dropped(_CDATA.sub("", source))
    if "{" in source:
        source = _SHORTCODE.sub("", source)
    if "##" in source:
        source = _HEADING.sub(_heading, source)
    if "]:" in source:
        source = _DEFINITION.sub("\n\n", source)
    source = _DEEP.sub("", source)
    notes: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(source, notes)
    if any(token.level >= _DEEPEST - 5 for token in tokens):  # what is deeper would be lost
        return "".join(f"<p>{html.escape(part)}</p>" for part in _BLANK.split(source))
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, notes))


def readable(text: str) -> str:
    """The text without control, zero-width and direction-changing characters and surrogates.

    Of more than 200 accents or signs in a row the first 200 stay: NFC sorts them in square time.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.isascii() else _STACKED.sub(r"\1", text)


def _overmarked(source: str) -> bool:
    marks = sum(1 for _ in _MARKS.finditer(source))
    return marks > _MOST_MARKS or (marks > _DENSE_MARKS and 3 * marks > len(source))


def _without_banner(source: str) -> str:
    """Drops the line that ends a banner, and the quote and blank lines above it."""
    kept: list[str] = []
    for line in source.split("\n"):
        if line.strip(" \t") != _BANNER_END:
            kept.append(line)
            continue
        while kept and kept[-1].strip(" \t")[:1] in ("", ">"):
            kept.pop()
        kept.append("")
    return "\n".join(kept)


def _without_dropped(source: str) -> str:
    kept: list[str] = []
    at = place = 0
    unclosed: set[str] = set()
    while opens := _DROPPED.search(source, place):
        place = opens.end()
        name = opens[1].lower()
        if name in unclosed:
            continue
        closes = re.compile(rf"</{name}\s*>", re.I).search(source, place)
        if closes is None:
            unclosed.add(name)
            continue
        kept.append(source[at : opens.start()])
        at = place = closes.end()
    return "".join([*kept, source[at:]])


def _heading(match: re.Match[str]) -> str:
    text = match[2].rstrip(" \t")
    if text.endswith("##"):
        text = text.rstrip("#").rstrip(" \t")
    return f"{match[1]} {text}"


def _literal(markup: str) -> str:
    def kept(match: re.Match[str]) -> str:
        return match[0] if match[2].lower() in _TAGS else "&lt;" + match[0][1:]

    return _TAG.sub(kept, markup.replace("<!", "&lt;!").replace("<?", "&lt;?"))


def _html_block(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return _literal(tokens[place].content)


def _html_inline(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    """A tag inside a sentence; one that is talked about rather than used never closes."""
    tag = tokens[place].content
    opened = _TAG.match(tag)
    if opened and not opened[1] and opened[2].lower() not in _SELDOM_CLOSED:
        end = f"</{opened[2]}"
        near = tokens[place + 1 : place + _NEAR]
        if not any(token.content.startswith(end) for token in near):
            return html.escape(tag, quote=False)
    return _literal(tag)


def _fence(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    """A fence that names its language is code; a line of tildes may be an ornament."""
    info, content = tokens[place].info.strip(), tokens[place].content
    if " " in info and tokens[place].markup[0] == "~":
        info, content = "", f"{info}\n{content}"
    named = ' class="code"' if info else ""
    return f"<pre{named}>{html.escape(content, quote=False)}</pre>\n"


def _nothing(_: Any, *__: Any) -> str:
    return ""


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    reader.add_render_rule("html_block", _html_block)
    reader.add_render_rule("html_inline", _html_inline)
    reader.add_render_rule("fence", _fence)
    for unread in ("link_open", "link_close", "image"):
        reader.add_render_rule(unread, _nothing)
    return reader


_MARKDOWN = _reader()
