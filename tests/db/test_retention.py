"""Does the schedule destroy what is older and nothing younger, and leave all else as it was?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from db import chain, doors, journal, people, retention
from db.audit import sealing
from db.audit.marks import KEY_PURPOSE
from db.audit.verifying import check
from db.governance import notes
from db.models import (
    FACTS,
    AccessEntry,
    Base,
    Destruction,
    Opening,
    Publication,
    Submission,
    SubmissionContent,
    User,
    Visit,
)
from db.publishing.request import CallError
from db.queries import behind, destroyed
from db.queries.behind import Asked
from db.retention.schedule import Period, periods
from db.retention.targets import LEFT
from db.rules import set_parameter
from db.scope import OPERATOR, Principal
from db.sending import Desk
from db.withdrawing import Taking, withdraw
from db.writing import Pen, Place
from monitoring import retention as schedule
from monitoring.audiences import Audience
from monitoring.governance.notes import Said, Subject
from monitoring.mending import Mend, What
from monitoring.parameters import Setting
from monitoring.retention import DataClass
from monitoring.vocabulary import Origin, Role, Source, Status
from tests.db.returns import NOW, send, with_programmes
from tests.db.summing import SIGNED, cohorts, ready, values
from tests.db.test_purging import everything, files_hold, keep_draft
from tests.db.test_withdrawing import person
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

# CPA-1 runs three years from January 2009, CPA-3 one: it is due from 1 January 2012 on.
SHORT = """
    contract | programme | prime   | district | starts_on  | length_months | value_gbp
    CPA-3    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 12            | 1000000
"""
PLANTED, KEPT = "ZQ-PLANTED-77", "ZQ-KEPT-42"
STARTS = """
    contract | client_ref | referred_on | started_on | client_category | site        | adviser_ref
    {0}      | {1}-A      | 2009-01-05  | 2009-01-20 | mandatory       | North House | ADV-{1}
    {0}      | {1}-B      | 2009-01-06  | 2009-02-21 | voluntary       | North House | ADV-{1}
"""
COMPLAINT = """
    contract | complaint_ref | received_on | channel        | theme          | kind      | client_ref | summary
    {0}      | C-1           | 2009-02-05  | jobcentre_staff | referral_delay | complaint | {1}-A      | Words {1}
"""  # noqa: E501 - a table is read as one
BOTH = """
    contract | client_ref | referred_on | client_category
    CPA-1    | TWO-1      | 2009-03-05  | mandatory
    CPA-3    | TWO-3      | 2009-03-06  | mandatory
