"""Rules take hold from their day, are read as they were known, and close months for good."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db import chain, doors, people, registers, rules
from db.people import Grant, Place
from db.publishing.request import CallError
from db.queries.knowledge import end_of_day
from db.scope import OPERATOR, Principal
from monitoring.parameters import Setting
from monitoring.vocabulary import Mode, Source
from tests.db.returns import CONTRACTS, NOW, PROFILES, RETURN, report, send, with_programmes
from tests.stores import prepared

ASPIRATIONS = PROFILES.replace("original", "aspirational").replace("| 160", "| 85")
MAY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-05 | job_outcomes | all             | 90
    CPA-2    | 2009-05 | job_outcomes | all             | 30
"""
MARCH = {"first": date(2009, 3, 1), "last": date(2009, 3, 1)}
EARLY = datetime(2009, 4, 7, tzinfo=UTC)


@prepared
def ready(store):
    """Give a store with two contracts, a profile of each kind and the first quarter returned."""
    with_programmes(store)
    signed = datetime(2008, 12, 1, tzinfo=UTC)
    for dataset, drawn in (("contracts", CONTRACTS), ("profiles", PROFILES)):
        assert send(store, dataset, drawn, now=signed).status == "published"
    assert send(store, "profiles", ASPIRATIONS, now=signed).status == "published"
    assert send(store, "monthly_return", RETURN, received=EARLY).status == "published"
    return store


def put(store, code, text, start=date(2009, 6, 1), *, now=NOW, contract="CPA-1", who=OPERATOR):  # noqa: PLR0913 - as drawn
    return rules.set_parameter(store, who, contract, Setting(code, text, start, "Review 3"), now)


def shut(store, month=date(2009, 5, 1), contract="CPA-1", now=NOW, who=OPERATOR):
    return rules.close_month(store, who, contract, month, now)


def profile(store, **choices):
    return report(store, "profile", **{"contract": "CPA-1", **choices})


def provisional(store, **choices):
    rows = report(store, "profile", **choices)
    return {(row["contract"], row["month"]) for row in rows if row["provisional"]}


def portfolio(store, contract="CPA-1", **choices):
    rows = report(store, "portfolio", **choices)
    return next(row for row in rows if row["contract"] == contract)


def test_a_rule_holds_from_its_day_and_not_before(ready):
    put(ready, "monitoring_basis", "aspirational", date(2009, 6, 11))
    assert profile(ready)[0]["set"] == "original"
    put(ready, "monitoring_basis", "aspirational", date(2009, 6, 10))
    assert {row["set"] for row in profile(ready)} == {"aspirational"}
    assert {row["set"] for row in profile(ready, set="original")} == {"original"}


def test_as_at_shows_the_rule_as_known_then_and_in_force_on_that_day(ready):
    put(ready, "monitoring_basis", "aspirational", date(2009, 5, 1))  # said on 10 June

    def on(day):
        return profile(ready, as_at=end_of_day(day))[0]["set"]

    assert on(date(2009, 6, 10)) == "aspirational"
    assert on(date(2009, 6, 9)) == "original"  # in force, but nobody knew
    assert on(date(2009, 4, 30)) == "original"


def test_a_rule_said_again_from_the_same_day_takes_the_place_of_the_first(ready):
    later = datetime(2009, 6, 12, 9, 0, tzinfo=UTC)
    first = put(ready, "monitoring_basis", "aspirational")
    second = put(ready, "monitoring_basis", "original", now=later)
    assert second == first + 1
    assert profile(ready)[0]["set"] == "original"
    known = end_of_day(date(2009, 6, 10))
    assert profile(ready, as_at=known)[0]["set"] == "aspirational"
    with doors.scoped_session(ready, OPERATOR) as session:
        (now_known,) = registers.settings_of(session, [1])[1]
        (then_known,) = registers.settings_of(session, [1], known)[1]
    assert (now_known.text, then_known.text) == ("original", "aspirational")


def test_a_rule_is_one_contracts_own(ready):
    put(ready, "below_from", "0.50")
    send(ready, "monthly_return", RETURN.replace("CPA-1", "CPA-2"))
    send(ready, "profiles", PROFILES.replace("CPA-1", "CPA-2"))
    assert portfolio(ready)["share_of_profile"] == portfolio(ready, "CPA-2")["share_of_profile"]
    assert portfolio(ready)["standing"] != portfolio(ready, "CPA-2")["standing"]


def test_the_thresholds_decide_the_words(ready):
    assert portfolio(ready)["standing"] == "well below"  # 178 of 300 = 59.3%
    put(ready, "below_from", "0.55")
    assert portfolio(ready)["standing"] == "below"
    put(ready, "on_profile_from", "0.59")
    assert portfolio(ready)["standing"] == "on profile"


def test_the_days_to_a_return_decide_what_is_owed(ready):
    assert portfolio(ready)["freshness"] == "missing"  # April and May fell due by 10 June
    put(ready, "return_due_days", "60")
    assert portfolio(ready)["freshness"] == "current"


def test_what_is_missing_in_one_contract_does_not_depend_on_the_others_in_view(ready):
    more = PROFILES + "    CPA-1 | original | 2009-04 | job_outcomes | all | 170\n"
    send(ready, "profiles", more)
    put(ready, "return_due_days", "90", contract="CPA-2")
    alone = profile(ready)
    beside = [row for row in report(ready, "profile") if row["contract"] == "CPA-1"]
    assert alone == beside
    assert alone[-1]["months_missing"] == 1


