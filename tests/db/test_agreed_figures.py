"""Does a figure become the actual with its last signature, and with none of the sources changed?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db import agreed_figures, doors, people
from db.agreed_figures import Saying, Which
from db.models import FACTS, MeasureValue, Publication
from db.people import Grant
from db.people import Place as Over
from db.publishing.request import CallError
from db.queries import agreed_figures as queries
from db.registers import programme_of
from db.scope import OPERATOR
from db.writing import Pen
from monitoring.agreed_figures import Answer, Did, State
from monitoring.vocabulary import Role
from tests.db.returns import report, send, with_programmes
from tests.db.seeded import who
from tests.db.test_isolation import NOW, fill
from tests.stores import prepared

MARCH = date(2009, 3, 1)
WHICH = Which("CPA-1", "referrals", MARCH)
OUTCOMES = Which("CPA-1", "job_outcomes", date(2009, 1, 1))
REFERRALS = "contract,client_ref,referred_on,client_category\n" + "".join(
    f"CPA-1,R{number},2009-03-{number:02},mandatory\n" for number in range(1, 13)
)
RETURNED = (
    "contract,month,measure,client_category,value\n"
    "CPA-1,2009-03,referrals,all,9\nCPA-1,2009-03,job_outcomes,all,2\n"
)


def told(store):
    """Give a store in which the Jobcentre's rows count 12 referrals and the provider returns 9."""
    fill(with_programmes(store))
    assert send(store, "referrals", REFERRALS.encode(), now=NOW).submission
    assert send(store, "monthly_return", RETURNED.encode(), now=NOW, confirm_size=True,
                mode="corrections").submission
    return store


given = prepared(told)


def took(store, login, did, which=WHICH, *, minutes=0, **said):
    pen = Pen(store, who(login), NOW + timedelta(minutes=minutes))
    agreed_figures.take(pen, which, did, Saying(**said))


def standing(store, login="CM", as_at=None):
    with doors.scoped_session(store, who(login)) as session:
        programme = programme_of(session, 1)
        found = queries.figures_of(session, {1: "CPA-1"}, programme, as_at)
        now = queries.sources_now(session, {1: "CPA-1"}, ["referrals"], "all", as_at)
    return found, now[("CPA-1", "referrals", MARCH)]


def actual(store, which=WHICH, login="CM", as_at=None):
    """Give the actual as the report of the profile says it: figure, source and origin."""
    choices = {"contract": which.contract, "measure": which.measure, "as_at": as_at}
    rows = report(store, "profile", who(login), **choices)
    row = next(one for one in rows if one["month"] == f"{which.month:%Y-%m}")
    return row["actual"], row["source"], row["origin"]


def test_a_figure_for_referrals_is_the_actual_once_both_have_signed(told):
    before = actual(told)
    took(told, "TPPM", Did.PROPOSED, value=11, answer_by=date(2009, 6, 20), text="One sent twice.")
    assert actual(told) == before == (9, "provider_mi", "returned")
    took(told, "CM", Did.SIGNED, minutes=1)
    assert actual(told) == (11, "agreed", "returned")
    [figure], now = standing(told)
    assert (figure.state, figure.signed, figure.moved(now)) == (State.AGREED, ("TPPM", "CM"), ())
    assert actual(told, as_at=NOW) == before  # what was known before it was signed


def test_outcomes_are_the_contract_manager_s_alone_to_sign(told):
    with pytest.raises(CallError, match="Only who signs for this measure does this: the contract"):
        took(told, "TPPM", Did.PROPOSED, OUTCOMES, value=37)
    took(told, "CM", Did.PROPOSED, OUTCOMES, value=37)
    assert actual(told, OUTCOMES) == (37, "agreed", "returned")


def test_no_source_is_changed_and_withdrawing_brings_the_first_source_back(told):
    def sources():
        with doors.scoped_session(told, who("ADMIN")) as session:
            facts = [session.execute(select(*FACTS[name].c)).all() for name in FACTS]
            values = select(MeasureValue).where(MeasureValue.source != "agreed")
            return facts, len(session.scalars(values).all())

    before = sources()
    took(told, "CM", Did.PROPOSED, value=11)
    took(told, "TPPM", Did.SIGNED, minutes=1)
    took(told, "TPPM", Did.WITHDRAWN, minutes=2, text="LMS was put right.")
    assert actual(told) == (9, "provider_mi", "returned")
    assert actual(told, as_at=NOW + timedelta(minutes=1))[1] == "agreed"
    took(told, "CM", Did.PROPOSED, minutes=3, value=12)
    [figure], _ = standing(told)
    assert (figure.value, figure.state, figure.signed) == (12, State.PROPOSED, ("CM",))
    assert sources() == before


