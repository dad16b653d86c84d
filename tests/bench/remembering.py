"""The memory of a server, after one client's questions and after several clients'."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bench.found import Found, Table, Verdict
from bench.ground import Ground
from bench.serving import Memory, serving
from bench.texts import folder_of
from index.manifest import read_manifest

TITLE = "Memory"
BASE, TIMES = 500, 1.1
CLIENTS, EACH = 8, 5


def run(ground: Ground) -> Found:
    assert ground.archive
    manifest = read_manifest(folder_of(ground.archive))
    vectors = 4 * manifest.encoder.dimension * manifest.counts["passages"] / 2**20
    most = BASE + TIMES * vectors
    questions = ground.questions()
    ways: dict[str, Memory] = {}
    with serving(ground.archive) as server, ThreadPoolExecutor(CLIENTS) as threads:
        server.ask(questions[0])
        ways["after the first answer"] = server.memory()
        asked = questions[1:][: ground.sizes.asked]
        for question in asked:
            server.ask(question)
        ways[f"after {len(asked)} questions of one client"] = server.memory()
        many = [f"{question} please" for question in questions[: CLIENTS * EACH]]
        list(threads.map(server.ask, many))
        ways[f"after {len(many)} questions of {CLIENTS} clients"] = server.memory()
    found = Found()
    last = list(ways.values())[-1]
    found.verdicts.append(
        Verdict(
            "memory while serving",
            f"≤ {BASE} MB + {TIMES} × the vectors ({vectors:.0f} MB) = {most:.0f} MB",
            f"{last.resident:.0f} MB, of which {last.own:.0f} MB its own",
            last.resident <= most,
        )
    )
    rows = [
        [name, f"{each.resident:.0f}", f"{each.own:.0f}", f"{each.files:.0f}"]
        for name, each in ways.items()
    ]
    head = ["MB", "resident", "its own", "pages of files"]
    found.tables.append(Table(head, rows))
    found.notes.append(
        "Pages of files are those of the index and of libraries, as far as they were read: the "
        "system shares them between processes and takes them back when it needs room."
    )
    return found
