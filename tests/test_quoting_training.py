"""The labelled sentences, the fit to one half of them, and what is promised of the other half."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import STARTER

from corpus.errors import JudgmentsRefused
from corpus.reading import Source, read
from rag.manner import NAMES, Setting
from rag.quoting import judge
from rag.quoting_training import LABELS, Labelled, auc, fit, main, read_labelled, table

LABELLED = Path(__file__).parent / "judged" / "sentences.tsv"


@pytest.fixture(scope="module")
def starter_labels(tmp_path_factory) -> list[Labelled]:
    """The labelled sentences of the starter corpus, whose texts are here."""
    file = tmp_path_factory.mktemp("labels") / "sentences.tsv"
    lines = LABELLED.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "\tstarter/" in line))
    documents = read([Source("starter", STARTER)]).documents
    sections = {section.id: section for each in documents for section in each.sections}
    return list(read_labelled(file, sections.__getitem__))


def labelled(text, label, query="q"):
    return Labelled(query, "s/1#2", 0, len(text), label, Setting(text, "", 0, False))


def test_there_are_enough_and_every_label_is_known():
    rows = [line.split("\t") for line in LABELLED.read_text().splitlines()]
    assert len(rows) > 1_800
    assert {len(row) for row in rows} == {7}
    assert {row[5] for row in rows} == set(LABELS)
    assert len({tuple(row[:4]) for row in rows}) == len(rows)
    assert sum(row[1].startswith("starter/") for row in rows) >= 150


def test_the_starters_stand_where_they_stood_when_they_were_read(starter_labels):
    assert len(starter_labels) >= 150
    assert {each.tuning for each in starter_labels} == {True, False}


def test_the_half_that_was_never_fitted_to_is_told_apart(starter_labels):
    other = [e for e in starter_labels if not e.tuning and e.label != "off"]
    verdicts = [judge(each.setting) for each in other]
    worth = [each.worth for each in other]
    assert auc([v.alone for v in verdicts], worth) > 0.75
    alone = [e.worth for e, v in zip(other, verdicts, strict=True) if not v.leaning and v.alone > 0]
    assert np.mean(alone) > np.mean(worth) + 0.1


def test_a_changed_text_or_splitter_is_noticed(tmp_path, small):
    section = small.section("small/1#11")
    file = tmp_path / "sentences.tsv"
    good = "q1\tsmall/1#11\t0\t44\t6d1c21d4\tgood\twhy\n"
    assert section.text[:44] == "Public prices build trust with small buyers."
    file.write_text(good)
    with pytest.raises(JudgmentsRefused, match="digest 6d1c21d4") as refused:
        list(read_labelled(file, small.section))
    assert "line 1" in str(refused.value)
    file.write_text("q1\tsmall/1#11\t0\t43\tx\tgood\twhy\n")
    with pytest.raises(JudgmentsRefused, match="no sentence"):
        list(read_labelled(file, small.section))
    file.write_text("q1\tsmall/1#11\t0\t44\tx\tfine\twhy\n")
    with pytest.raises(JudgmentsRefused, match="no label 'fine'"):
        list(read_labelled(file, small.section))
    file.write_text("q1 small/1#11\n")
    with pytest.raises(JudgmentsRefused, match="query, section, start"):
        list(read_labelled(file, small.section))


def test_fitting_finds_what_decides():
    good = [labelled(f"Ask {n} buyers on the day they call you.", "good") for n in range(30)]
    bad = [labelled(f"This cost us {n} buyers on the day they call.", "lean") for n in range(30)]
    bias, weights = fit(good + bad)
    found = dict(zip(NAMES, weights, strict=True))
    assert found["opens with this or that"] < 0 < found["opens with advice"]
    assert np.isfinite(bias)
    assert found["item"] == pytest.approx(0, abs=1e-6)


def test_auc():
    assert auc([3, 2, 1], [True, True, False]) == 1
    assert auc([1, 2], [True, False]) == 0
    assert auc([1, 1], [True, False]) == 0.5


def test_the_table_counts_every_label():
    known = [
        labelled("Ask the buyers of your shop what they would pay for it.", "good"),
        labelled("This is why.", "lean"),
        labelled("What do you think?", "ask"),
        labelled("Printers in the next town use paper of another weight.", "off"),
    ]
    printed = table(known, [0.8, 0.2, 0.3, 0.4])
    assert "| ask | 1 | 1.00 | 0.00 | 0.00 | 0.00 |" in printed
    assert "| good | 1 | 0.00 | 0.00 | 0.00 | 1.00 |" in printed
    assert "| both | 1.000 |" in printed


def test_the_command_prints_weights_and_figures(small_index, toy, tmp_path, monkeypatch, capsys):
    from hashlib import sha256

    from index.snapshot import load

    (tmp_path / "queries.tsv").write_text("q1\tpublic prices\nq2\tfirst customer\n")
    (tmp_path / "qrels.tsv").write_text("q1 0 small/1#11 3\nq2 0 small/2#21 2\n")
    text = load(small_index, toy).section("small/1#11").text
    rows = [
        f"{query}\tsmall/1#11\t{start}\t{end}\t{sha256(text[start:end].encode()).hexdigest()[:8]}"
        f"\t{label}\twhy\n"
        for query in ("q1", "q2")
        for start, end, label in [(0, 44, "good"), (45, len(text), "lean")]
    ]
    file = tmp_path / "sentences.tsv"
    file.write_text("".join(rows))
    monkeypatch.setattr("rag.quoting_training.load", lambda index: load(index, toy))
    arguments = ["x", "--index", str(small_index), str(file), str(tmp_path)]
    monkeypatch.setattr(sys, "argv", arguments)
    monkeypatch.setattr(Labelled, "tuning", property(lambda each: each.query == "q1"))
    main()
    printed = capsys.readouterr().out
    assert all(f'"{name}":' in printed for name in NAMES)
    assert "2 sentences of 1 questions" in printed
