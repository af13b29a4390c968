"""What changed since the last review, and the pack of a quarter, as people see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db import governance, people
from db.governance import Held
from db.scope import Principal
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.items import ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.reviews import MeetingKind
from tests.db import returns
from tests.pages.conftest import add_people, words

CM = Principal("cm", "cm")
REVIEWED = datetime(2009, 6, 10, 12, tzinfo=UTC)
CORRECTED = returns.RETURN.replace("| 38", "| 45")
ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late")
SHARED = Place("CPA-1", Audience.SHARED)


@pytest.fixture
def reviewed(sample):
    """Give the store with a review, and what came and was written after it."""
    held = Held(kind=MeetingKind.PPR, held_on=date(2009, 4, 9), as_at=REVIEWED, channel="face")
    governance.hold(Pen(sample, CM, REVIEWED), SHARED, held)
    later = Pen(sample, CM, REVIEWED + timedelta(hours=2))
    returns.send(sample, "monthly_return", CORRECTED, now=later.now)
    governance.raise_item(later, SHARED, ISSUE)
    note = Said("Not for the provider")
    governance.note(later, Place("CPA-1", Audience.DWP), Subject(), note)
    return sample


@pytest.mark.usefixtures("reviewed")
def test_the_last_review_is_what_now_is_compared_with(opened):
    at = opened("since_review", contract="CPA-1")
    assert not at.exception
    said = words(at)
    assert (
        "Since the review of 9 April 2009, job outcomes to date went from 178 of 300 (59.3%) to "
        "185 of 300 (61.7%): 7 people gained on profile."
    ) in said
    assert "1 return came, 1 earlier figure changed and 1 item was raised." in said
    figures = at.dataframe[0].value
    assert list(figures["difference"]) == ["+7 people"]


@pytest.mark.usefixtures("reviewed")
def test_a_provider_reads_of_what_was_shared_and_not_of_the_rest(opened):
    at = opened("since_review", "prime-1", contract="CPA-1")
    assert not at.exception
    told = " ".join(frame.value.to_string() for frame in at.dataframe)
    assert "Paperwork comes late" in told
    assert "Not for the provider" not in told


@pytest.mark.usefixtures("reviewed")
def test_two_months_can_be_compared_by_the_address(opened):
    at = opened(
        "since_review", contract="CPA-1", compare="months", first="2009-01", second="2009-02"
    )
    assert not at.exception
    assert "February 2009 beside January 2009, job outcomes went from 45 of 40" in words(at)


@pytest.mark.usefixtures("reviewed")
def test_any_day_can_be_compared_and_a_day_ahead_is_said_to_be(opened):
    at = opened("since_review", contract="CPA-1", then="2009-06-10")
    assert not at.exception
    assert "Since 10 June 2009, no figure changed." in words(at)
    at = opened("since_review", contract="CPA-1", then="2009-06-12", as_at="2009-06-11")
    assert "Put the earlier day first" in words(at)


@pytest.mark.usefixtures("sample")
def test_without_a_review_the_last_months_are_shown_and_it_is_said(opened):
    at = opened("since_review", contract="CPA-1")
    assert "Nothing was known of contract CPA-1 at that time" in words(at)


@pytest.mark.parametrize("page", ["since_review", "review_pack"])
def test_without_a_contract_the_page_says_what_brings_one(bare, opened, page):
    add_people(bare, [("national", "National team", "NATIONAL", people.Place())])
    at = opened(page, "national")
    assert not at.exception
    assert "No contract is in view yet" in words(at)


@pytest.mark.usefixtures("reviewed")
def test_a_pack_is_made_numbered_and_opened(opened):
    at = opened("review_pack", contract="CPA-1")
    assert not at.exception
    assert "No review pack of this contract is kept yet." in words(at)
    at.radio[0].set_value(Audience.SHARED).run()
    assert "nothing written for DWP only is in it" in words(at)
    next(each for each in at.button if "Freeze" in each.label).click().run()
    assert not at.exception
    assert at.query_params["pack"] == "1"
    assert "Made again from its number: the same, word for word." in words(at)
    [told] = [each for each in at.get("html") if "Review pack: Area 1" in each.proto.body]
    assert "185 of 300 profiled for January to March 2009" in told.proto.body
    assert "Not for the provider" not in told.proto.body


@pytest.mark.usefixtures("reviewed")
def test_a_provider_opens_a_shared_pack_and_makes_none(opened):
    at = opened("review_pack", contract="CPA-1")
    at.radio[0].set_value(Audience.SHARED).run()
    next(each for each in at.button if "Freeze" in each.label).click().run()
    at = opened("review_pack", "prime-1", contract="CPA-1")
    assert "The department makes review packs" in words(at)
    assert list(at.dataframe[0].value["pack"]) == ["Pack 1"]
    at = opened("review_pack", "prime-1", contract="CPA-1", pack="1")
    assert "Made again from its number" in words(at)
    next(each for each in at.button if each.label == "All packs").click().run()
    assert "pack" not in at.query_params


@pytest.mark.usefixtures("reviewed")
def test_a_pack_nobody_made_is_not_there(opened):
    at = opened("review_pack", contract="CPA-1", pack="7")
    assert "There is no pack 7 of contract CPA-1, or it is not yours." in words(at)


@pytest.mark.usefixtures("known_later")
def test_a_second_day_in_the_address_sets_then_beside_now(opened):
    at = opened("profile_vs_actual", contract="CPA-1", then="2009-06-10")
    assert not at.exception
    assert "Since 10 June 2009, job outcomes to date went from 178 of 300" in words(at)
    told = next(each.value for each in at.dataframe if "before" in each.value)
    assert list(told["difference"]) == ["+7 people"]
    at = opened("portfolio", contract="CPA-1", then="2009-06-10")
    assert not at.exception
    told = next(each.value for each in at.dataframe if "then" in each.value)
    assert told["difference"].iloc[0] == "+7 people"


@pytest.fixture
def known_later(sample):
    """Give the store with a figure that was restated the day after it was known."""
    returns.send(sample, "monthly_return", CORRECTED, now=returns.NOW + timedelta(days=1))
    return sample