def test_the_provider_says_what_it_thinks_and_the_figure_holds_all_the_same(told):
    took(told, "CM", Did.PROPOSED, value=11, answer_by=date(2009, 6, 20))
    took(told, "TPPM", Did.SIGNED, minutes=1)
    for login in ("CM", "ADVISER_MANAGER", "PARTNER_MANAGER", "JOBCENTRE"):
        with pytest.raises(CallError):
            took(told, login, Did.DISAGREES, text="No.")
    took(told, "PRIME_MANAGER", Did.DISAGREES, minutes=2, text="Nine reached us.")
    [figure], _ = standing(told, "PRIME_MANAGER")
    assert (figure.answer(date(2009, 6, 21)), figure.because) == (
        Answer.DISAGREES, "Nine reached us.",
    )
    assert actual(told)[1] == "agreed"
    assert standing(told, "EVALUATOR")[0] == []  # an evaluator reads what nobody writes


def test_a_figure_reads_that_its_sources_have_moved_since(told):
    took(told, "CM", Did.PROPOSED, value=11)
    later = REFERRALS.replace("2009-03-12,mandatory", "2009-04-12,mandatory")
    moved = send(told, "referrals", later.encode(), now=NOW + timedelta(hours=1),
                 months=(MARCH, date(2009, 4, 1)), confirm_size=True, reason="As sent.")
    assert moved.submission, moved
    [figure], now = standing(told)
    assert [(one.source, one.value, one.submission) for one in figure.moved(now)] == [
        ("lms", 11, moved.submission)
    ]
    assert {one.value for one in figure.rests_on} == {9, 12}


def test_it_is_a_publication_of_its_own_chained_like_the_others(told):
    took(told, "CM", Did.PROPOSED, OUTCOMES, value=37)
    with doors.scoped_session(told, who("CM")) as session:
        query = select(Publication).where(Publication.contract_id == 1)
        last = session.scalars(query.order_by(Publication.number.desc())).first()
    assert (last.kind, last.detail, last.submission_id) == (
        "agreed figure", "job_outcomes 2009-01 agreed", None,
    )


@pytest.mark.parametrize(
    ("which", "words"),
    [
        (Which("CPA-1", "start_rate", MARCH), "no count of programme PLP"),
        (Which("CPA-1", "referrals", date(2008, 12, 1)), "no month of contract CPA-1"),
        (Which("CPA-1", "referrals", date(2009, 6, 1)), "no month of contract CPA-1"),
        (Which("CPA-2", "referrals", MARCH), "Contract CPA-2 is not known, or is not yours"),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_plain_words(told, which, words):
    with pytest.raises(CallError, match=words):
        took(told, "CM", Did.PROPOSED, which, value=1)


def test_a_proposal_says_a_whole_number(told):
    with pytest.raises(CallError, match="a whole number, 0 or more"):
        took(told, "CM", Did.PROPOSED, value=None)


def test_a_deputy_signs_while_they_hold_the_role_and_nobody_signs_twice(told):
    with doors.publisher(told, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "deputy", "Deputy", now=NOW)
        for role in (Role.CM, Role.TPPM):
            over = Over(contract="CPA-1")
            people.grant(session, Grant(login="deputy", role=role, over=over), now=NOW)
    took(told, "deputy", Did.PROPOSED, value=11)
    with pytest.raises(CallError, match="somebody else signs it for the other"):
        took(told, "deputy", Did.SIGNED, minutes=1)
    took(told, "CM", Did.SIGNED, minutes=1)
    assert actual(told)[1] == "agreed"


def test_the_report_of_sources_shows_it_as_agreed_and_judges_no_source_by_it(told):
    rows = report(told, "sources", who("CM"), contract="CPA-1", measure="referrals")
    before = {(one["month"], one["source"]): one for one in rows}
    took(told, "CM", Did.PROPOSED, value=11)
    took(told, "TPPM", Did.SIGNED, minutes=1)
    after = report(told, "sources", who("CM"), contract="CPA-1", measure="referrals")
    agreed = next(one for one in after if one["source"] == "agreed")
    assert (agreed["value"], agreed["grade"], agreed["days_late"]) == (11, "", None)
    assert agreed["difference"] == 9 - 11
    assert [one for one in after if one["source"] != "agreed"] == list(before.values())
