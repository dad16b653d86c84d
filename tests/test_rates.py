"""So many requests in so much time, for each on its own, and the headers that say so."""

from __future__ import annotations

import pytest

from server.rates import Rates, network_of


def test_past_its_rate_one_is_refused_and_others_are_not():
    rates = Rates("2/hour", "1/hour")
    turns = [rates.take("key", "a") for _ in range(3)]
    assert [turn.allowed for turn in turns] == [True, True, False]
    assert rates.take("key", "b").allowed
    assert rates.take("address", "a").allowed
    assert not rates.take("address", "a").allowed


def test_the_headers_say_what_is_left():
    rates = Rates("2/minute", "off")
    first, second, third = (rates.take("key", "a").headers for _ in range(3))
    assert first["RateLimit-Policy"] == '"key";q=2;w=60'
    assert first["RateLimit"].startswith('"key";r=1;t=')
    assert second["RateLimit"].startswith('"key";r=0;t=') and "Retry-After" not in second
    assert 1 <= int(third["Retry-After"]) <= 60


def test_off_is_off():
    rates = Rates("off", "off")
    assert all(rates.take("address", "a").allowed for _ in range(1000))
    assert rates.take("key", "a").headers == {}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_household_is_counted_as_one(address, network):
    assert network_of(address) == network
