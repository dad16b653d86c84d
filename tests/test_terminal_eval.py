"""An evaluation as it reads in a terminal."""

from __future__ import annotations

from io import StringIO

from evaluations import evaluation, judged
from rich.console import Console

from rag.comparing import compare
from server.terminal_eval import print_comparison, print_evaluation


def printed(show, *what):
    console = Console(width=140, file=StringIO())
    show(console, *what)
    return console.file.getvalue()


def line(text, name):
    return next(each for each in text.splitlines() if each.strip().startswith(name)).split()


def test_a_figure_has_its_interval_and_its_questions():
    found = evaluation(judged("a", RR=0.0, words=100), judged("b", RR=1.0, words=110), AUROC=0.96)
    text = printed(print_evaluation, found)
    assert line(text, "RR")[:6] == ["RR", "0.500", "0.000", "–", "1.000", "2"]
    assert line(text, "words")[1] == "105.0"
    assert line(text, "AUROC")[:3] == ["AUROC", "0.960", "answerable"]
    assert "Something is doubtful." in text


def test_a_comparison_counts_what_got_better_by_its_own_way():
    first = evaluation(judged("x", **{"false answers": 0.0}), judged("a", RR=0.2))
    second = evaluation(judged("x", **{"false answers": 1.0}), judged("a", RR=0.7))
    text = printed(print_comparison, compare(first, second))
    assert line(text, "RR")[1:4] == ["0.200", "0.700", "+0.500"]
    assert line(text, "RR")[-2:] == ["1", "0"]
    assert line(text, "false answers")[-2:] == ["0", "1"]
    assert "RR +0.500" in text


def test_a_question_is_printed_as_it_is():
    first = evaluation(judged("a", question="[bold]why[/]?", RR=0.2))
    second = evaluation(judged("a", question="[bold]why[/]?", RR=0.7))
    assert "[bold]why[/]?" in printed(print_comparison, compare(first, second))
