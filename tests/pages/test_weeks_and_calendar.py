"""Do partner, prime provider and department see the weeks that are theirs, and what is due?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.people import Place
from monitoring.vocabulary import Mode
from tests.db import returns
from tests.pages.conftest import PEOPLE, add_people, words

ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | end_to_end | yes         | yes
"""
HEADER = "contract | arrangement | week_starting | referrals\n"
OLD = f"{HEADER}CPA-1 | A1 | 2009-02-02 | 4\nCPA-1 | A1 | 2009-02-09 | 5"
NEW = f"{HEADER}CPA-1 | A1 | 2009-03-02 | 6"
PARTNER = ("partner", "Partner manager", "PARTNER_MANAGER", Place(arrangement="CPA-1:A1"))


@pytest.fixture
def weekly(bare):
    returns.send(bare, "contracts", returns.CONTRACTS, received=datetime(2009, 1, 1, tzinfo=UTC))
    returns.send(bare, "arrangements", ARRANGEMENTS, source="provider_mi")
    returns.send(bare, "partner_weekly", OLD)
    returns.send(bare, "partner_weekly", NEW, now=datetime.now(tz=UTC))  # rights go by today
    add_people(bare, (*PEOPLE, PARTNER))
    return bare


def months(at):
    frame = at.dataframe[0].value
    return [(f"{row.month:%Y-%m}", row.referrals, row.said) for row in frame.itertuples()]


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize("login", ["partner", "prime-1"])
def test_partner_and_prime_see_all_weeks_and_may_release_them(opened, login):
    at = opened("partner_weeks", login, contract="CPA-1")
    assert not at.exception
    assert months(at) == [("2009-03", 6, "1 week"), ("2009-02", 9, "2 weeks, 2 missing")]
    assert "Not yet seen by the department" in words(at)
    (button,) = [each for each in at.button if each.label == "Release now"]
    button.click().run()
    assert not at.exception
    assert "Not yet seen by the department" not in words(at)
    assert len(months(opened("partner_weeks", "cm", contract="CPA-1"))) == 2


@pytest.mark.usefixtures("weekly")
def test_the_department_sees_what_is_open_and_no_button(opened):
    at = opened("partner_weeks", "cm", contract="CPA-1")
    assert months(at) == [("2009-02", 9, "2 weeks")]
    assert "Not yet seen" not in words(at)
    assert not [each for each in at.button if each.label == "Release now"]


@pytest.mark.usefixtures("weekly")
def test_nothing_to_see_says_what_brings_it(opened):
    at = opened("partner_weeks", "cm", contract="CPA-2")
    assert "No partner of this contract has returned a week you can see" in words(at)


@pytest.mark.usefixtures("weekly")
def test_the_calendar_says_what_is_awaited_with_a_line_to_paste(opened):
    at = opened("calendar", "cm", contract="CPA-1")
    assert not at.exception
    assert "returns are missing" in words(at)
    line = (
        "Provider MI of contract CPA-1 for January 2009 fell due on 7 February 2009 and has not "
        "been received."
    )
    assert any(line in each.value for each in at.code)


@pytest.mark.usefixtures("weekly")
def test_a_partner_is_asked_for_its_own_weeks_only(opened):
    at = opened("calendar", "partner")
    assert not at.exception
    assert set(at.dataframe[0].value["whose"]) == {"Partner A1"}


@pytest.mark.usefixtures("sample")
def test_where_all_is_in_the_calendar_says_so(opened):
    at = opened("calendar", "cm", contract="CPA-1")
    assert "Every return that fell due has come." in words(at)


@pytest.mark.usefixtures("weekly")
def test_one_week_into_a_month_that_has_others_is_asked_about_the_way_that_keeps_them_first(opened):
    at = opened("upload_return", "partner")
    week = returns.csv_of(f"{HEADER}CPA-1 | A1 | 2009-02-16 | 7")
    at.file_uploader[0].upload("week.csv", week)
    at.run()
    assert "2 weeks that stand in its months are not in this file." in words(at)
    (asked,) = [each for each in at.radio if each.label == "How is the file meant?"]
    assert (asked.value, [option.partition(":")[0] for option in asked.options]) == (
        None, ["It holds some weeks", "It holds every week of its months"],
    )  # fmt: skip
    kept, gone = asked.proto.captions
    assert kept.startswith("Weeks that stand and are not in the file stay as they are.")
    assert "2" in gone
    assert gone.startswith("Weeks that stand in its months and are not in the file are removed.")
    at = asked.set_value(Mode.CORRECTIONS).run()
    [publish] = [each for each in at.button if each.label == "Publish 1 row"]
    publish.click().run()
    assert months(opened("partner_weeks", "partner", contract="CPA-1"))[-1][:2] == ("2009-02", 16)
