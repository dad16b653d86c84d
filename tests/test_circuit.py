"""A circuit opens after failures in a row, and lets one try after its rest."""

from __future__ import annotations

from rag.circuit import FAILURES, REST, Circuit


def test_it_opens_after_failures_in_a_row_only():
    circuit = Circuit(lambda: 0.0)
    for _ in range(FAILURES - 1):
        circuit.failed()
    circuit.worked()
    for _ in range(FAILURES - 1):
        circuit.failed()
    assert circuit.closed()
    circuit.failed()
    assert not circuit.closed()


def test_after_its_rest_one_may_try_and_the_others_wait_for_it():
    now = [0.0]
    circuit = Circuit(lambda: now[0])
    for _ in range(FAILURES):
        circuit.failed()
    now[0] = REST
    assert circuit.closed()
    assert not circuit.closed()
    circuit.worked()
    assert circuit.closed() and circuit.closed()


def test_who_tries_and_fails_opens_it_again():
    now = [0.0]
    circuit = Circuit(lambda: now[0])
    for _ in range(FAILURES):
        circuit.failed()
    now[0] = REST
    assert circuit.closed()
    circuit.failed()
    now[0] = REST + 1
    assert not circuit.closed()
    now[0] = 2 * REST
    assert circuit.closed()
