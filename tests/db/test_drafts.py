"""Is what was begun kept for those who may go on with it, and for nobody else?"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from db import doors, drafts, people
from db.backup import backup, restore
from db.drafts import Keeping, Moved
from db.errors import StoreError
from db.models import UploadDraft, UploadDraftFile
from db.scope import OPERATOR, Principal
from tests.db import returns
from tests.stores import prepared

NOW = returns.NOW
PRIME = Principal("prime-a", "Data manager, Prime 1")
COLLEAGUE = Principal("prime-b", "Director, Prime 1")
OTHER = Principal("prime-2", "Data manager, Prime 2")
CM = Principal("cm", "Contract manager, Area 1")
ADMIN = Principal("admin", "Administrator")
HALF = Principal("half", "Manager of one contract, Prime 1")
EXTRA = """
    contract | programme | prime   | district | starts_on  | length_months
    CPA-3    | PLP       | Prime 1 | Area 3   | 2009-01-01 | 36
"""
ROLES = (
    (PRIME, "Prime 1", "PRIME_MANAGER", people.Place(organisation="Prime 1")),
    (COLLEAGUE, "prime  1", "PRIME_MANAGER", people.Place(organisation="Prime 1")),
    (HALF, "Prime 1", "PRIME_MANAGER", people.Place(contract="CPA-1", organisation="Prime 1")),
    (OTHER, "Prime 2", "PRIME_MANAGER", people.Place(organisation="Prime 2")),
    (CM, "Department", "CM", people.Place(contract="CPA-1")),
    (ADMIN, "Department", "ADMIN", people.Place()),
)
FILES = {0: b"contract,month\n" * 50, 2: b"other"}


@prepared
def sending(store):
    """Give a store with three contracts and the people of two primes and the department."""
    returns.with_programmes(store)
    returns.send(store, "contracts", returns.CONTRACTS)
    returns.send(store, "contracts", EXTRA)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for who, organisation, role, over in ROLES:
            people.add_user(session, who.login, who.name, organisation=organisation, now=NOW)
            people.grant(session, people.Grant(login=who.login, role=role, over=over), now=NOW)
    return store


def begun(store, who=PRIME, contracts=frozenset({"CPA-1", "CPA-3"}), **said):
    keeping = Keeping(
        draft_id=drafts.new_id(),
        version=0,
        title="returns.zip",
        parts=3,
        state={"parts": [{"name": "a.csv"}]},
        files=FILES,
        contracts=contracts,
    )
    keeping = replace(keeping, **said)
    about = drafts.keep(store, drafts.owner_of(store, who), keeping, NOW)
    return replace(keeping, version=about.version)


def seen(store, who, now=NOW):
    found = drafts.unfinished(store, drafts.owner_of(store, who), now)
    return [each.draft_id for each in found]


def test_what_was_kept_comes_back_as_it_was(sending):
    mine = begun(sending)
    kept = drafts.take_up(sending, drafts.owner_of(sending, PRIME), mine.draft_id)
    assert (kept.state, kept.files) == (mine.state, FILES)
    assert (kept.about.version, kept.about.begun_by, kept.about.title) == (
        1, PRIME.name, "returns.zip",
    )  # fmt: skip


def test_it_is_seen_by_the_organisation_and_the_roles_that_began_it_and_by_nobody_else(sending):
    mine = begun(sending)
    assert seen(sending, PRIME) == seen(sending, COLLEAGUE) == [mine.draft_id]
    for who in (OTHER, CM, ADMIN, HALF, Principal("nobody", "Nobody")):
        assert seen(sending, who) == []
        owner = drafts.owner_of(sending, who)
        assert drafts.take_up(sending, owner, mine.draft_id) is None
        assert drafts.standing(sending, owner, mine.draft_id) is None
        drafts.throw_away(sending, owner, mine.draft_id)
    assert seen(sending, PRIME) == [mine.draft_id]


def test_files_of_one_contract_are_open_to_a_colleague_who_holds_that_one(sending):
    mine = begun(sending, contracts=frozenset({"CPA-1", "CPA-2"}))  # CPA-2 is not theirs at all
    assert seen(sending, HALF) == [mine.draft_id]


@pytest.mark.parametrize("named", [None, frozenset(), frozenset({"CPA-2"})])
def test_where_no_contract_of_theirs_is_known_every_role_is_needed(sending, named):
    mine = begun(sending, contracts=named)
    assert (seen(sending, COLLEAGUE), seen(sending, HALF)) == ([mine.draft_id], [])


def test_an_administrator_of_the_department_does_not_see_what_its_contract_manager_began(sending):
    mine = begun(sending, CM, contracts=frozenset({"CPA-1"}))
    assert (seen(sending, CM), seen(sending, ADMIN)) == ([mine.draft_id], [])


def test_who_lost_the_role_has_lost_the_draft(sending):
    begun(sending, CM, contracts=frozenset({"CPA-1"}))
    with doors.publisher(sending, OPERATOR) as session:
        doors.begin_write(session)
        people.disable_user(session, "cm", now=NOW)
    assert seen(sending, CM) == []


def test_a_person_without_an_organisation_sees_their_own_only(sending):
    with doors.publisher(sending, OPERATOR) as session:
        doors.begin_write(session)
        for login in ("one", "two"):
            people.add_user(session, login, login, now=NOW)
            place = people.Place(contract="CPA-1")
            people.grant(session, people.Grant(login=login, role="CM", over=place), now=NOW)
    mine = begun(sending, Principal("one", "one"), contracts=frozenset({"CPA-1"}))
    assert seen(sending, Principal("one", "one")) == [mine.draft_id]
    assert seen(sending, Principal("two", "two")) == []


def test_keeping_it_again_counts_a_version_and_says_who_touched_it(sending):
    mine = begun(sending)
    colleague = drafts.owner_of(sending, COLLEAGUE)
    later = NOW + timedelta(hours=1)
    about = drafts.keep(sending, colleague, replace(mine, state={"x": 1}), later)
    assert (about.version, about.begun_by, about.touched_by, about.touched_at) == (
        2, PRIME.name, COLLEAGUE.name, later,
    )  # fmt: skip
    assert drafts.take_up(sending, colleague, mine.draft_id).state == {"x": 1}


def test_of_two_at_once_the_second_is_told_and_nothing_is_lost_when_they_keep_theirs(sending):
    mine = begun(sending)
    owner, colleague = (drafts.owner_of(sending, who) for who in (PRIME, COLLEAGUE))
    drafts.keep(sending, colleague, replace(mine, state={"by": "colleague"}), NOW)
    with pytest.raises(Moved) as told:
        drafts.keep(sending, owner, replace(mine, state={"by": "me"}), NOW)
    assert (told.value.now.version, told.value.now.touched_by) == (2, COLLEAGUE.name)
    assert drafts.take_up(sending, owner, mine.draft_id).state == {"by": "colleague"}
    about = drafts.keep(sending, owner, replace(mine, state={"by": "me"}), NOW, over=True)
    assert about.version == 3
    assert drafts.take_up(sending, owner, mine.draft_id).state == {"by": "me"}
    (aside,) = [each for each in seen(sending, PRIME) if each != mine.draft_id]
    theirs = drafts.take_up(sending, colleague, aside)
    assert (theirs.state, theirs.files) == ({"by": "colleague"}, FILES)
    assert theirs.about.note == f"Version 2, set aside when {PRIME.name} kept their own."


def test_one_thrown_away_by_a_colleague_is_told_and_can_be_kept_anew(sending):
    mine = begun(sending)
    owner = drafts.owner_of(sending, PRIME)
    drafts.throw_away(sending, drafts.owner_of(sending, COLLEAGUE), mine.draft_id)
    with pytest.raises(Moved) as told:
        drafts.keep(sending, owner, mine, NOW)
    assert told.value.now is None
    about = drafts.keep(sending, owner, mine, NOW, over=True)
    assert drafts.take_up(sending, owner, about.draft_id).files == FILES


def test_a_file_no_longer_named_is_let_go_of_and_a_changed_one_replaced(sending):
    mine = begun(sending)
    owner = drafts.owner_of(sending, PRIME)
    drafts.keep(sending, owner, replace(mine, files={2: b"new"}), NOW)
    assert drafts.take_up(sending, owner, mine.draft_id).files == {2: b"new"}


def test_throwing_away_leaves_nothing(sending):
    mine = begun(sending)
    drafts.throw_away(sending, drafts.owner_of(sending, COLLEAGUE), mine.draft_id)
    with doors.journal(sending) as session:
        assert session.scalars(select(UploadDraft)).all() == []
        assert session.scalars(select(UploadDraftFile)).all() == []


@pytest.mark.parametrize(("setting", "days"), [(None, 30), ("2", 2), ("soon", 30), ("0", 30)])
def test_one_not_touched_for_the_days_set_is_let_go_of(sending, monkeypatch, setting, days):
    if setting is not None:
        monkeypatch.setenv("MONITOR_DRAFT_DAYS", setting)
    mine = begun(sending)
    assert seen(sending, PRIME, NOW + timedelta(days=days)) == [mine.draft_id]
    assert seen(sending, PRIME, NOW + timedelta(days=days, seconds=1)) == []
    with doors.journal(sending) as session:
        assert session.scalars(select(UploadDraftFile)).all() == []


def journal_bytes(store):
    """Give everything of drafts that stands in the journal."""
    with doors.journal(store) as session:
        files = session.execute(select(UploadDraftFile.content, UploadDraftFile.sha256)).all()
        states = session.execute(select(UploadDraft.state, UploadDraft.seal)).all()
    return b"".join(part if isinstance(part, bytes) else part.encode()
                    for row in (*files, *states) for part in row)  # fmt: skip


def test_nobody_who_reads_the_journal_reads_a_draft(sending):
    begun(sending, files={0: b"a client", 1: b"a client", 2: bytes(5000)})
    kept = journal_bytes(sending)
    assert len(kept) < 5000  # compressed before it is encrypted
    for plain in (b"a client", b'{"parts"'):
        assert plain not in kept
        assert zlib.compress(plain, 3)[2:-4] not in kept
        assert hashlib.sha256(plain).hexdigest().encode() not in kept
    with doors.journal(sending) as session:
        one, two = session.scalars(
            select(UploadDraftFile.content).where(UploadDraftFile.place < 2)
        ).all()
    assert one != two  # the same bytes twice are not seen to be the same


def test_what_was_changed_beside_us_is_not_believed(sending):
    mine = begun(sending)
    owner = drafts.owner_of(sending, PRIME)
    with doors.journal(sending) as session:
        content = session.scalar(select(UploadDraftFile.content).where(UploadDraftFile.place == 0))
        session.execute(update(UploadDraftFile).values(content=content[:-1] + b"x"))
    with pytest.raises(StoreError, match="damaged"):
        drafts.take_up(sending, owner, mine.draft_id)


def test_a_file_put_in_another_drafts_place_is_not_believed(sending):
    mine, other = begun(sending, files={0: b"mine"}), begun(sending, files={0: b"other"})
    with doors.journal(sending) as session:
        theirs = session.get(UploadDraftFile, (other.draft_id, 0))
        session.execute(
            update(UploadDraftFile)
            .where(UploadDraftFile.draft_id == mine.draft_id)
            .values(content=theirs.content, sha256=theirs.sha256)
        )
    with pytest.raises(StoreError, match="damaged"):
        drafts.take_up(sending, drafts.owner_of(sending, PRIME), mine.draft_id)


def sealed_as_before(store, draft_id):
    """Write a draft as an earlier version kept it: compressed and sealed, not encrypted."""
    key = store.key("unfinished returns")

    def seal(about, content):
        return hmac.digest(key, f"{draft_id} {about}".encode() + b"\0" + content, "sha256").hex()

    with doors.journal(store) as session:
        row = session.get(UploadDraft, draft_id)
        row.state = zlib.compress(b'{"parts": [{"name": "a.csv"}]}')
        row.seal = seal(row.version, row.state)
        for place, data in FILES.items():
            file = session.get(UploadDraftFile, (draft_id, place))
            file.sha256, file.content = hashlib.sha256(data).hexdigest(), zlib.compress(data)
            file.seal = seal(file.sha256, file.content)


def test_a_draft_of_an_earlier_version_is_opened_and_encrypted_at_the_next_look(sending):
    mine, changed = begun(sending), begun(sending)
    owner = drafts.owner_of(sending, PRIME)
    for each in (mine, changed):
        sealed_as_before(sending, each.draft_id)
    with doors.journal(sending) as session:
        session.get(UploadDraftFile, (changed.draft_id, 0)).content = zlib.compress(b"changed")
    kept = drafts.take_up(sending, owner, mine.draft_id)  # before anybody looked at the list
    assert (kept.state, kept.files) == (mine.state, FILES)
    assert zlib.compress(FILES[2]) in journal_bytes(sending)
    assert seen(sending, OTHER) == []  # somebody else's look is enough
    after = drafts.take_up(sending, owner, mine.draft_id)
    assert (after.state, after.files) == (mine.state, FILES)
    with doors.journal(sending) as session:
        seals = {each.draft_id: each.seal for each in session.scalars(select(UploadDraft))}
        files = session.scalars(
            select(UploadDraftFile.seal).where(UploadDraftFile.draft_id == mine.draft_id)
        ).all()
    assert (seals, files) == ({mine.draft_id: "", changed.draft_id: ""}, ["", ""])
    with pytest.raises(StoreError, match="damaged"):
        drafts.take_up(sending, owner, changed.draft_id)


def test_a_state_of_another_version_is_not_believed(sending):
    mine = begun(sending)
    with doors.journal(sending) as session:
        session.execute(update(UploadDraft).values(version=7))
    with pytest.raises(StoreError, match="damaged"):
        drafts.take_up(sending, drafts.owner_of(sending, PRIME), mine.draft_id)


@pytest.fixture
def empty(request, sending, tmp_path):
    """Give another place on the same engine, with nothing in it."""
    if sending.dialect == "sqlite":
        other = sending.at(f"sqlite:///{tmp_path / 'other' / 'monitor.db'}")
        yield other
        other.dispose()
        return
    server = request.getfixturevalue("postgres_server")
    name = server.make_database()
    other = server.store(name)
    yield other
    other.dispose()
    server.drop_database(name)


def test_drafts_go_with_a_backup_and_come_back_with_it(sending, empty, tmp_path):
    mine = begun(sending)
    backup(sending, tmp_path / "kept.zip", now=NOW)
    restore(empty, tmp_path / "kept.zip")
    kept = drafts.take_up(empty, drafts.owner_of(empty, COLLEAGUE), mine.draft_id)
    assert (kept.state, kept.files) == (mine.state, FILES)
