"""How does one file travel from bytes to a receipt?

``send`` and ``preview`` take the same road; a preview turns back at the last step, so what it
shows is exactly what sending would do.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import doors, journal, registers
from db.cleaning import keyed_reference, programme_of
from db.publishing.bench import NotKept, Prepared
from db.publishing.earlier import Same, standing_duplicate
from db.publishing.publication import publish
from db.publishing.request import Answer, CallError, Sending, refuse_identifiers
from monitoring import checks, datasets
from monitoring.checks import Checked, Expectation
from monitoring.findings import Problem, Unreadable, refuses
from monitoring.mappings import cleaning
from monitoring.reading import TERMINAL_LIMITS, Limits, read
from monitoring.reading.identifiers import Search, masked, personal_data
from monitoring.rewriting import of_several_sheets
from monitoring.vocabulary import Mode, Source, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store
    from monitoring.datasets.specification import Dataset
    from monitoring.programmes import Programme
    from monitoring.reading.table import Batch, TextTable

Progress = Callable[[str], None]
NO_ROWS = refuses(
    "no_rows",
    "No row of the file can be stored. To say that there was nothing in a month, name the contract "
    "and the month.",
)

NOT_ALONE = refuses(
    "not_alone",
    "It is stored only together with what it was sent with, and that could not be stored.",
)
NOT_STORED = frozenset({Status.REFUSED, Status.NEEDS_CONFIRMATION})


def quiet(stage: str) -> None:
    """Say nothing about how far the work is."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sends, into which store, at what moment, and who is told how far the work is."""

    store: Store
    principal: Principal
    now: datetime
    limits: Limits = TERMINAL_LIMITS
    progress: Progress = quiet


def send(desk: Desk, sending: Sending) -> Answer:
    """Publish a file whole, or without the rows its sender chose to hold, or not at all.

    Raises
    ------
    CallError
        If the call is wrong, or names something that is unknown or not the caller's.
    """
    answer = _carry(desk, sending, keep=True)
    _note_what_is_not_stored(desk, sending, answer)
    return answer


def send_together(desk: Desk, sendings: Sequence[Sending]) -> list[Answer]:
    """Publish several files in one transaction, each with its receipt: all stand, or none does.

    Later files are held against what the earlier ones bring. What was published at one instant is
    known from that instant on, so nothing asked as at any moment sees one without the others.

    Raises
    ------
    CallError
        If the call is wrong, or names something that is unknown or not the caller's.
    """
    ready = [_prepared(desk, each) for each in sendings]
    answers = [each for each in ready if isinstance(each, Answer) and each.status in NOT_STORED]
    if not answers:
        answers = _published_together(desk, ready)
    if len(answers) < len(ready) or any(each.status in NOT_STORED for each in answers):
        answers = _none_of(ready, answers)
    for sending, answer in zip(sendings, answers, strict=True):
        _note_what_is_not_stored(desk, sending, answer)
    return answers


def _published_together(desk: Desk, ready: Sequence[Prepared | Answer]) -> list[Answer]:
    """Publish what is ready in one transaction; of one that is turned back give its answer only."""
    answers: list[Answer] = []
    try:
        with doors.publisher(desk.store, desk.principal) as writing:
            begun = False
            for each in ready:
                if isinstance(each, Answer):  # it stands already
                    answers.append(each)
                    continue
                answers.append(publish(writing, desk, each, keep=True, begun=begun))
                begun = True
    except NotKept as turned_back:
        return [turned_back.answer]
    return answers


def _none_of(ready: Sequence[Prepared | Answer], answers: Sequence[Answer]) -> list[Answer]:
    """Give the answers where one file was turned back: the others are refused for its sake."""
    known = {each.sha256: each for each in (*ready, *answers) if isinstance(each, Answer)}
    return [
        known.get(each.sha256)
        or Answer(status=Status.REFUSED, sha256=each.sha256, problems=(NOT_ALONE,))
        for each in ready
    ]


def _note_what_is_not_stored(desk: Desk, sending: Sending, answer: Answer) -> None:
    """Keep in the access log that a file was turned back, and by which rules."""
    if answer.status in NOT_STORED:
        rules = Counter(problem.rule for problem in answer.problems)
        detail = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items()))
        act = journal.Act(action=journal.Deed.SEND, subject=sending.dataset, result=answer.status,
                          contract=sending.contract or "", detail=f"{answer.sha256}: {detail}")
        journal.write(desk.store, desk.principal, act, desk.now)


def preview(desk: Desk, sending: Sending) -> Answer:
    """Give what sending the file would answer, and keep nothing of it: there is no receipt."""
    return replace(_carry(desk, sending, keep=False), submission=None)


def check(desk: Desk, sending: Sending) -> tuple[Checked | None, list[Problem]]:
    """Read and check a file against its specification only; for a page that mends it."""
    _named(sending)
    with doors.scoped_session(desk.store, desk.principal) as session:
        programmes = registers.programmes(session)
        try:
            return _checked(session, desk, sending, programmes)[0], []
        except Unreadable as fault:
            return None, list(fault.problems)


def _carry(desk: Desk, sending: Sending, *, keep: bool) -> Answer:
    prepared = _prepared(desk, sending)
    if isinstance(prepared, Answer):
        return prepared
    try:
        with doors.publisher(desk.store, desk.principal) as writing:
            return publish(writing, desk, prepared, keep=keep)
    except NotKept as turned_back:
        return turned_back.answer


