"""Extracts that name a client differently meet on one reference, from the crosswalk's day on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import func, select

from db import doors
from db.models import FACTS, Client
from db.queries import sources as queries
from db.queries import submissions
from db.scope import OPERATOR
from monitoring.vocabulary import Mode, Source
from tests.db.returns import CONTRACTS, send, with_programmes
from tests.stores import prepared

REFERRALS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | R-1        | 2009-02-02  | mandatory
    CPA-1    | R-2        | 2009-02-03  | mandatory
    CPA-1    | R-3        | 2009-02-04  | voluntary
    CPA-1    | R-4        | 2009-02-05  | voluntary
"""
STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | PX-1       | 2009-02-02  | 2009-02-12 | mandatory
    CPA-1    | PX-2       | 2009-02-03  | 2009-02-13 | mandatory
    CPA-1    | PX-3       | 2009-02-04  | 2009-02-14 | voluntary
    CPA-1    | R-4        | 2009-02-05  | 2009-02-15 | voluntary
"""
CROSSWALK = """
    contract | source      | source_ref | client_ref
    CPA-1    | provider_mi | PX-1       | R-1
    CPA-1    | provider_mi | PX-2       | R-2
    CPA-1    | provider_mi | PX-3       | R-3
    CPA-1    | payments    | PX-4       | R-4
