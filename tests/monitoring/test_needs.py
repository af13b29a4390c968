"""What needs somebody: sentences with numbers, the gravest first, and never more than seven."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from monitoring.freshness import Owed
from monitoring.needs import MOST, Kind, Situation, nothing_needed, sentences, worsens
from monitoring.portfolio import overview
from monitoring.portfolio_rates import overview_of_rates
from monitoring.standards import below
from monitoring.vocabulary import Freshness
from tests.monitoring.test_portfolio import CONTRACTS, months_of, profile
from tests.monitoring.test_portfolio_rates import RATES
from tests.monitoring.test_programmes import shipped
from tests.monitoring.test_standards import rates
from tests.tables import table

PLP = shipped("PLP")
OUTCOMES = PLP.measure("job_outcomes")


def rows_of(**delivered):
    """Give the overview of contracts profiled 100 each that delivered so many."""
    return overview(
        CONTRACTS,
        pd.concat([profile(name, [100]) for name in delivered]),
        pd.concat([months_of(name, [count]) for name, count in delivered.items()]),
    )


def situation(rows, **more):
    return Situation(rows, OUTCOMES, PLP.by_code, **more)


def owed(*months, days=3):
    due = date(2009, 3, 7)
    return Owed(Freshness.LATE, tuple(date(2009, each, 1) for each in months), due, days)


def only(found):
    [need] = found
    return need


def test_a_late_return_says_which_month_since_when_and_how_late():
    need = only(sentences(situation(rows_of(A=100), owed={"A": owed(2)})))
    assert need.sentence == (
        "Area 1 (A) has not returned February 2009, due 7 March 2009, 3 days late."
    )
    assert (need.page, need.query) == ("submissions", {"contract": "A"})


def test_several_missing_returns_are_counted_from_the_oldest():
    need = only(sentences(situation(rows_of(A=100), owed={"A": owed(2, 3, days=40)})))
    assert need.sentence == (
        "Area 1 (A) owes 2 returns: the oldest, February 2009, was due 7 March 2009, 40 days late."
    )


def test_what_is_owed_by_a_contract_out_of_view_is_not_said():
    assert sentences(situation(rows_of(A=100), owed={"Z": owed(2)})) == ()


def test_a_fall_says_from_where_to_where_and_the_word_it_fell_to():
    found = sentences(situation(rows_of(A=78), before=rows_of(A=84)))
    fell = next(need for need in found if need.kind is Kind.FELL)
    assert fell.sentence == (
        "Area 1 (A) fell from 84.0% to 78.0% of profile for job outcomes since you last looked: "
        "now well below."
    )
    assert fell.query == {"contract": "A", "measure": "job_outcomes"}


def test_a_small_fall_within_its_band_is_no_news():
    found = sentences(situation(rows_of(A=97), before=rows_of(A=99)))
    assert found == ()


def test_on_a_first_visit_nothing_fell():
    found = sentences(situation(rows_of(A=78)))
    assert [need.kind for need in found] == [Kind.SHORT]


def test_a_shortfall_is_in_people():
    need = only(sentences(situation(rows_of(A=78))))
    assert need.sentence == (
        "Area 1 (A) is 22 people behind for job outcomes to January 2009: 78 of 100."
    )


def test_the_contract_short_of_most_people_comes_first():
    found = sentences(situation(rows_of(A=70, B=50, C=99)))
    assert [need.query["contract"] for need in found] == ["B", "A"]


def test_coming_back_is_news_too_and_comes_last():
    found = sentences(situation(rows_of(A=96, B=10), before=rows_of(A=90, B=10)))
    assert [need.kind for need in found] == [Kind.SHORT, Kind.RECOVERED]
    assert found[-1].sentence == (
        "Area 1 (A) has come back to on profile: 96.0% of profile to January 2009, from 90.0%."
    )


def test_held_rows_say_how_many_and_where():
    held = table("""
        contract | submission | rows
        A        | 1042       | 12
    """)
    need = only(sentences(situation(rows_of(A=100), held=held)))
    assert need.sentence == (
        "12 rows of Area 1 (A) wait to be mended in receipt 1042 and are in no figure."
    )
    assert need.query == {"contract": "A", "submission": "1042"}
    one = only(sentences(situation(rows_of(A=100), held=held.assign(rows=1))))
    assert one.sentence.startswith("1 row of Area 1 (A) waits to be mended")


RESTATED = table("""
    contract | month   | measure      | before | after
    A        | 2009-01 | job_outcomes | 78     | 71
    A        | 2009-01 | starts       | 40     | 41
    B        | 2009-01 | of_old       | 5      |
