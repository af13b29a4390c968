"""The contract manager draws up a set, sees what it moves before anybody else, and shares it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import streamlit as st

from db import profile_drafts
from monitoring.profile_sets import CAVEAT, NO_STEER
from tests.db import returns
from tests.db.agreements import who
from tests.pages.conftest import words

LATER = datetime(2100, 1, 1, tzinfo=UTC)  # after whatever the page did at its own moment

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture
def page(opened):
    """Give the page about the contract that has a profile."""

    def opening(login="cm", **address):
        return opened("profile_sets", login, **{"contract": "CPA-1", **address})

    return opening


def press(at, label):
    [button] = [each for each in at.button if each.label == label]
    return button.click().run()


def fill(at, label, value):
    every = [*at.text_input, *at.text_area, *at.selectbox, *at.number_input, *at.date_input]
    [field] = [each for each in every if each.label == label]
    return field.set_value(value)


def rows(at, alt):
    """Give a table of the page by its alternative text."""
    [found] = [each for each in at.dataframe if each.proto.alt == alt]
    return found.value.to_dict("records")


def metrics(at):
    return {each.label: each.value for each in at.metric}


def begun(page, name="spring-2009"):
    """Begin a set as a copy of the original."""
    at = page(part="draw")
    fill(at, "Name of the new set", name)
    return press(at, "Begin")


def spread(at, total):
    fill(at, "Total of these months", total)
    return press(at, "Change these months")


def shared(page, authority="", total=225):
    at = spread(begun(page), total)
    fill(at, "On whose authority", authority)
    fill(at, "Why", "Fewer voluntary clients.").run()
    return press(at, "Share it now")


def test_the_original_stands_alone_and_says_it_is_never_changed(page):
    at = page()
    assert not at.exception
    assert "The original promises 300 people over 3 months. No other set is shared." in words(at)
    assert "The original profile is never changed" in words(at)
    [row] = rows(at, "Profile sets: Job outcomes")
    assert (row["set"], row["total"]) == ("Original", 300)


def test_at_03_the_editor_says_what_it_moves_before_anything_is_shared(page):
    at = spread(begun(page), 225)
    assert not at.exception
    assert "The original has 300 people, the new set 225: 75 fewer" in words(at)
    assert metrics(at) == {
        "Original total": "300",
        "New total": "225",
        "Difference": "\N{MINUS SIGN}75",
    }
    moves = rows(at, "What moves, month by month")
    assert [row["new"] for row in moves] == [30, 75, 120]
    assert moves[-1]["moved"] == -75
    assert "No other set is shared" in words(page())


def test_a_draft_is_seen_by_nobody_else(sample, page):
    begun(page)
    assert [one.name for one in profile_drafts.drafts(sample, who("cm"), "CPA-1")] == [
        "spring-2009"
    ]
    for login in ("national", "prime-1", "admin"):
        assert "spring-2009" not in words(page(login, part="draw"))
        assert "draft" not in page(login, part="draw", draft="spring-2009").query_params
    st.cache_data.clear()


def test_a_shared_set_reads_informal_and_never_varies_the_contract(sample, page):
    at = shared(page)
    assert "Receipts" in " ".join(each.value for each in at.success)
    said = words(page())
    assert NO_STEER in said
    assert CAVEAT in said
    assert f"Spring-2009 ({NO_STEER}) asks for 225 of the original's 300" in said
    original, other = rows(page("prime-1"), "Profile sets: Job outcomes")
    assert (original["total"], other["total"], other["difference"]) == (300, 225, -75)
    assert profile_drafts.drafts(sample, who("cm"), "CPA-1") == []


def test_at_03_march_stands_against_both_sets_on_the_other_page(page, opened):
    shared(page)
    at = opened("profile_vs_actual", contract="CPA-1")
    original, other = rows(at, "Sets side by side")
    assert original["share_of_profile"] == pytest.approx(100 * 178 / 300)
    assert other["share_of_profile"] == pytest.approx(100 * 178 / 225)
    assert other["against_original_share"] == pytest.approx(-25)


def test_a_set_cannot_take_the_originals_name(page):
    at = begun(page, "original")
    assert "cannot be changed" in at.error[0].value
    assert "Give the set a name" in begun(page, " ").error[0].value


@pytest.mark.parametrize(
    ("how", "label", "value", "made"),
    [
        ("Spread a total evenly", "Total of these months", 90, [30, 30, 30]),
        ("Move the months", "Months later", 1, [0, 40, 260]),
        ("Scale to a percentage", "Percentage", 50.0, [20, 50, 80]),
    ],
)
def test_many_months_are_changed_at_once(page, how, label, value, made):
    at = begun(page)
    fill(at, "How", how).run()
    fill(at, label, value)
    at = press(at, "Change these months")
    assert [row["new"] for row in rows(at, "What moves, month by month")] == made


def test_without_a_reason_nothing_is_shared_or_proposed(page):
    at = begun(page)
    [share] = [each for each in at.button if each.label == "Share it now"]
    [propose] = [each for each in at.button if each.label == "Propose it now"]
    assert share.disabled
    assert propose.disabled


def test_a_draft_is_let_go_of(sample, page):
    press(begun(page), "Let go of this draft")
    assert profile_drafts.drafts(sample, who("cm"), "CPA-1") == []


def test_another_measure_is_added_as_it_stands_or_said_to_have_no_profile(sample, page):
    begun(page)
    at = page(part="draw", draft="spring-2009", measure="starts")
    assert "There is no profile of Starts to begin from" in words(at)
    returns.send(sample, "profiles", returns.PROFILES.replace("job_outcomes", "starts"))
    at = press(page(part="draw", draft="spring-2009", measure="starts"), "Add Starts as it stands")
    assert metrics(at)["New total"] == "300"


def test_categories_that_do_not_add_up_are_put_right_before_anything_goes_out(sample, page):
    for category in ("mandatory", "voluntary"):
        returns.send(
            sample,
            "profiles",
            returns.PROFILES.replace("| all ", f"| {category} ")
            .replace("| 40", "| 20")
            .replace("| 100", "| 50")
            .replace("| 160", "| 80"),
        )
    at = spread(begun(page), 225)
    assert "All clients are not the sum of the categories" in words(at)
    assert not [each for each in at.button if each.label == "Share it now"]
    at = press(at, "Share all clients out")
    assert "not the sum" not in words(at)
    at = press(spread(at, 400), "Make all clients the sum")
    assert metrics(at)["New total"] == "225"


def test_the_provider_proposes_and_never_shares(page):
    at = page("prime-1", part="draw")
    fill(at, "Name of the new set", "ours")
    at = press(at, "Begin")
    assert not [each for each in at.button if each.label == "Share it now"]
    fill(at, "Why", "Clients are further from work.").run()
    fill(at, "Reference", "Variation 4").run()
    at = press(at, "Propose it now")
    assert "Variation 4 is proposed" in at.success[0].value
    assert "Proposed, awaits both" in words(page(part="variations"))
    assert "It brings in the set ours" in words(page(part="variations")).replace("**", "")


def agreed(page):
    """Let the manager propose a set and the provider accept it on the page."""
    at = spread(begun(page), 225)
    fill(at, "Why", "Fewer voluntary clients.").run()
    fill(at, "Reference", "Variation 4").run()
    press(at, "Propose it now")
    at = press(page("prime-1", part="variations"), "Accept for the provider")
    assert "Awaits the department" in words(at)
    return press(page(part="variations"), "Accept for the department")


def test_a_set_is_revised_once_both_accepted_on_the_page(page):
    at = agreed(page)
    assert "Agreed by both" in words(at)
    at = press(at, "Publish the set spring-2009 as agreed")
    assert "revised by contract" in at.success[0].value
    _, other = rows(page(), "Profile sets: Job outcomes")
    assert (other["standing"], other["total"]) == ("revised by contract", 225)
    assert not [b for b in page(part="variations").button if b.label.startswith("Publish")]


def test_the_log_moves_with_the_day_looked_back_to_and_nothing_is_answered_there(page):
    at = spread(begun(page), 225)
    fill(at, "Why", "Fewer voluntary clients.").run()
    fill(at, "Reference", "Variation 4").run()
    press(at, "Propose it now")
    before = page(part="variations", as_at="2009-06-30")  # proposed by the clock, long after
    assert "The log as it was known on 30 June 2009" in words(before)
    assert "Variation 4" not in words(before)
    assert not {"Propose", "Accept for the department"} & {each.label for each in before.button}
    now = page(part="variations")
    assert "Variation 4" in words(now)
    assert {"Propose", "Accept for the department"} <= {each.label for each in now.button}


def test_who_cannot_speak_for_a_side_reads_the_log_and_does_nothing(page):
    at = page("tppm", part="variations")
    assert "No change to this contract is in the log" in words(at)
    assert not at.button or "Propose" not in [each.label for each in at.button]
    assert "Draw up a set" not in [
        option for each in at.get("button_group") for option in each.options
    ]


def test_another_change_is_proposed_in_words_and_declined_with_a_reason(page):
    at = page(part="variations")
    for label, value in (
        ("Reference", "Variation 5"),
        ("Before", "30% as fee"),
        ("After", "40% as fee"),
        ("Why", "Costs are monthly."),
    ):
        fill(at, label, value)
    at = press(at, "Propose")
    assert "Variation 5: Service fee schedule" in words(at)
    assert "30% as fee" in words(at)
    at = press(page("prime-1", part="variations"), "Decline it")
    assert "Say why" in at.error[0].value
    [why] = [each for each in at.text_input if each.label == "Why" and "why" in each.key]
    why.set_value("It was part of the tender.")
    at = press(at, "Decline it")
    assert "It was part of the tender." in words(at)
    assert "Declined" in words(at)


def test_a_variation_without_a_reason_is_not_proposed(page):
    at = page(part="variations")
    fill(at, "Reference", "Variation 5")
    assert "Say reason" in press(at, "Propose").error[0].value


def test_the_bid_is_written_down_and_stands_beside_experience(page):
    at = page(part="bid")
    assert "No bid assumption is written down" in words(at)
    fill(at, "Number of people, or percentage", 3600.0)
    fill(at, "What was assumed", "starts")
    at = press(at, "Write it down")
    [row] = rows(at, "The bid and experience")
    assert (row["assumed"], row["found"]) == ("3,600", "not known")
    fill(at, "What was assumed", "conversion")
    fill(at, "Number of people, or percentage", 370.0)
    assert "between 0% and 100%" in press(at, "Write it down").error[0].value


def test_a_month_is_closed_and_what_moves_after_it_is_listed(sample, page):
    at = page(part="months")
    assert "March 2009 has ended and is not closed yet" in words(at)
    at = press(at, "Close this month")
    assert "March 2009 is closed" in at.success[0].value
    assert "Every month that has ended is closed" in words(at)
    returns.send(sample, "monthly_return", returns.RETURN.replace("| 80", "| 90"), now=LATER)
    [row] = rows(page(part="months"), "Figures that moved after their month closed")
    assert (row["as_closed"], row["now"], row["difference"]) == (80, 90, 10)


def test_the_provider_closes_nothing(page):
    at = page("prime-1", part="months")
    assert not [each for each in at.button if each.label == "Close this month"]


def test_a_reason_is_given_for_several_months_and_leaves_what_is_owed(opened):
    def profile_page(login):
        return opened("profile_vs_actual", login, contract="CPA-1")

    at = profile_page("prime-1")
    assert "2 months are under 90.0% of profile without a reason" in words(at)
    assert "has not said why job outcomes are below profile" in words(
        opened("portfolio", "prime-1")
    )
    fill(at, "What happened?", "Two employers closed.")
    at = press(at, "Give this reason")
    assert "1 month is under 90.0%" in words(at)
    march, _ = rows(profile_page("cm"), "Reasons by month")
    assert "Two employers closed." in march["reason"]
    assert march["by"] == "prime-1"
    assert not [each for each in profile_page("cm").button if each.label == "Give this reason"]
    said = words(opened("portfolio", "prime-1"))
    assert "below profile in February 2009" in said


def test_a_reason_without_words_is_sent_back(opened):
    at = press(opened("profile_vs_actual", "prime-1", contract="CPA-1"), "Give this reason")
    assert "say in a sentence" in at.error[0].value


def test_somebody_elses_contract_is_not_found(opened):
    assert "Not found" in words(opened("profile_sets", "cm-2", contract="CPA-1"))
