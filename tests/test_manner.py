"""What is seen of a sentence: each signal by sentences that show it and others that do not."""

from __future__ import annotations

import pytest

from rag.manner import NAMES, POINTING, Setting, signals
from rag.quoting import WEIGHTS


def seen(text, before="", place=0, item=False):
    found = signals(Setting(text, before, place, item))
    return {name for name, value in found.items() if value and isinstance(value, float)}


@pytest.mark.parametrize(
    ("name", "shows", "shows_not"),
    [
        ("opens with this or that", "This is why it fails.", "Thistle oil sells well."),
        ("opens with a pronoun", "They will tell you.", "Theirs is a trade of patience."),
        ("opens with a pronoun", "It was the best month.", "It is cheaper to keep a customer."),
        ("opens with a connective", "However, lists go stale.", "Sound pages load fast."),
        ("opens with an example", "For example, a bakery.", "Examples sell."),
        ("opens with one of several", "Another way is to call.", "The market is small."),
        ("opens with I or we", "I'd call first.", "Include a price."),
        ("opens with advice", "Just ask the buyer.", "Asking costs nothing."),
        ("leads in", "You can do it in two ways", "Three ways to pay make the page slow to read."),
        ("leads in", "Here are my rules.", "Below cost nobody in the trade can sell for long."),
        ("to the asker", "In your case a call is enough.", "Your buyers read the first line."),
        ("to other answerers", "As Ann said, call first.", "A buyer said so."),
        ("my own", "My blog has the numbers.", "My town has two bakers."),
        ("tells of the past", "We launched it in May.", "We launch in May."),
        ("gives an opinion", "I would wait a year.", "Wait a year."),
        ("names a condition", "Call if the price is high.", "Call them all."),
        ("opens small", "and then wait.", "And then wait."),
        ("reads like a title", "Ten Ways to Sell Software", "Ann sells software in Bern."),
        ("this thing", "Share this list with them.", "This is a list."),
        ("this thing", "At that price nobody buys.", "I am sure that price matters."),
        (
            "this thing, late",
            "Readers in small towns buy local papers and trust these papers.",
            "Trust these papers.",
        ),
        ("points back at once after 0", "I would not do it.", "I would not do sales."),
        ("points back at once after 1", "Listen to them.", "Listen to buyers."),
        ("points back at once after 2", "Buyers want it.", "Often buyers want it."),
    ],
)
def test_a_signal(name, shows, shows_not):
    assert name in seen(shows)
    assert name not in seen(shows_not)


def test_what_stands_around_a_sentence_is_seen():
    assert "answers a question of its own" in seen("Ask first.", before="What now?")
    assert "item" in seen("Ask first.", item=True)
    assert {"item", "place", "answers a question of its own"}.isdisjoint(seen("Ask first."))
    places = [signals(Setting("Ask first.", "", n, False))["place"] for n in (0, 1, 9)]
    assert places[0] == 0 < places[1] < places[2]


def test_every_signal_weighs_something_and_nothing_else_does():
    assert set(WEIGHTS) == set(NAMES)
    assert set(NAMES) > POINTING
    assert all(WEIGHTS[name] < 0 for name in POINTING)


def test_signals_come_in_one_order():
    assert tuple(signals(Setting("Anything at all?", "Yes.", 3, True))) == NAMES
