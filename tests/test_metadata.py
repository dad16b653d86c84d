from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from corpus.errors import MalformedFile
from corpus.metadata import author_of, date_of, is_draft, split_front_matter, tags_of, title_of


def values(yaml: str) -> dict[str, object]:
    return dict(split_front_matter(f"---\n{yaml}\n---\nBody\n")[0])


@pytest.mark.parametrize(
    ("yaml", "tags"),
    [
        ("category: \n  -Marketing, Social Media", ("Marketing", "Social Media")),
        ("category:\n  -A\n  -E-mail", ("A", "E-mail")),
        ("category: \n  -", ()),
        ("category:\n  - Strategy\n  - R&amp;D", ("Strategy", "R&D")),
        ("tags: one, two", ("one", "two")),
        ("tags: [one, 2]\ncategories: one", ("one", "2")),
        ("categories: {main: [a, b], other: c}", ("a", "b", "other")),
        ("Keywords: seo", ("seo",)),
        ("title: x", ()),
    ],
)
def test_tags(yaml: str, tags: tuple[str, ...]) -> None:
    assert sorted(tags_of(values(yaml))) == sorted(tags)


@pytest.mark.parametrize(
    ("yaml", "author"),
    [
        ("author: ' Ann  Lee '", ("Ann Lee", None)),
        ("author: [Ann, Bob]", ("Ann, Bob", None)),
        ("author: {name: Ann, url: 'https://a.example'}", ("Ann", "https://a.example")),
        ("authors:\n- {name: Ann}\n- {name: Bob, url: /bob}", ("Ann, Bob", "/bob")),
        ("author:\n  ann: {name: Ann Lee}", ("Ann Lee", None)),
        ("author:", ("", None)),
        ("title: x", ("", None)),
    ],
)
def test_author(yaml: str, author: tuple[str, str | None]) -> None:
    assert author_of(values(yaml)) == author


@pytest.mark.parametrize(
    "written",
    [
        "2014-03-11",
        "2014-03-11T23:35:11.000Z",
        "2014-03-11 23:35:11 -0800",
        "'2014-03-11'",
        "'2014-3-11 9:30'",
        "'March 11, 2014'",
        "'Mar 11, 2014'",
        "'11 March 2014'",
        "'March 11th, 2014'",
        "'2014/03/11'",
        "'11.03.2014'",
        "'Tue, 11 Mar 2014 10:00:00 +0000'",
        "20140311",
    ],
)
def test_date(written: str) -> None:
    assert date_of(values(f"date: {written}")) == (date(2014, 3, 11), "")


def test_date_missing_or_not_understood() -> None:
    assert date_of(values("title: x")) == (None, "")
    assert date_of(values("date:")) == (None, "")
    assert date_of(values("date: soon")) == (None, "soon")
    assert date_of(values("date: '2014-02-31'")) == (None, "2014-02-31")
    assert date_of({"date": datetime(2014, 3, 11, 5)}) == (date(2014, 3, 11), "")


def test_an_endless_date_is_not_understood_at_once() -> None:
    start = time.process_time()
    assert date_of({"date": "T" * 19_000}) == (None, "T" * 19_000)
    assert time.process_time() - start < 2


def test_title_and_draft() -> None:
    assert title_of(values("title: 'Let&#039;s  talk &amp; sell '")) == "Let's talk & sell"
    assert title_of(values("title: 1984")) == "1984"
    assert title_of(values("a: b")) == ""
    assert is_draft(values("draft: true"))
    assert is_draft(values("published: false"))
    assert not is_draft(values("draft: false"))


def test_toml() -> None:
    text = '+++\ntitle = "A"\ndate = 2014-03-11T08:00:00Z\ntags = ["x"]\n+++\nBody\n'
    read, body = split_front_matter(text)
    assert (title_of(read), date_of(read)[0], tags_of(read)) == ("A", date(2014, 3, 11), ("x",))
    assert body.strip() == "Body"


def test_no_front_matter() -> None:
    for text in ("Body\n", "# Title\n\nBody", "---\n\nA rule, then words\n", "", "---\n---\nBody"):
        read, body = split_front_matter(text)
        assert read == {}
        assert body.strip() in text


def test_tab_in_a_folded_text() -> None:
    assert "Words" in str(values("summary: >\n  \tWords\ntitle: x")["summary"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 'x\n---\nBody\n", 3),
        ("---\ntitle: x\nBody\n", 1),
        ("---\n- a\n- b\n---\nBody\n", 1),
        ("---\ntitle: x\nbad: !!python/object:os.system x\n---\n", 3),
        ("---\ndate: 2014-13-40\n---\nBody\n", 1),
        ("+++\ntitle = x\n+++\nBody\n", 2),
        ("---\na: &a [x, x]\nb: [*a, *a]\n---\nBody\n", 3),
        ("---\na: " + "[" * 9000 + "\n---\nBody\n", 2),
        ("+++\na = " + "[" * 9000 + "\n+++\nBody\n", 1),
        ("---\na: " + "x" * 90_000 + "\n---\nBody\n", 1),
        ("+++\nb = 1\n" + "a." * 9_000 + "a = 1\n+++\nBody\n", 3),
        ("+++\na = " + "9" * 9_000 + "\n+++\nBody\n", 1),
    ],
)
def test_malformed_is_told_quickly(text: str, line: int) -> None:
    start = time.process_time()
    with pytest.raises(MalformedFile) as error:
        split_front_matter(text)
    assert error.value.line == line
    assert time.process_time() - start < 2
