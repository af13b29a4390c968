"""What happens when a return is withdrawn by its sender or sent back by the department?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from db import chain, doors, people
from db.models import Publication
from db.publishing.request import CallError
from db.queries import held, submissions
from db.scope import OPERATOR, Principal
from db.sending import Desk
from db.withdrawing import Taking, send_back, withdraw
from monitoring.vocabulary import Mode, Role, Source, Status
from tests.db.returns import NOW, PROFILES, RETURN, report, send
from tests.db.standing import stands
from tests.db.summing import SIGNED, months, ready, values
from tests.stores import prepared

LATER = NOW + timedelta(days=2)
CORRECTED = RETURN.replace("| 60", "| 75")
STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
    CPA-1    | R-2        | 2009-01-06  | 2009-02-20 | voluntary
"""
BOTH = """
    contract | month   | measure | client_category | value
    CPA-1    | 2009-01 | starts  | all             | 10
    CPA-2    | 2009-01 | starts  | all             | 20
"""


@prepared
def filled(store):
    return ready(store)


def take_back(store, number, who=OPERATOR, how=withdraw, now=LATER, **said):
    taking = Taking(submission=number, reason=said.pop("reason", "The file is wrong"), **said)
    return how(Desk(store, who, now), taking)


def person(store, login, role, **over):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, login, login, now=NOW)
        people.grant(
            session, people.Grant(login=login, role=role, over=people.Place(**over)), now=NOW
        )
    return Principal(login, login)


def test_the_earlier_version_stands_again_when_its_correction_is_withdrawn(filled):
    first = send(filled, "monthly_return", RETURN)
    before = stands(filled)
    second = send(filled, "monthly_return", CORRECTED, now=NOW + timedelta(hours=1))
    outcome = take_back(filled, second.submission)
    assert stands(filled) == before
    [after] = outcome.contracts
    assert after.months == tuple((month, first.submission) for month in months(1, 2, 3))
    assert (after.rows_closed, after.rows_opened) == (1, 1)
    [figure] = outcome.figures
    assert (figure.before, figure.after) == (75, 60)


def test_a_month_reads_no_return_when_its_only_return_is_withdrawn(filled):
    before = stands(filled)
    only = send(filled, "monthly_return", RETURN)
    outcome = take_back(filled, only.submission)
    assert stands(filled) == before
    assert {stood for _, stood in outcome.contracts[0].months} == {None}
    assert values(filled, "job_outcomes", origin="returned") == {}


def test_a_counted_month_is_nought_only_while_a_standing_return_covers_it(filled):
    sent = send(filled, "starts", STARTS, months=months(1, 2, 3), mode=Mode.WHOLE)
    assert values(filled, "starts") == {1: 1, 2: 1, 3: 0}
    take_back(filled, sent.submission)
    assert values(filled, "starts") == {}


def test_what_was_known_before_a_withdrawal_stays_known(filled):
    sent = send(filled, "monthly_return", RETURN)
    take_back(filled, sent.submission)
    assert values(filled, "job_outcomes", origin="returned", as_at=NOW) == {1: 38, 2: 60, 3: 80}
    assert values(filled, "job_outcomes", origin="returned", as_at=LATER) == {}


def test_a_later_return_of_the_same_months_must_go_first(filled):
    first = send(filled, "monthly_return", RETURN)
    second = send(filled, "monthly_return", CORRECTED, now=NOW + timedelta(hours=1))
    with pytest.raises(CallError, match=f"cannot go before .*CPA-1: {second.submission}"):
        take_back(filled, first.submission)
    take_back(filled, second.submission)
    take_back(filled, first.submission)
    assert values(filled, "job_outcomes", origin="returned") == {}


def test_returns_of_other_months_sources_and_contracts_are_not_in_the_way(filled):
    first = send(filled, "monthly_return", BOTH)
    april = BOTH.replace("2009-01", "2009-04")
    send(filled, "monthly_return", april, now=NOW + timedelta(hours=1))
    send(filled, "monthly_return", BOTH, source=Source.PLMI, now=NOW + timedelta(hours=2))
    take_back(filled, first.submission)
    assert values(filled, "starts", origin="returned") == {4: 10}
    assert values(filled, "starts", origin="returned", source=Source.PLMI) == {1: 10}


def test_a_later_return_that_took_the_key_into_another_month_must_go_first(filled):
    drawn = """
        contract | client_ref | rated_on   | scheme | code
        CPA-1    | R-1        | 2009-01-05 | rag    | red
    """
    claims = """
        contract | client_ref | referred_on | outcome      | decided_on | decision
        CPA-1    | R-1        | 2009-01-05  | job_outcomes | 2009-03-05 | accepted
    """
    send(filled, "readiness", drawn)
    first = send(filled, "claims", claims)
    later = send(filled, "claims", claims.replace("03-05", "04-05"), now=NOW + timedelta(hours=1))
    with pytest.raises(CallError, match=str(later.submission)):
        take_back(filled, first.submission)


