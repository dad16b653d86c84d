from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import NothingToRead, SourceNotFound, SourceRefused
from corpus.reading import Reading, Source, parse_source, read
from corpus.report import FindingKind, report_as_json

ARCHIVES = Path(__file__).parent.parent.parent / "shared" / "corpora"
PROSE = "A price tells people what to expect, so say it early and say it once. " * 3
THREAD = """## Ask first?

- posted by: [Ann](https://example.org/1) on 2011-02-03
- tagged: `email`
- score: 2

Should I?

## Answer 9

- posted by: [Bob](https://example.org/2) on 2011-02-04
- score: 1

{answer}

---

All content is licensed under the [CC BY-SA 3.0 license](https://example.org/by-sa).
"""


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / f"{path.name}.md").write_text(text)


def found(reading: Reading, kind: FindingKind) -> list[str]:
    return [
        f"{Path(finding.path).name}: {finding.reason}"
        for finding in reading.report.findings
        if finding.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("onstartups-240fea96.tar.gz", "onstartups"),
        ("x/blog-main.zip", "blog-main"),
        ("blog-deadbeefcafe.tgz", "blog"),
        ("a b/my blog!?/", "my-blog!"),
        ("notes.v2", "notes.v2"),
        ("own=x/blog.zip", "own"),
        ("x/a=b", "a-b"),
    ],
)
def test_source_names(text: str, name: str) -> None:
    assert parse_source(text).name == name


def test_source_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_source(".").name == tmp_path.name
    (tmp_path / "a=b").mkdir()
    assert parse_source("a=b").path == Path("a=b")
    with pytest.raises(SourceNotFound):
        parse_source("a=")


def test_a_mixed_folder(tmp_path: Path) -> None:
    write(tmp_path, q__42__ask=THREAD.format(answer="Yes."), posts__price__index=PROSE)
    write(tmp_path, posts__thin="Soon.", README=PROSE, empty="", bad=THREAD[:90])
    write(tmp_path, index="\n".join(f"- [Post {n}](posts/{n}.md)" for n in range(9)))
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    (tmp_path / "crlf.md").write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n" + PROSE.encode())
    seen: list[tuple[str, int, int]] = []
    reading = read([Source("mix", tmp_path)], lambda *progress: seen.append(progress))
    assert [document.id for document in reading.documents] == ["mix/crlf", "mix/price", "mix/42"]
    assert reading.documents[0].title == "A"
    (count,) = reading.report.sources
    assert (count.threads, count.answers, count.posts) == (1, 1, 2)
    assert found(reading, "error") == [
        "bad.md: no licence under a last “---”: the file may be cut short",
        "latin.md: not UTF-8 at byte 3",
    ]
    assert found(reading, "skipped") == [
        "README.md: a README without front matter describes its folder",
        "empty.md: an empty file",
        "index.md: a page of links",
    ]
    assert found(reading, "thin") == ["thin.md: 1 words of prose, fewer than 30"]
    assert seen[0] == ("reading mix", 0, 0)
    assert seen[-1] == ("reading mix", 9, 9)


def test_report_is_json_and_sums_up(tmp_path: Path) -> None:
    write(tmp_path, good=PROSE, **{f"thin{n:02}": "x" for n in range(12)})
    report = read([Source("s", tmp_path)]).report
    assert json.loads(json.dumps(report_as_json(report)))["sources"][0]["posts"] == 1
    assert report.summary.startswith("s: 0 threads, 0 answers, 1 post\n12 too thin to quote:\n")
    assert report.summary.endswith("… and 2 more")


def test_the_same_id_twice(tmp_path: Path) -> None:
    write(tmp_path, a__x=PROSE, b__x=PROSE + "More.", x=PROSE + "Most.")
    reading = read([Source("s", tmp_path)])
    assert [document.id for document in reading.documents] == ["s/x", "s/b-x", "s/x-2"]
    assert len(found(reading, "duplicate")) == 2


def test_the_same_words_twice_are_kept(tmp_path: Path) -> None:
    text = THREAD.format(answer="The same words.")
    write(tmp_path, **{"1__a": text, "2__b": text.replace("Answer 9", "Answer 10")})
    reading = read([Source("s", tmp_path)])
    assert len(reading.documents) == 2
    assert found(reading, "duplicate") == [
        "b.md: s/2#question says the same as s/1#question; kept",
        "b.md: s/2#10 says the same as s/1#9; kept",
    ]


