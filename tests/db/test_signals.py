"""Do the reports of control charts and funnels tell what the store knows, on both engines?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db import doors, rules
from db.publishing.request import CallError
from db.reports import View, run
from db.scope import OPERATOR
from monitoring import printing
from monitoring.parameters import Setting
from monitoring.periods import add_months
from monitoring.spc import Point, Signal
from tests.db.returns import send, with_programmes
from tests.stores import ENGINES

NOW = datetime(2011, 1, 20, tzinfo=UTC)
FIRST = date(2009, 1, 1)
CONTRACTS = "contract,programme,prime,district,starts_on,length_months\n" + "".join(
    f"CPA-{number},PLP,Prime {number},Area {number},2009-01-01,36\n" for number in range(1, 7)
)
MONTHS = [f"{add_months(FIRST, at):%Y-%m}" for at in range(24)]
OUTCOMES = [10, 12] * 8 + [10, 40, 0, 10, 12, 10, 12, 10]
FTAS = {"CPA-1": 60}  # of 100 interviews; the others' rate is 30%


def returned():
    head = "contract,month,measure,client_category,value\n"
    outcomes = zip(MONTHS, OUTCOMES, strict=True)
    rows = [f"CPA-1,{month},job_outcomes,all,{value}" for month, value in outcomes]
    for number in range(1, 7):
        contract = f"CPA-{number}"
        missed = FTAS.get(contract, 30)
        for month in MONTHS:
            rows.append(f"{contract},{month},ftas,all,{missed}")
            rows.append(f"{contract},{month},wfis_total,all,{100 - missed}")
            rows.append(f"{contract},{month},wfis_offered,all,100")
    return (head + "\n".join(rows) + "\n").encode()


def filled_store(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS.encode(), now=NOW)
    answer = send(store, "monthly_return", returned(), now=NOW)
    assert answer.status == "published", answer.problems


def report(store, name, **choices):
    with doors.scoped_session(store, OPERATOR) as session:
        made = run(session, name, View(**choices), NOW)
    return printing.records(made.frame, made.whole)


@pytest.fixture(params=ENGINES)
def filled(request, copies):
    """Give a store with two years of returns, once on each engine."""
    with copies.lent(request.param, filled_store) as store:
        yield store


def test_the_months_stand_between_limits_with_their_signals(filled):
    rows = report(filled, "control-chart", contract="CPA-1", measure="job_outcomes")
    by_month = {row["month"]: row for row in rows}
    assert len(rows) == 24
    high, low = by_month["2010-06"], by_month["2010-07"]
    assert high["signals"].startswith(Signal.ABOVE)
    assert (high["value"], high["point"], high["chart"]) == (40, Point.IMPROVEMENT, "XmR")
    assert by_month["2009-01"]["signals"] is None
    assert (low["mean"], low["points"]) == (pytest.approx(sum(OUTCOMES[:23]) / 23), 23)
    assert by_month["2010-12"]["provisional"]  # so that 23 of 24 months are judged


def test_months_left_out_of_view_still_make_the_limits(filled):
    every = report(filled, "control-chart", contract="CPA-1", measure="job_outcomes")
    some = report(
        filled, "control-chart", contract="CPA-1", measure="job_outcomes", first=date(2010, 6, 1)
    )
    assert some == [row for row in every if row["month"] >= "2010-06"]


def test_limits_begin_anew_where_somebody_said_why(filled):
    setting = Setting("control_rebase.job_outcomes", "New offices", date(2010, 3, 1), "Letter 7")
    rules.set_parameter(filled, OPERATOR, "CPA-1", setting, NOW)
    rows = report(filled, "control-chart", contract="CPA-1", measure="job_outcomes")
    assert [row["stretch"] for row in rows] == [1] * 14 + [2] * 10
    assert [row["rebased_for"] for row in rows if row["rebased_for"]] == ["New offices"]
    assert rows[0]["mean"] == 11
    assert rows[-1]["trial"]


@pytest.mark.parametrize("code", ["control_rebase.", "control_rebase.nothing"])
def test_limits_of_no_measure_cannot_begin_anew(filled, code):
    setting = Setting(code, "New offices", date(2010, 3, 1), "Letter 7")
    with pytest.raises(CallError):
        rules.set_parameter(filled, OPERATOR, "CPA-1", setting, NOW)


def test_a_contract_that_differs_by_more_than_chance_is_told_and_no_other(filled):
    rows = report(filled, "funnel", programme="PLP", measure="fta_rate")
    told = {row["unit"]: row["signal"] for row in rows}
    assert [row["unit"] for row in rows] == [f"CPA-{number}" for number in range(1, 7)]
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["months"]) == (720, 1200, 12)
    assert rows[0]["rate"] == 0.6
    assert {told[f"CPA-{number}"] for number in range(2, 7)} == {"within the limits"}
    assert told["CPA-1"] in {"high", "very high"}


def test_the_months_of_a_funnel_can_be_chosen(filled):
    rows = report(
        filled, "funnel", programme="PLP", measure="fta_rate", first=date(2009, 1, 1),
        last=date(2009, 3, 1),
    )  # fmt: skip
    assert {row["denominator"] for row in rows} == {300}
    assert not any(row["provisional"] for row in rows)


def test_fewer_than_five_contracts_have_no_limits(filled):
    rows = report(filled, "funnel", contract="CPA-1", measure="fta_rate")
    assert [(row["rate"], row["upper_95"], row["signal"]) for row in rows] == [
        (0.6, None, "too few to tell")
    ]
