"""How does the sample come into an empty store? As real files would: sent, checked, published."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from db import doors, people, registers, sending
from db.publishing.request import CallError, Sending
from db.scope import OPERATOR, Principal
from db.setup import initialise, mark_sample
from monitoring.vocabulary import Mode, Source, Status
from sample_data import generate
from sample_data.agreements import agree_first, write_agreements
from sample_data.promises import freeze_packs, write_promises
from sample_data.returned import ask_for_certificate, come_back
from sample_data.scales import set_scales

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from db.store import Store
    from sample_data.generate import Assignment, SampleFile

REGISTERED_FIRST = "contracts"  # people's roles name contracts, districts and organisations
EVERY = 50  # files between two lines of progress


def load_sample(store: Store, now: datetime, say: Callable[[str], None]) -> None:
    """Make the store if need be, mark it as a sample for good, and send every file of the sample.

    Raises
    ------
    CallError
        If anything was ever sent to the store, or a file of the sample is not published.
    """
    initialise(store, now)
    mark_sample(store, generate.WORKING_DATES, now)
    _save_mappings(store, now)
    say("Making the sample's files")
    files = list(generate.files())
    registered = [file for file in files if file.dataset == REGISTERED_FIRST]
    _send_all(store, registered, now, say, {})
    known = add_people(store, generate.users(), now)
    rest = [file for file in files if file.dataset != REGISTERED_FIRST]
    agree_first(store, known)
    _send_all(store, rest, now, say, known)
    come_back(store, known, rest)
    ask_for_certificate(store, known)
    set_scales(store, known)
    write_promises(store, known)
    write_agreements(store, known, now)
    freeze_packs(store, known)  # last: a pack holds what was known then, whenever it came in here


def _save_mappings(store: Store, now: datetime) -> None:
    for path in generate.mapping_paths():
        registers.keep_mapping(store, OPERATOR, registers.read_mapping(path.read_bytes()), now)


def add_people(store: Store, roles: Iterable[Assignment], now: datetime) -> dict[str, Principal]:
    """Add the sample's people with their roles; give them by login."""
    known: dict[str, Principal] = {}
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for role in roles:
            if role.login not in known:
                people.add_user(
                    session, role.login, role.display_name, organisation=role.works_for, now=now
                )
                known[role.login] = Principal(role.login, role.display_name)
            over = people.Place(
                contract=role.contract,
                district=role.district,
                organisation=role.organisation,
                arrangement=role.arrangement,
            )
            people.grant(
                session, people.Grant(login=role.login, role=role.role, over=over), now=now
            )
    return known


def _send_all(
    store: Store,
    files: list[SampleFile],
    now: datetime,
    say: Callable[[str], None],
    known: dict[str, Principal],
) -> None:
    for place, file in enumerate(files, start=1):
        who = known.get(file.sender, OPERATOR)
        answer = sending.send(sending.Desk(store, who, now), _sending(file))
        if answer.status not in {Status.PUBLISHED, Status.HELD}:
            rules = sorted({problem.rule for problem in answer.problems})
            msg = f"{file.name} of the sample was not published: {answer.status}, {rules}."
            raise CallError(msg)
        if place % EVERY == 0 or place == len(files):
            say(f"{place} of {len(files)} files sent")


def _sending(file: SampleFile) -> Sending:
    return Sending(
        dataset=file.dataset,
        name=file.name,
        data=file.data,
        source=Source(file.source),
        contract=file.contract or None,
        mapping=file.mapping or None,
        months=tuple(_month(text) for text in file.months),
        mode=Mode(file.mode) if file.mode else None,
        hold_faulty=file.hold_faulty,
        confirm_size=file.confirm_size,
        reason=file.reason,
        received=datetime.fromisoformat(file.received),
    )


def _month(text: str) -> date:
    return datetime.fromisoformat(f"{text}-01").date()
