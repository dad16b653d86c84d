"""The door for citations: the id of an answer's citation goes in as it came out."""

from __future__ import annotations

from urllib.parse import quote

from doors import client_of

from rag.asking import answer


def test_a_citation_of_an_answer_resolves(small):
    said = answer("Should prices be public?", [], small)
    cited = said.sentences[0].citations[0]
    reply = client_of(small).get(f"/v1/citations/{quote(cited.id)}").json()
    assert reply["status"] == "verbatim"
    assert (reply["start"], reply["end"], reply["quote"]) == (cited.start, cited.end, cited.quote)
    assert reply["section_id"] == said.references[0].section_id
    assert (reply["id"], reply["snapshot"]) == (cited.id, small.id)
    page = client_of(small).get(reply["source_url"])
    assert page.status_code == 200
    assert 'id="cite"' in page.text


def test_changed_and_removed(small):
    client = client_of(small)
    changed = client.get(f"/v1/citations/{quote('small/1#11@0-5~000000000000')}").json()
    assert (changed["status"], changed["source_url"]) == ("changed", "/sources/small/1#11")
    gone = client.get(f"/v1/citations/{quote('small/9#11@0-5~000000000000')}").json()
    assert (gone["status"], gone["section_id"], gone["source_url"]) == ("removed", None, None)


def test_no_id_is_not_found(small):
    assert client_of(small).get("/v1/citations/nonsense").status_code == 404
