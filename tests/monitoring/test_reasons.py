"""Which months ask for a reason, and is it said how many are still awaited?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from monitoring import profiles, reasons
from monitoring.parameters import ALL
from monitoring.reasons import Reason
from tests.monitoring.test_programmes import shipped
from tests.tables import table

MEASURE = shipped("PLP").measure("job_outcomes")
PROFILE = table("""
    contract | set      | month   | profile
    CPA-1    | original | 2009-01 | 40
    CPA-1    | original | 2009-02 | 100
    CPA-1    | original | 2009-03 | 160
    CPA-1    | original | 2009-04 | 0
    CPA-1    | original | 2009-05 | 50
""")
ACTUALS = table("""
    contract | measure      | month   | actual
    CPA-1    | job_outcomes | 2009-01 | 36
    CPA-1    | job_outcomes | 2009-02 | 60
    CPA-1    | job_outcomes | 2009-03 | 80
    CPA-1    | job_outcomes | 2009-04 | 0
""")
AT = datetime(2009, 4, 20, tzinfo=UTC)
BELOW = float(ALL["jo_variance_reason_below"].default)


def asked(given=frozenset(), below=BELOW):
    months = profiles.against_profiles(PROFILE, ACTUALS).assign(measure="job_outcomes")
    return reasons.asked(months, below, set(given))


def test_a_month_under_the_share_asks_and_one_that_reaches_it_does_not():
    rows = asked()  # January is 36 of 40, 90% exactly; May is not returned; April had no profile
    assert [f"{month:%Y-%m}" for month in rows["month"]] == ["2009-03", "2009-02"]


def test_the_share_is_the_contracts_own():
    assert len(asked(below={"CPA-1": 0.55})) == 1
    assert len(asked(below={"CPA-1": 0.95})) == 3


def test_a_reason_given_is_not_asked_for_again():
    rows = asked({("CPA-1", date(2009, 3, 1))})
    assert [f"{month:%Y-%m}" for month in reasons.open_ones(rows)["month"]] == ["2009-02"]


def test_the_sentence_counts_what_is_awaited_and_names_the_latest():
    said = reasons.sentence(asked(), MEASURE, BELOW)
    assert said == (
        "2 months are under 90.0% of profile without a reason; the latest, March 2009, has "
        "80 of 160 (50.0%)."
    )
    both = {("CPA-1", date(2009, 3, 1)), ("CPA-1", date(2009, 2, 1))}
    assert "has its reason" in reasons.sentence(asked(both), MEASURE, BELOW)
    assert "No month" in reasons.sentence(asked(below=0.1), MEASURE, 0.1)


def test_every_code_of_the_source_is_there_in_words():
    assert len(reasons.CODES) == 15
    assert all(text[:1].islower() for text in reasons.CODES.values())


def test_the_table_says_what_was_given_and_what_is_awaited():
    said = Reason(
        1, "CPA-1", "job_outcomes", date(2009, 3, 1), "economy", "A factory closed.", "prime", AT
    )
    told = reasons.table(asked({("CPA-1", date(2009, 3, 1))}), [said])
    assert told["reason"].tolist() == [
        "The economy and local vacancies: A factory closed.",
        "awaited",
    ]
    assert told["by"].tolist() == ["prime", ""]
    assert told["figures"].tolist() == ["80 of 160 (50.0%)", "60 of 100 (60.0%)"]


def test_what_a_provider_owes_is_said_with_the_latest_month():
    said = reasons.awaited("Area 1", asked(), MEASURE)
    assert said == (
        "Area 1 has not said why job outcomes are below profile in 2 months: the latest, "
        "March 2009, has 80 of 160 (50.0%)."
    )
    one = reasons.awaited("Area 1", asked().head(1), MEASURE)
    assert one.endswith("below profile in March 2009: 80 of 160 (50.0%).")
