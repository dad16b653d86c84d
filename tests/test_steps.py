"""Every second of a work belongs to one of its steps."""

from __future__ import annotations

from server.steps import Step, Steps


def test_a_step_lasts_until_the_next_is_told_of():
    now = iter([0.0, 1.0, 3.0, 3.5, 7.0, 8.0])
    heard = []
    steps = Steps(lambda *told: heard.append(told), clock=lambda: next(now))
    assert steps.so_far() == []
    steps("reading", 0, 0)
    steps("reading", 5, 5)
    steps("encoding", 0, 2)
    steps("reading", 1, 1)
    steps("encoding", 2, 2)
    assert steps.so_far() == [Step("reading", 6.5, 5), Step("encoding", 1.5, 2)]
    assert heard[1:3] == [("reading", 5, 5), ("encoding", 0, 2)]
