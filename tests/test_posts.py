from __future__ import annotations

from datetime import date

from corpus.document import Document
from corpus.posts import MIN_WORDS, LeftOut, parse_post
from corpus.sources import About, Place

PROSE = "A price tells people what to expect, so say it early and say it once. " * 3
PLACE = Place("blog", "on-price", "on-price", None, About(author="The blog", licence="CC0"))


def post(text: str, place: Place = PLACE) -> Document:
    read, notes = parse_post(text, place)
    assert isinstance(read, Document)
    assert notes == ()
    return read


def left_out(text: str) -> LeftOut:
    read, _ = parse_post(text, PLACE)
    assert isinstance(read, LeftOut)
    return read


def test_a_whole_post() -> None:
    text = (
        "---\ntitle: 'It&#039;s early'\ndate: 2014-03-11T13:35:11.000Z\n"
        "category: \n  -Price, Sales\n"
        "summary: > \n Never indexed twice.\nauthor: {name: Ann, url: 'javascript:x'}\n---\n\n"
        f"{PROSE}\n\nSay it twice\n------------\n\n{PROSE}"
    )
    read = post(text)
    assert (read.id, read.kind, read.title) == ("blog/on-price", "post", "It's early")
    assert read.tags == ("Price", "Sales")
    assert (read.site, read.licence, read.published) == ("blog", "CC0", date(2014, 3, 11))
    (body,) = read.sections
    assert (body.id, body.role, body.votes) == ("blog/on-price#body", "body", None)
    assert (body.author, body.author_url) == ("Ann", None)
    assert "Never indexed" not in body.text
    assert [block.kind for block in body.blocks] == ["paragraph", "heading", "paragraph"]


def test_no_front_matter() -> None:
    assert post(f"# On price\n\n{PROSE}").title == "On price"
    read = post(PROSE, Place("blog", "x", "2014-03-11-on_the-price", None, About()))
    assert (read.title, read.published) == ("On the price", date(2014, 3, 11))
    assert read.sections[0].author == "blog"


def test_date_not_understood_is_said() -> None:
    read, notes = parse_post(f"---\ndate: soon\n---\n{PROSE}", PLACE)
    assert isinstance(read, Document)
    assert "soon" in notes[0]


def test_too_thin() -> None:
    assert left_out("---\ntitle: Test\n---\nMy body\n\n![](a.jpg)") == LeftOut(
        "thin", f"2 words of prose, fewer than {MIN_WORDS}"
    )
    assert left_out("---\ntitle: Empty\n---\n").reason == "no text"
    assert left_out("```\n" + "let x = 1;\n" * 99 + "```").kind == "thin"
    assert left_out(f"---\ndraft: true\n---\n{PROSE}") == LeftOut("skipped", "a draft")


def test_shortcodes_and_their_code_are_gone() -> None:
    body = (
        "{{< youtube abc >}}\n\n{% highlight js %}\nsell(it)\n{% endhighlight %}\n\n"
        "{{< highlight go >}}\nbuy(it)\n{{< /highlight >}}\n\n{{ site.x }}The end."
    )
    text = post(f"{PROSE}\n\n{body}").sections[0].text
    assert text.endswith("The end.")
    assert not any(gone in text for gone in ("{", "}", "youtube", "sell", "buy", "site.x"))


def test_mdx() -> None:
    text = f"import Box from './box'\nexport const a = 1\n\nimport duties matter.\n\n{PROSE}"
    read, _ = parse_post(text, PLACE, mdx=True)
    assert isinstance(read, Document)
    assert read.sections[0].text.startswith("import duties matter.")


def test_bare_code_is_no_prose() -> None:
    code = "function main() { var sheet = open(); sheet.clear(); }\n\n" * 40
    assert left_out(code).kind == "thin"
    kinds = [block.kind for block in post(f"{PROSE}\n\n{code}").sections[0].blocks]
    assert kinds == ["paragraph"] + ["code"] * 40
