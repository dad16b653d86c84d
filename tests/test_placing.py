"""Sentences where they stand: lists, what leads them in, numbers and bullets."""

from __future__ import annotations

from corpus.cleaning import clean
from corpus.document import Section
from rag.placing import placed


def section(source: str) -> Section:
    text, blocks = clean(source)
    return Section("s/1#2", "answer", text, "Ann", None, None, 1, None, blocks)


def test_a_sentence_knows_the_one_before_it_and_its_place():
    found = placed(section("Call first. Then write.\n\nWait."))
    assert [each.setting.text for each in found] == ["Call first.", "Then write.", "Wait."]
    assert [each.setting.before for each in found] == ["", "Call first.", "Then write."]
    assert [each.setting.place for each in found] == [0, 1, 2]
    assert [each.opens for each in found] == [True, False, True]


def test_an_item_knows_what_leads_its_list_in():
    found = placed(section("Hello. Bring these:\n\n- a name\n- a date. And why.\n\nThen go."))
    leads = {each.setting.text: (each.lead, each.leads) for each in found}
    assert leads["a name"] == leads["a date."] == leads["And why."] == (1, "Bring these:")
    assert leads["Then go."] == (None, "")


def test_a_list_under_a_heading_is_led_in_by_it():
    (_, item) = placed(section("Prices rise.\n\n## Mistakes\n\n- Hide the price."))
    assert (item.setting.item, item.lead, item.leads) == (True, None, "Mistakes")


def test_numbers_and_bullets_are_left_out_of_the_sentence():
    whole = section("Two rules:\n\n1\\. Ask first.\n\n2\\. Wait a day. Then ask again.")
    found = placed(whole)
    assert [each.setting.text for each in found] == [
        "Two rules:",
        "Ask first.",
        "Wait a day.",
        "Then ask again.",
    ]
    assert [each.setting.item for each in found] == [False, True, True, True]
    assert all(whole.text[each.start : each.end] == each.setting.text for each in found)


def test_a_number_that_belongs_to_the_sentence_stays():
    (found,) = placed(section("1.5 million people read it."))
    assert found.setting.text == "1.5 million people read it."
    assert not found.setting.item


def test_a_blockquote_is_marked_as_somebody_elses():
    assert [each.quoted for each in placed(section("> He left.\n\nShe stayed."))] == [True, False]