def test_the_same_file_through_two_sources(tmp_path: Path) -> None:
    write(tmp_path, a__x=PROSE, y=PROSE + "More.")
    reading = read([Source("one", tmp_path), Source("two", tmp_path / "a")])
    assert [document.id for document in reading.documents] == ["one/x", "one/y"]
    place = tmp_path / "a" / "x.md"
    assert found(reading, "duplicate") == [f"x.md: the same file as {place}; read once"]
    assert found(reading, "error") == ["a: not one document came from here"]


def test_what_a_source_says_of_itself(tmp_path: Path) -> None:
    write(tmp_path, x=PROSE)
    (tmp_path / "source.toml").write_text('site = "My blog"\nurl = "https://b.example/{slug}"')
    (document,) = read([Source("onstartups", tmp_path)]).documents
    assert (document.site, document.url) == ("My blog", "https://b.example/x")
    (tmp_path / "source.toml").write_bytes(b"\xff")
    with pytest.raises(SourceRefused, match="UTF-8"):
        read([Source("s", tmp_path)])


def test_an_answer_without_words_stays(tmp_path: Path) -> None:
    write(tmp_path, **{"1__a": THREAD.format(answer="![](a.png)")})
    reading = read([Source("onstartups", tmp_path)])
    assert len(reading.documents[0].sections) == 2
    assert reading.documents[0].url == (
        "https://collapsed-stacks.github.io/onstartups/questions/1/a"
    )
    assert "1#9 has no text left" in found(reading, "thin")[0]


def test_nothing_to_read(tmp_path: Path) -> None:
    write(tmp_path, thin="x")
    with pytest.raises(NothingToRead, match="no thread and no post") as error:
        read([Source("s", tmp_path)])
    assert "too thin" in str(error.value)
    assert ".markdown" in str(error.value)


def archive(name: str) -> Path:
    path = ARCHIVES / name
    if not path.exists():
        pytest.skip(f"needs ../shared/corpora/{name}, which is not in a checkout")
    return path


@pytest.mark.archive
def test_the_whole_question_archive() -> None:
    reading = read([parse_source(str(archive("onstartups-240fea96.tar.gz")))])
    (count,) = reading.report.sources
    assert (count.threads, count.answers, count.posts) == (9_925, 29_867, 0)
    assert found(reading, "error") == []
    assert {line.split(":")[0] for line in found(reading, "skipped")} == {
        "README.md",
        "index.md",
        "onstartups-240fea96.tar.gz",
    }
    assert len(found(reading, "thin")) == 1
    assert len(found(reading, "duplicate")) >= 14
    threads = {document.id: document for document in reading.documents}
    assert len(threads) == 9_925
    sections = [section for document in reading.documents for section in document.sections]
    assert len({section.id for section in sections}) == len(sections) == 9_925 + 29_867
    votes = [section.votes for section in sections if section.votes is not None]
    assert (min(votes), max(votes)) == (-5, 454)
    assert sum(section.author == "Community" for section in sections) == 2_671
    assert len(threads["onstartups/1498"].sections) == 40
    assert "<promise" in threads["onstartups/32519"].title
    assert all(document.licence == "CC BY-SA 3.0" for document in reading.documents)
    for number in ("19084", "20803", "25697", "12830", "21712"):
        assert threads[f"onstartups/{number}"].sections[0].text


@pytest.mark.archive
def test_the_whole_blog() -> None:
    reading = read([parse_source(str(archive("digett-57ac5d04.tar.gz")))])
    assert found(reading, "error") == []
    assert found(reading, "thin") == ["2019-04-01-test.md: 2 words of prose, fewer than 30"]
    assert len(reading.documents) == 654
    for post in reading.documents:
        assert post.published
        assert post.sections[0].author
        assert not any(noise in post.title for noise in ("&#", "&quot;", "&amp;"))
        assert not any(tag.startswith("-") or tag == "None" for tag in post.tags)
    scripts = next(post for post in reading.documents if post.id.endswith("adwords-scripts"))
    (body,) = scripts.sections
    prose = " ".join(body.text[b.start : b.end] for b in body.blocks if b.kind != "code")
    assert len(prose.split()) < 1_100
    assert "function" not in prose


def test_the_starter_corpus_is_read_without_a_remark() -> None:
    starter = Path(__file__).parent.parent / "corpus" / "data"
    reading = read([Source("starter", starter)])
    assert reading.report.findings == ()
    assert not any("evaluation" in document.id for document in reading.documents)
