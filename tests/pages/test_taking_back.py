"""Can a return be withdrawn, sent back and certified where it is read, and is it said so?"""

from __future__ import annotations

from datetime import date

import pytest

from db import doors, people, rules
from db.queries import submissions
from db.scope import OPERATOR, Principal
from db.sending import Desk
from db.withdrawing import Taking, send_back
from monitoring.parameters import Setting
from tests.db import returns
from tests.pages.conftest import add_people, words

DIRECTOR = (
    "director", "Director, Prime 1", "PRIME_MANAGER", people.Place(organisation="Prime 1"),
)  # fmt: skip
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | end_to_end | yes         | yes
"""
PARTNER = ("a1", "Partner", "PARTNER_MANAGER", people.Place(contract="CPA-1", arrangement="A1"))


def last(store):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.submissions(session)[0]


def press(at, label):
    return next(each for each in at.button if each.label == label).click().run()


def labels(at):
    return [each.label for each in at.expander]


def ask_for_certificates(store):
    setting = Setting("certified_returns", "monthly_return", date(2009, 1, 1), "Schedule 4")
    rules.set_parameter(store, OPERATOR, "CPA-1", setting, returns.NOW)


@pytest.fixture
def number(sample):
    return last(sample).submission


def test_the_sender_sees_what_a_withdrawal_would_do_and_then_withdraws(sample, number, opened):
    at = opened("submissions", "prime-1", submission=str(number))
    assert "Withdraw this return" in labels(at)
    assert "Send this return back" not in labels(at)
    assert "The department and the prime provider read the reason." in words(at)
    at.text_area[0].input("Two sites were counted twice")
    at = press(at, "See what it would do")
    assert "CPA-1, January to March 2009: read no return." in words(at)
    assert "3 figures of whole contracts would change." in words(at)
    assert last(sample).status == "published"
    at = press(at, f"Withdraw return {number}")
    assert not at.exception
    assert last(sample).status == "withdrawn"
    assert "Withdrawn on " in at.warning[0].value
    assert "Two sites were counted twice" in at.warning[0].value
    assert "Withdraw this return" not in labels(at)


def test_a_reason_is_asked_for(sample, number, opened):
    at = opened("submissions", "prime-1", submission=str(number))
    at = press(at, "See what it would do")
    assert at.warning[0].value.startswith("Say why")
    assert last(sample).status == "published"


def test_a_later_return_over_it_is_named(sample, number, opened):
    returns.send(sample, "monthly_return", returns.RETURN.replace("| 38", "| 41"))
    at = opened("submissions", "prime-1", submission=str(number))
    at.text_area[0].input("Wrong")
    at = press(at, "See what it would do")
    assert f"cannot go before the later return over it in contract CPA-1: {number + 1}" in words(at)


def test_a_contract_manager_sends_a_return_back_and_its_sender_reads_why(sample, number, opened):
    at = opened("submissions", "cm", submission=str(number))
    assert "Send this return back" in labels(at)
    assert "Withdraw this return" not in labels(at)
    at.text_area[0].input("March holds the figures of February")
    at = press(press(at, "See what it would do"), "Send it back")
    assert last(sample).status == "returned"
    listed = opened("submissions", "prime-1").dataframe[0].value
    row = listed[listed["Receipt"] == number].iloc[0]
    assert (row["State"], row["Why"]) == ("Sent back", "March holds the figures of February")
    home = opened("portfolio", "prime-1")
    assert "the department sent the monthly return for January to March 2009 back" in words(home)
    assert "March holds the figures of February" in words(home)
    assert "March holds the figures of February" not in words(opened("portfolio", "cm"))


def test_a_partner_reads_on_the_list_why_its_weeks_came_back(sample, opened):
    returns.send(sample, "arrangements", ARRANGEMENTS)
    add_people(sample, [PARTNER])
    weeks = """
        contract | arrangement | week_starting | attended
        CPA-1    | A1          | 2009-01-05    | 7
    """
    sent = returns.send(sample, "partner_weekly", weeks, Principal("a1", "a1")).submission
    at = opened("submissions", "a1", submission=str(sent))
    assert "The department, the prime provider and the partner read the reason." in words(at)
    taking = Taking(submission=sent, reason="These are the weeks of another partner")
    send_back(Desk(sample, OPERATOR, returns.NOW), taking)
    assert "These are the weeks of another partner" in words(opened("submissions", "a1"))


def test_what_was_sent_back_is_no_longer_needed_once_it_is_sent_again(sample, number, opened):
    taking = Taking(submission=number, reason="The months are swapped")
    send_back(Desk(sample, Principal("cm", "cm"), returns.NOW), taking)
    assert "The months are swapped" in words(opened("portfolio", "prime-1"))
    returns.send(sample, "monthly_return", returns.RETURN)
    assert "The months are swapped" not in words(opened("portfolio", "prime-1"))


def test_nobody_else_is_offered_either(sample, number, opened):
    at = opened("submissions", "tppm", submission=str(number))
    assert not {"Withdraw this return", "Send this return back"} & set(labels(at))
    assert last(sample).status == "published"


def test_the_list_is_narrowed_to_what_was_withdrawn(sample, number, opened):
    taking = Taking(submission=number, reason="Swapped")
    send_back(Desk(sample, Principal("cm", "cm"), returns.NOW), taking)
    at = opened("submissions", "cm", status="returned")
    assert list(at.dataframe[0].value["Receipt"]) == [number]


def test_a_director_certifies_what_a_colleague_sent(sample, opened):
    add_people(sample, [DIRECTOR])
    ask_for_certificates(sample)
    again = returns.RETURN.replace("| 38", "| 41")
    sent = returns.send(sample, "monthly_return", again, Principal("prime-1", "x")).submission
    listed = opened("submissions", "prime-1", status="waits").dataframe[0].value
    assert set(listed["State"]) == {"Published, not yet certified"}
    at = opened("submissions", "prime-1", submission=str(sent))
    at.text_input[0].input("Data manager")
    at = press(at, "Certify")
    assert "You sent return" in at.warning[0].value
    at = opened("submissions", "director", submission=str(sent))
    assert "Its figures for January to March 2009 wait for a named person" in words(at)
    at = press(at, "Certify")
    assert at.warning[0].value.startswith("Say what you certify, and in which post")
    at.text_input[0].input("Operations director")
    at = press(at, "Certify")
    assert "by director, Operations director: I have checked these figures" in words(at)
    assert "Certify this return" not in labels(at)
    assert "not yet certified" not in words(opened("profile_vs_actual", "cm", contract="CPA-1"))


def test_until_then_the_page_of_the_contract_says_so_and_shows_the_figures(sample, opened):
    ask_for_certificates(sample)
    at = opened("profile_vs_actual", "cm", contract="CPA-1")
    assert "January 2009, February 2009 and March 2009 are not yet certified." in words(at)
    assert "178" in words(at)
