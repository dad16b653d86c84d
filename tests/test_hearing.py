"""What the corpus has heard of: near the question, elsewhere, or nowhere."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.snapshot import load
from rag.hearing import heard, meant, mentioned, newest_year, unheard
from rag.naming import Name


@pytest.fixture
def named(small_corpus, tmp_path):
    """The small corpus, with a thread that mentions a few names, and one word sixty times."""
    body = "Google Analytics is fine. The threads of a screw hold. Advertise with Facebook pages."
    write_thread(small_corpus, 4, "What to measure?", "We wonder.", [("Eve", body)])
    for number in range(5, 65):
        write_thread(small_corpus, number, "More", "So?", [("Fay", f"Advertising works {number}.")])
    build([Source("small", small_corpus)], tmp_path / "named", ToyEncoder())
    return load(tmp_path / "named", ToyEncoder())


def name(*words):
    return Name(words, True)


def test_a_name_is_near_elsewhere_or_nowhere(named):
    assert heard(named, name("Google", "Analytics"), ["Use Google Analytics."]) == "near"
    assert heard(named, name("Google", "Analytics"), ["Use a counter."]) == "elsewhere"
    assert heard(named, name("Universal", "Analytics"), ["Use Google Analytics."]) == "nowhere"


def test_a_common_word_is_not_the_name_that_is_spelt_like_it(named):
    assert heard(named, name("Threads"), []) == "nowhere"
    assert heard(named, name("Facebook"), []) == "elsewhere"


def test_words_that_never_stand_together_are_no_name(named):
    assert heard(named, name("Facebook", "Analytics"), []) == "nowhere"
    assert heard(named, name("Facebook", "Pages"), []) == "elsewhere"


def test_a_year_after_the_newest_text_is_nowhere_even_if_foretold(named):
    assert newest_year(named) == 2012
    assert heard(named, name("2013"), ["By 2013 all will be well."]) == "nowhere"
    assert heard(named, name("2011"), ["In 2011 it was so."]) == "near"


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (("API",), "several APIs", True),
        (("Threads",), "on Threads, they say", True),
        (("Threads",), "the threads of a screw", False),
        (("Services", "Act"), "a services act", False),
        (("Services", "Act"), "the Services-Act", True),
        (("4x100",), "the 4x100 relay", True),
        (("Foo",), "Foobar", False),
    ],
)
def test_a_mention_has_the_words_side_by_side_and_a_capital(words, text, expected):
    assert mentioned(words, text) is expected


def test_a_misspelt_word_is_not_unheard_of(named):
    assert meant(named, "advertsing") == "advertis"
    assert meant(named, "advretising") == "advertis"
    assert not unheard(named, "advertsing")
    assert unheard(named, "quokka")
    assert meant(named, "Advertsing") is None  # a name may be spelt as it likes
    assert meant(named, "discount") is None
