"""What a filter says to SQLite; what it lets through is tested with the store."""

from __future__ import annotations

from datetime import date

from index.filters import Filters, where


def test_no_filter_is_no_condition():
    assert where(Filters()) == ("", [])


def test_each_filter_adds_its_condition_and_its_value():
    conditions, values = where(
        Filters("s", "t", "a", date(2010, 1, 2), date(2011, 3, 4), min_votes=0)
    )
    assert conditions.count("?") == len(values) == 6
    assert values == ["s", "t", "a", "2010-01-02", "2011-03-04", 0]
    assert conditions.count(" AND ") == 5


def test_a_value_never_becomes_sql():
    conditions, values = where(Filters(author="' OR 1=1 --"))
    assert "OR 1=1" not in conditions
    assert values == ["' OR 1=1 --"]
