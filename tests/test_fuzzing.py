"""Requests nobody thought of, made from the API's own description: no reply may surprise."""

from __future__ import annotations

import os
from collections import Counter

import pytest
import schemathesis
from conftest import ToyEncoder, write_thread
from doors import client_of
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from corpus.reading import Source
from index.building import build
from index.snapshot import load

FULL = os.environ.get("FUZZ") == "full"
CASES = 800 if FULL else 8
"""Requests of each kind, as described and not, for each operation; in full more than 10,000."""

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzzed")
    write_thread(folder / "small", 1, "Should prices be public?", "Should they?", [("Ann", "Yes.")])
    build([Source("small", folder / "small")], folder / "index", ToyEncoder())
    snapshot = load(folder / "index", ToyEncoder())
    client = client_of(snapshot, data=folder / "data", log_questions=True)
    return schemathesis.openapi.from_asgi("/openapi.json", client.app)


@pytest.mark.fuzz
def test_no_request_surprises(api, subtests):
    statuses: Counter[int] = Counter()
    for found in api.get_all_operations():
        operation = found.ok()
        takes = bool(operation.body or operation.query)  # any text may be an id
        for mode in MODES if takes else MODES[:1]:
            with subtests.test(operation=operation.label, mode=mode.value):
                statuses.update(asked(operation, mode))
    print(f"\n{statuses.total():,} requests: {dict(sorted(statuses.items()))}")
    assert not any(status >= 500 for status in statuses)
    assert statuses.total() > 10_000 or not FULL


def asked(operation, mode):
    """The statuses of the replies, each as described."""
    statuses: list[int] = []

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=not FULL,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        response = case.call()
        statuses.append(response.status_code)
        case.validate_response(response, checks=CHECKS)

    ask()
    return statuses
