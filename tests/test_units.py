"""What may be quoted: alone, with the sentence before, or with what leads a list in."""

from __future__ import annotations

from test_placing import section

from rag.units import units

FIRM = "Big printers with two presses sell boxes by post when the shop is closed."
LEANING = "This proves that printers who publish prices please their buyers best."


def said(source: str) -> list[tuple[str, ...]]:
    whole = section(source)
    return [
        tuple(whole.text[start:end] for start, end in unit.spans)
        for unit in units(whole, 0, len(whole.text))
    ]


def test_a_leaning_sentence_comes_with_the_one_before_it():
    assert said(f"{FIRM} {LEANING}") == [(FIRM,), (FIRM, LEANING)]


def test_a_leaning_sentence_stays_out_where_the_one_before_cannot_be_quoted():
    assert said(LEANING) == []
    assert said(f"Do printers sell boxes by post? {LEANING}") == []
    assert said(f"{FIRM}\n\n{LEANING}") == [(FIRM,)]
    assert said(f"{FIRM} {LEANING} {LEANING}") == [(FIRM,), (FIRM, LEANING)]


def test_a_bare_verdict_comes_with_its_reason():
    reason = "Buyers who see no price on the page leave for a shop that shows one."
    assert (("No.", reason)) in said(f"No. {reason}")
    assert (("It depends.", reason)) in said(f"It depends. {reason}")
    assert said(f"Hello there. No. {reason}") == [(reason,)]


def test_a_unit_that_answers_its_thread_says_so():
    whole = section(f"Yes, {FIRM[0].lower()}{FIRM[1:]} {FIRM}")
    assert [unit.answers for unit in units(whole, 0, len(whole.text))] == [True, False]
    bare = section(f"No. {FIRM}")
    assert [unit.answers for unit in units(bare, 0, len(bare.text))] == [False, True]


def test_an_item_comes_with_what_leads_it_in():
    lead = "Before you call a printer, make sure that you have:"
    item = "a list of every page with its size and paper"
    assert said(f"{lead}\n\n- {item}") == [(lead, item)]


def test_an_item_that_says_enough_comes_alone():
    lead = "Before you call a printer, there are three things to do:"
    whole = "Write a list of every page with its size and paper before you call."
    assert said(f"{lead}\n\n- {whole}") == [(whole,)]


def test_an_item_that_goes_on_from_another_never_comes_alone():
    lead = "Experienced printers ask their customers to send with every order:"
    item = "a list of every page with its size and paper"
    assert said(f"{lead}\n\n- {item}\n- and {item}") == [(lead, item)]


def test_of_an_ordered_list_only_the_first_item_can_be_told_of():
    lead = "Experienced printers ask their customers for these in the order given:"
    item, other = "a list of every page with its size and paper", "a list of every box and its lid"
    assert said(f"{lead}\n\n- {item}\n- {other}") == [(lead, item)]
    lead = "Experienced printers ask their customers to send with every order:"
    assert said(f"{lead}\n\n- {item}\n- {other}") == [(lead, item), (lead, other)]


def test_what_is_no_sentence_leads_nothing_in():
    item = "a list of every page with its size and paper"
    for lead in ("Some thoughts on printers and boxes:", "Regarding the constraints of printers:"):
        assert said(f"{lead}\n\n- {item}") == []


def test_an_item_under_words_that_deny_is_never_quoted_without_them():
    item = "Call every buyer in the list on the day before the price goes up."
    assert (item,) in said(f"Experienced printers advise their customers:\n\n- {item}")
    lead = "Experienced printers caution their customers against:"
    assert said(f"{lead}\n\n- {item}") == [(lead, item)]
    assert said(f"## Mistakes to avoid\n\n- {item}") == []


def test_only_what_lies_near_is_read_and_no_blockquote():
    whole = section(f"{FIRM}\n\n{FIRM}\n\n> {FIRM}")
    assert len(units(whole, 0, len(whole.text))) == 2
    assert len(units(whole, 5, len(whole.text))) == 1
