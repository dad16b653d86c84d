"""A build encodes only what is new, and what was current stays so until the very last rename."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import NEW_ANSWER, ToyEncoder, tree, write_thread

from corpus.errors import (
    NotInSnapshot,
    SnapshotDamaged,
    SnapshotRefused,
)
from corpus.reading import Source
from corpus.splitting import embedding_text
from index import building, reusing
from index.adaptation import Adaptation
from index.appraisal import Appraisal
from index.building import build
from index.snapshot import load


def anew(encoder: ToyEncoder, index) -> list[str]:
    """The passages it encoded: after them, for every new snapshot, come the canaries."""
    canaries = list(load(index, ToyEncoder(encoder.card.name)).manifest.canaries)
    assert encoder.encoded[-len(canaries) :] == canaries
    return encoder.encoded[: -len(canaries)]


def test_an_unchanged_corpus_writes_and_encodes_nothing(small_index, rebuild):
    before = tree(small_index)
    again = ToyEncoder()
    built = rebuild(again)
    assert built.unchanged
    assert (built.encoded, built.reused) == (0, built.passages)
    assert again.encoded == []
    assert tree(small_index) == before
    assert built.snapshot_id == load(small_index, again).id


def test_only_new_passages_are_encoded(small_corpus, small_index, rebuild):
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    again = ToyEncoder()
    built = rebuild(again)
    new = [f"How high is a price?\n{text}" for text in ("I cannot tell.", NEW_ANSWER[1])]
    assert anew(again, small_index) == new
    assert (built.encoded, built.reused, built.unchanged) == (2, built.passages - 2, False)
    snapshot = load(small_index, again)
    everything = snapshot.store.passages(range(built.passages))
    texts = [embedding_text(snapshot.document(p.document_id).title, p, 58) for p in everything]
    assert snapshot.vectors.matrix == pytest.approx(ToyEncoder().encode(texts))


def test_a_text_that_moves_to_another_section_keeps_its_vector(small_corpus, small_index, rebuild):
    file = small_corpus / "2" / "a-thread.md"
    file.write_text(file.read_text().replace("## Answer 21", "## Answer 99"))
    again = ToyEncoder()
    assert not rebuild(again).unchanged
    assert anew(again, small_index) == []


def test_another_title_encodes_its_thread_anew(small_corpus, small_index, rebuild):
    file = small_corpus / "1" / "a-thread.md"
    file.write_text(file.read_text().replace("be public?", "be secret?", 1))
    again = ToyEncoder()
    rebuild(again)
    encoded = anew(again, small_index)
    assert len(encoded) == 3
    assert all(text.startswith("Should prices be secret?\n") for text in encoded)


def test_a_change_of_votes_alone_is_a_new_snapshot(small_corpus, small_index, rebuild):
    file = small_corpus / "1" / "a-thread.md"
    file.write_text(file.read_text().replace("- score: 4", "- score: 40", 1))
    again = ToyEncoder()
    assert not rebuild(again).unchanged
    assert anew(again, small_index) == []
    assert load(small_index, again).section("small/1#11").votes == 40


def appraisal_of(*objections: str):
    return lambda snapshot, report: Appraisal(
        {"silent": 0.1}, {"passages": float(len(snapshot.vectors.matrix))}, objections
    )


def test_what_was_found_out_about_a_draft_is_in_its_manifest(small_corpus, tmp_path):
    index = tmp_path / "index"
    built = build([Source("s", small_corpus)], index, ToyEncoder(), appraise=appraisal_of())
    manifest = load(index, ToyEncoder()).manifest
    assert manifest.thresholds == {"silent": 0.1}
    assert manifest.quality == {"passages": built.passages} == built.appraisal.quality
    assert manifest.objections == ()


def test_other_questions_are_a_new_measurement_of_the_same_texts(small_corpus, small_index):
    """Golden questions lie beside the texts, and may change alone."""

    def asking(asked: str):
        source = [Source("small", small_corpus)]
        return build(source, small_index, ToyEncoder(), appraise=appraisal_of(), asked=asked)

    first = load(small_index, ToyEncoder()).manifest
    built = asking("one")
    assert (built.unchanged, built.encoded) == (False, 0)
    manifest = load(small_index, ToyEncoder()).manifest
    assert (manifest.asked, manifest.fingerprint) == ("one", first.fingerprint)
    assert manifest.id == built.snapshot_id != first.id
    assert asking("one").unchanged
    assert not asking("two").unchanged


def test_another_version_of_the_code_is_a_new_snapshot(small_index, rebuild, monkeypatch):
    """Or every build after it would read everything again to find that nothing has changed."""
    monkeypatch.setattr(reusing, "_code", lambda package: "a later version")
    built = rebuild()
    assert (built.unchanged, built.encoded) == (False, 0)
    read = []
    monkeypatch.setattr(building, "take_in", lambda *given: read.append(given))
    assert rebuild().unchanged and not read


def test_the_page_of_a_build_is_sealed_with_it(small_corpus, small_index):
    def with_page(snapshot, report):
        return Appraisal(page=f"page of {snapshot.id}")

    source = [Source("small", small_corpus)]
    built = build(source, small_index, ToyEncoder(), appraise=with_page, asked="x")
    folder = small_index / "snapshots" / built.snapshot_id
    assert built.page == folder / "report.html"
    assert built.page.read_text() == f"page of {built.snapshot_id}"
    again = build(source, small_index, ToyEncoder(), appraise=with_page, asked="x")
    assert (again.unchanged, again.page) == (True, built.page)
    built.page.write_text("altered")
    with pytest.raises(SnapshotDamaged, match="checksum"):
        load(small_index, ToyEncoder())


def test_the_page_of_a_refused_build_is_kept_until_the_next(small_corpus, small_index):
    source = [Source("small", small_corpus)]

    def worse(snapshot, report):
        return Appraisal(objections=("Ann is gone",), page="why")

    with pytest.raises(SnapshotRefused, match=r"Report: .*refused\.html"):
        build(source, small_index, ToyEncoder(), appraise=worse, asked="x")
    assert (small_index / "refused.html").read_text() == "why"
    assert build(source, small_index, ToyEncoder()).unchanged
    assert not (small_index / "refused.html").exists()


def test_a_draft_that_is_objected_to_is_published_only_by_force(small_corpus, small_index):
    before = tree(small_index)
    (small_corpus / "1" / "a-thread.md").unlink()
    source, appraise = [Source("small", small_corpus)], appraisal_of("Ann is gone")
    with pytest.raises(SnapshotRefused, match="Ann is gone") as caught:
        build(source, small_index, ToyEncoder(), appraise=appraise)
    assert "--force" in caught.value.mend
    assert tree(small_index) == before
    built = build(source, small_index, ToyEncoder(), appraise=appraise, force=True)
    snapshot = load(small_index, ToyEncoder())
    assert snapshot.id == built.snapshot_id
    assert snapshot.manifest.objections == ("Ann is gone",)


def test_what_was_deleted_is_gone(small_corpus, small_index, rebuild):
    (small_corpus / "1" / "a-thread.md").unlink()
    built = rebuild()
    assert (built.encoded, built.documents) == (0, 2)
    snapshot = load(small_index, ToyEncoder())
    with pytest.raises(NotInSnapshot):
        snapshot.document("small/1")
    assert snapshot.lexical.search("trust", 5)[0].tolist() == []
    assert len(snapshot.vectors.matrix) == built.passages


def test_another_encoder_encodes_everything(small_index, rebuild):
    other = ToyEncoder("other")
    built = rebuild(other)
    assert built.encoded == built.passages == len(anew(other, small_index))
    assert load(small_index, other).manifest.encoder.name == "other"


def test_a_damaged_snapshot_is_built_anew_from_nothing(small_index, rebuild):
    current = small_index / "snapshots" / (small_index / "current").read_text().strip()
    (current / "vectors.faiss").write_bytes(b"damaged")
    again = ToyEncoder()
    built = rebuild(again)
    assert built.encoded == built.passages == len(anew(again, small_index))
    assert load(small_index, again).id == built.snapshot_id != current.name


@pytest.mark.parametrize("pointer", [b"gone", b"\xff\xfe", b"", b"a\x00b", b"x" * 999])
def test_a_pointer_to_nowhere_does_not_stop_a_build(small_index, rebuild, pointer):
    (small_index / "current").write_bytes(pointer)
    assert load_after(rebuild(), small_index)


def test_a_snapshot_under_another_name_is_built_anew(small_index, rebuild):
    id = (small_index / "current").read_text().strip()
    (small_index / "snapshots" / id).rename(small_index / "snapshots" / "renamed")
    (small_index / "current").write_text("renamed\n")
    assert load_after(rebuild(), small_index)


def load_after(built, index) -> bool:
    return load(index, ToyEncoder()).id == built.snapshot_id


def test_progress_counts_up_to_the_end(small_corpus, tmp_path):
    heard: list[tuple[str, int, int]] = []
    build(
        [Source("small", small_corpus)],
        tmp_path / "index",
        ToyEncoder(),
        lambda *progress: heard.append(progress),
    )
    stages = list(dict.fromkeys(stage for stage, _, _ in heard))
    assert stages == [
        "looking for changes",
        "reading small",
        "splitting",
        "encoding",
        "writing",
        "indexing words",
        "linking copies",
    ]
    for stage in stages:
        last = [progress for progress in heard if progress[0] == stage][-1]
        assert last[1] == last[2] > 0


def test_what_is_left_out_is_told_even_where_nothing_else_has_changed(small_corpus, rebuild):
    """A broken file adds nothing to the index, and must not go unnoticed for that."""
    rebuild()
    broken = small_corpus / "broken.md"
    broken.write_text("---\ntitle: never closed\n", "utf-8")
    built = rebuild()
    assert built.unchanged
    assert "broken.md" in built.report.summary


def adapted_toy():
    encoder = ToyEncoder("better")
    encoder.card = replace(encoder.card, adapted_from=ToyEncoder().card.weights_sha256)
    return encoder


def adapting(encoder, found, asked):
    """Gives this encoder and what came of it, and notes which documents it was asked about."""

    def adapt(documents, tell):
        asked.append([document.id for document in documents])
        return encoder, found

    return adapt


def test_an_adapted_encoder_makes_a_snapshot_of_its_own_and_says_what_came_of_it(
    small_corpus, small_index
):
    asked: list[list[str]] = []
    found = Adaptation(2_000, 6_000, 0.4, 0.5, 0.8, 0.9, 0.05)
    sources = [Source("small", small_corpus)]
    adapt = adapting(adapted_toy(), found, asked)
    built = build(sources, small_index, ToyEncoder(), adapt=adapt)
    assert asked == [["small/1", "small/2", "small/3"]]
    assert (built.adaptation, built.encoded) == (found, built.passages)
    manifest = load(small_index, adapted_toy()).manifest
    assert (manifest.adaptation, manifest.encoder) == (found, adapted_toy().card)
    # With that encoder nothing has changed, whether it is to be adapted or not.
    for again in (None, adapt):
        same = build(sources, small_index, adapted_toy(), adapt=again)
        assert (same.snapshot_id, same.unchanged, same.adaptation) == (manifest.id, True, found)
    assert len(asked) == 1
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    more = build(sources, small_index, adapted_toy())
    assert (more.adaptation, more.encoded) == (found, 2)
    # What did not change is not said to have changed.
    before = load(small_index, adapted_toy(), manifest.id).store.origins()
    assert before.items() <= load(small_index, adapted_toy()).store.origins().items()
    # And back.
    assert build(sources, small_index, ToyEncoder()).adaptation is None


def test_an_adaptation_that_is_not_kept_is_recorded_and_encodes_nothing(small_corpus, small_index):
    asked: list[list[str]] = []
    before = load(small_index, ToyEncoder()).id
    sources = [Source("small", small_corpus)]
    adapt = adapting(ToyEncoder(), Adaptation(2), asked)
    built = build(sources, small_index, ToyEncoder(), adapt=adapt)
    assert (built.adaptation, built.encoded, built.unchanged) == (Adaptation(2), 0, False)
    assert built.snapshot_id != before
    again = build(sources, small_index, ToyEncoder(), adapt=adapt)
    assert again.unchanged and again.adaptation == Adaptation(2)
    assert len(asked) == 1


def test_what_a_killed_build_encoded_by_an_adapted_encoder_is_not_encoded_again(
    small_corpus, small_index, monkeypatch
):
    sources = [Source("small", small_corpus)]
    adapt = adapting(adapted_toy(), Adaptation(2_000, 6_000, 0.4, 0.5, 0.8, 0.9, 0.05), [])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "write_draft", killed)
        with pytest.raises(KeyboardInterrupt):
            build(sources, small_index, ToyEncoder(), adapt=adapt)
    built = build(sources, small_index, ToyEncoder(), adapt=adapt)
    assert (built.encoded, built.unchanged) == (0, False)
