"""Whatever is read, by whichever parser: it is understood, or refused by an error of ours."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ANSWER, THREAD
from doors import client_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.cleaning import clean
from corpus.errors import CorpusError, FootnoteError, MalformedFile, NotInSnapshot, SourceRefused
from corpus.metadata import parse_date
from corpus.posts import parse_post
from corpus.reading import Source
from corpus.sources import About, Place, not_texts, parse_about
from corpus.threads import is_thread, parse_thread
from index.golden import golden_of
from index.judgments import read_judgments
from index.manifest import read_manifest
from index.runs import read_run
from rag.citing import find_citation
from rag.courtesy import strip
from rag.intent import hear
from rag.naming import names
from rag.question import Turn, shown, standalone, tidy
from rag.suggesting import good_to_ask, suggestions
from server.headers import prefers, request_id
from server.keys import read_keys
from server.rates import network_of
from server.results import read_baseline, read_results

PLACE = Place("mine", "1", "a-thread", "1", About(url="https://example.org/{number}/{slug}"))
ANSWERED = ANSWER.format(number=11, name="Ann", day="2010-03-02", votes=4, body="Ask *them*.")
SAMPLES = {
    "thread": THREAD.format(title="Why?", asker="Bob", question="Why so?", answers=ANSWERED),
    "post": "---\ntitle: One\nauthor: [Ann, {name: Bob}]\ndate: 2010-03-02\ntags: a, b\n---\n"
    + "Sell to *one* trade first. " * 10,
    "toml": 'site = "Notes"\nlicence = "CC BY 4.0"\nnot_texts = ["evaluation"]\n',
    "golden": "Show prices?\tmine/17#18 mine/17#19\nWhat does a stamp cost?\n",
    "run": "q1 Q0 mine/1#2 1 0.5 footnote\n",
    "qrels": "q1\tmine/1#2\t2\n",
    "queries": "q1\tWhy?\n",
    "keys": '{"keys": [{"id": "a", "name": "n", "created": "2026-01-01", "sha256": "00"}]}',
    "baseline": '{"format": 1, "figures": {}, "questions": {}}',
    "manifest": '{"format": 1, "id": "a", "files": {"a": "b"}, "counts": {}}',
    "citation": "small/1#11@0-5~000000000000",
    "question": "Hello! Should we (Acme) answer “Why?” in 2031, and what about B2B?",
    "accept": "text/html;q=0.9, application/json;q=x, */*",
}

EACH = 2_000 if os.environ.get("FUZZ") == "full" else 60
FEW = settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def damaged(draw: Callable[..., Any], sample: str) -> str:
    """A text with some of it gone, said twice, or something else in its place; or any other."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.text())
    text = sample
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        put = draw(
            st.sampled_from(["", text[start:end] * 2, *'\n\t\r\0#-"[](){}:;,\\']) | st.text()
        )
        text = text[:start] + put + text[end:]
    return text


def check(sample: str, parse: Callable[[str], object], *refusals: type[Exception]) -> None:
    @FEW
    @given(damaged(SAMPLES[sample]))
    def understands_or_refuses(text: str) -> None:
        try:
            parse(text)
        except refusals as error:
            assert str(error)

    understands_or_refuses()


@pytest.mark.parametrize(
    ("sample", "parse", "refusal"),
    [
        ("thread", lambda text: parse_thread(text, PLACE), MalformedFile),
        ("thread", is_thread, MalformedFile),
        ("post", lambda text: parse_post(text, PLACE), MalformedFile),
        ("post", lambda text: parse_post(text, PLACE, mdx=True), MalformedFile),
        ("post", clean, MalformedFile),
        ("post", parse_date, MalformedFile),
        ("toml", lambda text: parse_about(text, path="source.toml"), SourceRefused),
        ("toml", lambda text: not_texts(text.encode("utf-8", "surrogatepass")), SourceRefused),
        ("question", tidy, FootnoteError),
        ("question", shown, FootnoteError),
        ("question", lambda text: standalone(text, [Turn("user", text)] * 3), FootnoteError),
        ("question", hear, FootnoteError),
        ("question", strip, FootnoteError),
        ("question", names, FootnoteError),
        ("question", good_to_ask, FootnoteError),
        ("accept", network_of, FootnoteError),
    ],
)
def test_a_text_is_understood_or_refused(sample, parse, refusal):
    check(sample, parse, refusal)


