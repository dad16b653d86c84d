"""Program listings that stand in a text as plain paragraphs, marked as the code they are."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.document import Block

_OPENING = re.compile(
    r"//|/\*|\*+ ?@\w|[{}]|<[\w?!/]|(?:var|let|const) \w+ ?=|(?:public|private|static) \w+ \w|"
    r"(?:async )?function\b[\w ]*\(|class \w+[^.!?]*\{|(?:if|while|for|foreach|switch) ?\(.*[{;]|"
    r"\$\w+[^ ]* ?=|\" ?[,+]"
)
_SIGN = re.compile(
    r"[;{}\\]|\(\)|\w\(\w*[,)\"']|=>|[!=<>]=|\+\+|\s\+\s|\w = |//|\", ?\"|\w\.\w+\(|\$\w|\w_\w"
)
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")


def mark_code(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, those of kind ``code`` that read as a program rather than as prose."""
    return tuple(
        replace(block, kind="code")
        if block.kind != "code" and _is_code(text[block.start : block.end])
        else block
        for block in blocks
    )


def _is_code(text: str) -> bool:
    text = _ADDRESS.sub("", text)
    if _OPENING.match(text):
        return True
    signs = len(_SIGN.findall(text))
    return signs > 2 and 3 * signs > len(_WORD.findall(text))
