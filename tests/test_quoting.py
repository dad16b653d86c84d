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
    "Check out the tools on https://example.org for that.",
    "Have a look at the list that we keep of them.",
    "Edit: forgot to mention the second campaign here.",
    "Disclosure: I sell such a service to restaurants.",
    "Yes, do it.",
    "For more about the pricing of software, see",
    "Stay tuned for the second part of our series.",
    "Call us today for a free assessment of your pages.",
    "Let me know how it goes once you have launched.",
    "I found a lot of it here: Nine Ways To Price Software",
    " ".join(["word"] * 56) + ".",
    "BUY NOW AND SAVE HALF OF THE PRICE.",
    "Tell the firm that sent it to go @#)*$# itself.",
    "Profit = price minus cost of all sales",
    "$1,000 + $2,000 is $3,000 / 12 or $250",
    "If you really want to please your buyers.",
    "Especially if the buyers of the shop do not read the letters.",
    "Although two presses print twice as many boxes.",
    "Not to mention the printers who publish no price at all.",
    "Get a list of every printer Whether you call them or write to them.",
    "I do not actually have an idea about prices in print.",
    "Your mileage may vary with every single printer.",
    "See Printers Weekly for the prices of boxes by the thousand.",
    "I am not affiliated with the printer who sells boxes.",
    "As the answer above suggests, printers do what they must.",
]
LEANING = [
    "This is why the first call matters most.",
    "He will tell you what the budget is.",
    "For example, a bakery sells bread before ovens.",
    "After that the cost per lead falls quickly.",
    "It was the cheapest campaign of the year.",
    "I would not worry about it at all.",
    "Share these questions with the whole team.",
    "The only problem is that nobody reads the page.",
    "Suppose a printer sells 20 boxes a month at 30 dollars each.",
    "If the shop earns six a year from such a neighbour, the money comes back.",
    "Letters to the whole region would do the reverse.",
    "Printers and several of their rivals forbid both, and readers find out.",
    "A favour of that kind costs less than an advertisement.",
    "A customer is then worth 510 dollars to the printer.",
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
    "Especially for a new shop, the price must stand on the page.",
    "If nobody calls, then write to the buyers of last year.",
    "A sign by the door is such a good idea that every printer has one.",
    "Letters and calls both work, when the list is small.",
    "Give The Boss a call before nine.",
]


def verdict(text, before=""):
    return judge(Setting(text, before, 0, False))


@pytest.mark.parametrize("text", NEVER)
def test_never(text):
    assert verdict(text).never


@pytest.mark.parametrize("text", LEANING)
def test_leaning(text):
    assert not verdict(text).never
    assert verdict(text).leaning


@pytest.mark.parametrize("text", FIRM)
def test_firm(text):
    assert not verdict(text).never
    assert not verdict(text).leaning


def test_advice_is_worth_more_than_a_story_of_the_same_length():
    advice = "Call twenty customers before you change the price of anything."
    story = "We changed the price and then I called a customer of ours then."
    assert verdict(advice).alone > verdict(story).alone + 1


def test_the_sentence_before_takes_away_what_pointing_costs_and_nothing_else():
    leaning = verdict("This group of buyers grows when the shop sends a letter.")
    firm = verdict("Every group of buyers grows when the shop sends a letter.")
    assert leaning.alone < leaning.together == pytest.approx(firm.together, abs=0.3)
    assert firm.alone == firm.together