"""
AFTER = datetime(2012, 2, 1, 9, 0, tzinfo=UTC)
DAY = AFTER.date()
WHY = "The schedule of 2011"
DESTROYED = {"client", "client_mark", "complaints", "referrals", "starts", "submission_content"}
"""The tables that lose rows or cells of CPA-3."""

WRITTEN = {"destruction", "publication", "submission"}
"""The tables that say so."""


def filled(store: Store) -> Store:
    """Give a store whose short contract is due and whose long one is not."""
    ready(store)
    send(store, "contracts", SHORT, now=SIGNED)
    for reference, mark in (("CPA-1", KEPT), ("CPA-3", PLANTED)):
        mend = Mend(what=What.CELLS, column="site", rows=(2,), before=mark, after="x", shown=True)
        for dataset, drawn in (("starts", STARTS), ("complaints", COMPLAINT)):
            answer = send(store, dataset, drawn.format(reference, mark), mends=(mend,))
            assert answer.status is Status.PUBLISHED, answer.problems
        place = Place(reference, Audience.DWP)
        notes.note(pen(store), place, Subject(), Said(f"Said in {mark[3:7]}"))
    assert send(store, "referrals", BOTH).status is Status.PUBLISHED
    return store


lent = prepared(filled)


def pen(store: Store, who: Principal = OPERATOR, now: datetime = NOW) -> Pen:
    return Pen(store, who, now)


def tables(store: Store) -> dict[str, set[str]]:
    """Give every row of every table of the store."""
    with doors.owner(store) as session:
        return {
            table.name: {repr(tuple(row)) for row in session.execute(select(table))}
            for table in Base.metadata.sorted_tables
        }


def destroy(store: Store, now: datetime = AFTER) -> retention.Outcome:
    return retention.apply(store, now.date(), WHY, now, confirmed=True)


def told(outcome: retention.Outcome) -> dict[DataClass, int]:
    return {due.data_class: due.rows for due in outcome.lines}


def test_what_is_due_goes_what_is_younger_stays_and_figures_stand_to_the_last_cell(filled):
    before = tables(filled)
    trial = retention.apply(filled, DAY, "", AFTER, confirmed=False)
    assert tables(filled) == before  # without a yes nothing is touched
    done = destroy(filled)
    assert told(done) == told(trial)
    after = tables(filled)
    assert {name for name in before if before[name] != after[name]} == DESTROYED | WRITTEN
    assert {name for name in before if not after[name] <= before[name]} == WRITTEN | {"complaints"}
    assert PLANTED not in everything(filled)
    for name in ("starts", "client", "complaints", "referrals"):
        gone = before[name] - after[name]
        assert gone, name
        assert all(row.startswith("(3,") for row in gone), name  # of the short contract alone
    assert KEPT in everything(filled)
    with doors.owner(filled) as session:
        assert chain.verify(session, filled.key(chain.KEY_PURPOSE)) is None
        assert not session.scalars(select(FACTS["starts"]).where(text("contract_id = 3"))).all()
    assert destroy(filled).lines == ()  # a second time there is nothing to do
    assert tables(filled) == after
    told_and_chained(filled)


def told_and_chained(filled):
    """See that each destruction stands with its counts, reason and publication."""
    with doors.scoped_session(filled, OPERATOR) as session:
        lines = {line.data_class: line for line in destroyed.listed(session)}
        assert lines[DataClass.CLIENT_ROWS].counts == {
            "client": 3, "client_mark": 3, "complaints": 1, "referrals": 1, "starts": 2
        }
        assert lines[DataClass.ADVISERS].counts == {"starts": 2}
        assert lines[DataClass.WORDS].counts == {"complaints": 1}
        assert lines[DataClass.AS_SENT].counts == {"submission_content": 3}
        assert {(line.contract, line.reason, line.by_user) for line in lines.values()} == {
            ("CPA-3", WHY, "operator")
        }
        last = session.scalars(
            select(Publication)
            .where(Publication.contract_id == 3)
            .order_by(Publication.number.desc())
        ).first()
        assert (last.kind, last.published_at) == ("destruction", AFTER)
        assert "client_rows 10" in last.detail


def test_the_files_themselves_hold_nothing_of_it(sqlite_store):
    store = filled(sqlite_store)
    assert files_hold(store, PLANTED)
    assert destroy(store).cleared
    assert files_hold(store, PLANTED) == []
    assert files_hold(store, KEPT)


def test_a_file_of_two_contracts_waits_for_the_later(filled):
    both = sent(filled, "referrals")
    destroy(filled)
    assert both in kept_files(filled)
    later = datetime(2014, 2, 1, tzinfo=UTC)
    destroy(filled, later)
    assert kept_files(filled) == set()
    assert PLANTED not in everything(filled)


def sent(store: Store, dataset: str) -> int:
    with doors.owner(store) as session:
        return session.scalar(
            select(Submission.submission_id)
            .where(Submission.dataset == dataset)
            .order_by(Submission.submission_id.desc())
        )


def kept_files(store: Store) -> set[int]:
    with doors.owner(store) as session:
        return set(session.scalars(select(SubmissionContent.submission_id)))


def test_a_destroyed_month_says_so_and_reads_neither_nought_nor_no_return(filled):
    figures = values(filled, "starts", contract=3), cohorts(filled, "starts", contract_id=3)
    assert figures[0] == {1: 1, 2: 1}
    destroy(filled)
    assert values(filled, "starts", contract=3) == figures[0]
    assert cohorts(filled, "starts", contract_id=3) == figures[1]
    asked = Asked(
        contract="CPA-3", measure="starts", month=date(2009, 1, 1), source=Source.PROVIDER_MI,
        origin=Origin.COUNTED,
    )  # fmt: skip
    for as_at in (None, datetime(2009, 7, 1, tzinfo=UTC)):
        with doors.scoped_session(filled, OPERATOR) as session:
            found = behind.rows_behind(session, Asked(**{**fields(asked), "as_at": as_at}))
            assert (found.destroyed_on, found.total) == (DAY, 0)
            other = behind.rows_behind(session, Asked(**{**fields(asked), "contract": "CPA-1"}))
            assert (other.destroyed_on, other.total) == (None, 1)
    with doors.owner(filled) as session:
        file = session.get(Submission, 7)
        assert destroyed.file_destroyed_on(file) == DAY
        assert file.how_read["mends"] == []


def fields(asked: Asked) -> dict[str, object]:
    return {name: getattr(asked, name) for name in Asked.__slots__}


def test_what_was_counted_is_never_counted_again_from_nothing(filled):
    destroy(filled)
    before = tables(filled)["measure_value"], tables(filled)["cohort_count"]
    later = AFTER + timedelta(hours=1)
    setting = Setting("start_event", "wfi1_attended", date(2009, 1, 1), "By agreement")
    set_parameter(filled, OPERATOR, "CPA-3", setting, later)
    assert (tables(filled)["measure_value"], tables(filled)["cohort_count"]) == before
    answer = send(filled, "starts", STARTS.format("CPA-3", "NEW"), now=later)
    assert answer.status is Status.REFUSED
    assert [problem.rule for problem in answer.problems] == ["rows_destroyed"]
    taking = Taking(submission=sent(filled, "starts"), reason="Wrong")
    with pytest.raises(CallError, match="destroyed under the retention schedule"):
        withdraw(Desk(filled, OPERATOR, later), taking)
    assert send(filled, "starts", STARTS.format("CPA-1", "NEW"), now=later).status == "published"
    assert (tables(filled)["cohort_count"] - before[1]) != set()  # of the contract that goes on


def test_a_hold_stops_everything_of_its_contract_until_it_is_lifted(filled):
    retention.hold(pen(filled), "CPA-3", "An inquiry")
    before = tables(filled)
    assert destroy(filled).lines == ()
    assert tables(filled) == before
    with pytest.raises(CallError, match="on hold already"):
        retention.hold(pen(filled), "CPA-3", "Again")
    with doors.scoped_session(filled, OPERATOR) as session:
        assert {each.contract: each.reason for each in retention.holds(session).values()} == {
            "CPA-3": "An inquiry"
        }
    later = datetime(2014, 2, 1, tzinfo=UTC)
    destroy(filled, later)  # of the other contract, whose turn has come too
    assert KEPT not in everything(filled)
    assert sent(filled, "referrals") in kept_files(filled)  # it holds rows of both
    retention.lift(pen(filled), "CPA-3", "It ended")
    with pytest.raises(CallError, match="is not on hold"):
        retention.lift(pen(filled), "CPA-3", "Again")
    assert told(destroy(filled, later))
    assert kept_files(filled) == set()


def period(months: int | None, **where: str) -> Period:
    since = where.pop("since", "2009-06-01")
    return Period(
        data_class=DataClass.CLIENT_ROWS, months=months, valid_from=date.fromisoformat(since),
        reason="Agreed", **where,
    )  # fmt: skip


def test_a_period_set_for_one_contract_stands_before_one_for_its_programme(filled):
    set_to = [period(12), period(None, programme="PLP"), period(36, contract="CPA-3")]
    for each in set_to:
        retention.set_period(pen(filled), each)
    destroy(filled)
    with doors.owner(filled) as session:
        assert session.scalars(text("SELECT DISTINCT contract_id FROM starts")).all() == [1, 3]
        assert [each.period for each in periods(session)] == set_to
    retention.set_period(pen(filled), period(12, contract="CPA-3"))
    destroy(filled)
    with doors.owner(filled) as session:
        assert session.scalars(text("SELECT DISTINCT contract_id FROM starts")).all() == [1]


def test_only_an_administrator_sets_periods_and_holds_and_only_with_a_reason(filled):
    manager = person(filled, "manager", Role.CM, contract="CPA-3")
    for act in (
        lambda: retention.set_period(pen(filled, manager), period(12)),
        lambda: retention.hold(pen(filled, manager), "CPA-3", "Because"),
    ):
        with pytest.raises(CallError, match="Only an administrator"):
            act()
    with pytest.raises(CallError, match="Say why"):
        retention.hold(pen(filled), "CPA-3", " ")
    with pytest.raises(CallError, match="1 to 600"):
        retention.set_period(pen(filled), period(0))
    with pytest.raises(CallError, match="no programme"):
        retention.set_period(pen(filled), period(12, programme="NONE"))
    with pytest.raises(CallError, match="not both"):
        retention.set_period(pen(filled), period(12, programme="PLP", contract="CPA-3"))
    figures = Period(data_class=DataClass.FIGURES, months=9, valid_from=DAY, reason="No")
    with pytest.raises(CallError, match="always kept"):
        retention.set_period(pen(filled), figures)
    with pytest.raises(CallError, match="has come"):
        retention.apply(filled, DAY + timedelta(days=1), WHY, AFTER, confirmed=True)
    with pytest.raises(CallError, match="Say why"):
        retention.apply(filled, DAY, " ", AFTER, confirmed=True)


def test_nobody_but_the_owner_can_say_that_something_was_destroyed(postgres_store):
    row = {
        "contract_id": 1, "destruction_id": 1, "data_class": "client_rows", "due_on": DAY,
        "number": 1, "rows": 1, "counts": {}, "reason": "", "by_user": "operator", "at": NOW,
    }  # fmt: skip
    with doors.publisher(postgres_store, OPERATOR) as session:
        doors.begin_write(session)
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(insert(Destruction).values(row))
        session.rollback()


def test_entries_older_than_each_day_go_and_no_younger_one(filled):
    days = [datetime(2009, 1, 1, 12, 0, tzinfo=UTC) + timedelta(days=45 * n) for n in range(12)]
    made = journal.Act(action=journal.Deed.BACKUP, subject="old.zip", result="made")
    journal.write(filled, OPERATOR, made, days[0])
    for at in days:
        act = journal.Act(action=journal.Deed.LOOK, subject=f"{at:%Y-%m-%d}", result="shown")
        journal.write(filled, OPERATOR, act, at)
        if at.month % 2:
            sealing.seal_all(filled, OPERATOR, at)  # else it is sealed with the entry after it
    with doors.journal(filled) as session:
        for day in days:
            session.add(Opening(submission_id=day.toordinal(), login="x", roles="CM",
                                first_at=days[0], last_at=day))  # fmt: skip
    for now in (datetime(2011, 3, 31, tzinfo=UTC), datetime(2012, 2, 29, 9, 0, tzinfo=UTC)):
        done = destroy(filled, now)
        since = schedule.kept_since([], DataClass.ACCESS, now.date())
        with doors.journal(filled) as session:
            looks = select(AccessEntry.subject).where(AccessEntry.action == "look")
            looked = set(session.scalars(looks))
            opened = set(session.scalars(select(Opening.submission_id)))
            assert check(session, filled.key(KEY_PURPOSE)).broken is None
        younger = {f"{at:%Y-%m-%d}" for at in days if at.date() >= since}
        with_it = max((f"{at:%Y-%m-%d}" for at in days if at.date() < since), default="")
        assert younger <= looked <= younger | {with_it}  # sealed together with a younger one
        assert opened == {at.toordinal() for at in days if at.date() >= since}
        assert told(done)[DataClass.ACCESS] > 0
        assert done.backups == ("old.zip (01 January 2009)",)  # its name is needed for ever
        assert DataClass.ACCESS not in told(destroy(filled, now))


def test_a_log_whose_oldest_entries_went_still_tells_what_was_changed(sqlite_store):
    for n in range(6):
        at = datetime(2009, 1, 1, 12, 0, tzinfo=UTC) + timedelta(days=200 * n)
        act = journal.Act(action=journal.Deed.LOOK, subject=f"look {n}", result="shown")
        journal.write(sqlite_store, OPERATOR, act, at)
        sealing.seal_all(sqlite_store, OPERATOR, at)
    with_programmes(sqlite_store)
    destroy(sqlite_store, datetime(2012, 1, 1, tzinfo=UTC))
    key = sqlite_store.key(KEY_PURPOSE)
    with doors.journal(sqlite_store) as session:
        assert check(session, key).broken is None
        with pytest.raises(IntegrityError, match="only added to"):  # the lock is back
            session.execute(text("DELETE FROM access_entry"))
        session.execute(text("DROP TRIGGER access_entry_no_delete"))
        session.execute(insert(AccessEntry).values(entry_id=2, at=NOW, by_user="x", action="look",
                        subject="s", contract="", result="shown", detail=""))  # fmt: skip
        session.flush()
        assert str(check(session, key).broken) == "Access entry 2: it is not as it was written."
        session.execute(text("DELETE FROM access_entry WHERE entry_id = 2"))
        session.execute(text("DELETE FROM access_entry WHERE entry_id = 5"))  # one that is kept
        assert str(check(session, key).broken) == "Access entry 5: it is missing."
        session.rollback()
        session.execute(text("DROP TRIGGER access_entry_no_delete"))
        session.execute(insert(AccessEntry).values(at=NOW, by_user="x", action="destroy",
                        subject="access log", contract="", result="destroyed",
                        detail="through seal 5"))  # fmt: skip
        session.execute(text("DELETE FROM access_entry WHERE entry_id = 5"))
        assert check(session, key).broken is not None  # nobody's word counts until it is sealed
        session.rollback()


def test_unfinished_returns_and_the_names_of_leavers_go(filled):
    clerk = person(filled, "clerk", Role.PRIME_MANAGER, organisation="Prime 1")
    staying = person(filled, "staying", Role.PRIME_MANAGER, organisation="Prime 1")
    keep_draft(filled, clerk, b"begun")
    with doors.journal(filled) as session:
        for who in (clerk, staying):
            session.add(Visit(login=who.login, page="x", last_at=NOW, before_at=None))
    with doors.publisher(filled, OPERATOR) as session:
        doors.begin_write(session)
        people.disable_user(session, "clerk", now=NOW)
    assert DataClass.DRAFTS not in told(destroy(filled, NOW + timedelta(days=80)))
    done = destroy(filled, NOW + timedelta(days=120))
    assert told(done) == {DataClass.DRAFTS: 2}
    done = destroy(filled, NOW + timedelta(days=380))
    assert told(done)[DataClass.LEAVERS] == 2
    with doors.owner(filled) as session:
        names = {one.login: one.display_name for one in session.scalars(select(User))}
        assert names == {"clerk": LEFT, "staying": "staying"}
    with doors.journal(filled) as session:
        assert session.scalars(select(Visit.login)).all() == ["staying"]
    assert DataClass.LEAVERS not in told(destroy(filled, NOW + timedelta(days=381)))


def test_notes_go_after_their_own_longer_period(filled):
    destroy(filled)
    with doors.owner(filled) as session:
        assert session.scalars(text("SELECT contract_id FROM note ORDER BY 1")).all() == [1, 3]
    destroy(filled, datetime(2016, 1, 1, 9, 0, tzinfo=UTC))
    with doors.owner(filled) as session:
        assert session.scalars(text("SELECT contract_id FROM note")).all() == [1]
        day = destroyed.destroyed_on(session, 3, DataClass.NOTES)
        assert day == date(2016, 1, 1)


def test_what_is_blanked_can_be_blank():
    for name, fact in FACTS.items():
        named = (*schedule.advisers_in(name), *schedule.words_about_people(name))
        assert all(fact.c[column].nullable for column in named), name
