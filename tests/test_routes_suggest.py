"""Type-ahead over HTTP."""

from __future__ import annotations

import pytest
from doors import client_of


def test_questions_come_with_their_threads(small):
    reply = client_of(small).get("/v1/suggest", params={"q": "how do I g"}).json()
    question = {"question": "How do I get a first customer?", "document_id": "small/2"}
    assert reply == {"questions": [question], "snapshot": small.id}


@pytest.mark.parametrize("query", ["k=0", "k=21", "k=x", f"q={'a' * 2001}", "q=a&limit=5"])
def test_what_is_no_request_is_refused(small, query):
    response = client_of(small).get(f"/v1/suggest?{query}")
    assert response.status_code == 422
    assert response.json()["type"] == "/docs#invalid"
