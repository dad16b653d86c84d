from __future__ import annotations

import pytest

from corpus.document import Block
from corpus.listings import mark_code


def kind(text: str) -> str:
    (block,) = mark_code(text, (Block("paragraph", 0, len(text)),))
    return block.kind


@pytest.mark.parametrize(
    "text",
    [
        "var yesterday = getYesterday();",
        "// what column should we be looking at",
        "} }",
        "$result = 'The common code';",
        '", "", "',
        "if (rows.length > 0) { send(rows);",
        "var x; x = a.b(c); d_e[f] = g.h(1);",
    ],
)
def test_code(text: str) -> None:
    assert kind(text) == "code"


@pytest.mark.parametrize(
    "text",
    [
        "What device(s) will my visitors be using?",
        "91% of visitors came by e-mail; only 32% bought.",
        "If you charge $25 a month, $300 a year is the price (really).",
        "Look for a function called my_theme_page() and replace it.",
        "See https://example.org/a_b?c=d;e=f and https://example.org/x_y for more.",
        "Why you chose them;",
    ],
)
def test_prose(text: str) -> None:
    assert kind(text) == "paragraph"
