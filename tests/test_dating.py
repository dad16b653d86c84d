"""Which sentences are dated by their subject, and by what not."""

from __future__ import annotations

from datetime import date

import pytest

from rag.dating import said_in

TODAY = date(2026, 11, 25)
THEN = date(2011, 5, 4)

DATED = [
    "Advertise with Google AdWords before you write a line.",
    "adwords is the quickest way to test a name.",
    "Make sure you claim your shop in Google Places.",
    "Printers find their designers on oDesk or Elance.",
    "The printers' plan costs $89 a month.",
    "Stands typically go for 400 euros, with a table.",
    "PickyPrinters.com is a $50 service that finds you a name.",
    "Directories run about £30-£100 per year.",
]
UNDATED = [
    "Advertise where your buyers read.",
    "Google the words that your buyers use.",
    "Read what people wrote on Google, and buzz will follow.",
    "If a customer brings 300 dollars a month, an advertisement may cost 90 dollars.",
    "Say that a box costs $20 a month to keep.",
    "Maybe charge $8/month instead.",
    "Ask the investors for $500k at a valuation of $2M.",
    "Charge more than you dare.",
]


@pytest.mark.parametrize("text", DATED)
def test_a_going_price_or_a_product_that_ended_dates_what_was_said(text):
    assert said_in(text, THEN, TODAY) == 2011


@pytest.mark.parametrize("text", UNDATED)
def test_an_example_or_a_name_that_lives_on_does_not(text):
    assert said_in(text, THEN, TODAY) is None


@pytest.mark.parametrize("text", [DATED[0], DATED[4]])
def test_without_a_date_nothing_is_said(text):
    assert said_in(text, None, TODAY) is None


def test_a_price_is_dated_after_years_and_a_product_from_the_year_after_its_end():
    price, product = "The plan costs $89 a month.", "Claim your shop on Google My Business."
    assert said_in(price, date(2022, 1, 1), TODAY) is None
    assert said_in(price, date(2021, 1, 1), TODAY) == 2021
    assert said_in(product, date(2021, 1, 1), date(2021, 12, 1)) is None
    assert said_in(product, date(2021, 1, 1), date(2022, 1, 1)) == 2021
    assert said_in(product, date(2022, 1, 1), TODAY) is None
