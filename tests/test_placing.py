"""Where sentences stand: without their numbers, under what leads their list in."""

from __future__ import annotations

from corpus.cleaning import clean
from corpus.document import Section
from rag.placing import placed

BODY = """Before you call anybody, avoid these:

- Reading from a script all the time
- Calling before nine in the morning

1. Write down what you want to learn.

Then call five people. Call five more.

> Somebody else said this of cold calls.
"""


def section(body: str) -> Section:
    text, blocks = clean(body)
    return Section("t/1#1", "answer", text, "Ann", None, None, 0, None, blocks)


def test_items_stand_under_their_lead_in_and_lose_their_number():
    part = section(BODY)
    found = placed(part)
    texts = [part.text[s.start : s.end] for s in found]
    assert texts[1] == "Reading from a script all the time"
    assert found[1].leads == found[2].leads == "Before you call anybody, avoid these:"
    assert found[1].lead == 0
    assert "Write down what you want to learn." in texts


def test_a_sentence_knows_what_stands_before_it_and_whether_it_opens():
    part = section(BODY)
    found = {part.text[s.start : s.end]: s for s in placed(part)}
    more = found["Call five more."]
    assert more.setting.before == "Then call five people." and not more.opens
    assert found["Then call five people."].opens and not found["Then call five people."].leads
    assert found["Somebody else said this of cold calls."].quoted
