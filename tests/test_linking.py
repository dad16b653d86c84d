"""Whatever a client could make a link or an image of is seen, and plain sentences are not."""

from __future__ import annotations

import pytest

from rag.linking import links


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x for more.",
        "See www.evil.example.",
        "Write to me@evil.example today.",
        "[Prices](//evil.example) pay.",
        "![x](//evil.example/p.png)",
        "[Prices][1] pay.\n[1]: //evil",
        "[1]: evil",
        '<img src="x">Prices pay.',
        "</p>Prices",
        "<!-- x -->",
        "Prices &lt;b&gt; pay &#60;",
        "Use `rm`.",
        "javascript:alert(1)",
        "Go to evil.com now.",
        "Go to bit.ly/abc now.",
    ],
)
def test_what_leads_somewhere(text):
    assert links(text)


@pytest.mark.parametrize(
    "text",
    [
        "Public prices build trust with small buyers.",
        "A price of 4.50 (or 3 < 4) is fine, e.g. for B2B; R&D pays.",
        "Node.js and Ruby 3.2 are tools.",
        "Ask first.Then write.",
        "Half of 5,000 people at 3.5% said [sic] so.",
    ],
)
def test_what_leads_nowhere(text):
    assert not links(text)
