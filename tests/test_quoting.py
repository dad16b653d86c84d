"""Which sentences are worth quoting: ours, each in the manner of one that was met."""

from __future__ import annotations

import pytest

from rag.manner import Setting
from rag.quoting import judge

NEVER = [
    "Thanks for asking, this one is close to my heart.",
    "Hi there, welcome to the forum and good luck.",
    "Hope this helps you on your way.",
    "What does your customer do all day long?",
    "Here are the three steps that worked for us:",
    "Read my blog for the whole story of that launch.",
    "We wrote about pricing pages at length last year.",
    "Check out the tools on https://example.org for that.",
    "Edit: forgot to mention the second campaign here.",
    "As Ann said, the price is the wrong place to start.",
    "You mentioned that the market is small and far away.",
    "Disclosure: I sell such a service to restaurants.",
    "Yes, do it.",
    "How much of a trial do you need to prove it.",
    "For more about the pricing of software, see",
    "I recently wrote a long piece about pricing pages.",
    "+1 for everything that was written above this.",
    "Contact us today for a free review of your pages.",
    "Let me know how it goes once you have launched.",
    "I would agree with the previous answer on trials.",
    " ".join(["word"] * 56) + ".",
    "BUY NOW AND SAVE HALF OF THE PRICE.",
    "$1,000 + $2,000 = $3,000 / 12 = $250",
]
LEANING = [
    "This is why the first call matters most.",
    "He will tell you what the budget is.",
    "But the list goes stale within a year.",
    "However, a discount teaches customers to wait.",
    "Because of that, nobody reads the second page.",
    "For example, a bakery sells bread before ovens.",
    "and then send the invoice on the same day.",
    "Secondly, hire somebody who writes well.",
    "After that the cost per lead falls quickly.",
    "It was the cheapest campaign of the year.",
    "One of these will pay for all the others.",
    "Mine is a tool for dentists with two chairs.",
    "Six such messages may take two days to write.",
    "On the other hand, agencies know the trade.",
]
FIRM = [
    "Ask the customer before you send anything.",
    "It is cheaper to keep a customer than to find one.",
    "It pays to answer within the hour.",
    "There are two kinds of interruption in marketing.",
    "If you sell to plumbers, call before seven.",
    "A trial of 14 days is long enough for most tools.",
    "Nobody signs up for a page that hides its price.",
    "Marketing starts with the product itself.",
]


BEFORE = "Prices on the page save calls from people who cannot pay."


def verdict(text, before=BEFORE):
    return judge(Setting(text, before, 1, False))


@pytest.mark.parametrize("text", NEVER)
def test_never(text):
    assert verdict(text).never or verdict(text).alone < 0


@pytest.mark.parametrize("text", LEANING)
def test_leaning(text):
    assert verdict(text).leaning or verdict(text).alone < 0


@pytest.mark.parametrize("text", FIRM)
def test_firm(text):
    assert not verdict(text).never
    assert not verdict(text).leaning


def test_advice_is_worth_more_than_a_story_of_the_same_length():
    advice = "Call twenty customers before you change the price of anything."
    story = "I remember a customer of ours who changed his mind about it all."
    assert verdict(advice).alone > verdict(story).alone


def test_what_points_back_is_worth_more_with_the_sentence_before_it():
    found = verdict("This saves the calls of people who cannot pay for it anyway.")
    assert found.together > found.alone
