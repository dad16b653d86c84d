"""English or not, on texts as short as questions are."""

from __future__ import annotations

import pytest
from conftest import write_thread

from corpus.reading import Source
from index.building import build
from index.snapshot import load
from rag.language import english, foreign


@pytest.mark.parametrize(
    "text",
    [
        "wie bekomme ich die ersten hundert Kunden?",
        "cómo consigo mis primeros cien usuarios",
        "comment fixer le prix",
        "preise erhöhen",
        "miten saan asiakkaita",
        "如何获得前一百个用户？",
        "как найти клиентов",
        "ลูกค้า",
        "Danke!",
        "muchas gracias",
    ],
)
def test_another_language_is_noticed(text):
    assert foreign(text)
    assert foreign(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "how do I get my first 100 users?",
        "how do i get paid",
        "pricing strategy for a café",
        "is the Le Monde press worth pitching for us?",
        "B2B SaaS",
        "MVP",
        "klaviyo or mailchimp",
        "URL Logo Question",
        "EULA for iPhone App",
        "501c3",
        "Is „das Auto“ a good slogan?",
        "",
        "42",
    ],
)
def test_english_is_not_taken_for_another_language(text):
    assert not foreign(text)
    assert not foreign(text.lower())


def test_a_corpus_is_in_the_language_of_most_of_its_passages(small, tmp_path, toy):
    assert english(small)
    folder = tmp_path / "deutsch"
    for number in (1, 2):
        write_thread(
            folder,
            number,
            f"Was kostet Werbung im Jahr {number}?",
            "Wir verkaufen Seife und wissen nicht, was wir für Anzeigen ausgeben sollen.",
            [("Ann", "Rechne aus, was dir ein Kunde bringt, und gib nicht mehr als das aus.")],
        )
    build([Source("deutsch", folder)], tmp_path / "other", toy)
    assert not english(load(tmp_path / "other", toy))
