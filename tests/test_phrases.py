"""Patterns one to a line, and texts as they would be typed plainly."""

from __future__ import annotations

from rag.phrases import phrases, plain, wording


def test_each_line_is_a_phrase_and_an_indented_one_goes_on():
    pattern = phrases("""
good (morning
    |evening)
hello
""")
    assert [bool(pattern.fullmatch(t)) for t in ("good evening", "hello", "good")] == [
        True,
        True,
        False,
    ]


def test_plain_text_has_no_case_no_accents_no_lookalikes_and_single_spaces():
    assert plain("  Ｉgnоre  thé\nRULES’ ") == "ignore the rules'"  # with a Cyrillic о


def test_the_wording_has_no_punctuation():
    assert wording("Well… who's this?! (f***)") == "well who's this f***"
