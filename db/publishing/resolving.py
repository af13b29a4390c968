"""Which contract, client, arrangement and place does each row of a file mean?"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from db.models import FACTS, REFERENCE_STREAM, Contract, District, Organisation, Site
from db.models.facts import stored_fields, stored_name
from db.names import name_key
from db.publishing.client_numbers import CHUNK, Newcomers, numbers_of
from monitoring.datasets.specification import Dataset, Kind
from monitoring.findings import Problem, refuses
from monitoring.vocabulary import OWN_DELIVERY, Source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.scope import Scope
    from monitoring.checks import Checked

LOCAL_COLUMNS = ("site", "office", "service")  # a contract's own; other names are everybody's


@dataclass
class Resolved:
    """The rows of a file with numbers for names; every list has one entry a row."""

    contract_ids: list[int]
    row_numbers: list[int]
    senders: list[str]
    columns: dict[str, list[Any]]  # by stored name
    newcomers: list[Newcomers] = field(default_factory=list)

    def leave_out(self, rows: set[int]) -> None:
        """Take rows out, by the number a person sees."""
        gone = rows.intersection(self.row_numbers)
        if gone:
            keep = [row not in gone for row in self.row_numbers]
            self.contract_ids = list(compress(self.contract_ids, keep))
            self.senders = list(compress(self.senders, keep))
            self.columns = {name: list(compress(v, keep)) for name, v in self.columns.items()}
            self.row_numbers = list(compress(self.row_numbers, keep))


def contract_column(checked: Checked) -> list[str]:
    """Give each row's contract; blank for reference data, which belongs to no contract."""
    named = checked.columns.get("contract")
    return [""] * len(checked.row_numbers) if named is None else [str(value) for value in named]


def contracts_of(session: Session, checked: Checked) -> dict[str, tuple[int, str]]:
    """Give number and programme of every contract the file names and the store knows."""
    named = sorted(set(contract_column(checked)) - {""})
    known: dict[str, tuple[int, str]] = {"": (REFERENCE_STREAM, "")}
    for start in range(0, len(named), CHUNK):
        found = select(Contract.reference, Contract.contract_id, Contract.programme).where(
            Contract.reference.in_(named[start : start + CHUNK])
        )
        known |= {row.reference: (row.contract_id, row.programme) for row in session.execute(found)}
    return known


def unknown_contracts(checked: Checked, known: dict[str, tuple[int, str]]) -> list[Problem]:
    """Name the contracts that are not known, or not the sender's: the words are the same."""
    first: dict[str, int] = {}
    for value, row in zip(contract_column(checked), checked.row_numbers, strict=True):
        if value not in known:
            first.setdefault(value, row)
    return [
        refuses(
            "unknown_contract",
            f"Contract {reference} is not known, or is not yours to send for. "
            "Use the reference in the contract register.",
            row=row,
            column="contract",
            value=reference,
        )
        for reference, row in first.items()
    ]


def not_yours(
    scope: Scope,
    checked: Checked,
    known: dict[str, tuple[int, str]],
    source: Source,
    senders: list[str],
) -> list[Problem]:
    """Refuse the contracts and arrangements this person may not send this source for."""
    seen: dict[tuple[str, str], int] = {}
    rows = zip(contract_column(checked), senders, checked.row_numbers, strict=True)
    for contract, sender, row in rows:
        seen.setdefault((contract, sender), row)
    name = checked.dataset.name
    return [
        refuses(
            "unknown_contract",
            f"Contract {contract} is not known, or is not yours to send for. "
            "Use the reference in the contract register.",
            row=row,
            column="contract",
            value=contract,
        )
        for (contract, sender), row in seen.items()
        if contract in known and not scope.may_send(name, source, known[contract][0], sender or "")
    ]


def senders_of(checked: Checked, source: Source) -> list[str]:
    """Give each row's sender: its arrangement where a partner speaks, else nobody in particular."""
    if source is Source.PARTNER and "arrangement" in checked.columns:
        return [str(value or "") for value in checked.columns["arrangement"]]
    return [""] * len(checked.row_numbers)


