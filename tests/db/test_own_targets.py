"""Does a target set for a contract alone reach its figures, where no profile names the rate?"""

from __future__ import annotations

from datetime import date

import pytest

from db import doors, rules
from db.publishing.request import CallError
from db.reports import View
from db.reports.beside import beside
from db.reports.situation import situation
from db.scope import OPERATOR
from monitoring.parameters import Setting
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.stores import prepared

RATE = "conversion_rate"
RETURN = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | starts       | all             | 40
    CPA-1    | 2009-01 | job_outcomes | all             | 10
    CPA-1    | 2009-02 | starts       | all             | 40
    CPA-1    | 2009-02 | job_outcomes | all             | 10
    CPA-1    | 2009-03 | starts       | all             | 80
    CPA-1    | 2009-03 | job_outcomes | all             | 16
    CPA-2    | 2009-03 | starts       | all             | 50
    CPA-2    | 2009-03 | job_outcomes | all             | 20
"""
PROFILED = """
    contract | set      | month   | measure         | client_category | value
    CPA-2    | original | 2009-03 | conversion_rate | all             | 0.3
"""


@prepared
def held(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS)
    send(store, "monthly_return", RETURN)
    send(store, "profiles", PROFILED)
    for contract, start, level in (
        ("CPA-1", date(2009, 2, 10), "0.5"),
        ("CPA-2", date(2009, 1, 1), "0.9"),
    ):
        setting = Setting(f"target.{RATE}", level, start, "Review 3")
        rules.set_parameter(store, OPERATOR, contract, setting, NOW)
    return store


def test_it_reaches_the_portfolio_and_never_in_place_of_a_profile(held):
    own, profiled = report(held, "portfolio", measure=RATE, programme="PLP")
    # March alone is held to it: 80 starts at 50% would be 40 outcomes, 24 more than 16
    assert (own["set"], own["profile"], own["month_profile"]) == (None, 0.5, 0.5)
    assert (own["actual"], own["behind"], own["standing"]) == (36 / 160, 24, "well below")
    assert (profiled["set"], profiled["profile"], profiled["standing"]) == (
        "original", 0.3, "on profile",
    )


def test_a_level_set_within_a_month_holds_from_the_next(held):
    rows = report(held, "profile", contract="CPA-1", measure=RATE)
    assert [(row["month"], row["profile"], row["set"]) for row in rows] == [
        ("2009-01", None, None), ("2009-02", None, None), ("2009-03", 0.5, None),
    ]


def test_the_page_of_one_contract_and_the_needs_of_the_month_say_the_same(held):
    with doors.scoped_session(held, OPERATOR) as session:
        one = beside(session, View(contract="CPA-1", measure=RATE), NOW)
        needs = situation(session, View(programme="PLP"), NOW, None)
    assert list(one.own["profile"].dropna()) == [0.5]
    assert one.chosen_set is None
    [below] = needs.substandard.to_dict("records")
    assert (below["contract"], below["target"], below["short"]) == ("CPA-1", 0.5, 24)


def test_it_is_the_level_of_the_whole_contract_and_of_no_named_set(held):
    for choices in ({"set": "original"}, {"category": "mandatory"}):
        own = report(held, "portfolio", programme="PLP", measure=RATE, **choices)[0]
        assert (own["contract"], own["profile"]) == ("CPA-1", None)


def test_a_target_of_what_is_no_rate_is_refused(held):
    setting = Setting("target.starts", "0.5", date(2009, 1, 1), "Review 3")
    with pytest.raises(CallError, match="names no rate"):
        rules.set_parameter(held, OPERATOR, "CPA-1", setting, NOW)
