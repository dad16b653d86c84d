"""``footnote build`` measures, refuses what is worse with 6, and publishes it by force."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import run

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
    (small_corpus / "1" / "a-thread.md").unlink()
    code, _, err = run(capsys, monkeypatch, *words)
    refused = Path(err.split("Report: ")[1].splitlines()[0])
    assert code == 6 and "not published" in refused.read_text("utf-8")
    assert "small/1" in refused.read_text("utf-8")
