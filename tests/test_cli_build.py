"""``footnote build`` measures, refuses what is worse with 6, and publishes it by force."""

from __future__ import annotations

import json

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
