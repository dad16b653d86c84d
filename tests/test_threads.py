from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import MalformedFile
from corpus.sources import About, Place
from corpus.threads import is_thread, parse_thread

THREAD = """## Should I *ask* first? [really] 

- posted by: [Ann [x] ](https://example.org/users/1) on 2011-02-03
- tagged: `email`, `first-users`
- score: -2

My question.

---

More of it.

## Answer 12

- posted by: [Übel](https://example.org/users/2) on 2011-02-04
- score: 7

No.

## Yes

Ask\u2028first.

## Answer 13

was a fine one, says the same person.

## Answer 14

- posted by: [Carl](javascript:alert) on 2011-02-05
- score: -1

Never.


---

All content is licensed under the [CC BY-SA 3.0 license](https://example.org/by-sa).
"""
ABOUT = About(site="Asked", url="https://example.org/{number}/{slug}?{id}")
PLACE = Place("asked", "42", "is-it-“so”", "42", ABOUT)


def test_a_whole_thread() -> None:
    thread = parse_thread(THREAD, PLACE)
    assert (thread.id, thread.kind, thread.site) == ("asked/42", "thread", "Asked")
    assert thread.title == "Should I *ask* first? [really]"
    assert thread.tags == ("email", "first-users")
    assert thread.published == date(2011, 2, 3)
    assert (thread.licence, thread.licence_url) == ("CC BY-SA 3.0", "https://example.org/by-sa")
    assert thread.url == "https://example.org/42/is-it-%E2%80%9Cso%E2%80%9D?42"
    question, yes, never = thread.sections
    assert [section.id for section in thread.sections] == [
        "asked/42#question",
        "asked/42#12",
        "asked/42#14",
    ]
    assert (question.author, question.votes, question.role) == ("Ann [x]", -2, "question")
    assert "My question." in question.text
    assert "More of it." in question.text
    assert (yes.author, yes.author_url) == ("Übel", "https://example.org/users/2")
    assert "Yes" in yes.text
    assert "says the same person" in yes.text
    assert (never.text, never.votes, never.author_url) == ("Never.", -1, None)
    assert all(section.url == thread.url for section in thread.sections)


def test_no_answers() -> None:
    head, _, rest = THREAD.partition("## Answer 12")
    none = "## No Answers\n\nThere were no answers to this question.\n\n"
    thread = parse_thread(head + none + rest[rest.index("\n---\n") :], PLACE)
    assert len(thread.sections) == 1
    assert thread.sections[0].text.endswith("More of it.")


def test_without_tags_or_number() -> None:
    text = THREAD.replace("- tagged: `email`, `first-users`\n", "")
    thread = parse_thread(text, Place("asked", "slug", "slug", None, ABOUT))
    assert (thread.id, thread.tags, thread.url) == ("asked/slug", (), None)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Ann [x] ](https://example.org/users/1) on 2011-02-03", "Ann", 3),
        ("on 2011-02-03", "on 2011-02-31", 3),
        ("[Ann [x] ]", "[ ]", 3),
        ("- score: -2", "- score: many", 5),
        ("- score: 7", "", 16),
        ("[Carl](javascript:alert) on 2011-02-05", "Carl", 30),
        ("- posted by: [Carl](javascript:alert) on 2011-02-05\n", "", 30),
        ("## Answer 14", "## Answer 12", 28),
        ("All content", "Some content", 38),
        ("## Should I *ask* first? [really] ", "##  ", 1),
        ("really] \n", "really] ", 1),
    ],
)
def test_malformed(old: str, new: str, line: int) -> None:
    text = THREAD.replace(old, new)
    assert is_thread(text)
    with pytest.raises(MalformedFile) as error:
        parse_thread(text, PLACE)
    assert error.value.line == line


def test_cut_short_anywhere_is_never_half_read() -> None:
    for length in range(len(THREAD) - 3):
        with pytest.raises(MalformedFile):
            parse_thread(THREAD[:length], PLACE)


def test_what_is_a_thread() -> None:
    assert is_thread("\n" + THREAD)
    assert not is_thread("## A heading\n\nA post.\n")
    assert not is_thread("## All questions\n\n - [One](1)\n")
