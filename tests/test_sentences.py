import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.document import Block
from corpus.sentences import sentences


def parts(source: str) -> list[str]:
    text, blocks = clean(source)
    return [text[span.start : span.end] for span in sentences(text, blocks)]


@pytest.mark.parametrize(
    "wanted",
    [
        ["Use few, e.g. two or i.e. one.", "Done."],
        ["In the U.S. we sell it.", "Then we leave."],
        ["It costs $1.5k a month.", "Version 2.0 costs 3.5 times more."],
        ["See http://a.example/b.c?d=e.", "Then go to b.example.", "Ok"],
        ["Acme Inc. is big.", "Dr. Roe vs. Mr. Poe is not."],
        ["Well... maybe.", "And so...", "It ends…"],
        ["Wow!!!", "Great.", "Really?!", "Yes."],
        ["first one.", "second one is lower.", "i think so."],
        ["He said “Stop.”", 'Then she: "Go!"', "Both left (in haste)."],
        ["We write ASP.NET, Node.js and .Net code.", "It runs."],
        ["Ok :) Nice.", "Good luck! :-)", "Bye."],
        ["Plan B. We go.", "P.S. It works."],
        ["It grew 😀 fast.", "Next."],
        ["It works for me.", "Allow a week for it."],
        ["Pens, paper, etc.", "Options are many."],
        ["We took a no.", "See no. 5 for that.", "No.", "Big ones sell."],
        ["Read Answers.OnStartups today.", "It helps."],
        ["Software like.... StackExchange.", "Then wait....", "Or leave."],
    ],
)
def test_one_paragraph(wanted):
    if wanted[0].startswith("Plan"):
        wanted = ["Plan B.", "We go.", *wanted[1:]]
    assert parts(" ".join(wanted)) == wanted


def test_a_missing_space_still_parts_two_sentences():
    assert parts("It works.Then it stops.No more.") == ["It works.", "Then it stops.", "No more."]


def test_a_number_stays_with_its_sentence():
    assert parts("Steps: 1\\. Write it. 2\\. Send it.") == ["Steps: 1. Write it.", "2. Send it."]


def test_a_list_gives_its_lead_and_each_item_apart():
    assert parts("Ask for:\n- a name\n- a date. And why!") == [
        "Ask for:",
        "a name",
        "a date.",
        "And why!",
    ]


def test_a_hard_break_ends_a_sentence_only_where_one_ends():
    assert parts("One line  \ngoes on.  \nNext") == ["One line\ngoes on.", "Next"]
    assert parts("Two things<br>- salt<br>2. oil") == ["Two things", "- salt", "2. oil"]


def test_headings_and_code_give_none_and_quotes_do():
    assert parts("## A head. Two.\n\n    x = f(1);\n    }\n\n> He left. Late.") == [
        "He left.",
        "Late.",
    ]


def test_each_span_names_its_block():
    text, blocks = clean("One. Two.\n\nThree.")
    assert [span.block for span in sentences(text, blocks)] == [0, 0, 1]


@settings(deadline=None)
@given(st.text(st.sampled_from("aB1.!?:;)('\" \n•-😀é…,"), max_size=60))
def test_spans_are_exact_ordered_and_cover_every_word(text):
    spans = sentences(text, [Block("paragraph", 0, len(text))])
    place = 0
    for span in spans:
        assert place <= span.start < span.end
        assert not text[place : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        place = span.end
    assert not text[place:].strip()
