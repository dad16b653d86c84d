"""Fitting the weights of sentences: labels are read strictly, halves are kept apart."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from test_placing import section

from corpus.errors import JudgmentsRefused
from rag.manner import NAMES, Setting
from rag.quoting_training import LABELS, Labelled, auc, fit, read_labelled, table

SENTENCES = Path(__file__).parent / "judged" / "sentences.tsv"
BODY = "Ask five customers before you build anything. Thanks for asking."


def line(start, end, label="good", digest=None):
    text = section(BODY).text[start:end]
    found = digest or hashlib.sha256(text.encode()).hexdigest()[:8]
    return "\t".join(["q1", "t/1#1", str(start), str(end), found, label, "why"])


def read(tmp_path, *lines):
    (tmp_path / "s.tsv").write_text("\n".join(lines))
    return list(read_labelled(tmp_path / "s.tsv", lambda id: section(BODY)))


def test_a_labelled_sentence_is_found_where_it_stands(tmp_path):
    first, second = read(tmp_path, line(0, 45), line(46, 64, "social"))
    assert first.setting.text == "Ask five customers before you build anything."
    assert first.worth and not second.worth
    assert second.setting.before == first.setting.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (line(0, 44), "no sentence"),
        (line(0, 45, digest="00000000"), "no sentence"),
        (line(0, 45, "fine"), "no label"),
        ("q1\tt/1#1", "it is not"),
    ],
)
def test_what_does_not_fit_the_texts_is_refused_with_its_line(tmp_path, text, why):
    with pytest.raises(JudgmentsRefused, match=why) as error:
        read(tmp_path, line(0, 45), text)
    assert "line 2" in str(error.value)


def test_the_labels_are_many_and_each_half_has_its_own_questions():
    rows = [row.split("\t") for row in SENTENCES.read_text("utf-8").splitlines()]
    assert len(rows) >= 1_500 and {row[5] for row in rows} == set(LABELS)
    halves = Counter(
        Labelled(row[0], row[1], 0, 0, row[5], Setting("", "", 0, False)).tuning for row in rows
    )
    assert min(halves.values()) > 600


def made_up():
    good = [f"If you sell to {n} firms, you should call them first." for n in range(20)]
    bad = [f"They thanked us in {n} ways." for n in range(20)]
    return [
        Labelled("q", "s", 0, 0, label, Setting(text, "", 0, False))
        for texts, label in ((good, "good"), (bad, "story"))
        for text in texts
    ]


def test_what_tells_good_from_bad_gets_the_weight():
    _, weights = fit(made_up(), decay=1.0)
    by_name = dict(zip(NAMES, weights, strict=True))
    assert by_name["names a condition"] > 0 > by_name["opens with a pronoun"]


def test_auc_counts_pairs():
    assert auc([3, 2, 1], [True, True, False]) == 1
    assert auc([1, 1], [True, False]) == 0.5
    assert auc([1, 2], [True, False]) == 0


def test_the_table_has_a_row_for_each_label_there_is():
    printed = table(made_up(), [0.5] * 40)
    assert "| good | 20 |" in printed and "| story | 20 |" in printed