def unknown_arrangements(
    session: Session, dataset: Dataset, checked: Checked, known: dict[str, tuple[int, str]]
) -> list[Problem]:
    """Refuse arrangements the contract's register does not hold."""
    if "arrangement" not in checked.columns or dataset.name == "arrangements":
        return []
    named: dict[tuple[str, str], int] = {}
    rows = zip(
        checked.columns["contract"],
        checked.columns["arrangement"],
        checked.row_numbers,
        strict=True,
    )
    for contract, arrangement, row in rows:
        if arrangement and arrangement != OWN_DELIVERY:
            named.setdefault((str(contract), str(arrangement)), row)
    table = FACTS["arrangements"]
    ids = {known[contract][0] for contract, _ in named if contract in known}
    standing = select(table.c.contract_id, table.c.arrangement).where(
        table.c.contract_id.in_(sorted(ids)), table.c.known_to.is_(None)
    )
    registered = set(map(tuple, session.execute(standing))) if ids else set()
    return [
        refuses(
            "unknown_arrangement",
            f"Arrangement {arrangement} is not registered for contract {contract}. "
            "Send it with dataset arrangements first, or correct the code.",
            row=row,
            column="arrangement",
            value=arrangement,
        )
        for (contract, arrangement), row in named.items()
        if contract in known and (known[contract][0], arrangement) not in registered
    ]


def resolve(
    session: Session,
    checked: Checked,
    known: dict[str, tuple[int, str]],
    senders: list[str],
    key: bytes,
) -> Resolved:
    """Give the rows with contract and client numbers and names under one spelling."""
    references = {reference: number for reference, (number, _) in known.items()}
    contract_ids = [references[reference] for reference in contract_column(checked)]
    resolved = Resolved(contract_ids, checked.row_numbers, senders, {})
    for column in stored_fields(checked.dataset):
        values: list[Any] = checked.columns[column.name]
        if column.kind is Kind.CLIENT:
            values, named = numbers_of(session, contract_ids, values, key)
            resolved.newcomers += named
        elif column.kind is Kind.NAME and column.name in LOCAL_COLUMNS:
            values = _local(session, contract_ids, values)
        elif column.kind is Kind.NAME:
            registry = District if column.name == "district" else Organisation
            values = _named(session, registry, values)
        resolved.columns[stored_name(column)] = values
    return resolved


def _named(
    session: Session, registry: type[District | Organisation], values: list[Any]
) -> list[Any]:
    """Give names under the spelling first used; a name not known yet is registered."""
    spelt: dict[Any, Any] = {None: None, "": ""}
    known = {
        row.name_key: row.name for row in session.execute(select(registry.name_key, registry.name))
    }
    for value in dict.fromkeys(values):
        if value:
            key = name_key(value)
            if key not in known:
                known[key] = value
                session.execute(insert(registry).values(name_key=key, name=value))
            spelt[value] = known[key]
    return [spelt[value] for value in values]


def _local(session: Session, contract_ids: list[int], values: list[Any]) -> list[Any]:
    """Give a contract's own names under the spelling first used; a new one is registered."""
    pairs = dict.fromkeys(zip(contract_ids, values, strict=True))
    mine = select(Site.contract_id, Site.name_key, Site.name).where(
        Site.contract_id.in_(sorted(set(contract_ids)))
    )
    known = {(row.contract_id, row.name_key): row.name for row in session.execute(mine)}
    spelt: dict[tuple[int, Any], Any] = {}
    for contract_id, value in pairs:
        if not value:
            spelt[contract_id, value] = value
            continue
        key = name_key(value)
        if (contract_id, key) not in known:
            known[contract_id, key] = value
            session.execute(insert(Site).values(contract_id=contract_id, name_key=key, name=value))
        spelt[contract_id, value] = known[contract_id, key]
    return [spelt[pair] for pair in zip(contract_ids, values, strict=True)]


def new_contracts(
    session: Session,
    checked: Checked,
    known: dict[str, tuple[int, str]],
    programmes: frozenset[str],
) -> list[Problem]:
    """Give numbers to contracts registered for the first time; refuse an unknown programme."""
    problems: list[Problem] = []
    known_ones = ", ".join(sorted(programmes))
    rows = zip(
        checked.columns["contract"], checked.columns["programme"], checked.row_numbers, strict=True
    )
    top = session.scalar(select(func.max(Contract.contract_id))) or 0
    for contract, programme, row in rows:
        reference = str(contract)
        if programme not in programmes:
            problems.append(
                refuses(
                    "unknown_programme",
                    f"Programme {programme} is not known. Known are {known_ones}.",
                    row=row,
                    column="programme",
                    value=str(programme),
                )
            )
        elif reference not in known:
            top += 1
            session.execute(
                insert(Contract).values(contract_id=top, reference=reference, programme=programme)
            )
            known[reference] = (top, str(programme))
    return problems