"""


@prepared
def ready(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS, now=datetime(2009, 1, 2, tzinfo=UTC))
    send(store, "referrals", REFERRALS)
    return store


def clients(store, dataset="starts", *, standing=True):
    """Give the references under which rows stand, in the order of the file."""
    fact = FACTS[dataset]
    same = (Client.contract_id == fact.c.contract_id) & (Client.client_id == fact.c.client_id)
    named = select(Client.client_ref).join(fact, same).order_by(fact.c.row_number)
    open_now = fact.c.known_to.is_(None)
    with doors.scoped_session(store, OPERATOR) as session:
        return list(session.scalars(named.where(open_now if standing else ~open_now)))


def notes(store, number):
    with doors.scoped_session(store, OPERATOR) as session:
        return " ".join(submissions.submission(session, number).how_read["notes"])


def rules(answer):
    return [problem.rule for problem in answer.problems]


def test_a_known_reference_is_stored_under_the_one_it_stands_for_and_the_receipt_says_so(ready):
    send(ready, "references", CROSSWALK)
    answer = send(ready, "starts", STARTS)
    assert clients(ready) == ["R-1", "R-2", "R-3", "R-4"]
    assert "3 references in 3 rows resolved by the crosswalk." in notes(ready, answer.submission)
    assert "no_referral" not in rules(answer)
    assert "different_references" not in rules(answer)


def test_the_crosswalk_of_one_source_says_nothing_of_another(ready):
    send(ready, "references", CROSSWALK)
    claims = """
        contract | client_ref | outcome      | claimed_on | decision | paid_on
        CPA-1    | PX-4       | job_outcomes | 2009-03-02 | accepted | 2009-03-20
        CPA-1    | PX-1       | job_outcomes | 2009-03-02 | accepted | 2009-03-20
    """
    send(ready, "claims", claims, source=Source.PAYMENTS)
    assert clients(ready, "claims") == ["R-4", "PX-1"]


def test_the_crosswalk_of_one_contract_says_nothing_of_another(ready):
    send(ready, "references", CROSSWALK)
    send(ready, "starts", STARTS.replace("CPA-1", "CPA-2"))
    assert clients(ready) == ["PX-1", "PX-2", "PX-3", "R-4"]


def test_a_later_crosswalk_rewrites_nothing_until_the_rows_are_sent_again(ready):
    first = send(ready, "starts", STARTS)
    assert rules(first).count("no_referral") == 3
    send(ready, "references", CROSSWALK)
    assert clients(ready) == ["PX-1", "PX-2", "PX-3", "R-4"]
    answer = send(ready, "starts", STARTS.replace("2009-02-15", "2009-02-16"))
    assert answer.status == "published"
    assert clients(ready) == ["R-1", "R-2", "R-3", "R-4"]
    assert clients(ready, standing=False) == ["PX-1", "PX-2", "PX-3", "R-4"]


def test_rows_that_move_to_the_reference_meant_are_not_asked_about_as_removed(ready):
    send(ready, "starts", STARTS, mode=Mode.WHOLE)
    send(ready, "references", CROSSWALK)
    answer = send(ready, "starts", STARTS.replace("2009-02-15", "2009-02-16"), mode=Mode.WHOLE)
    assert (answer.changes.added, answer.changes.changed, answer.changes.removed) == (3, 1, 0)
    with doors.scoped_session(ready, OPERATOR) as session:
        (part,) = [each for each in submissions.submissions(session)
                   if each.submission == answer.submission]  # fmt: skip
    assert (part.rows_added, part.rows_changed, part.rows_removed) == (3, 1, 0)


def test_what_moved_is_counted_apart_in_a_file_of_several_contracts(ready):
    both = STARTS + STARTS.partition("client_category\n")[2].replace("CPA-1", "CPA-2")
    send(ready, "starts", both)
    send(ready, "references", CROSSWALK)
    answer = send(ready, "starts", both.replace("2009-02-15", "2009-02-16"))
    with doors.scoped_session(ready, OPERATOR) as session:
        parts = {each.contract: (each.rows_added, each.rows_changed, each.rows_removed)
                 for each in submissions.submissions(session)
                 if each.submission == answer.submission}  # fmt: skip
    assert parts == {"CPA-1": (3, 1, 0), "CPA-2": (0, 1, 0)}


def test_two_rows_that_turn_out_to_be_one_client_are_kept_once_or_held(ready):
    send(ready, "references", CROSSWALK)
    twice = STARTS + "    CPA-1 | R-1 | 2009-02-02 | 2009-02-12 | mandatory"
    answer = send(ready, "starts", twice)
    assert (answer.status, answer.changes.added) == ("published", 4)
    differ = twice.replace("R-1 | 2009-02-02 | 2009-02-12", "R-1 | 2009-02-02 | 2009-02-19")
    refused = send(ready, "starts", differ)
    assert refused.status == "refused"
    assert rules(refused).count("crosswalk_repeats") == 2
    held = send(ready, "starts", differ, hold_faulty=True)
    assert (held.status, held.rows_held) == ("held", 2)
    assert clients(ready).count("R-1") == 1  # as it stood


def test_the_crosswalk_itself_is_kept_as_it_was_sent(ready):
    send(ready, "references", CROSSWALK)
    again = CROSSWALK + "    CPA-1 | lms | R-1 | PX-1"
    send(ready, "references", again.replace("PX-3       | R-3", "PX-3       | R-1"))
    assert clients(ready, "references")[-1] == "PX-1"


def test_under_half_of_the_references_in_common_is_said_in_words(ready):
    answer = send(ready, "starts", STARTS)
    (said,) = [each for each in answer.problems if each.rule == "different_references"]
    assert said.severity == "for your attention"
    assert "do not use the same reference: 1 of 4 people" in said.message
    assert "starts from provider MI and referrals from LMS" in said.message
    assert "dataset references" in said.message
    assert "PX-" not in said.message


def test_referrals_are_held_against_starts_and_others_against_the_referrals(ready):
    send(ready, "starts", STARTS)
    later = REFERRALS.replace("R-4 ", "R-9 ")
    assert "different_references" in rules(send(ready, "referrals", later, confirm_size=True))
    exits = """
        contract | client_ref | exited_on  | reason
        CPA-1    | X-1        | 2009-03-02 | job
        CPA-1    | X-2        | 2009-03-02 | job
        CPA-1    | X-3        | 2009-03-02 | job
    """
    assert "different_references" in rules(send(ready, "exits", exits))


def test_two_people_are_too_few_to_say_it_of_all(ready):
    few = "\n".join(STARTS.splitlines()[:4])
    assert "different_references" not in rules(send(ready, "starts", few))


def test_other_months_are_not_held_against_each_other(ready):
    later = STARTS.replace("2009-02-0", "2009-03-0").replace("2009-02-1", "2009-03-1")
    assert "different_references" not in rules(send(ready, "starts", later))


def test_nobody_stands_twice_after_the_crosswalk(ready):
    send(ready, "starts", STARTS)
    send(ready, "references", CROSSWALK)
    send(ready, "starts", STARTS.replace("2009-02-15", "2009-02-16"))
    fact = FACTS["starts"]
    with doors.scoped_session(ready, OPERATOR) as session:
        standing = session.scalar(select(func.count()).where(fact.c.known_to.is_(None)))
    assert standing == 4


def test_people_of_a_month_are_counted_in_both_records_as_they_were_known(ready):
    send(ready, "references", CROSSWALK)
    send(ready, "starts", STARTS, received=datetime(2009, 6, 20, tzinfo=UTC))
    with doors.scoped_session(ready, OPERATOR) as session:
        now = queries.same_people(session, 1, date(2009, 2, 1))
        then = queries.same_people(session, 1, date(2009, 2, 1), datetime(2009, 6, 19, tzinfo=UTC))
        later = queries.same_people(session, 1, date(2009, 3, 1))
    assert (now.left, now.right, now.both) == (4, 4, 4)
    assert (then.left, then.right, then.both) == (4, 0, 0)
    assert (later.left, later.right, later.both) == (0, 0, 0)


def test_a_crosswalk_that_names_nobody_of_a_file_leaves_no_note(ready):
    send(ready, "references", CROSSWALK)
    answer = send(ready, "starts", STARTS.replace("PX-", "PY-"))
    assert "crosswalk" not in notes(ready, answer.submission)


def test_a_row_of_another_day_is_no_second_of_the_one_under_the_other_reference(ready):
    send(ready, "starts", STARTS)
    send(ready, "references", CROSSWALK)
    later = "\n".join(STARTS.splitlines()[:3]).replace("2009-02-02", "2009-02-09")
    send(ready, "starts", later)
    assert sorted(clients(ready)) == ["PX-1", "PX-2", "PX-3", "R-1", "R-4"]
