"""Then and now: figures in their own unit, what moved most on top, and what happened between."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import since, since_shown
from monitoring.audiences import Audience
from monitoring.governance.items import Did, Item, ItemKind, Step, Terms
from monitoring.governance.notes import Note, NoteKind, Standing, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did as Asked
from monitoring.governance.requests import Request, Wanted
from monitoring.governance.requests import Step as RequestStep
from monitoring.governance.reviews import Meeting, MeetingKind
from monitoring.narrative.since import (
    difference_words,
    happened_finding,
    months_name,
    review_name,
    since_finding,
)
from monitoring.parameters import Setting
from monitoring.profile_sets import ProfileSet
from monitoring.profiles import against_profile, without_sums
from monitoring.sets_shown import SetsOf
from monitoring.since import Sort
from monitoring.since.happened import Window
from monitoring.targets import against_target
from monitoring.variations import Step as Taken
from monitoring.variations import Variation
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_profiles import ACTUALS, NO_PROFILE, PROFILE
from tests.monitoring.test_programmes import shipped
from tests.monitoring.test_targets import COUNTS, TARGET
from tests.tables import table

JANUARY = date(2009, 1, 1)
THEN = datetime(2009, 4, 10, 12, tzinfo=UTC)
UNTIL = THEN + timedelta(days=30)
WINDOW = Window(THEN, UNTIL)
PLP = shipped("PLP")
OUTCOMES, STARTS = PLP.measure("job_outcomes"), PLP.measure("starts")
RATE = next(each for each in PLP.measures if each.is_rate)
BEFORE = table("""
    month   | actual
    2009-01 | 38
    2009-02 | 60
""")
RESTATED = table("""
    month   | actual
    2009-01 | 45
    2009-02 | 60
    2009-03 | 80
