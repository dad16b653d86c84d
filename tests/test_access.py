"""Who gets in and who does not, how often, and what each is told."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from doors import client_of

from server.keys import KeysRefused, add_key, read_keys, revoke_key

PAGE = "https://example.org"
QUESTION = {"question": "Should prices be public?"}


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "keys.json"


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def ask(client, **headers):
    return client.post("/v1/ask", json=QUESTION, headers={k: v for k, v in headers.items() if v})


def search(client, headers):
    return client.get("/v1/search?q=price", headers=headers)


def test_where_nothing_is_set_anybody_may_ask(small, file):
    client = client_of(small, keys=file)
    assert search(client, {}).status_code == 200
    # Clients of OpenAI's API always send something.
    assert search(client, bearer("anything")).status_code == 200
    assert search(client, {"Origin": PAGE}).status_code == 200


def test_with_a_key_only_who_has_it_may_ask(small, file):
    key = add_key(file, "Ana")
    client = client_of(small, keys=file)
    for headers in (bearer(key), {"Authorization": f"bearer  {key}"}, {"X-API-Key": key}):
        assert search(client, headers).status_code == 200
    for headers in ({}, {"Origin": PAGE}, bearer(key + "x"), {"Authorization": f"Basic {key}"}):
        refused = search(client, headers)
        assert refused.status_code == (403 if "Origin" in headers else 401)
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["request_id"] == refused.headers["x-request-id"]
        assert key not in refused.text
    assert search(client, {}).headers["www-authenticate"] == "Bearer"
    assert "invalid_token" in search(client, bearer("fn_1_2")).headers["www-authenticate"]
    assert search(client, {}).json()["type"] == "/docs#no-key"


def test_what_people_and_watchers_look_at_needs_no_key(small, file):
    add_key(file, "Ana")
    client = client_of(small, keys=file)
    for path in ("/", "/docs", "/openapi.json", "/healthz", "/readyz", "/sources/small/1"):
        assert client.get(path).status_code == 200, path
    for path in ("/v1", "/v1/nothing", "/v1/passages/small/1", "/mcp", "/metrics"):
        assert client.get(path).status_code == 401, path
    # No other spelling of a path leads round the door.
    for path in ("//v1/search?q=a", "/V1/search?q=a", "/x/../v1/search?q=a", "/%2fv1/search?q=a"):
        assert client.get(path).status_code in (401, 404), path


def test_a_named_page_asks_without_a_key_and_no_other_does(small, file):
    client = client_of(small, keys=file, origins=f"{PAGE}, https://two.example")
    for origin in (PAGE, "https://two.example"):
        allowed = search(client, {"Origin": origin})
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == origin
        assert "Origin" in allowed.headers["vary"]
    for origin in ("https://example.com", "http://example.org", f"{PAGE}.evil.example", "null"):
        refused = search(client, {"Origin": origin})
        assert refused.status_code == 403
        assert refused.json()["type"] == "/docs#not-allowed"
        assert "access-control-allow-origin" not in refused.headers
    assert search(client, {}).status_code == 401


def test_a_page_is_named_in_letters_of_any_size(small, file):
    client = client_of(small, keys=file, origins="HTTPS://Example.org")
    allowed = search(client, {"Origin": "https://example.org"})
    assert allowed.headers["access-control-allow-origin"] == "https://example.org"


def test_our_own_page_is_named_like_any_other(small, file):
    client = client_of(small, keys=file, origins="http://testserver")
    assert search(client, {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert search(client, {"Sec-Fetch-Site": "cross-site"}).status_code == 401
    other = client_of(small, keys=file, origins=PAGE)
    assert search(other, {"Sec-Fetch-Site": "same-origin"}).status_code == 403


def test_a_browser_may_look_before_it_asks(small, file):
    add_key(file, "Ana")
    client = client_of(small, keys=file, origins=PAGE)
    before = {
        "Origin": PAGE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    allowed = client.options("/v1/ask", headers=before)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == PAGE
    refused = client.options("/v1/ask", headers={**before, "Origin": "https://x.y"})
    assert refused.status_code == 400
    for reply in (allowed, refused):
        assert reply.headers["x-request-id"] and reply.headers["x-content-type-options"]
    seen = search(client, {"Origin": PAGE}).headers["access-control-expose-headers"]
    assert "Retry-After" in seen and "X-Request-ID" in seen


def test_a_star_lets_everybody_ask_but_not_read_the_figures(small, file):
    client = client_of(small, keys=file, origins="*")
    assert search(client, {}).status_code == 200
    assert search(client, {"Origin": PAGE}).headers["access-control-allow-origin"] == "*"
    assert client.get("/metrics").status_code == 401
    add_key(file, "Ana")
    assert search(client, {}).status_code == 200
    assert search(client, bearer("fn_no_key")).status_code == 401


def test_a_running_server_takes_a_new_key_and_refuses_a_revoked_one(small, file):
    client = client_of(small, keys=file)
    assert search(client, {}).status_code == 200
    key = add_key(file, "Ana")
    assert search(client, {}).status_code == 401
    assert search(client, bearer(key)).status_code == 200
    revoke_key(file, read_keys(file)[0].id)
    assert search(client, bearer(key)).status_code == 401
    assert search(client, {}).status_code == 401


def test_nothing_opens_because_the_file_goes_or_breaks(small, file):
    key = add_key(file, "Ana")
    client = client_of(small, keys=file)
    text = file.read_text()
    file.write_text("{")
    assert search(client, bearer(key)).status_code == 200  # the keys from before hold
    assert search(client, {}).status_code == 401
    with pytest.raises(KeysRefused):
        client_of(small, keys=file)
    file.unlink()
    assert search(client, {}).status_code == 401
    assert search(client, bearer(key)).status_code == 401
    file.write_text(text)
    assert search(client, bearer(key)).status_code == 200


def test_a_file_that_appears_broken_closes(small, file):
    client = client_of(small, keys=file)
    file.write_text("{")
    assert search(client, {}).status_code == 401


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_past_its_rate_an_address_is_told_when_to_come_back(small, file, accept):
    client = client_of(small, keys=file, address_rate="2/minute")
    first = search(client, {})
    assert first.headers["ratelimit-policy"] == '"address";q=2;w=60'
    assert first.headers["ratelimit"].startswith('"address";r=1;')
    search(client, {})
    refused = search(client, {"Accept": accept})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit"].startswith('"address";r=0;')
    assert client.get("/healthz").status_code == 200


def test_each_key_has_its_own_rate_and_who_tries_keys_is_counted(small, file):
    ana, ben = add_key(file, "Ana"), add_key(file, "Ben")
    client = client_of(small, keys=file, key_rate="2/minute", address_rate="3/minute")
    for key in (ana, ben):
        codes = [search(client, bearer(key)).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
    guesses = [search(client, bearer(f"fn_1_{i}")).status_code for i in range(4)]
    assert guesses == [401, 401, 401, 429]


def test_a_refused_body_is_not_read(small, file):
    add_key(file, "Ana")
    client = client_of(small, keys=file)
    refused = client.post("/v1/ask", content=itertools.repeat(b"x" * 1024, 100_000))
    assert refused.status_code == 401
    assert refused.headers["connection"] == "close"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_server_does_not_start_with_keys_it_may_not_read(small, file):
    add_key(file, "Ana")
    file.chmod(0)
    with pytest.raises(KeysRefused):
        client_of(small, keys=file)