def _prepared(desk: Desk, sending: Sending) -> Prepared | Answer:
    """Read and check a file; give the answer at once where it goes no further."""
    dataset, source = _named(sending)
    refuse_identifiers(sending.reason)
    sending = replace(sending, name=masked(sending.name))  # a file's own name is kept with it
    digest = hashlib.sha256(sending.data).hexdigest()
    desk.progress("Reading the file")
    with doors.scoped_session(desk.store, desk.principal) as session:
        mapping = _mapping_label(session, sending)
        _own_contract(session, sending)
        held = standing_duplicate(session, Same(digest, dataset.name, source, mapping,
                                                sending.contract))
        if held is not None:
            return Answer(
                status=Status.DUPLICATE,
                sha256=digest,
                earlier_submission=held.submission_id,
                rows_read=held.rows_read,
            )
        programmes = registers.programmes(session)
        try:
            checked, sending = _checked(session, desk, sending, programmes)
        except Unreadable as fault:
            return Answer(status=Status.REFUSED, sha256=digest, problems=fault.problems)
    if _says_nothing(sending, checked):
        return Answer(
            status=Status.REFUSED,
            sha256=digest,
            problems=(NO_ROWS, *checked.problems),
            rows_read=checked.rows_read,
            how=checked.how,
        )
    return Prepared(sending, checked, dataset, source, digest, mapping, programmes)


def _says_nothing(sending: Sending, checked: Checked) -> bool:
    """Say whether no row is left to store, and no contract and months are named that had none."""
    left_out = checked.rows_read == 0 or sending.hold_faulty
    named = bool(sending.contract and sending.months)
    return left_out and not checked.refused and not checked.row_numbers and not named


def _named(sending: Sending) -> tuple[Dataset, Source]:
    """Give the dataset and the source a sending names."""
    if sending.dataset not in datasets.ALL:
        msg = f"There is no dataset {sending.dataset}. Known are {', '.join(datasets.ALL)}."
        raise CallError(msg)
    dataset = datasets.dataset(sending.dataset)
    source = sending.source or dataset.default_source
    if source not in dataset.sources:
        known = ", ".join(dataset.sources)
        msg = f"Dataset {dataset.name} does not come from source {source}. It comes from {known}."
        raise CallError(msg)
    if sending.mode is Mode.WHOLE and dataset.dating is None:
        msg = f"Dataset {dataset.name} has no months; it is sent as corrections."
        raise CallError(msg)
    return dataset, source


def _own_contract(session: Session, sending: Sending) -> None:
    """Refuse a contract named in the call that the caller cannot see; unknown reads the same."""
    if sending.contract and sending.dataset != "contracts":
        registers.contract_id(session, sending.contract)


def _mapping_label(session: Session, sending: Sending) -> str:
    if not sending.mapping:
        return ""
    found = registers.mapping(session, sending.mapping)
    if found is None:
        msg = f"There is no mapping {sending.mapping}."
        raise CallError(msg)
    if found[0].dataset != sending.dataset:
        msg = f"Mapping {sending.mapping} makes dataset {found[0].dataset}, not {sending.dataset}."
        raise CallError(msg)
    return f"{found[0].name} {found[1]}"


def _checked(
    session: Session, desk: Desk, sending: Sending, programmes: dict[str, Programme]
) -> tuple[Checked, Sending]:
    """Read, map and check a file; give with it the sending as it may be kept."""
    dataset = datasets.dataset(sending.dataset)
    table = read(sending.data, sending.name, sheet=sending.sheet, limits=desk.limits)
    found = registers.mapping(session, sending.mapping) if sending.mapping else None
    mapping = found[0] if found is not None else None
    replaced: tuple[str, ...] = ()
    if mapping is not None and cleaning.cleans(mapping):
        programme = programme_of(session, mapping, table, sending.contract)
        table = cleaning.cleaned(mapping, table, keyed_reference(desk.store, programme))
        replaced = cleaning.replaced(mapping, table.headers)
        mends = cleaning.mends_as_kept(mapping, sending.mends)
        sending = _as_kept(replace(sending, mends=mends), table, cleaning.ENDING)
    elif table.how.kind == "xlsx" and of_several_sheets(sending.data):
        table = cleaning.one_sheet(table)
        sending = _as_kept(sending, table, cleaning.SHEET_ENDING)
    whole = table
    table = replace(whole, batches=lambda: _without_personal_data(whole, replaced))
    if mapping is not None:
        table = mapping.apply(table, str.lower)
    desk.progress("Checking every row")
    checked = checks.check(dataset, table, _expectation(sending, programmes.values()))
    if checked.refused:  # the header ended the reading; who people are is looked for all the same
        personal = personal_data(whole.headers, whole.batches(), replaced)
        if personal:
            raise Unreadable(*personal)
    return checked, sending


def _as_kept(sending: Sending, table: TextTable, ending: str) -> Sending:
    """Give a sending with what may be kept of the file in place of the bytes sent."""
    name = sending.name + ending
    return replace(sending, name=name, data=cleaning.as_kept(table), sheet=None)


def _expectation(sending: Sending, programmes: Iterable[Programme]) -> Expectation:
    """Give what is known before a file is looked at: rates may be targets, never returned."""
    counts: frozenset[str] = frozenset().union(*(each.counts for each in programmes))
    every: frozenset[str] = frozenset().union(*(each.by_code for each in programmes))
    return Expectation(sending.contract, counts or None, rates=every - counts)


def _without_personal_data(table: TextTable, replaced: tuple[str, ...]) -> Iterator[Batch]:
    """Pass the batches on, and end the reading where one holds what may not be kept."""
    search = Search(table.headers, replaced)
    for batch in table.batches():
        search.look(batch)
        yield batch
    found = search.problems()
    if found:
        raise Unreadable(*found)
