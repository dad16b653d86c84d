"""The few sections worth quoting: one a person, no copies, nothing beside the point."""

from __future__ import annotations

from dataclasses import replace

from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.searching import search
from index.snapshot import load
from rag.evidence import FAIR, FAR, FEW, NEXT, gather

ADVICE = "Prices build trust when plain people can read them aloud."


def snapshot_of(tmp_path, *threads):
    for number, answers in enumerate(threads, 1):
        write_thread(tmp_path / "t", number, "Should prices be public?", "Prices?", answers)
    toy = ToyEncoder()
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    return load(tmp_path / "i", toy)


def test_everybody_is_heard_once(tmp_path):
    snapshot = snapshot_of(
        tmp_path,
        [("Ann", ADVICE), ("Bob", "Publish prices because buyers and people prefer plainness.")],
        [("Ann", "Prices belong on plain pages that people read before they buy.")],
    )
    evidence = gather("prices", search(snapshot, "prices people plain", 10), snapshot)
    assert sorted(piece.section.author for piece in evidence) == ["Ann", "Bob"]


def test_a_copy_is_cited_once(tmp_path):
    snapshot = snapshot_of(tmp_path, [("Ann", ADVICE), ("Bob", ADVICE)])
    evidence = gather("prices", search(snapshot, "prices", 10), snapshot)
    assert len(evidence) == 1


def test_at_most_so_many(small):
    hits = search(small, "prices customer", 10)
    assert len(gather("prices", hits, small, most=2)) == 2


def test_what_scores_far_below_the_best_is_left_out(small):
    hits = search(small, "public prices build trust", 10)
    low = [replace(hit, score=hits[0].score - FAR - 0.01) for hit in hits[1:]]
    assert [piece.hit for piece in gather("prices", [hits[0], *low], small)] == [hits[0]]


def test_where_little_is_written_what_comes_next_is_left_out_after_a_few(tmp_path):
    names = ["Ann", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus"]
    people = [
        (
            name,
            f"People prefer plain prices, says {name}: "
            + " ".join(f"{name}{n}" for n in range(20)),
        )
        for name in names
    ]
    snapshot = snapshot_of(tmp_path, people)
    hits = search(snapshot, "prices people plain", 20)
    best = replace(hits[0], score=FAIR + NEXT)

    def heard(score: float) -> int:
        rest = [replace(hit, score=score) for hit in hits[1:]]
        return len(gather("prices", [best, *rest], snapshot))

    assert heard(FAIR - 0.01) == FEW
    assert heard(FAIR) == heard(best.score) > FEW


def test_the_person_is_the_profile_not_the_name(small):
    hits = search(small, "prices", 10)
    piece = gather("prices", hits, small)[0]
    assert piece.person == f"{piece.section.author_url} {piece.section.author}"
    local = replace(piece, section=replace(piece.section, author_url="/about"))
    assert local.person == f"{piece.document.site} {piece.section.author}"


def test_no_hits_no_evidence(small):
    assert gather("prices", [], small) == []
