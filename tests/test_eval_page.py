"""The report: complete in itself, escaped, and with everything an evaluation holds."""

from __future__ import annotations

import re
from dataclasses import replace

from evaluations import evaluation, judged

from rag.comparing import compare
from server.eval_page import eval_page

ONE = judged("a", question="Why <b>?", RR=0.5, vital=0.5, positions=1.0, words=120)
BEFORE = evaluation(judged("a", question="Why <b>?", RR=0.2, vital=0.5), snapshot="snapshot-0")


def page(found=None, before=None):
    found = found or evaluation(ONE, judged("x", **{"false answers": 1.0}))
    return eval_page(found, compare(before, found) if before else None)


def test_it_asks_for_nothing_but_itself():
    html = page(before=BEFORE)
    assert not re.search(r"<script|<link|@import|url\(|src=|href=\"(?!#)", html)
    anchors = set(re.findall(r'href="#([^"]+)"', html))
    assert anchors and anchors <= set(re.findall(r'id="([^"]+)"', html))


def test_every_question_has_its_answer_with_what_it_cited_and_missed():
    html = page()
    article = html.split('<article id="a">')[1].split("</article>")[0]
    for part in ("Public prices build trust.", "Ann", "small/1#11", "They differ.", "Trust."):
        assert part in article
    assert article.index("missed") < article.index("They differ.") < article.index("covered")
    assert "This advice is from 2010." in article
    assert "Something is doubtful." in html


def test_a_text_cannot_break_out_of_the_page():
    html = page()
    assert "Why &lt;b&gt;?" in html and "Why <b>?" not in html


def test_figures_are_written_with_their_differences():
    assert "before" not in page().split("<main>")[1]
    html = page(before=BEFORE)
    row = next(r for r in html.split("<tr") if "<td>RR</td>" in r)
    cells = re.findall(r'<td class="n[^"]*">(.*?)</td>', row)
    assert (cells[0], cells[3], cells[4]) == ("0.500", "0.200", "+0.300")
    assert "snapshot-0" in html and 'id="changed"' in html


def test_a_set_without_unanswerable_questions_has_no_empty_parts():
    html = page(replace(evaluation(ONE), curve=()))
    assert "Cannot: 0" not in html and "polyline" not in html
