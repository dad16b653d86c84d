"""Whole documents over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import quote

import pytest
from doors import client_of


def test_a_document_comes_whole_with_the_authors_of_its_sections(small):
    reply = client_of(small).get("/v1/documents/small/1").json()
    document = small.document("small/1")
    assert reply["title"] == document.title
    assert reply["tags"] == list(document.tags)
    assert reply["snapshot"] == small.id
    for said, section in zip(reply["sections"], document.sections, strict=True):
        blocks = said.pop("blocks")
        assert [section.text[each["start"] : each["end"]] for each in blocks] == [
            section.text[block.start : block.end] for block in section.blocks
        ]
        assert [each["kind"] for each in blocks] == [block.kind for block in section.blocks]
        expected = asdict(section) | {"published": section.published.isoformat()}
        assert said == {
            "section_id": expected.pop("id"),
            **{name: value for name, value in expected.items() if name != "blocks"},
        }
    assert client_of(small).get(reply["source_url"]).status_code == 200


@pytest.mark.parametrize("id", ["small/9", "small", "a%00b", "small/1#11", "../small/1"])
def test_an_unknown_document_is_a_problem(small, id):
    response = client_of(small).get(f"/v1/documents/{quote(id, safe='%')}")
    assert response.status_code == 404
    assert response.json()["type"] == "/docs#not-in-snapshot"
