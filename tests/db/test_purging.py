"""Is a file sent in breach gone for good, and can what was done still be answered for?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from db import chain, doors, drafts, journal
from db.drafts import Keeping
from db.models import Base, Client, JournalBase, Publication, UploadDraft
from db.publishing.request import CallError
from db.purging import purge
from db.queries import submissions
from db.scope import OPERATOR
from monitoring.mending import Mend, What
from monitoring.vocabulary import Mode, Role, Status
from tests.db.returns import NOW, RETURN, csv_of, send
from tests.db.standing import stands
from tests.db.summing import ready, values
from tests.db.test_withdrawing import person, take_back
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

LATER = NOW + timedelta(days=2)
PLANTED = "ZQ-PLANTED-7731"
OTHER = "ZQ-KEPT-1042"
STARTS = f"""
    contract | client_ref | referred_on | started_on | client_category | site      | adviser_ref
    CPA-1    | {PLANTED}  | 2009-01-05  | 2009-01-20 | mandatory       | {PLANTED} | {PLANTED}
    CPA-1    | {OTHER}    | 2009-01-06  | 2009-01-21 | mandatory       | North House | A-2
"""
EARLIER = f"""
    contract | client_ref | referred_on | started_on | client_category | site        | adviser_ref
    CPA-1    | {OTHER}    | 2009-01-06  | 2009-01-22 | mandatory       | North House | A-2
