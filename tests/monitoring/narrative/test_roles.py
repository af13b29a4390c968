"""A role over many contracts is one line of the table; few are named."""

from __future__ import annotations

from monitoring.narrative.roles import in_short


def over(count, days=""):
    return [f"CM over contract CPA {number}{days}" for number in range(count)]


def test_six_contracts_are_named_and_seven_are_counted():
    assert in_short(over(6)) == over(6)
    assert in_short(over(7)) == ["CM over 7 contracts"]


def test_roles_of_other_days_are_not_counted_together():
    later = over(7, " from 2009-01-01 to 2009-12-31")
    assert in_short([*over(6), *later]) == [
        *over(6), "CM over 7 contracts from 2009-01-01 to 2009-12-31",
    ]  # fmt: skip


def test_other_roles_and_other_places_stand_as_they_are():
    others = [
        "TPPM over contract CPA 1",
        "PARTNER_MANAGER over contract CPA 1, arrangement A1",
        "CM over district Area 1",
        "ADMIN over every contract",
    ]
    assert in_short([*others, *over(8)]) == [*others, "CM over 8 contracts"]
