"""Is every expected return in, late or missing by the rules of its contract?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.punctuality import ARRIVED, Owes, coming, judge, on_time, owes_weeks_until
from monitoring.vocabulary import Source

JANUARY = date(2009, 1, 1)
OWES = {"CPA-1": Owes(JANUARY, None, Source.PROVIDER_MI, {})}


def arrived(*rows):
    names = ["source", "period", "received_on", "arrangement"]
    frame = pd.DataFrame([(*row, "")[:4] for row in rows], columns=names)
    return frame.assign(contract="CPA-1", submission=range(1, len(rows) + 1))


def states(frame):
    return {
        (row.source, f"{row.period:%Y-%m-%d}"): (
            row.state,
            None if pd.isna(row.days_late) else int(row.days_late),
        )
        for row in frame.itertuples()
    }


def test_a_return_is_received_late_due_or_missing_by_the_day_it_falls_due():
    came = arrived(
        ("provider_mi", JANUARY, date(2009, 2, 7)),
        ("provider_mi", date(2009, 2, 1), date(2009, 3, 10)),
    )
    found = states(judge(came, OWES, date(2009, 6, 3)))
    assert found == {
        ("provider_mi", "2009-01-01"): ("received", 0),
        ("provider_mi", "2009-02-01"): ("received late", 3),
        ("provider_mi", "2009-03-01"): ("missing", 57),
        ("provider_mi", "2009-04-01"): ("late", 27),
        ("provider_mi", "2009-05-01"): ("due", None),
    }


def test_nothing_is_late_on_the_day_it_falls_due():
    found = states(judge(arrived(), OWES, date(2009, 2, 7)))
    assert found == {("provider_mi", "2009-01-01"): ("due", None)}


def test_plmi_three_days_late_is_three_days_late():  # requirements.md AT-07
    came = arrived(("plmi", date(2009, 3, 1), date(2009, 4, 10)))
    found = states(judge(came, OWES, date(2009, 4, 11)))
    assert found["plmi", "2009-03-01"] == ("received late", 3)
    assert ("plmi", "2009-02-01") not in found  # owed from the first it ever returned


def test_a_contract_that_has_ended_owes_nothing_after_it():
    owing = {"CPA-1": Owes(JANUARY, date(2009, 2, 1), Source.PROVIDER_MI, {})}
    assert len(judge(arrived(), owing, date(2010, 1, 1))) == 2


def test_a_partner_owes_every_week_from_its_first():
    came = arrived(("partner", date(2009, 1, 5), date(2009, 1, 14), "A1"))
    found = judge(came, OWES, date(2009, 1, 26))
    weeks = found[found["source"].eq("partner")]
    assert [(f"{w.period:%d}", w.state) for w in weeks.itertuples()] == [
        ("05", "received"), ("12", "late"), ("19", "due")
    ]
    assert set(weeks["arrangement"]) == {"A1"}


def test_a_partner_owes_no_week_that_begins_after_its_terms_ended():
    came = arrived(("partner", date(2009, 1, 5), date(2009, 1, 14), "A1"))
    until = {"A1": date(2009, 1, 12), "A2": date(2009, 1, 1)}
    owing = {"CPA-1": Owes(JANUARY, None, Source.PROVIDER_MI, {}, until)}
    found = judge(came, owing, date(2009, 6, 1))
    weeks = found[found["source"].eq("partner")]
    assert [f"{week:%m-%d}" for week in weeks["period"]] == ["01-05", "01-12"]


@pytest.mark.parametrize(
    ("terms", "until"),
    [
        ([("end_to_end", None)], None),
        ([("end_to_end", date(2009, 9, 30)), ("informal", None)], date(2009, 9, 30)),
        ([("end_to_end", date(2009, 9, 30)), ("specialist", None)], None),
        ([("sla", date(2009, 3, 31)), ("sla", date(2009, 9, 30))], date(2009, 9, 30)),
        ([("informal", None)], None),
    ],
)
def test_weeks_are_owed_until_the_last_terms_end_or_become_informal(terms, until):
    assert owes_weeks_until(terms) == until


def test_a_clerical_count_is_never_owed():
    came = arrived(("clerical", JANUARY, date(2009, 4, 1)))
    assert set(judge(came, OWES, date(2009, 6, 1))["source"]) == {"provider_mi"}


def test_deadlines_ahead_are_those_that_have_not_come():
    came = arrived(("provider_mi", JANUARY, date(2009, 2, 3)))
    ahead = coming(came, OWES, date(2009, 2, 4), date(2009, 4, 30))
    assert [f"{row.due_on:%Y-%m-%d}" for row in ahead.itertuples()] == ["2009-03-07", "2009-04-07"]
    assert set(ahead["state"]) == {"due"}


def test_on_time_is_of_those_that_fell_due():
    came = arrived(
        ("provider_mi", JANUARY, date(2009, 2, 7)),
        ("provider_mi", date(2009, 2, 1), date(2009, 3, 10)),
    )
    (row,) = on_time(judge(came, OWES, date(2009, 6, 3)), ["contract", "source"]).itertuples()
    assert (row.fell_due, row.in_time, row.overdue) == (4, 1, 2)
    assert row.on_time == pytest.approx(0.25)


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(0, 400))
def test_every_expected_return_has_one_state_and_lateness_is_never_negative(delays, elapsed):
    months = pd.date_range("2009-01-01", periods=len(delays), freq="MS")
    rows = [
        ("provider_mi", month.date(), (month + pd.Timedelta(days=31 + delay)).date())
        for month, delay in zip(months, delays, strict=True)
    ]
    today = (pd.Timestamp("2009-02-01") + pd.Timedelta(days=elapsed)).date()
    found = judge(arrived(*rows) if rows else ARRIVED.empty(), OWES, today)
    assert not found.duplicated(["contract", "source", "arrangement", "period"]).any()
    assert found["days_late"].dropna().ge(0).all()
    assert found.loc[found["state"].eq("due"), "received_on"].isna().all()
