from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import SourceRefused
from corpus.reading import parse_source
from corpus.sources import PUBLIC_ARCHIVES, About, Place, parse_about, web_address


def test_about() -> None:
    text = 'site = "S"\nlicence = "CC0"\nauthor = "A"\nurl = "https://x.example/{id}"\n'
    about = parse_about(text, path="source.toml")
    assert about == About("S", "CC0", None, "A", "https://x.example/{id}")
    assert parse_about("", path="source.toml") == About()
    aside = parse_about('not_texts = ["./judged/", "a/b.md"]', path="source.toml").not_texts
    assert aside == ("judged", "a/b.md")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('sight = "S"', "sight"),
        ("site = 3", "site"),
        ('not_texts = "judged"', "not_texts"),
        ("not_texts = [3]", "not_texts"),
        ('not_texts = ["."]', "not_texts"),
        ('not_texts = [""]', "not_texts"),
        ('not_texts = ["/judged"]', "not_texts"),
        ("site = ", "TOML"),
        ('url = "https://x.example/{page}"', "{page}"),
    ],
)
def test_about_refused(text: str, named: str) -> None:
    with pytest.raises(SourceRefused, match=named) as error:
        parse_about(text, path="blog/source.toml")
    assert error.value.where == "blog/source.toml"
    assert error.value.mend


def test_page_addresses() -> None:
    about = About(url="https://x.example/{number}/{slug}")
    assert Place("s", "7", "é b", "7", about).url == "https://x.example/7/%C3%A9%20b"
    assert Place("s", "b", "b", None, about).url is None
    assert Place("s", "b", "b", None, About()).url is None


def test_web_address() -> None:
    for good in ("https://a.example/b", "http://a.example", "/sources/starter/who"):
        assert web_address(good) == good
    for bad in ("javascript:alert(1)", "data:text/html,x", "//a.example", "", None, "https://a b"):
        assert web_address(bad) is None


def test_public_archives_name_themselves() -> None:
    for name, archive in PUBLIC_ARCHIVES.items():
        assert archive.name == name == parse_source(archive.file).name
        assert archive.about.site
        assert web_address(archive.about.licence_url)
        assert len(archive.fingerprint) == 64


def test_the_starter_corpus_describes_itself() -> None:
    path = Path(__file__).parent.parent / "corpus" / "data" / "source.toml"
    about = parse_about(path.read_text(), path=str(path))
    assert about.licence == "CC BY 4.0"
    assert about.url is None
