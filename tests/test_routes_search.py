"""Search and passages over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import quote

import pytest
from doors import client_of

from index.filters import Filters
from index.searching import search
from index.standing import places


@pytest.fixture
def client(small):
    return client_of(small)


def test_hits_are_those_of_the_index_with_their_attribution(client, small):
    reply = client.get("/v1/search", params={"q": "public prices", "k": 3}).json()
    hits = search(small, "public prices", 3, Filters())
    assert reply["snapshot"] == small.id
    assert [(h["rank"], h["score"], h["passage_id"]) for h in reply["hits"]] == [
        (hit.rank, hit.score, hit.passage.id) for hit in hits
    ]
    first = reply["hits"][0]
    section = small.section(first["section_id"])
    document = small.document(first["document_id"])
    assert first["text"] == section.text[first["start"] : first["end"]]
    assert (first["author"], first["votes"]) == (section.author, section.votes)
    assert first["published"] == section.published.isoformat()
    assert (first["title"], first["licence"]) == (document.title, document.licence)


def test_k_bounds_the_hits(client):
    assert len(client.get("/v1/search?q=customer&k=1").json()["hits"]) == 1


@pytest.mark.parametrize(
    ("filters", "authors"),
    [
        ("author=dee", {"Dee"}),
        ("since=2012-01-01", {"Cyd", "Dee", "Ann"}),
        ("until=2011-01-01", {"Ann", "Bob"}),
        ("min_votes=4&since=2012-01-01", {"Cyd"}),
        ("tag=nothing", set()),
        ("site=nowhere", set()),
    ],
)
def test_filters_narrow(client, filters, authors):
    hits = client.get(f"/v1/search?q=customer+prices+market&{filters}").json()["hits"]
    assert {hit["author"] for hit in hits} == authors


@pytest.mark.parametrize("query", ["q=a&limit=3", "q=a&min_vote=3", "k=3"])
def test_a_parameter_that_is_not_known_or_not_there_is_refused(client, query):
    response = client.get(f"/v1/search?{query}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["location"] == "query"


def test_a_passage_is_found_by_its_quoted_id_and_by_its_source_page(client, small):
    hit = client.get("/v1/search?q=public+prices&k=1").json()["hits"][0]
    passage = client.get(f"/v1/passages/{quote(hit['passage_id'], safe='')}").json()
    assert passage == {key: hit[key] for key in passage}
    page = client.get(hit["source_url"])
    assert page.status_code == 200
    assert '<mark id="cite">' in page.text


@pytest.mark.parametrize("id", ["small/1#11@0-1", "small/1#99@0-5", "nothing", "a%00b", "small/1"])
def test_an_unknown_passage_is_a_problem(client, id):
    response = client.get(f"/v1/passages/{quote(id, safe='%')}")
    assert response.status_code == 404
    assert response.json()["type"] == "/docs#not-in-snapshot"


def test_a_hit_tells_its_place_only_if_that_is_asked_for(client, small):
    plain, told = (
        client.get(f"/v1/search?q=prices&k=3{more}").json() for more in ("", "&explain=1")
    )
    assert [hit["place"] for hit in plain["hits"]] == [None] * 3
    found, _ = places(small, "prices", Filters(), search(small, "prices", 3))
    assert [hit["place"] for hit in told["hits"]] == [asdict(place) for place in found]
