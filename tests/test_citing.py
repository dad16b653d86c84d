"""A citation is found again where its words went, and never where others stand."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder

from corpus.errors import NotInSnapshot
from corpus.reading import Source
from index.building import build
from index.snapshot import load
from rag.citing import citation_id, find_citation

SENTENCE = "Hidden prices cost you the impatient ones."


@pytest.fixture
def id(small) -> str:
    start = small.section("small/1#11").text.index(SENTENCE)
    return citation_id("small/1#11", start, start + len(SENTENCE), SENTENCE)


@pytest.fixture
def after(small_corpus, small_index):
    """The snapshot after an edit of the first thread."""

    def edited(old: str, new: str):
        file = small_corpus / "1" / "a-thread.md"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))
        build([Source("small", small_corpus)], small_index, ToyEncoder())
        return load(small_index, ToyEncoder())

    return edited


def test_words_in_their_place_are_verbatim(small, id):
    found = find_citation(id, small)
    assert (found.fate, found.quote) == ("verbatim", SENTENCE)
    assert found.section.text[found.start : found.end] == SENTENCE


def test_words_that_moved_are_followed(after, id):
    found = find_citation(id, after("Public prices build", "In my trade public prices build"))
    assert (found.fate, found.quote, found.section.id) == ("moved", SENTENCE, "small/1#11")
    assert found.section.text[found.start : found.end] == SENTENCE


def test_words_are_followed_into_another_section(after, id):
    found = find_citation(id, after("## Answer 11", "## Answer 99"))
    assert (found.fate, found.section.id) == ("moved", "small/1#99")


def test_one_changed_letter_is_changed(after, id):
    found = find_citation(id, after("impatient ones", "impatient Ones"))
    assert (found.fate, found.section.id) == ("changed", "small/1#11")
    assert (found.start, found.end, found.quote) == (None, None, None)


def test_a_section_that_is_gone_is_removed(after, id, small_corpus):
    text = (small_corpus / "1" / "a-thread.md").read_text()
    answer = text[text.index("## Answer 11") : text.index("## Answer 12")]
    assert find_citation(id, after(answer, "")).fate == "removed"


def test_a_document_that_is_gone_is_removed(small, id):
    assert find_citation(id.replace("small/1", "small/9"), small).fate == "removed"


@pytest.mark.parametrize(
    "wrong", ["", "small/1#11", "small/1#11@0-5", "small/1#11@0-5~xyz", "@0-5~000000000000"]
)
def test_what_is_no_citations_id_is_said(small, wrong):
    with pytest.raises(NotInSnapshot, match="not the id of a citation"):
        find_citation(wrong, small)


@pytest.mark.parametrize("span", ["5-5", "9-2", "0-999999999"])
def test_a_span_without_words_finds_none(small, span):
    assert find_citation(f"small/1#11@{span}~000000000000", small).fate == "changed"
