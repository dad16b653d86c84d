"""``/v1/ask``, one question after the other: answers whole, and their first sentence."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from bench.found import Found, Table, Verdict
from bench.ground import Ground
from bench.serving import serving
from bench.timing import percentile

TITLE = "Asking"
WARM = 5
"""Questions before the first that is measured: how a start goes is a trial of its own."""

JSON_P95, FIRST_P95 = 0.25, 0.3


def run(ground: Ground) -> Found:
    assert ground.archive
    whole, first = [], []
    stages: dict[str, list[float]] = defaultdict(list)
    questions = ground.questions()
    measured = questions[WARM:][: 2 * ground.sizes.asked]
    with serving(ground.archive) as server:
        for question in questions[:WARM]:
            server.ask(question)
        for number, question in enumerate(measured):
            if number % 2:
                first.append(server.first_sentence(question))
                continue
            seconds, answer = server.ask(question)
            whole.append(seconds)
            for stage, milliseconds in answer["timings"].items():
                stages[stage].append(milliseconds)
            stages["all around it"].append(1000 * seconds - sum(answer["timings"].values()))
    found = Found()
    for what, target, times in (
        ("`/v1/ask`, one client, p95", JSON_P95, whole),
        ("first sentence over SSE, p95", FIRST_P95, first),
    ):
        reached = percentile(times, 0.95)
        said = f"{1000 * reached:.0f} ms"
        found.verdicts.append(Verdict(what, f"≤ {1000 * target:.0f} ms", said, reached <= target))
    told = {"**answer, whole (JSON)**": whole, "**first sentence (SSE)**": first}
    rows = [
        [name, f"{1000 * median(times):.0f}", f"{1000 * percentile(times, 0.95):.0f}"]
        for name, times in told.items()
    ]
    rows += [
        [name, f"{median(times):.0f}", f"{percentile(times, 0.95):.0f}"]
        for name, times in stages.items()
    ]
    found.tables.append(Table(["milliseconds", "p50", "p95"], rows))
    found.notes.append(
        f"{len(whole)} judged questions as JSON and {len(first)} others over SSE, in turns, none "
        f"of them asked before, after {WARM} others; texts: {ground.texts}. The stages are those "
        "that an answer tells of itself (`timings`): where the time goes."
    )
    return found
