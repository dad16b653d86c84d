"""The widget on the wire: small, for every origin, and asked about again."""

from __future__ import annotations

import gzip

import pytest
from doors import client_of

from server.routes_widget import WIDGET, script

LANGUAGES = sorted(file.stem for file in (WIDGET / "texts").glob("*.js"))


@pytest.mark.parametrize("path", ["widget.js", *(f"texts/{lang}.js" for lang in LANGUAGES)])
def test_a_script_is_open_to_every_origin_and_compressed_where_that_is_liked(small, path):
    client = client_of(small)
    sent = client.get(f"/{path}", headers={"Accept-Encoding": "gzip"})
    assert sent.headers["content-type"].startswith("text/javascript")
    assert sent.headers["access-control-allow-origin"] == "*"
    assert sent.headers["cross-origin-resource-policy"] == "cross-origin"
    assert sent.headers["content-encoding"] == "gzip"
    assert sent.headers["vary"] == "Accept-Encoding"
    assert sent.content == script(path).plain == gzip.decompress(script(path).small)
    plain = client.get(f"/{path}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == sent.content
    again = client.get(f"/{path}", headers={"If-None-Match": sent.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/texts/xx.js", "/texts/..%2f..%2fapp.js", "/texts/e%6e2.js"])
def test_there_is_no_other_language(small, path):
    assert client_of(small).get(path).status_code == 404


def test_whatever_a_page_loads_weighs_30_kb_at_the_most():
    languages = [len(script(f"texts/{lang}.js").small) for lang in LANGUAGES]
    weight = len(script("widget.js").small) + max(languages)
    assert weight <= 30 * 1024, f"{weight:,} bytes"
