"""Where words stand in a text, if they do; case, spacing and shapes of quotation marks aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00a0": " ",
    }
)
_WORD = re.compile(r"\w+")
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:\.{3,}|…)\]?)\s*")
_QUOTED = re.compile(r'"([^"]+)"')


def shaped(text: str) -> str:
    """The text with one shape of each mark, in single spaces."""
    return " ".join(text.translate(_SHAPES).split())


def plain(text: str) -> str:
    """The text with one shape of each mark, single spaces, and no space or quotes at its edges."""
    return shaped(text).strip(" \"'")


def locate(words: str, text: str, start: int | None = None) -> tuple[Span, ...]:
    """The spans in ``text`` of the pieces of ``words`` that "…" parts, in order; () if one is not.

    Each piece must stand whole, with the same words in the same order and the same signs between
    them, its case and outer signs aside. ``start`` says which of several places is meant.
    """
    found: list[Span] = []
    for piece in filter(_WORD.search, _LEFT_OUT.split(words)):
        after = found[-1][1] if found else 0
        places = [span for span in _places(piece, text) if span[0] >= after]
        if start is not None and not found:
            places = [span for span in places if span[0] <= start < span[1]] or places
        if not places:
            return ()
        found.append(places[0])
    return tuple(found)


def _places(piece: str, text: str) -> Iterator[Span]:
    """Every place of a piece, as whole words."""
    bare = plain(piece).strip(" .,;:!?\"'()[]-*_")
    if not bare:
        return
    pattern = r"\s+".join(_any_shape(part) for part in bare.split())
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _any_shape(word: str) -> str:
    """A pattern for a word of plain shapes, whichever shapes the text has."""
    shapes = {"'": "['‘’‚‛′`´]", '"': '["“”„‟″«»]', "-": "[-‐‑‒–—―−]+"}
    return "".join(shapes.get(c) or re.escape(c) for c in word).replace(r"\.\.\.", r"(?:…|\.\.\.)")


def misquoted(text: str, source: str) -> str:
    """Words in quotation marks that are not so in the source, in words; "" if there are none."""
    for quoted in _QUOTED.findall(shaped(text)):
        if len(quoted.split()) > 1 and not locate(quoted, source):
            return f"“{quoted}” is not word for word in what it cites"
    return ""