""")


def test_a_restatement_says_how_many_figures_moved_and_which_most():
    first, second = sentences(situation(rows_of(A=100, B=100), restated=RESTATED))
    assert {first.sentence, second.sentence} == {
        (
            "Area 1 (A) restated 2 figures of closed months, most of all job outcomes for "
            "January 2009: 78, now 71."
        ),
        (
            "Area 2 (B) restated 1 figure of closed months: of_old for January 2009: 5, now "
            "not known."
        ),
    }


def everything():
    held = table("""
        contract | submission | rows
        A        | 1          | 2
        B        | 2          | 3
        C        | 3          | 4
    """)
    return situation(
        rows_of(A=50, B=60, C=70),
        before=rows_of(A=99, B=99, C=99),
        held=held,
        restated=RESTATED,
        owed={"A": owed(2), "B": owed(2, 3), "C": owed(1, 2, 3)},
    )


def test_there_are_at_most_seven_and_no_kind_hides_another():
    found = sentences(everything())
    assert len(found) == MOST
    assert [need.kind for need in found] == [
        Kind.OWED,
        Kind.OWED,
        Kind.FELL,
        Kind.FELL,
        Kind.RESTATED,
        Kind.HELD,
        Kind.SHORT,
    ]


def test_what_is_left_out_is_counted_by_the_last_of_its_kind():
    found = sentences(everything())
    assert found[0].sentence.startswith("Area 3 (C) owes 3 returns")
    assert found[1].sentence.endswith("1 more is like it.")
    assert found[-1].sentence.endswith("2 more are like it.")


def test_an_item_noted_stays_away_until_it_worsens():
    now = situation(rows_of(A=78))
    need = only(sentences(now))
    noted = {need.key: need.level}
    assert sentences(now, noted) == ()
    assert sentences(situation(rows_of(A=77)), noted) == ()
    assert only(sentences(situation(rows_of(A=72)), noted)).key == need.key


def test_a_return_noted_as_late_comes_back_when_another_is_owed_and_not_each_day():
    need = only(sentences(situation(rows_of(A=100), owed={"A": owed(2)})))
    noted = {need.key: need.level}
    assert sentences(situation(rows_of(A=100), owed={"A": owed(2, days=9)}), noted) == ()
    assert sentences(situation(rows_of(A=100), owed={"A": owed(2, 3)}), noted) != ()


def test_worse_is_more_and_the_same_is_not():
    assert worsens(1, 2)
    assert not worsens(2, 2)


def test_every_item_has_a_name_of_its_own():
    keys = [need.key for need in sentences(everything())]
    assert len(set(keys)) == len(keys)


def test_where_lower_is_better_only_a_worse_word_is_a_fall():
    missed = PLP.measure("ftas")
    before, now = rows_of(A=130), rows_of(A=100)
    calm = replace(situation(now, before=before), measure=missed)
    assert all(need.kind is not Kind.FELL for need in sentences(calm))


def test_a_rate_behind_its_target_is_said_in_the_unit_of_its_counts():
    rows = overview_of_rates(CONTRACTS, RATES.assign(profile=0.6, cumulative_profile=0.6))
    nhs = shipped("NHS-TT")
    short = only(sentences(Situation(rows, nhs.measure("recovery_rate"), nhs.by_code)))
    assert short.sentence == (
        "Area 1 (A) is 20 referrals behind for recovery rate to May 2023: 52.0% against a target "
        "of 60.0%."
    )


def test_a_rate_below_its_standard_comes_after_people_short_and_before_good_news():
    missed = below(
        rates((10, 100)), shipped("NHS-TT").measure("recovery_rate"), {"A": date(2024, 1, 1)}, 0.5
    )
    now = situation(rows_of(A=96, B=50), before=rows_of(A=90, B=50), substandard=missed)
    found = sentences(replace(now, measures=shipped("NHS-TT").by_code | PLP.by_code))
    assert [need.kind for need in found] == [Kind.SHORT, Kind.STANDARD, Kind.RECOVERED]
    said = found[1]
    assert said.sentence == (
        "Area 1 (A) is below the standard of 50.0% for recovery rate: 10.0% (10 of 100) in January "
        "2024. 40 more would have met it."
    )
    assert said.query == {"contract": "A", "measure": "recovery_rate"}
    assert (said.key, said.level) == ("standard:A:recovery_rate", 40)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (None, "Nothing needs you: every return that fell due is in, and nothing worsened."),
        (
            rows_of(A=100),
            (
                "Nothing needs you: every return that fell due is in, and nothing worsened "
                "since you last looked."
            ),
        ),
    ],
)
def test_when_nothing_needs_anybody_it_says_so(before, words):
    assert nothing_needed(situation(rows_of(A=100), before=before)) == words


def test_without_contracts_it_says_that_none_is_in_view():
    assert nothing_needed(situation(rows_of(A=1).iloc[:0])) == "No contract is in view."


def test_a_month_below_profile_asks_the_provider_for_a_reason():
    owes = table("""
        contract | measure      | month   | profile | actual | share_of_profile
        A        | job_outcomes | 2009-03 | 160     | 80     | 0.5
    """)
    need = only(sentences(situation(rows_of(A=100), reasons=owes)))
    assert need.kind is Kind.REASON
    assert need.sentence == (
        "Area 1 (A) has not said why job outcomes are below profile in March 2009: "
        "80 of 160 (50.0%)."
    )
    assert need.query == {"contract": "A", "measure": "job_outcomes"}
