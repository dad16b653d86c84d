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
_MARKUP = re.compile(
    r"[<*_`\[\\#~|{]|&(?! )|  $|^ *(?:[-+>=•]|\d+[.)])|^(?:    | *\t)|[\u2028\u2029]", re.M
)
_BLANK = re.compile(r"\n[ \t]*\n")
_BANNER_END = "<!-- End of automatically inserted text -->"
_BANNER = re.compile(rf"(?:^[ \t]*>.*\n|^[ \t]*\n)*^[ \t]*{_BANNER_END}[ \t]*$", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_CDATA = re.compile(r"<!\\?\[CDATA(?:(?!\n[ \t]*\n).)*\]\\?>(?:\\?\*/)?", re.S)
_DROPPED = re.compile(
    r"(?<!`)<(script|style|iframe|noscript|svg|object|video|audio|canvas|template)\b[^>]*>"
    r".*?</\1\s*>",
    re.S | re.I,
)
_SHORTCODE = re.compile(r"\{(?:\{<|\{%|%)(?:(?!\n[ \t]*\n).)*?(?:>\}|%\}|%)\}", re.S)
_HEADING = re.compile(r"^( {0,3}#{2,6})[ \t]*(?=[^#\s])(.*?)[ \t]*(?:#{2,})?[ \t]*$", re.M)
_DEEP = re.compile(r"^(?:[ \t]*(?:>[ \t]?|[*+-][ \t]|\d+[.)][ \t])){20,}", re.M)
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


def plain_paragraphs(source: str) -> list[str] | None:
    """The paragraphs of a body without any markup, or None: a short way for half of them."""
    return None if _MARKUP.search(source) else _BLANK.split(source)


def to_html(source: str) -> str:
    """HTML of any readable string; ``<pre class="code">`` where the source says that it is code.

    Markdown is CommonMark with tables, and with what people wrote before it: ``##X##``, link
    definitions in the middle of a paragraph, shortcodes of Hugo and Liquid.
    """
    if _BANNER_END in source:
        source = _BANNER.sub("", source)
    if "<" in source:
        source = _DROPPED.sub("", _CDATA.sub("", _COMMENT.sub("", source)))
    if "{" in source:
        source = _SHORTCODE.sub("", source)
    if "##" in source:
        source = _HEADING.sub(r"\1 \2", source)
    if "]:" in source:
        source = _DEFINITION.sub("\n\n", source)
    return str(_MARKDOWN.render(_DEEP.sub("", source)))


def readable(text: str) -> str:
    """The text without control, zero-width and direction-changing characters and surrogates."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
        if not any(token.content.startswith(end) for token in tokens[place + 1 :]):
            return html.escape(tag, quote=False)
    return _literal(tag)


def _fence(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    """A fence that names its language is code; a line of tildes may be an ornament."""
    info, content = tokens[place].info.strip(), tokens[place].content
    if " " in info and tokens[place].markup[0] == "~":
        info, content = "", f"{info}\n{content}"
    named = ' class="code"' if info else ""
    return f"<pre{named}>{html.escape(content, quote=False)}</pre>\n"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"maxNesting": 80}).enable("table")
    reader.add_render_rule("html_block", _html_block)
    reader.add_render_rule("html_inline", _html_inline)
    reader.add_render_rule("fence", _fence)
    return reader


_MARKDOWN = _reader()