def test_the_same_bytes_may_be_sent_again_after_a_withdrawal(filled):
    first = send(filled, "monthly_return", RETURN)
    assert send(filled, "monthly_return", RETURN).status is Status.DUPLICATE
    take_back(filled, first.submission)
    again = send(filled, "monthly_return", RETURN, now=LATER)
    assert again.status is Status.PUBLISHED
    assert again.versions == (2,)
    assert again.earlier_submission is None
    assert values(filled, "job_outcomes", origin="returned") == {1: 38, 2: 60, 3: 80}


def test_the_earlier_bytes_are_held_already_once_their_correction_is_withdrawn(filled):
    first = send(filled, "monthly_return", RETURN)
    second = send(filled, "monthly_return", CORRECTED, now=NOW + timedelta(hours=1))
    take_back(filled, second.submission)
    again = send(filled, "monthly_return", RETURN, now=LATER)
    assert (again.status, again.earlier_submission) == (Status.DUPLICATE, first.submission)


def test_a_restored_figure_names_the_return_it_came_in(filled):
    first = send(filled, "monthly_return", RETURN)
    second = send(filled, "monthly_return", CORRECTED, now=NOW + timedelta(hours=1))
    third = send(filled, "monthly_return", RETURN, now=NOW + timedelta(hours=2))
    take_back(filled, third.submission)
    take_back(filled, second.submission)
    from db.queries.figures import Level, cells  # noqa: PLC0415 - the one place

    with doors.scoped_session(filled, OPERATOR) as session:
        frame = cells(session, [1], ["job_outcomes"], Level())
    assert set(frame["submission"]) == {first.submission}


def test_a_return_is_withdrawn_once_and_with_a_reason(filled):
    sent = send(filled, "monthly_return", RETURN)
    with pytest.raises(CallError, match="Say why"):
        take_back(filled, sent.submission, reason="  ")
    take_back(filled, sent.submission)
    with pytest.raises(CallError, match="stands no more"):
        take_back(filled, sent.submission)
    with pytest.raises(CallError, match="not known, or is not yours"):
        take_back(filled, 999)


def test_a_preview_tells_what_a_withdrawal_would_do_and_keeps_nothing(filled):
    sent = send(filled, "monthly_return", RETURN)
    before = stands(filled)
    taking = Taking(submission=sent.submission, reason="Not decided yet")
    outcome = withdraw(Desk(filled, OPERATOR, LATER), taking, keep=False)
    assert len(outcome.figures) == 3
    assert stands(filled) == before


def test_only_the_sender_s_organisation_withdraws(filled):
    sent = send(filled, "monthly_return", RETURN)
    cm = person(filled, "cm", Role.CM, contract="CPA-1")
    prime = person(filled, "prime", Role.PRIME_MANAGER, organisation="Prime 1")
    other = person(filled, "other", Role.PRIME_MANAGER, organisation="Prime 2")
    with pytest.raises(CallError, match="organisation that sent it"):
        take_back(filled, sent.submission, cm)
    with pytest.raises(CallError, match="not known, or is not yours"):
        take_back(filled, sent.submission, other)
    take_back(filled, sent.submission, prime)
    assert values(filled, "job_outcomes", origin="returned") == {}


def test_a_file_of_several_contracts_is_withdrawn_for_all_of_them(filled):
    sent = send(filled, "monthly_return", BOTH)
    one = person(filled, "one", Role.PRIME_MANAGER, organisation="Prime 1")
    with pytest.raises(CallError, match="organisation that sent it"):
        take_back(filled, sent.submission, one)
    take_back(filled, sent.submission)
    assert values(filled, "starts", origin="returned") == {}
    assert values(filled, "starts", origin="returned", contract=2) == {}


def test_a_contract_manager_sends_it_back_for_the_contracts_that_are_theirs(filled):
    sent = send(filled, "monthly_return", BOTH)
    cm = person(filled, "cm", Role.CM, contract="CPA-1")
    with pytest.raises(CallError, match="not yours to send back for contract CPA-2"):
        take_back(filled, sent.submission, cm, send_back, contracts=("CPA-2",))
    outcome = take_back(filled, sent.submission, cm, send_back)
    assert [each.contract for each in outcome.contracts] == ["CPA-1"]
    assert values(filled, "starts", origin="returned") == {}
    assert values(filled, "starts", origin="returned", contract=2) == {1: 20}
    with doors.scoped_session(filled, OPERATOR) as session:
        said = {each.contract: each for each in submissions.submissions(session)
                if each.submission == sent.submission}
    assert (said["CPA-1"].status, said["CPA-2"].status) == ("returned", "published")
    assert said["CPA-1"].ended_why == "The file is wrong"
    assert said["CPA-1"].ended_on == date(2009, 6, 12)


