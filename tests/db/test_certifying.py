"""When does a figure read certified, and who may say so?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db import chain, doors, registers, rules
from db.certifying import Statement, certify
from db.publishing.request import CallError
from db.queries import certified
from db.reports import View, run
from db.reports.beside import beside
from db.scope import OPERATOR
from db.sending import Desk
from monitoring import month_by_month, narrative, scorecard
from monitoring.parameters import Setting
from monitoring.vocabulary import Role
from tests.db.returns import NOW, PROFILES, RETURN, report, send
from tests.db.summing import SIGNED, ready
from tests.db.test_withdrawing import person, take_back
from tests.stores import prepared

LATER = NOW + timedelta(days=2)


@prepared
def filled(store):
    ready(store)
    send(store, "profiles", PROFILES, now=SIGNED)
    return store


def ask(store, value="monthly_return", code="certified_returns", contract="CPA-1"):
    setting = Setting(code, value, date(2009, 1, 1), "Contract schedule 4")
    rules.set_parameter(store, OPERATOR, contract, setting, SIGNED)


@pytest.fixture
def people(filled):
    clerk = person(filled, "clerk", Role.PRIME_MANAGER, organisation="Prime 1")
    director = person(filled, "director", Role.PRIME_MANAGER, organisation="Prime 1")
    return clerk, director


def say(store, number, who, now=LATER, **said):
    told = {"text": "These figures agree with our records.", "post": "Operations director"}
    return certify(Desk(store, who, now), Statement(submission=number, **(told | said)))


def said(store, **choices):
    rows = report(store, "profile", contract="CPA-1", **choices)
    return [row["certified"] for row in rows]


def test_nothing_is_asked_of_a_contract_that_does_not_ask(filled):
    send(filled, "monthly_return", RETURN)
    assert said(filled) == [None, None, None]


def test_figures_are_not_yet_certified_until_a_named_person_says_so(filled, people):
    clerk, director = people
    ask(filled)
    sent = send(filled, "monthly_return", RETURN, clerk)
    assert said(filled) == [False, False, False]
    made = say(filled, sent.submission, director)
    assert (made.did, made.contracts) == ("certified", ("CPA-1",))
    assert said(filled) == [True, True, True]
    assert said(filled, as_at=NOW) == [False, False, False]
    with doors.owner(filled) as session:
        assert chain.verify(session, filled.key(chain.KEY_PURPOSE)) is None


def test_a_correction_waits_again_for_its_own_months_until_it_is_withdrawn(filled, people):
    clerk, director = people
    ask(filled)
    sent = send(filled, "monthly_return", RETURN, clerk)
    say(filled, sent.submission, director, now=NOW + timedelta(hours=1))
    march = """
        contract | month   | measure      | client_category | value
        CPA-1    | 2009-03 | job_outcomes | all             | 81
    """
    second = send(filled, "monthly_return", march, clerk, now=NOW + timedelta(hours=2))
    assert said(filled) == [True, True, False]
    assert said(filled, by="quarter") == [False]
    take_back(filled, second.submission, clerk)
    assert said(filled) == [True, True, True]


def test_a_return_of_the_whole_months_takes_the_place_of_what_waited_before_it(filled, people):
    clerk, director = people
    ask(filled)
    first = send(filled, "monthly_return", RETURN, clerk)
    again = RETURN.replace("| 38", "| 41")
    second = send(filled, "monthly_return", again, clerk, now=NOW + timedelta(hours=1))
    with doors.scoped_session(filled, director) as session:
        assert certified.waiting(session) == {(second.submission, "CPA-1"): False}
    say(filled, second.submission, director)
    assert said(filled) == [True, True, True]
    take_back(filled, second.submission, clerk, now=LATER)
    assert said(filled) == [False, False, False]
    with doors.scoped_session(filled, director) as session:
        assert certified.waiting(session) == {(first.submission, "CPA-1"): False}


def test_claims_which_have_no_months_wait_for_every_month(filled, people):
    claims = """
        contract | client_ref | referred_on | outcome      | decided_on | decision
        CPA-1    | R-1        | 2009-01-05  | job_outcomes | 2009-02-05 | accepted
    """
    ask(filled, "every_return")
    sent = send(filled, "claims", claims)
    rows = {row["month"]: row["certified"] for row in report(filled, "profile", contract="CPA-1")}
    assert rows["2009-02"] is False
    say(filled, sent.submission, people[1])
    rows = {row["month"]: row["certified"] for row in report(filled, "profile", contract="CPA-1")}
    assert rows["2009-02"] is True


def test_who_sent_a_return_does_not_certify_it_unless_the_contract_lets_them(filled, people):
    clerk, _ = people
    ask(filled)
    sent = send(filled, "monthly_return", RETURN, clerk)
    with pytest.raises(CallError, match=r"sent return .* yourself"):
        say(filled, sent.submission, clerk)
    ask(filled, "no", "certified_by_another", contract="CPA-2")
    second = RETURN.replace("CPA-1", "CPA-2")
    ask(filled, contract="CPA-2")
    two = person(filled, "two", Role.PRIME_MANAGER, organisation="Prime 2")
    own = send(filled, "monthly_return", second, two)
    say(filled, own.submission, two)


def test_only_a_manager_of_the_prime_certifies(filled):
    ask(filled)
    sent = send(filled, "monthly_return", RETURN)
    cm = person(filled, "cm", Role.CM, contract="CPA-1")
    with pytest.raises(CallError, match="not yours to certify"):
        say(filled, sent.submission, cm)
    with pytest.raises(CallError, match="not yours to certify"):
        say(filled, sent.submission, OPERATOR)


def test_a_statement_and_a_post_are_needed(filled, people):
    ask(filled)
    sent = send(filled, "monthly_return", RETURN)
    for blank in ("text", "post"):
        with pytest.raises(CallError, match="Say what you certify"):
            say(filled, sent.submission, people[1], **{blank: " "})


def test_what_nobody_asks_for_or_stands_no_more_is_not_certified(filled, people):
    sent = send(filled, "monthly_return", RETURN)
    with pytest.raises(CallError, match="No contract of return"):
        say(filled, sent.submission, people[1])
    take_back(filled, sent.submission)
    with pytest.raises(CallError, match="stands no more"):
        say(filled, sent.submission, people[1])


def test_a_declined_return_may_be_certified_after_all(filled, people):
    clerk, director = people
    ask(filled)
    sent = send(filled, "monthly_return", RETURN, clerk)
    say(filled, sent.submission, director, text="March is short", certified=False)
    with pytest.raises(CallError, match="declined already"):
        say(filled, sent.submission, director, text="March is short", certified=False)
    assert said(filled) == [False, False, False]
    say(filled, sent.submission, director)
    with doors.scoped_session(filled, director) as session:
        steps = certified.said_of(session, sent.submission)
    assert [each.did for each in steps] == ["declined", "certified"]
    assert steps[1].post == "Operations director"


def test_counted_figures_wait_where_every_return_is_certified(filled, people):
    clerk, director = people
    starts = """
        contract | client_ref | referred_on | started_on | client_category
        CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
    """
    ask(filled, "every_return")
    sent = send(filled, "starts", starts, clerk)
    rows = report(filled, "profile", contract="CPA-1", measure="starts")
    assert [row["certified"] for row in rows] == [False]
    say(filled, sent.submission, director)
    rows = report(filled, "profile", contract="CPA-1", measure="starts")
    assert [row["certified"] for row in rows] == [True]


def test_the_contracts_report_says_whether_the_last_month_waits(filled, people):
    ask(filled)
    sent = send(filled, "monthly_return", RETURN)
    rows = {row["contract"]: row for row in report(filled, "portfolio")}
    assert (rows["CPA-1"]["certified"], rows["CPA-2"]["certified"]) == (False, None)
    say(filled, sent.submission, people[1])
    rows = {row["contract"]: row for row in report(filled, "portfolio")}
    assert rows["CPA-1"]["certified"] is True


def test_the_list_of_returns_says_which_wait(filled, people):
    ask(filled)
    sent = send(filled, "monthly_return", RETURN)
    with doors.scoped_session(filled, people[1]) as session:
        assert certified.waiting(session) == {(sent.submission, "CPA-1"): False}
    say(filled, sent.submission, people[1])
    with doors.scoped_session(filled, people[1]) as session:
        assert certified.waiting(session) == {(sent.submission, "CPA-1"): True}


def test_the_page_of_a_contract_says_which_months_wait(filled, people):
    ask(filled)
    send(filled, "monthly_return", RETURN)
    with doors.scoped_session(filled, people[1]) as session:
        found = beside(session, View(contract="CPA-1"), NOW)
    told = narrative.profile_finding(found.own, found.words("all"))
    assert "January 2009, February 2009 and March 2009 are not yet certified." in told
    rows = month_by_month.table(found.own, found.ground.measure)
    assert all("not yet certified" in note for note in rows["note"])


def test_the_contracts_page_says_in_its_state_that_a_return_waits(filled, people):
    ask(filled)
    sent = send(filled, "monthly_return", RETURN)
    assert "not yet certified" in states(filled)["CPA-1"]
    assert "not yet certified" not in states(filled)["CPA-2"]
    say(filled, sent.submission, people[1])
    assert "not yet certified" not in states(filled)["CPA-1"]


def states(store):
    """Give what the column of returns says of each contract."""
    with doors.scoped_session(store, OPERATOR) as session:
        rows = run(session, "portfolio", View(programme="PLP"), NOW).frame
        measure = registers.programmes(session)["PLP"].measure("job_outcomes")
    told = scorecard.table(rows, measure)
    return dict(zip(told["contract"], told["data"], strict=True))
