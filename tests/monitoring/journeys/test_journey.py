"""Are events given to the referral they follow, steps counted of one cohort, and losses summed?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring.journeys import assessments, episodes, ineligible, services, steps
from monitoring.journeys.frames import ROWS
from tests.tables import table

REFERRALS = ROWS["referrals"].check(
    table("""
        client_id | source | referred_on | client_category | benefit | office | notified_on
        2         | lms    | 2009-01-05  | mandatory       | ESA     | North  | 2009-01-06
        1         | lms    | 2009-01-02  | mandatory       | ESA     | North  | 2009-01-03
        1         | lms    | 2009-03-02  | voluntary       | ESA     | North  | 2009-03-03
        3         | lms    | 2009-06-01  | voluntary       | ESA     | North  | 2009-06-01
    """)
)
TODAY = date(2009, 5, 31)


def known():
    return episodes.episodes(REFERRALS, ROWS["starts"].empty(), TODAY)


def test_referrals_stand_by_client_and_day_and_none_after_today():
    assert known()["client_id"].to_list() == [1, 1, 2]
    assert known()["episode"].to_list() == [0, 1, 2]


def test_without_the_jobcentre_s_record_the_provider_s_is_followed():
    starts = REFERRALS.assign(received_on=None, started_on=None, site="", status="")
    found = episodes.episodes(ROWS["referrals"].empty(), starts, TODAY)
    assert found["referred_on"].to_list() == known()["referred_on"].to_list()


def test_an_event_belongs_to_the_last_referral_on_or_before_it():
    events = table("""
        client_id | on
        1         | 2009-01-01
        1         | 2009-01-02
        1         | 2009-03-01
        1         | 2009-03-02
        9         | 2009-03-02
        2         |
    """)
    events = events.astype({"client_id": "int64"})
    found = episodes.belonging(known(), events, "on")
    assert found["episode"].to_list() == [0, 0, 1]
    assert episodes.first_day(known(), events, "on").notna().to_list() == [True, True, False]


def test_a_group_session_and_a_missed_one_are_no_interview_held():
    rows = table("""
        client_id | scheduled_on | wfi_no | result   | mode
        1         | 2009-01-12   | 1      | attended | group
        1         | 2009-01-13   | 1      | fta      | individual
        1         | 2009-01-14   | 1      | attended | telephone
        1         | 2009-01-15   |        | attended | individual
    """)
    rows = rows.astype({"client_id": "int64"})
    assert episodes.first_interviews(known(), rows).iloc[0] == pd.Timestamp(2009, 1, 14)


def reached(**days):
    every = {name: days.get(name, [None] * 4) for name in steps.STEPS}
    return pd.DataFrame({name: pd.to_datetime(pd.Series(some)) for name, some in every.items()})


def test_a_funnel_counts_one_cohort_and_the_days_of_those_who_came_on():
    rows = steps.funnel(
        reached(
            referred=["2009-01-01"] * 4,
            received=["2009-01-03", "2009-01-03", "2009-01-05", None],
            wfi_1=["2009-01-10", None, "2009-01-15", "2009-01-20"],
            job_started=["2009-02-10", None, None, None],
        )
    ).set_index("step")
    assert rows["people"].to_dict() | {"wfi_2": 0} == dict.fromkeys(steps.STEPS, 0) | {
        "referred": 4, "received": 3, "wfi_1": 3, "job_started": 1,
    }  # fmt: skip
    assert rows.loc["wfi_1", "of_referred"] == 3 / 4
    assert (rows.loc["wfi_1", "before"], rows.loc["wfi_1", "both"]) == (3, 2)
    assert rows.loc["wfi_1", "median_days"] == pytest.approx((7 + 10) / 2)
    assert rows.loc["job_started", "of_before"] == 1 / 3
    assert pd.isna(rows.loc["wfi_3", "of_before"]), "a rate over nobody is unknown"


def at_10():
    """Give 40 starts of whom 6 are found ineligible after 14 interviews of 30 minutes; 5 jobs."""
    people = pd.DataFrame({"client_id": range(40), "source": "lms",
                           "referred_on": pd.Timestamp(2009, 3, 2)})  # fmt: skip
    referrals = ROWS["referrals"].check(
        people.assign(client_category="mandatory", benefit="ESA", office="", notified_on=None)
    )
    held = [(client, day) for client in range(6) for day in (9, 16)] + [(0, 23), (1, 23)]
    kept = pd.DataFrame(held, columns=["client_id", "day"])
    appointments = ROWS["appointments"].check(
        pd.DataFrame(
            {
                "client_id": [*kept["client_id"], 0, 7],
                "source": "provider_mi",
                "scheduled_on": [pd.Timestamp(2009, 3, day) for day in (*kept["day"], 31, 9)],
                "wfi_no": [1.0] * 16,
                "result": "attended",
                "minutes": 30.0,
            }
        ).assign(slot="", mode="individual", site="", followed_up_on=None)
    )  # the last two: after the client had left, and of one who stayed
    exits = ROWS["exits"].check(
        people.head(6).assign(exited_on=pd.Timestamp(2009, 3, 30), reason="ineligible_after_wca")
    )
    claims = ROWS["claims"].check(
        people.tail(6).assign(
            source="provider_mi", outcome="job_outcomes", claimed_on=pd.Timestamp(2009, 5, 1),
            decision=["accepted", "accepted", "accepted", "", "", "rejected"], job_started_on=None,
            decided_on=None, paid_on=None,
        )
    )  # fmt: skip
    rows = {"appointments": appointments, "exits": exits, "claims": claims,
            "provision": ROWS["provision"].empty()}  # fmt: skip
    each = episodes.episodes(referrals, ROWS["starts"].empty(), TODAY)
    begun = pd.Series(pd.Timestamp(2009, 3, 9), index=each.index)
    return ineligible.by_month(ineligible.spent(each, begun, rows.__getitem__)).iloc[0]


def test_starts_read_as_reported_and_eligible_with_the_time_lost():
    row = at_10()
    assert (row["starts"], row["ineligible"], row["eligible"]) == (40, 6, 34)
    assert row["job_outcomes"] == 5
    assert f"{row['conversion']:.1%} {row['eligible_conversion']:.1%}" == "12.5% 14.7%"
    assert (row["interviews"], row["hours_lost"]) == (14, 7.0)


def test_an_assessment_still_open_is_counted_as_open():
    rows = table("""
        kind  | requested_on | completed_on | received_on
        WCA   | 2009-03-02   | 2009-03-20   | 2009-04-01
        WCA   | 2009-03-02   | 2009-04-01   |
        WFHRA | 2009-04-01   |              |
        WFHRA | 2009-06-01   |              |
    """)
    rows = assessments.waits(rows, TODAY).set_index("kind")
    assert rows.loc["WCA", ["requested", "received", "open"]].to_list() == [2, 1, 1]
    assert rows.loc["WCA", ["median_days", "oldest_open_days"]].to_list() == [30, 90]
    assert rows.loc["WCA", "completed_not_received"] == 1
    assert rows.loc["WFHRA", "requested"] == 1, "one is asked for after today"
    assert pd.isna(rows.loc["WFHRA", "median_days"])


def test_services_beyond_the_least_owed_are_counted_by_use_and_share_of_mandatory_clients():
    starts = table("""
        episode | client_category
        0       | mandatory
        1       | mandatory
        2       | voluntary
    """)
    provision = table("""
        episode | service              | own_referred_on | attended_on | completed_on
        0       | Job club             | 2009-02-01      | 2009-02-08  | 2009-03-01
        0       | CV help              | 2009-02-01      | 2009-02-08  |
        1       | Job club             | 2009-02-01      |             |
        2       | Job club             | 2009-02-01      | 2009-02-08  |
        1       | Condition management | 2009-02-01      | 2009-02-08  |
        8       | Job club             | 2009-02-01      | 2009-02-08  |
    """)
    rows = services.optional(starts, provision, TODAY).set_index("service")
    assert rows.index.to_list() == ["Any optional service", "Job club", "CV help"]
    assert rows.loc["Job club", ["referred", "attended", "no_take_up"]].to_list() == [3, 2, 1]
    assert rows["mandatory_share"].to_list() == [0.5, 0.5, 0.5]
    assert services.optional(starts, provision.iloc[4:5], TODAY).empty