"""


@prepared
def filled(store):
    return ready(store)


def everything(store: Store) -> str:
    """Give every value of every table of the store and its journal as one text."""
    told = []
    with doors.owner(store) as session:
        for table in Base.metadata.sorted_tables:
            told += [repr(tuple(row)) for row in session.execute(select(table))]
    with doors.journal(store) as session:
        for table in JournalBase.metadata.sorted_tables:
            told += [repr(tuple(row)) for row in session.execute(select(table))]
    return "\n".join(told)


def files_hold(store: Store, word: str) -> list[str]:
    """Name the files of a SQLite store in which a word stands."""
    folder = store.path.parent
    files = (one for one in folder.iterdir() if one.is_file())
    return [one.name for one in files if word.encode() in one.read_bytes()]


def breach(store: Store) -> int:
    """Send a file that should never have been sent, mended in the browser, a row of it held."""
    faulty = STARTS + f"    CPA-1 | {PLANTED} | {PLANTED} | | mandatory | | \n"
    mend = Mend(what=What.CELLS, column="site", rows=(3,), before=PLANTED, after="-", shown=True)
    answer = send(
        store, "starts", faulty, hold_faulty=True, mends=(mend,), mode=Mode.CORRECTIONS,
        reason=f"For {PLANTED}", now=NOW + timedelta(hours=1),
    )
    assert answer.status is Status.HELD
    return answer.submission or 0


def test_nothing_of_what_it_held_can_be_found_again(filled):
    send(filled, "starts", EARLIER)
    before = stands(filled)
    number = breach(filled)
    assert PLANTED in everything(filled)
    done = purge(filled, number, "Names of clients", LATER)
    assert done.rows > 0
    assert PLANTED not in everything(filled)
    assert stands(filled) == before
    assert OTHER in everything(filled)  # an earlier file named them too


def test_the_files_themselves_hold_nothing_of_it(sqlite_store):
    filled = ready(sqlite_store)
    number = breach(filled)
    assert "monitor.db" in "".join(files_hold(filled, PLANTED))
    done = purge(filled, number, "Names of clients", LATER)
    assert done.cleared
    assert files_hold(filled, PLANTED) == []


def test_the_receipt_stays_with_its_hash_sender_and_day_and_the_chain_verifies(filled):
    number = breach(filled)
    purge(filled, number, "Names of clients", LATER)
    with doors.owner(filled) as session:
        assert chain.verify(session, filled.key(chain.KEY_PURPOSE)) is None
        last = session.scalars(
            select(Publication).where(Publication.contract_id == 1)
            .order_by(Publication.number.desc())
        ).first()
        assert (last.kind, last.submission_id) == ("purge", number)
    with doors.scoped_session(filled, OPERATOR) as session:
        one = submissions.submission(session, number)
        assert (len(one.sha256), one.sent_by, one.received_at) == (
            64, "operator", NOW + timedelta(hours=1)
        )
        [line] = [each for each in submissions.submissions(session) if each.submission == number]
        assert (line.status, line.ended_why) == ("purged", "Names of clients")
        assert submissions.content(session, number) is None
        assert {each.message for each in submissions.findings(session, number)} == {"purged"}


def test_figures_are_as_if_it_had_never_come(filled):
    number = breach(filled)
    assert values(filled, "starts") == {1: 2}
    purge(filled, number, "Names of clients", LATER)
    assert values(filled, "starts") == {}


def test_people_only_it_named_are_forgotten(filled):
    send(filled, "starts", EARLIER)
    number = breach(filled)
    purge(filled, number, "Names of clients", LATER)
    with doors.owner(filled) as session:
        assert list(session.scalars(select(Client.client_ref))) == [OTHER]


def test_a_withdrawn_file_can_be_purged_and_one_with_later_returns_over_it_cannot_yet(filled):
    first = send(filled, "monthly_return", RETURN)
    second = send(filled, "monthly_return", RETURN.replace("60", "61"),
                  now=NOW + timedelta(hours=1))
    with pytest.raises(CallError, match=f"may repeat what it holds: {second.submission}"):
        purge(filled, first.submission, "Names", LATER)
    take_back(filled, second.submission)
    purge(filled, second.submission, "Names", LATER)
    assert values(filled, "job_outcomes", origin="returned") == {1: 38, 2: 60, 3: 80}
    purge(filled, first.submission, "Names", LATER)
    assert purge(filled, first.submission, "Names", LATER).rows == 0  # nothing is left to purge
    with doors.owner(filled) as session:
        assert chain.verify(session, filled.key(chain.KEY_PURPOSE)) is None


def test_the_same_bytes_may_be_sent_again_cleaned_or_not(filled):
    first = send(filled, "monthly_return", RETURN)
    purge(filled, first.submission, "By mistake", LATER)
    assert send(filled, "monthly_return", RETURN, now=LATER).status is Status.PUBLISHED


def test_a_purge_needs_a_reason_and_a_return_that_is_there(filled):
    with pytest.raises(CallError, match="Say why"):
        purge(filled, 1, " ", LATER)
    with pytest.raises(CallError, match="not known"):
        purge(filled, 999, "Names", LATER)
    with pytest.raises(CallError, match="only terms"):
        purge(filled, 1, "Names", LATER)


def test_backups_made_since_the_file_came_are_named(filled):
    number = breach(filled)
    for name, day in (("before.zip", NOW - timedelta(days=9)), ("since.zip", LATER)):
        act = journal.Act(action=journal.Deed.BACKUP, subject=name, result="made")
        journal.write(filled, OPERATOR, act, day)
    assert purge(filled, number, "Names", LATER).backups == ("since.zip (12 June 2009)",)


def test_unfinished_copies_of_the_file_go_too(filled):
    who = person(filled, "clerk", Role.PRIME_MANAGER, organisation="Prime 1")
    data = csv_of(RETURN)
    keep_draft(filled, who, data)
    keep_draft(filled, who, b"another file")
    sent = send(filled, "monthly_return", data)
    assert purge(filled, sent.submission, "Names", LATER).drafts == 1
    with doors.journal(filled) as session:
        assert len(list(session.scalars(select(UploadDraft)))) == 1


def keep_draft(store, who, data):
    """Begin a return and leave it unfinished."""
    keeping = Keeping(
        draft_id=drafts.new_id(), version=0, title="returns.csv", parts=1,
        contracts=frozenset({"CPA-1"}), state={}, files={0: data},
    )
    drafts.keep(store, drafts.owner_of(store, who), keeping, NOW)
