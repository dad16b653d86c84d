import re
import tarfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.document import Document, Passage, Section
from corpus.errors import CorpusError
from corpus.sentences import sentences
from corpus.splitting import embedding_text, split

CORPORA = Path(__file__).parent.parent.parent / "shared" / "corpora"


def count(texts: Sequence[str]) -> list[int]:
    """A word costs a token for every six letters."""
    return [sum(1 + len(word) // 6 for word in text.split()) for text in texts]


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def document(*bodies: str, title: str = "How to sell") -> Document:
    cleaned = [clean(body) for body in bodies]
    sections = tuple(
        Section(f"s/1#{n}", "answer", text, "A", None, None, 0, None, blocks)
        for n, (text, blocks) in enumerate(cleaned)
    )
    return Document("s/1", "thread", title, None, None, None, None, "s", (), sections)


def check(whole: Document, passages: list[Passage], budget: int, count=count) -> None:
    """Everything promised of passages, for one document."""
    assert (
        max(count([embedding_text(whole.title, p, budget) for p in passages]), default=0) <= budget
    )
    for section in whole.sections:
        place = 0
        mine = [passage for passage in passages if passage.section_id == section.id]
        for passage in mine:
            assert place <= passage.start < passage.end
            assert section.text[passage.start : passage.end] == passage.text == passage.text.strip()
            assert passage.id == f"{section.id}@{passage.start}-{passage.end}"
            place = passage.end
        spans = sentences(section.text, section.blocks)
        for span in spans:
            holding = [p for p in mine if p.start < span.end and p.end > span.start]
            if len(holding) > 1:  # only one too long by itself is parted, and nothing gets lost
                assert count([section.text[span.start : span.end]])[0] > budget // 3
                gaps = [section.text[a.end : b.start] for a, b in pairwise(holding)]
                assert not "".join(gaps).strip()
            assert holding[0].start <= span.start
            assert span.end <= holding[-1].end
        if spans:
            for block in section.blocks:
                if block.kind in ("code", "heading"):
                    assert not any(p.start < block.end and p.end > block.start for p in mine)


def test_a_short_section_is_one_passage_of_its_own():
    whole = document("One. Two.\n\nThree.", "Four.")
    passages = split(whole, count, 50)
    assert [passage.text for passage in passages] == ["One. Two.\n\nThree.", "Four."]
    assert [passage.section_id for passage in passages] == ["s/1#0", "s/1#1"]
    assert embedding_text(whole.title, passages[0], 50) == "How to sell\nOne. Two.\n\nThree."


def test_a_heading_starts_a_passage_and_names_it():
    whole = document("Before.\n\n## Price\n\nAsk.\n\n### Low\n\n### High\n\nWait.")
    passages = split(whole, count, 50)
    assert [(p.heading, p.text) for p in passages] == [
        ("", "Before."),
        ("Price", "Ask."),
        ("High", "Wait."),
    ]
    assert embedding_text(whole.title, passages[1], 50) == "How to sell › Price\nAsk."
    assert embedding_text("", passages[0], 50) == "Before."


def test_passages_hold_whole_sentences_and_are_balanced():
    whole = document(" ".join(f"This is line {n} now." for n in range(11)))
    passages = split(whole, count, 3 + 5 * 10)
    assert [passage.text.count("line") for passage in passages] == [6, 5]
    check(whole, passages, 53)


def test_an_over_long_sentence_is_parted_between_words():
    whole = document("Start. " + "word " * 100 + "end. Stop.")
    passages = split(whole, count, 33)
    assert len(passages) == 4
    assert " ".join(p.text for p in passages) == whole.sections[0].text
    check(whole, passages, 33)


def test_only_a_word_too_long_by_itself_is_parted_inside():
    whole = document("Look at http://a.example/" + "x" * 300 + " today.")
    passages = split(whole, count, 23)
    assert "".join(p.text for p in passages).replace(" ", "") == (
        whole.sections[0].text.replace(" ", "")
    )
    check(whole, passages, 23)


def test_code_is_left_out_unless_there_is_nothing_else():
    code = "```js\nrun(1);\n```"
    whole = document(f"Do this.\n\n{code}\n\nThen that.\n\n> He did.", code)
    assert [passage.text for passage in split(whole, count, 50)] == [
        "Do this.",
        "Then that.\n\nHe did.",
        "run(1);",
    ]


def test_an_over_long_title_is_shortened_for_the_encoder_alone():
    whole = document("One. Two.", title="sell everything now " * 30)
    passage = split(whole, count, 60)[0]
    head, text = embedding_text(whole.title, passage, 60).split("\n")
    assert text == "One. Two."
    assert head.endswith(("sell…", "everything…", "now…"))
    assert count([head])[0] <= 30


@pytest.mark.parametrize("title", ["sell everything now " * 30, "😀" * 60, "賣" * 90, "x.y-z" * 50])
def test_a_small_encoder_reads_long_titles_too(title):
    def count_bytes(texts: Sequence[str]) -> list[int]:
        """A token for two letters, or for a byte beyond them: worse than any encoder's."""
        return [
            sum(
                1 + len(w.encode()) // (2 if w.isalpha() and w.isascii() else 1)
                for w in text.split()
            )
            for text in texts
        ]

    whole = document("## " + "Low and high prices " * 9 + "\n\n" + "Ask for it. " * 9, title=title)
    passages = split(whole, count_bytes, 62)
    assert " ".join(p.text for p in passages) == ("Ask for it. " * 9).strip()
    texts = [embedding_text(title, p, 62) for p in passages]
    assert max(count_bytes(texts)) <= 62
    assert all(len(text.split("\n")[0]) > 3 for text in texts)


def test_no_room_for_text_is_said():
    with pytest.raises(CorpusError, match="s/1#0: 7 tokens leave no room"):
        split(document("One."), count, 7)


def test_an_empty_document_gives_nothing():
    assert split(document("", ""), count, 50) == []


def test_counting_is_batched():
    calls = []

    def counted(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count(texts)

    split(document(*["One. Two.\n\n## Head\n\nThree."] * 30), counted, 50)
    assert len(calls) == 2


def test_counts_that_do_not_add_up_still_keep_the_budget():
    def jumpy(texts: Sequence[str]) -> list[int]:
        return [len(text.split()) * (2 if len(text) > 60 else 1) for text in texts]

    whole = document("This is a line of words. " * 20)
    passages = split(whole, jumpy, 40)
    assert max(jumpy([embedding_text(whole.title, p, 40) for p in passages])) <= 40
    assert " ".join(p.text for p in passages) == whole.sections[0].text


SOURCE = st.lists(
    st.sampled_from(
        ["One word. ", "So on, and on? ", "\n\n", "\n- item", "\n## Head\n\n", "longest" * 20 + " ",
         "\n> Quote.\n\n", "\n```js\nf(1);\n```\n", "no end ", "😀 é. ", "<br>"]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(SOURCE, st.integers(24, 60))
def test_any_document(parts, budget):
    whole = document("".join(parts), "Two.")
    check(whole, split(whole, count, budget), budget)


def bodies(archive: tarfile.TarFile, member: tarfile.TarInfo) -> list[str]:
    source = archive.extractfile(member).read().decode()
    return re.split(r"^## Answer \d+\n\n- posted by:.*\n- score:.*\n", source, flags=re.M)


@pytest.mark.archive
@pytest.mark.parametrize("name", ["onstartups-240fea96", "digett-57ac5d04"])
def test_every_fourth_document_of_the_archives(name):
    path = CORPORA / f"{name}.tar.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    found = 0
    with tarfile.open(path) as archive:
        post = re.compile(r"/(questions/\d+|insights-old)/[^/]+\.md$")
        for member in [member for member in archive if post.search(member.name)][::4]:
            whole = document(*bodies(archive, member))
            passages = split(whole, count_words, 170)
            check(whole, passages, 170, count_words)
            found += len(passages)
    assert found > 500
