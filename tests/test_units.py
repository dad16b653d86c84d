"""What may be quoted together, and what never alone."""

from __future__ import annotations

import pytest
from test_placing import section

from rag.units import units

FIRM = "If you sell to small firms, you should call five of them before you build anything."
LEANS = "This way you will know what they pay for before you have spent a year on the product."


def texts(body):
    part = section(body)
    return [tuple(part.text[a:b] for a, b in u.spans) for u in units(part, 0, len(part.text))]


def test_a_sentence_that_stands_is_quoted_alone():
    assert texts(FIRM) == [(FIRM,)]


def test_one_that_leans_brings_the_one_before_it_or_stays_out():
    assert (FIRM, LEANS) in texts(f"{FIRM} {LEANS}")
    assert (LEANS,) not in texts(f"{FIRM} {LEANS}")
    assert texts(LEANS) == []


@pytest.mark.parametrize("verdict", ["No.", "It depends.", "Yes, absolutely."])
def test_a_bare_verdict_goes_with_the_sentence_after_it(verdict):
    assert (verdict, FIRM) in texts(f"{verdict} {FIRM}")
    assert (verdict,) not in texts(f"{verdict} {FIRM}")


def test_an_item_under_words_that_deny_is_never_quoted_alone():
    item = "Send a mail to everybody you have ever met when you launch the product."
    assert not any(unit == (item,) for unit in texts(f"Avoid these mistakes:\n\n- {item}\n"))


def test_somebody_elses_words_are_not_the_authors():
    assert texts(f"> {FIRM}") == []