def test_the_origin_decides_which_actual_is_meant(ready):
    starts = """
        contract | client_ref | referred_on | started_on | client_category
        CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
    """
    returned = "contract | month | measure | client_category | value\nCPA-1 | 2009-01 | starts |"
    send(ready, "starts", starts)
    send(ready, "monthly_return", f"{returned} all | 7", mode=Mode.CORRECTIONS)

    def january():
        row = profile(ready, measure="starts")[0]
        return row["actual"], row["origin"]

    assert january() == (7, "returned")
    put(ready, "actual_origin", "counted")
    assert january() == (1, "counted")
    put(ready, "actual_origin", "returned")
    assert january() == (7, "returned")


def test_the_swing_decides_when_a_size_is_asked_about(ready):
    smaller = RETURN.replace("| 80", "| 70")  # 178 becomes 168: by 10 people, by 5.6%
    put(ready, "swing_count", "5")
    put(ready, "swing_share", "5%")
    assert send(ready, "monthly_return", smaller).status == "needs_confirmation"
    put(ready, "swing_count", "11")
    assert send(ready, "monthly_return", smaller).status == "published"


def test_a_month_closed_by_hand_is_no_longer_provisional(ready):
    send(ready, "monthly_return", MAY)
    assert provisional(ready) == {("CPA-1", "2009-05"), ("CPA-2", "2009-05")}
    assert portfolio(ready)["provisional"] is True
    later = datetime(2009, 6, 12, tzinfo=UTC)
    shut(ready, now=later)
    assert provisional(ready) == {("CPA-2", "2009-05")}
    assert portfolio(ready)["provisional"] is False
    before = end_of_day(date(2009, 6, 11))
    assert provisional(ready, as_at=before) == {("CPA-1", "2009-05"), ("CPA-2", "2009-05")}


def test_a_month_closes_by_itself_its_days_after_the_return_fell_due(ready):
    send(ready, "monthly_return", MAY)
    put(ready, "close_days", "2")  # due on 7 June, closed after the 9th
    assert provisional(ready, contract="CPA-1") == set()
    assert provisional(ready, contract="CPA-2") == {("CPA-2", "2009-05")}


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (date(2009, 6, 1), "has not ended"),
        (date(2008, 12, 1), "not a month of contract"),
        (date(2012, 1, 1), "not a month of contract"),
    ],
)
def test_only_a_month_of_the_contract_that_has_ended_is_closed(ready, month, said):
    with pytest.raises(CallError, match=said):
        shut(ready, month)


def test_a_month_is_closed_once_and_later_figures_are_published_all_the_same(ready):
    shut(ready)
    with pytest.raises(CallError, match="closed already"):
        shut(ready)
    assert send(ready, "monthly_return", MAY).status == "published"


def test_rules_and_closings_are_publications_in_the_chain(ready):
    first = put(ready, "swing_count", "60")
    assert shut(ready) == first + 1
    with doors.owner(ready) as session:
        assert chain.verify(session, ready.key(chain.KEY_PURPOSE)) is None


def test_thresholds_that_contradict_each_other_are_refused_against_what_is_assumed(ready):
    with pytest.raises(CallError, match="below_from is above on_profile_from"):
        put(ready, "below_from", "0.97")  # on profile from 0.95 unless said otherwise
    put(ready, "on_profile_from", "0.99")
    put(ready, "below_from", "0.97")


def test_shares_of_the_price_are_judged_when_all_three_are_set_from_one_day(ready):
    put(ready, "service_fee_share", "0.20")
    put(ready, "jo_share", "0.50")
    with pytest.raises(CallError, match="add up to 90%, not 100%"):
        put(ready, "sjo_share", "0.20")
    put(ready, "sjo_share", "0.30")
    later = date(2009, 9, 1)
    put(ready, "service_fee_share", "0.10", later)
    put(ready, "jo_share", "0.60", later)
    put(ready, "sjo_share", "0.30", later)


def test_a_target_is_of_a_rate_of_the_contracts_own_programme(ready):
    with pytest.raises(CallError, match="names no rate of programme PLP"):
        put(ready, "target.recovery_rate", "0.5")
    with pytest.raises(CallError, match="names no rate"):
        put(ready, "target.starts", "0.5")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (Setting("swing_count", "5", NOW.date()), "on whose authority"),
        (Setting("swing_count", "many", NOW.date(), "Review"), "a whole number"),
        (Setting("mood", "5", NOW.date(), "Review"), "no parameter 'mood'"),
    ],
)
def test_a_rule_needs_a_value_it_can_hold_and_an_authority(ready, setting, said):
    with pytest.raises(CallError, match=said):
        rules.set_parameter(ready, OPERATOR, "CPA-1", setting, NOW)


def test_whoever_may_not_set_rules_is_told_as_of_a_contract_unknown(ready):
    with doors.publisher(ready, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "pm", "Prime manager, Area 1", now=NOW)
        given = Grant(login="pm", role="PRIME_MANAGER", over=Place(contract="CPA-1"))
        people.grant(session, given, now=NOW)
    manager = Principal("pm", "Prime manager, Area 1")
    for contract in ("CPA-1", "CPA-2", "CPA-9"):
        words = f"Contract {contract} is not known, or is not yours."
        with pytest.raises(CallError, match=words):
            put(ready, "swing_count", "1", contract=contract, who=manager)
        with pytest.raises(CallError, match=words):
            shut(ready, contract=contract, who=manager)


def test_a_source_asked_for_stands_before_the_origin(ready):
    send(ready, "monthly_return", RETURN.replace("| 80", "| 71"), source=Source.PLMI)
    put(ready, "actual_origin", "returned")
    assert profile(ready, source=Source.PLMI, **MARCH)[0]["actual"] == 71