""")


def stand(months, measure=OUTCOMES):
    return since.as_known(months, measure, JANUARY)


def one(then, now, measure=OUTCOMES):
    return since.Moved(measure, then, now)


THEN_STANDS = stand(against_profile(PROFILE, BEFORE))
NOW_STANDS = stand(against_profile(PROFILE, ACTUALS))


def test_to_date_is_a_ratio_of_sums_over_the_months_with_both():
    assert (THEN_STANDS.actual, THEN_STANDS.profile) == (38 + 60, 40 + 100)
    assert (NOW_STANDS.month, NOW_STANDS.month_actual, NOW_STANDS.month_profile) == (
        date(2009, 3, 1), 80, 160,
    )


def test_a_difference_is_in_the_measures_own_unit_and_the_gap_beside_it():
    moved = one(THEN_STANDS, NOW_STANDS)
    assert moved.difference == 178 - 98
    assert moved.gap_change == (178 - 300) - (98 - 140)
    assert moved.share_change == pytest.approx(178 / 300 - 98 / 140)


def test_the_finding_says_then_now_and_how_much_further_behind():
    said = since_finding(review_name(date(2009, 3, 15)), "job_outcomes", [
        one(THEN_STANDS, NOW_STANDS)
    ])
    assert said == (
        "Since the review of 15 March 2009, job outcomes to date went from 98 of 140 (70.0%) to "
        "178 of 300 (59.3%): 80 people further behind profile."
    )


def test_what_came_nearer_is_said_to_have_gained_on_its_profile():
    less = replace(NOW_STANDS, actual=250.0, share=250 / 300)
    said = since_finding("Since", OUTCOMES.code, [one(THEN_STANDS, less)])
    assert "8 people further behind" in said
    more = replace(NOW_STANDS, actual=290.0, share=290 / 300)
    said = since_finding("Since", OUTCOMES.code, [one(THEN_STANDS, more)])
    assert "32 people gained on profile" in said


def test_nothing_that_moved_is_said_so():
    assert since_finding("Since", OUTCOMES.code, [one(NOW_STANDS, NOW_STANDS)]) == (
        "Since, no figure changed."
    )
    assert since_finding("Since", OUTCOMES.code, []) == "Since, no figure changed."


def test_a_headline_that_stayed_is_said_to_have_stayed_and_the_most_moved_named():
    starts = one(THEN_STANDS, NOW_STANDS, STARTS)
    said = since_finding("Since", OUTCOMES.code, [starts, one(NOW_STANDS, NOW_STANDS)])
    assert "job outcomes to date stayed at 178 of 300 (59.3%)." in said
    assert "What moved most: starts, from 70.0% to 59.3% of profile." in said


def test_without_a_headline_the_measures_are_counted():
    bare = one(
        replace(THEN_STANDS, share=math.nan, profile=math.nan),
        replace(NOW_STANDS, share=math.nan, profile=math.nan),
        STARTS,
    )
    assert since_finding("Since", OUTCOMES.code, [bare]) == "Since, 1 measure moved."


def test_a_figure_known_on_one_side_alone_says_no_figure_on_the_other():
    said = since_finding("Since", OUTCOMES.code, [one(None, NOW_STANDS)])
    assert said == "Since, job outcomes to date are 178 of 300 (59.3%); then no figure."
    assert math.isnan(one(None, NOW_STANDS).difference)


def test_two_months_of_a_contract_stand_side_by_side():
    months = against_profile(PROFILE, ACTUALS)
    first, third = since.in_month(months, JANUARY), since.in_month(months, date(2009, 3, 1))
    moved = one(first, third)
    assert (first.actual, third.actual, moved.difference) == (38, 80, 42)
    assert since.in_month(months, date(2010, 1, 1)) is None
    named = months_name(JANUARY, date(2009, 3, 1))
    said = since_finding(named, OUTCOMES.code, [moved], to_date=False)
    assert said.startswith("March 2009 beside January 2009, job outcomes went from 38 of 40")


def test_a_rate_moves_in_points_and_one_on_fewer_than_ten_is_never_first():
    months = against_target(COUNTS, TARGET)
    rate = since.as_known(months, RATE, JANUARY)
    higher = replace(rate, actual=rate.actual + 0.05)
    assert difference_words(one(rate, higher, RATE).difference, RATE) == "+5.0 points"
    few = replace(rate, actual=0.1, denominator=5.0)
    assert one(few, higher, RATE).size == (2, 0.0)
    assert one(rate, higher, RATE).size == (0, pytest.approx(-0.05))


def test_a_level_is_that_of_its_last_month_and_never_added():
    stock = next(each for each in PLP.measures if each.stock)
    months = without_sums(against_profile(NO_PROFILE, ACTUALS))
    assert stand(months, stock).actual == 80


def test_nothing_returned_stands_nowhere():
    assert stand(against_profile(PROFILE, ACTUALS.iloc[:0])) is None


def test_a_count_without_a_profile_counts_to_date_too():
    known = stand(against_profile(NO_PROFILE, ACTUALS))
    assert known.actual == 38 + 60 + 80
    assert math.isnan(known.share)


def test_only_months_known_then_and_other_now_are_restated():
    then = {OUTCOMES.code: against_profile(PROFILE, BEFORE)}
    now = {OUTCOMES.code: against_profile(PROFILE, RESTATED)}
    [found] = since.changed([OUTCOMES, STARTS, RATE], then, now)
    assert (found.month, found.before, found.after, found.difference) == (JANUARY, 38, 45, 7)


def test_a_figure_taken_away_is_said_to_be():
    then = {OUTCOMES.code: against_profile(PROFILE, BEFORE)}
    found = since.changed([OUTCOMES], then, {})
    assert [one.month.month for one in found] == [2, 1]
    assert list(since_shown.changed(found)["after"]) == ["taken away", "taken away"]


@given(st.permutations([OUTCOMES, STARTS, RATE, PLP.measure("referrals")]))
def test_the_order_depends_on_what_moved_and_not_on_what_came_first(measures):
    small = replace(NOW_STANDS, share=NOW_STANDS.share + 0.001)
    then = dict.fromkeys([each.code for each in measures], NOW_STANDS)
    now = {**then, STARTS.code: THEN_STANDS, OUTCOMES.code: small}
    found = since.moved(measures, then, now)
    assert [each.measure.code for each in found][:2] == [STARTS.code, OUTCOMES.code]


def test_the_table_has_the_counts_and_the_months_of_both_sides():
    [row] = since_shown.figures([one(THEN_STANDS, NOW_STANDS)]).to_dict("records")
    assert (row["then"], row["now"]) == ("98 of 140 (70.0%)", "178 of 300 (59.3%)")
    assert (row["difference"], row["points"]) == ("+80 people", "\N{MINUS SIGN}10.7 points")
    assert (row["month_then"], row["month_now"]) == ("60 of 100, Feb 2009", "80 of 160, Mar 2009")


@dataclass
class Sent:
    """A return as it is told of."""

    received_at: datetime
    status: str = "published"
    rows_changed: int = 0
    submission: int = 7
    dataset: str = "monthly_return"
    source: str = "plmi"
    months: tuple[date, ...] = (JANUARY,)
    rows_added: int = 1
    rows_removed: int = 0


ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late")
INSIDE = THEN + timedelta(days=1)


def item(*steps):
    return Item("CPA-1", 4, tuple(
        Step(place, did, terms, "tppm", at, Audience.SHARED)
        for place, (did, at, terms) in enumerate(steps, start=1)
    ))


def test_what_lies_at_the_instant_itself_was_known_then():
    assert not WINDOW.holds(THEN)
    assert WINDOW.holds(UNTIL)
    assert not WINDOW.holds(UNTIL + timedelta(seconds=1))


def test_everything_written_within_the_window_is_told_the_latest_first():
    closed = replace(ISSUE, outcome="Sent with the referral")
    raised = item((Did.RAISED, THEN - timedelta(days=9), ISSUE), (Did.CARRIED, INSIDE, ISSUE),
                  (Did.CLOSED, UNTIL, closed))
    about = Subject(measure="starts", month=JANUARY)
    note = Note("CPA-1", 1, NoteKind.EVENT, about, "Bank holiday", "cm", INSIDE, Audience.DWP,
                on_date=JANUARY, reason="staffing")
    back = replace(note, kind=NoteKind.NOTE, text="", on_date=None, about=Subject())
    wanted = Wanted(of_party=Party.PRIME, purpose="Starts by office")
    step = RequestStep(1, Asked.ASKED, wanted, "cm", INSIDE, Audience.DWP)
    request = Request("CPA-1", 2, (step,))
    meeting = Meeting("CPA-1", 3, MeetingKind.CONTACT, JANUARY, "phone", "", "", THEN,
                      Audience.DWP, "cm", INSIDE)
    found = since.between(
        WINDOW, items=[raised], notes=[Standing(note), Standing(back)], requests=[request],
        meetings=[meeting, replace(meeting, text="The return")],
    )
    assert [each.did for each in found if each.sort is Sort.ITEM] == ["Closed", "Carried over"]
    assert found[0].what == "Issue 4: Paperwork comes late. Outcome: Sent with the referral"
    told = {each.what for each in found}
    assert "1 January 2009: Bank holiday" in told
    assert "A note was taken back" in told
    assert "Request 2 to the prime provider: Starts by office" in told
    assert "Contract manager's contact, 1 January 2009: The return" in told


def test_returns_and_variations_of_the_window_alone_are_told():
    sent = [Sent(INSIDE, rows_changed=3), Sent(INSIDE, status="withdrawn"), Sent(THEN)]
    found = since.came("CPA-1", sent, WINDOW)
    assert [each.did for each in found] == ["Came", "Came, and was withdrawn"]
    assert found[0].what == (
        "Monthly return from PLMI for January 2009; 3 earlier rows changed"
    )
    steps = (Taken("proposed", "prime", INSIDE), Taken("declined", "cm", UNTIL + timedelta(days=1)))
    said = Variation(reference="V1", kind="profile", dated=None, parties="", reason="Fewer starts",
                     before="", after="", set="", steps=steps)
    [proposed] = since.varied("CPA-1", [said], WINDOW)
    assert (proposed.did, proposed.what) == ("Proposed", "Variation V1 (profile): Fewer starts")


KEY = ("job_outcomes", "all")
ORIGINAL = ProfileSet("original", ProfileKind.ORIGINAL)
TARGET_SET = ProfileSet("working_target", ProfileKind.INFORMAL)


def test_a_set_added_one_whose_figures_changed_and_one_described_anew_are_told_apart():
    then = SetsOf({"original": ORIGINAL, "a": replace(TARGET_SET, name="a")},
                  {"original": {KEY: {JANUARY: 40}}})
    now = SetsOf(
        {"original": ORIGINAL, "a": replace(TARGET_SET, name="a", authority="DWP"),
         "b": replace(TARGET_SET, name="b")},
        {"original": {KEY: {JANUARY: 41}}},
    )
    found = {each.query["set"]: each.did for each in since.sets_changed("CPA-1", then, now)}
    assert found == {"original": "1 figure changed", "a": "Described anew", "b": "Added"}
    assert since.sets_changed("CPA-1", now, now) == []
    [added] = [each for each in since.sets_changed("CPA-1", then, now) if each.did == "Added"]
    assert "does not vary the contract" in added.what


def test_a_rule_set_since_says_what_stood_before_it():
    earlier = Setting("below_from", "0.6", JANUARY, "Bid")
    later = Setting("below_from", "0.5", date(2009, 5, 1), "Review")
    [found] = since.rules_set("CPA-1", [earlier], [earlier, later])
    assert found.what == "below_from: 0.5 from 1 May 2009, before 0.6 (Review)"
    [first] = since.rules_set("CPA-1", [], [replace(earlier, authority="")])
    assert first.what == "below_from: 0.6 from 1 January 2009, before the default"


def test_the_second_sentence_counts_what_happened_and_what_is_overdue_now():
    late = item((Did.RAISED, INSIDE, replace(ISSUE, due_on=JANUARY)))
    found = since.between(WINDOW, items=[late])
    assert happened_finding(found, [], [late], UNTIL.date()) == (
        "1 item was raised. 1 item is overdue now."
    )
    assert happened_finding([], [], [], UNTIL.date()) == "Nothing else happened."


def test_what_happened_is_told_by_its_sort_and_what_did_not_is_left_out():
    found = [*since.came("CPA-1", [Sent(INSIDE)], WINDOW), *since.rules_set(
        "CPA-1", [], [Setting("below_from", "0.6", JANUARY)]
    )]
    assert list(since_shown.by_sort(found)) == [Sort.RULE, Sort.RETURN]
    rows = since_shown.happened(found).to_dict("records")
    assert [row["on"] for row in rows] == [INSIDE.date(), None]