def test_a_header_is_read_or_passed_over():
    def parse(text: str) -> None:
        raw = text.encode("utf-8", "surrogatepass")
        scope = {"type": "http", "headers": [(b"accept", raw), (b"x-request-id", raw)]}
        assert prefers(scope, "text/html") in (True, False)
        assert request_id(scope).isascii()

    check("accept", parse)


def test_a_citation_and_what_was_typed_are_found_or_not(small):
    check("citation", lambda text: find_citation(text, small), NotInSnapshot)
    check("citation", small.passage, NotInSnapshot)
    check("citation", small.document, NotInSnapshot)
    check("question", lambda text: suggestions(small, text, 5))


@pytest.mark.parametrize(
    ("sample", "file", "read"),
    [
        ("golden", "golden.tsv", lambda folder: golden_of([Source("mine", folder)])),
        ("run", "run", lambda folder: read_run(folder / "run")),
        ("qrels", "qrels.tsv", read_judgments),
        ("queries", "queries.tsv", read_judgments),
        ("keys", "keys", lambda folder: read_keys(folder / "keys")),
        ("baseline", "baseline", lambda folder: read_baseline(folder / "baseline")),
        ("baseline", "results", lambda folder: read_results(folder / "results")),
        ("manifest", "manifest.json", read_manifest),
    ],
)
def test_a_file_is_understood_or_refused(tmp_path, sample, file, read):
    (tmp_path / "queries.tsv").write_text(SAMPLES["queries"])
    (tmp_path / "qrels.tsv").write_text(SAMPLES["qrels"])

    def parse(text: str) -> None:
        (tmp_path / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        read(tmp_path)

    check(sample, parse, CorpusError, FootnoteError)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/ask", ["question", "history", "filters", "explain", "role", "content", "tag"]),
        ("/v1/chat/completions", ["model", "messages", "role", "content", "stream", "n", "type"]),
        ("/v1/feedback", ["answer_id", "rating", "reasons", "comment", "question", "answer"]),
    ],
)
def test_a_body_is_understood_or_refused(small, tmp_path, path, fields):
    client = client_of(small, data=tmp_path)
    words = st.sampled_from(["footnote", "up", "user", "text", "Why?", "a1"]) | json_values
    known = st.dictionaries(st.sampled_from(fields), words, min_size=1)
    nested = st.dictionaries(st.sampled_from(fields), words | known | st.lists(known))
    bodies = st.binary() | (nested | json_values).map(lambda value: json.dumps(value).encode())
    types = st.sampled_from(["application/json", "text/plain", "application/x-www-form-urlencoded"])

    @FEW
    @given(bodies, types, st.sampled_from(["*/*", "text/event-stream", "text/html"]))
    def replies(body: bytes, media: str, accept: str) -> None:
        headers = {"Content-Type": media, "Accept": accept}
        response = client.post(path, content=body, headers=headers)
        assert response.status_code in (200, 204, 400, 404, 422), response.text

    replies()


@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest", "/sources/small/1", "/ask"])
def test_a_query_is_understood_or_refused(small, path):
    client = client_of(small)
    names = st.sampled_from(["q", "k", "tag", "since", "min_votes", "section", "start", "end"])
    values = st.text() | st.integers().map(str) | st.dates().map(str)

    @FEW
    @given(st.lists(st.tuples(names, values)), st.binary())
    def replies(pairs: list[tuple[str, str]], raw: bytes) -> None:
        for query in (pairs, raw.decode("latin-1")):
            response = client.get(path, params=query)
            assert response.status_code in (200, 404, 422), response.text

    replies()
