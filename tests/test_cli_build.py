"""``footnote build`` measures, refuses what is worse with 6, and publishes it by force."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from conftest import ToyEncoder, run

from index import adapting, encoder_in_use, snapshot
from index.adaptation import Adaptation
from index.snapshot import current_id


def test_what_is_worse_is_refused_and_can_be_forced(
    capsys,
    monkeypatch,
    toys,
    small_corpus,
    tmp_path,
):
    words = ["build", small_corpus, "--index", tmp_path / "new"]
    (small_corpus / "golden.tsv").write_text("Do public prices build trust?\tsmall/1#11\n")
    code, out, _ = run(capsys, monkeypatch, *words)
    assert code == 0
    assert "golden questions: R@20 1.00" in out
    first = current_id(tmp_path / "new")
    file = small_corpus / "1" / "a-thread.md"
    file.write_text(file.read_text().replace("## Answer 11", "## Answer 19"))
    code, out, err = run(capsys, monkeypatch, *words)
    assert (code, out) == (6, "")
    assert "Do public prices build trust?" in err
    assert "footnote build --force" in err
    assert current_id(tmp_path / "new") == first
    code, out, err = run(capsys, monkeypatch, *words, "--force")
    assert code == 0
    assert "Published by force" in out
    code, out, err = run(capsys, monkeypatch, *words, "--json")
    again = json.loads(out)
    assert again["unchanged"]
    assert "Do public prices build trust?" in again["appraisal"]["objections"][0]


def test_a_build_names_its_page_and_other_golden_questions_make_another(
    capsys, monkeypatch, toys, small_corpus, tmp_path
):
    words = ["build", small_corpus, "--index", tmp_path / "new"]
    _, out, _ = run(capsys, monkeypatch, *words)
    first = Path(out.split("Report: ")[1].strip())
    assert "There was nothing to compare it with." in first.read_text("utf-8")
    assert "There are no golden questions" in first.read_text("utf-8")
    (small_corpus / "golden.tsv").write_text("Do public prices build trust?\tsmall/1#11\n")
    _, out, _ = run(capsys, monkeypatch, *words)
    assert "Built" in out and "golden questions: R@20 1.00" in out and "not there" not in out
    second = Path(out.split("Report: ")[1].strip())
    text = second.read_text("utf-8")
    assert second != first and "No document was added, changed or removed." in text
    assert f"footnote diff {first.parent.name} {second.parent.name}" in text
    _, out, _ = run(capsys, monkeypatch, *words)
    assert "Nothing has changed" in out and f"Report: {second}" in out
    (small_corpus / "golden.tsv").write_text("Do public prices build trust?\tsmall/1#99\n")
    _, out, _ = run(capsys, monkeypatch, *words, "--force")
    assert "“Do public prices build trust?” is answered by small/1#99, which is not there." in out
    gone = " ".join(f"small/1#{number}" for number in range(100, 115))
    (small_corpus / "golden.tsv").write_text(f"Do public prices build trust?\t{gone}\n")
    _, out, _ = run(capsys, monkeypatch, *words, "--force")
    assert out.count("which is not there.") == 10 and "… and 5 more answers" in out
    assert "small/1#114" in Path(out.split("Report: ")[1].strip()).read_text("utf-8")
    (small_corpus / "1" / "a-thread.md").unlink()
    code, _, err = run(capsys, monkeypatch, *words)
    refused = Path(err.split("Report: ")[1].splitlines()[0])
    assert code == 6 and "not published" in refused.read_text("utf-8")
    assert "small/1" in refused.read_text("utf-8")


def test_few_threads_are_told_that_adapting_will_not_help(
    capsys, monkeypatch, toys, small_corpus, tmp_path
):
    words = ["build", small_corpus, "--index", tmp_path / "new"]
    for _ in range(2):
        code, out, _ = run(capsys, monkeypatch, *words, "--adapt")
        assert code == 0
        assert "Not adapted: it takes 1,000 threads" in out and "these texts have 1." in out
    _, out, _ = run(capsys, monkeypatch, *words)
    assert "Nothing has changed" in out and "Not adapted" not in out
    _, out, _ = run(capsys, monkeypatch, *words, "--adapt", "--json")
    assert (
        json.loads(out)["adaptation"] | {"threads": 1, "pairs": 0} == json.loads(out)["adaptation"]
    )


def test_an_adapted_encoder_stays_until_somebody_goes_back(
    capsys, monkeypatch, toys, small_corpus, tmp_path
):
    better = ToyEncoder("better")
    better.card = replace(better.card, adapted_from=ToyEncoder().card.weights_sha256)
    found = Adaptation(2_000, 6_000, 0.4, 0.5, 0.8, 0.9, 0.05)
    monkeypatch.setattr(adapting, "adapt", lambda *_: (better, found))
    monkeypatch.setattr(encoder_in_use, "ExportedEncoder", lambda folder, many: better)
    monkeypatch.setattr(snapshot, "check_encoder", lambda *_: None)
    words = ["build", small_corpus, "--index", tmp_path / "new"]
    _, out, _ = run(capsys, monkeypatch, *words, "--adapt")
    assert "Built" in out and "Adapted to 2,000 threads" in out
    _, out, _ = run(capsys, monkeypatch, *words)
    assert "Nothing has changed" in out and "Adapted to 2,000 threads" in out
    _, out, _ = run(capsys, monkeypatch, *words, "--no-adapt")
    assert "Built" in out and "Adapted" not in out
    _, out, _ = run(capsys, monkeypatch, *words)
    assert "Nothing has changed" in out and "Adapted" not in out