@pytest.mark.parametrize("role", [Role.PRIME_MANAGER, Role.TPPM, Role.AUDITOR, Role.JOBCENTRE])
def test_nobody_but_its_manager_and_the_national_team_sends_a_return_back(filled, role):
    sent = send(filled, "monthly_return", RETURN)
    over = {"contract": "CPA-1"} if role is not Role.AUDITOR else {}
    who = person(filled, "somebody", role, **over)
    with pytest.raises(CallError, match="not yours to send back"):
        take_back(filled, sent.submission, who, send_back)


def test_what_the_department_sent_is_withdrawn_not_sent_back(filled):
    sent = send(filled, "profiles", PROFILES.replace("original", "better"))
    with pytest.raises(CallError, match="not yours to send back"):
        take_back(filled, sent.submission, how=send_back)


def test_a_partner_withdraws_its_own_weeks_only(filled):
    drawn = """
        contract | arrangement | week_starting | attended
        CPA-1    | {part}      | 2009-01-05    | 7
    """
    mine = send(filled, "partner_weekly", drawn.format(part="A1"))
    send(filled, "partner_weekly", drawn.format(part="A2"), now=NOW + timedelta(hours=1))
    a1 = person(filled, "a1", Role.PARTNER_MANAGER, contract="CPA-1", arrangement="A1")
    a2 = person(filled, "a2", Role.PARTNER_MANAGER, contract="CPA-1", arrangement="A2")
    with pytest.raises(CallError, match="not known, or is not yours"):
        take_back(filled, mine.submission, a2)
    take_back(filled, mine.submission, a1)
    left = stands(filled)["partner_weekly"]
    assert [row for row in left if "A1" in row] == []
    assert sum(left.values()) == 1


def test_reference_data_can_be_withdrawn(filled):
    drawn = """
        district | month   | indicator | value
        Area 1   | 2009-01 | claimants | 5
    """
    before = stands(filled)
    sent = send(filled, "area_indicators", drawn)
    take_back(filled, sent.submission)
    assert stands(filled) == before
    assert send(filled, "area_indicators", drawn, now=LATER).status is Status.PUBLISHED


def test_a_contract_manager_withdraws_reference_data_of_the_department(filled):
    drawn = """
        district | month   | indicator | value
        Area 1   | 2009-01 | claimants | 5
    """
    national = person(filled, "national", Role.NATIONAL)
    sent = send(filled, "area_indicators", drawn, national)
    take_back(filled, sent.submission, national)
    assert "area_indicators" not in stands(filled)


def test_figures_of_the_original_profile_cannot_be_withdrawn(filled):
    sent = send(filled, "profiles", PROFILES)
    with pytest.raises(CallError, match="original profile"):
        take_back(filled, sent.submission)


def test_the_only_terms_of_a_contract_cannot_be_withdrawn(filled):
    with pytest.raises(CallError, match="only terms of contract CPA-1"):
        take_back(filled, 1)


def test_held_rows_of_a_withdrawn_return_wait_no_longer(filled):
    drawn = """
        contract | month   | measure      | client_category | value
        CPA-1    | 2009-01 | job_outcomes | all             | 38
        CPA-1    | 2009-02 | job_outcomes | all             | many
    """
    sent = send(filled, "monthly_return", drawn, hold_faulty=True)
    with doors.scoped_session(filled, OPERATOR) as session:
        assert len(held.rows_held(session, [1])) == 1
    take_back(filled, sent.submission)
    with doors.scoped_session(filled, OPERATOR) as session:
        assert held.rows_held(session, [1]).empty
        assert len(held.rows_held(session, [1], NOW)) == 1
        assert submissions.last_returns(session, [1], ["provider_mi"]) == {}
        assert 1 in submissions.last_returns(session, [1], ["provider_mi"], NOW)


def test_a_withdrawal_is_chained_like_any_publication(filled):
    sent = send(filled, "monthly_return", RETURN)
    take_back(filled, sent.submission)
    with doors.owner(filled) as session:
        assert chain.verify(session, filled.key(chain.KEY_PURPOSE)) is None
        last = session.scalars(
            select(Publication).where(Publication.contract_id == 1)
            .order_by(Publication.number.desc())
        ).first()
    assert (last.kind, last.submission_id, last.by_user) == (
        "withdrawal", sent.submission, "operator"
    )


def test_the_profile_report_reads_no_return_after_a_withdrawal(filled):
    send(filled, "profiles", PROFILES)
    sent = send(filled, "monthly_return", RETURN)
    take_back(filled, sent.submission)
    rows = report(filled, "profile", contract="CPA-1")
    assert {row["actual"] for row in rows} == {None}


def test_a_withdrawal_may_not_go_back_in_time(filled):
    sent = send(filled, "monthly_return", RETURN)
    with pytest.raises(CallError, match="already published"):
        take_back(filled, sent.submission, at=datetime(2009, 1, 1, tzinfo=UTC))
    assert SIGNED < NOW
