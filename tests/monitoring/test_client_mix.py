"""Under which value does a start count, and what is given of it to who sees no clients?"""

from __future__ import annotations

import pandas as pd
import pytest

from monitoring import client_mix, mix_shown
from monitoring.client_mix import Dimension, Rows
from monitoring.disclosure import Hidden
from monitoring.narrative import mix as words

NEVER = float("nan")
DAYS = ("started_on", "on", "from_on")


def frame(columns, *rows):
    """Give a frame of rows known since the first publication, unless they say otherwise."""
    names = [*columns.split(), "since", "until"]
    told = [row if len(row) == len(names) else (*row, 1, NEVER) for row in rows]
    made = pd.DataFrame(told, columns=names)
    for name in set(DAYS) & set(names):
        made[name] = pd.to_datetime(made[name]).astype("datetime64[us]")
    for name in {"scheme", "code"} & set(names):
        made[name] = made[name].astype("str")
    client = {"client": made["client"].astype("int64")} if "client" in made else {}
    return made.assign(**client, until=made["until"].astype("float64"))


def rows(*, starts, facts=(), ratings=(), referrals=(), meanings=()):
    return Rows(
        frame("client started_on category", *starts),
        frame("client on age_band benefit_months needs", *facts),
        frame("client on scheme code", *ratings),
        frame("client on benefit", *referrals),
        frame("scheme code from_on band", *meanings),
    )


ONE = (1, "2009-01-14", "mandatory")


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        (("2009-01-10", "2009-02-02"), "18-24"),  # a later fact leaves the start where it is
        (("2009-01-10", "2009-01-31"), "25-34"),  # the last by the end of the month
        (("2009-02-02", "2009-03-01"), "18-24"),  # else the first after it
    ],
)
def test_a_start_counts_under_what_was_known_by_the_end_of_its_month(days, counted):
    facts = [(1, day, band, 3, None) for day, band in zip(days, ("18-24", "25-34"), strict=True)]
    assert list(client_mix.told(rows(starts=[ONE], facts=facts))["age_band"]) == [counted]


def test_what_is_not_on_record_is_missing_and_a_blank_need_is_none():
    told = client_mix.told(rows(starts=[ONE, (2, "2009-01-20", "voluntary")],
                                facts=[(1, "2009-01-10", None, None, None)]))  # fmt: skip
    assert told[Dimension.NEED].fillna("-").tolist() == [client_mix.NO_NEED, "-"]
    assert told[Dimension.AGE_BAND].isna().all()
    assert told[Dimension.BENEFIT_MONTHS].isna().all()
    assert told[Dimension.READINESS].isna().all()


def test_an_age_is_a_band_and_anything_else_is_told_as_other():
    texts = ("50+", "Under 25", "A. B.")
    facts = [(n, "2009-01-10", text, 0, None) for n, text in enumerate(texts)]
    starts = [(n, "2009-01-14", "mandatory") for n in range(3)]
    told = client_mix.told(rows(starts=starts, facts=facts))["age_band"]
    assert told.tolist() == ["50+", "under 25", client_mix.OTHER]


@pytest.mark.parametrize(
    ("months", "band"), [(0, "under_12"), (12, "12_to_23"), (59, "24_to_59"), (60, "60_or_more")]
)
def test_months_on_benefit_stand_in_bands(months, band):
    told = client_mix.told(rows(starts=[ONE], facts=[(1, "2009-01-10", "18-24", months, None)]))
    assert told["benefit_months"].tolist() == [band]


def test_a_code_means_what_its_scheme_meant_on_the_day_and_a_colour_comes_before_it():
    ratings = [(1, "2009-01-20", "Steps", "4"), (2, "2009-01-20", "steps", "4"),
               (2, "2009-01-20", "rag", "Amber"), (3, "2009-01-20", "other", "4")]  # fmt: skip
    meanings = [("steps", "4", "2008-01-01", "red"), ("steps", "4", "2009-02-01", "green")]
    starts = [(n, "2009-01-14", "mandatory") for n in (1, 2, 3)]
    told = client_mix.told(rows(starts=starts, ratings=ratings, meanings=meanings))["readiness"]
    assert told.fillna("-").tolist() == ["red", "amber", "-"]


def test_months_add_up_to_the_total_and_two_needs_count_under_both():
    facts = [(n, "2009-01-01", "18-24", 1, "ESOL;sensory" if n % 2 else "ESOL") for n in range(6)]
    starts = [(n, f"2009-0{1 + n // 3}-14", "mandatory") for n in range(6)]
    told = client_mix.told(rows(starts=starts, facts=facts))
    total, months = (client_mix.breakdown(told, by_month=each) for each in (False, True))
    needs = total[total["dimension"] == "need"].set_index("value")["starts"]
    assert (needs["ESOL"], needs["sensory"], needs["mobility"]) == (6, 3, 0)
    added = months.groupby(["dimension", "value"])["starts"].sum()
    assert added.to_dict() == total.groupby(["dimension", "value"])["starts"].sum().to_dict()
    wide, names = mix_shown.by_month(months[months["dimension"] == "age_band"])
    assert list(names.values()) == ["18-24"]
    assert wide["v0"].tolist() == [3, 3]


def test_an_answer_stands_until_there_are_half_as_many_again():
    def since(number, *people):
        return [(n, "2009-01-10", "18-24" if n % 2 else "25-34", 1, None, number, NEVER)
                for n in people]  # fmt: skip

    starts = [(n, "2009-01-14", "mandatory", 1 if n < 20 else n, NEVER) for n in range(32)]
    facts = since(1, *range(20)) + [row for n in range(20, 32) for row in since(n, n)]
    given = client_mix.given(rows(starts=starts, facts=facts), 5)
    ages = [each for each in given if each.dimension is Dimension.AGE_BAND]
    assert {(each.recorded, each.since) for each in ages} == {(30, 29)}
    assert {each.hidden for each in ages} == {Hidden.NO}


def test_too_few_to_tell_apart_are_told_so():
    facts = [(n, "2009-01-10", "18-24", 1, None) for n in range(8)]
    starts = [(n, "2009-01-14", "mandatory") for n in range(8)]
    given = client_mix.given(rows(starts=starts, facts=facts), 5)
    assert {(each.count, each.recorded, each.hidden) for each in given} == {(0, 0, Hidden.FEW)}
    ages = [each.value for each in given if each.dimension is Dimension.AGE_BAND]
    assert ages == ["any"]


def test_the_finding_says_what_most_are_and_how_many_counts_are_hidden():
    told = pd.DataFrame(
        {"value": ["red", "amber", "green"], "starts": [60.0, 40.0, None], "known_on": None,
         "recorded": [110, 110, 110]}
    )  # fmt: skip
    assert words.mix_finding(told, "readiness") == (
        "By readiness, of the counts shown, most starts are under red: 54.5% (60 of 110). "
        "1 count is hidden because few people are behind them."
    )
    assert words.mix_finding(told[2:], "age_band") == "Every count by age is hidden."
    assert words.known_on(told) == ""
    given = told.assign(known_on=["2009-03-10", "2009-03-10", "2009-06-10"])
    assert words.known_on(given).startswith("Counts as given on 10 March 2009 to 10 June 2009")
