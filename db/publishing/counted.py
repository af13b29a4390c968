"""Which monthly cells follow from client rows?

SQL counts at the finest level (month, category, arrangement); every margin is added here, so that
a read picks one cell and never sums cells of different level. Source: architecture section 3,
counted measures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from db.models import FACTS, Submission, SubmissionMonth
from db.publishing import bands, events
from db.publishing.cells import Cell, Figure, levels
from db.publishing.ways import INELIGIBLE, START_EVENT, Way
from db.queries.ended import ended
from monitoring import dating
from monitoring.periods import add_months
from monitoring.vocabulary import ALL_CATEGORIES, WHOLE_CONTRACT, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, FromClause
    from sqlalchemy.orm import Session

    from db.publishing.clients import Clients
    from db.publishing.ways import Span, Stretch

CATEGORIES = (ALL_CATEGORIES, "mandatory", "voluntary")
STARTS, CLAIMS = "starts", "claims"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one measure is counted: the rows of a dataset that answer some conditions."""

    measure: str
    only: tuple[tuple[str, str], ...] = ()  # a column and the value it has
    among: tuple[str, tuple[str, ...]] | None = None  # a column and the values it may have
    filled: tuple[str, ...] = ()  # columns that are not blank
    individual: bool = False  # interviews held in a group do not count (requirements.md C.2 rule 7)
    numbered: bool = False  # any contractual interview, whichever its number


INTERVIEWS = (
    *(
        Rule(f"wfi_{n}", (("wfi_no", str(n)), ("result", "attended")), individual=True)
        for n in range(1, 6)
    ),
    Rule("wfis_total", (("result", "attended"),), individual=True, numbered=True),
    Rule("wfis_offered", among=("result", ("attended", "fta")), individual=True, numbered=True),
    Rule("ftas", (("result", "fta"),)),
)
OUTCOMES = ("job_outcomes", "sustained_job_outcomes")
MEASURES: dict[str, tuple[str, ...]] = {
    "referrals": ("referrals",),
    STARTS: ("starts",),
    "appointments": tuple(rule.measure for rule in INTERVIEWS),
    "deferrals": ("deferrals",),
    "employment": ("job_starts",),
    CLAIMS: OUTCOMES,
    "exits": ("exits",),
}
"""The measures counted from each dataset."""

DATASET_OF = {measure: dataset for dataset, codes in MEASURES.items() for measure in codes}
"""The dataset each measure is counted from."""

DATED: dict[str, str] = {
    "referrals": "referred_on",
    STARTS: "started_on",
    "appointments": "scheduled_on",
    "deferrals": "from_on",
    "employment": "job_started_on",
    CLAIMS: dating.DECIDED_ON,
    "exits": "exited_on",
}
"""The date that gives a row its month, where the contract's rules do not say otherwise."""

BORROWING = tuple(name for name in MEASURES if name not in {"referrals", STARTS})
"""Datasets whose rows take their client's category from the starts."""


def rules_of(dataset: str, source: Source, way: Way) -> tuple[Rule, ...]:
    """Give the rules a dataset's rows are counted by."""
    if dataset == "appointments":
        return INTERVIEWS
    if dataset != CLAIMS:
        return tuple(Rule(measure) for measure in MEASURES[dataset])
    paid = dating.only_paid(source, way.stage)
    stands: dict[str, Any] = {"filled": ("paid_on",)} if paid else {}
    decided = () if paid else (("decision", "accepted"),)
    return tuple(Rule(each, (("outcome", each), *decided), **stands) for each in OUTCOMES)


def dated_by(dataset: str, source: Source, way: Way) -> str:
    """Give the column of a dataset that gives a row its month."""
    if dataset == STARTS:
        return "received_on" if way.start_event == "referral_accepted" else "started_on"
    if dataset == CLAIMS:
        return dating.claim_day(source, way.stage, way.event)
    return DATED[dataset]


def from_events(dataset: str, way: Way) -> bool:
    """Say whether a way counts a dataset from several datasets' rows and not from its own alone."""
    return dataset == STARTS and (way.start_event == "wfi1_attended" or not way.ineligible_counts)


def is_usual(dataset: str, source: Source, way: Way) -> bool:
    """Say whether a way counts a dataset from its own rows, by its usual date."""
    own = not from_events(dataset, way)
    return own and dated_by(dataset, source, way) == DATED[dataset]


def deciding(dataset: str) -> tuple[str, ...]:
    """Give the parameters that decide how a dataset is counted."""
    return {STARTS: (START_EVENT, INELIGIBLE), CLAIMS: ("actual_stage", "actual_event")}.get(
        dataset, ()
    )


def days_touched(
    session: Session, dataset: str, by: str, numbers: Mapping[int, int]
) -> tuple[date, date] | None:
    """Give the first and last day on which a publication changed a dataset's rows."""
    fact = FACTS[dataset]
    spans = []
    for contract_id, number in numbers.items():
        touched = or_(fact.c.known_from == number, fact.c.known_to == number)
        span = select(func.min(fact.c[by]), func.max(fact.c[by])).where(
            fact.c.contract_id == contract_id, touched
        )
        low, high = session.execute(span).one()
        if low is not None:
            spans.append((low, high))
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def months_covered(
    session: Session, dataset: str, source: Source, ids: list[int]
) -> dict[int, set[date]]:
    """Give the months that standing submissions of a source cover, for each contract."""
    covered: dict[int, set[date]] = {contract_id: set() for contract_id in ids}
    rows = session.execute(
        select(SubmissionMonth.contract_id, SubmissionMonth.month)
        .join(Submission, Submission.submission_id == SubmissionMonth.submission_id)
        .where(
            SubmissionMonth.contract_id.in_(ids),
            Submission.dataset == dataset,
            Submission.source == str(source),
            ~ended(SubmissionMonth.submission_id, SubmissionMonth.contract_id),
        )
    )
    for contract_id, month in rows:
        covered[contract_id].add(month)
    return covered


def counted_cells(
    clients: Clients, dataset: str, source: Source, stretches: Iterable[Stretch], span: Span
) -> dict[Cell, Figure]:
    """Give the cells of a dataset's measures: counts with all margins, nought in covered months."""
    counts: Counter[Cell] = Counter()
    divided = "arrangement" in FACTS[dataset].c
    for stretch in stretches:
        rules = rules_of(dataset, source, stretch.way)
        for contract_id, month, category, arrangement, band, *found in _finest(
            clients, dataset, source, stretch
        ):
            places = levels(category, (arrangement or "") if divided else None)
            day = month_named(month)
            for rule, people in zip(rules, found, strict=True):
                for (kind, part), held in product(places if people else (), {"", band}):
                    counts[Cell(contract_id, rule.measure, kind, part, held, day)] += people
    for contract_id, months in months_covered(
        clients.session, dataset, source, clients.ids
    ).items():
        for measure, month, kind in product(MEASURES[dataset], months, CATEGORIES):
            if span[0] <= month <= span[1]:
                counts[Cell(contract_id, measure, kind, WHOLE_CONTRACT, "", month)] += 0
    return {cell: Figure(people) for cell, people in counts.items()}


def _finest(clients: Clients, dataset: str, source: Source, stretch: Stretch) -> Iterable[Any]:
    """Count in the engine: contract, month, category, arrangement, band, then a count a rule."""
    banded = tuple(sorted(clients.banded.intersection(stretch.ids)))
    plain = tuple(sorted(set(stretch.ids).difference(banded)))
    for ids in filter(None, (plain, banded)):
        some = replace(stretch, ids=ids)
        yield from _grouped(clients, dataset, source, some, by_band=ids == banded)


def _grouped(
    clients: Clients, dataset: str, source: Source, stretch: Stretch, *, by_band: bool
) -> Iterable[Any]:
    origin, rows, day, standing = _rows(dataset, source, stretch)
    origin, category = _category(clients, origin, rows)
    arrangement = rows.c.arrangement if "arrangement" in rows.c else literal("")
    band: ColumnElement[str] = literal("")
    if by_band:
        held = clients.bands()
        origin = origin.outerjoin(held, bands.on_day(rows, day))
        band = func.coalesce(held.c.band, bands.UNMAPPED)
    rules = rules_of(dataset, source, stretch.way)
    connection = clients.session.connection()
    grouping = (rows.c.contract_id, month_of(connection, day), category, arrangement)
    keys = (*grouping, held.c.band) if by_band else grouping
    counted = (
        select(*grouping, band, *(_people(rows, rule) for rule in rules))
        .select_from(origin)
        .where(*standing, day >= stretch.first, day < add_months(stretch.last, 1))
        .group_by(*keys)
    )
    return clients.session.execute(counted)


def _category(
    clients: Clients, origin: FromClause, rows: FromClause
) -> tuple[FromClause, ColumnElement[Any]]:
    """Give the category of each row's client, and where it is to be looked for."""
    for name in ("client_category", "category"):
        if name in rows.c:
            return origin, rows.c[name]
    known = clients.categories()
    same = and_(known.c.contract_id == rows.c.contract_id, known.c.client_id == rows.c.client_id)
    return origin.outerjoin(known, same), known.c.category


def _rows(
    dataset: str, source: Source, stretch: Stretch
) -> tuple[FromClause, FromClause, ColumnElement[date], list[ColumnElement[bool]]]:
    """Give the rows to count, from where, by which day and under which condition."""
    way = stretch.way
    if from_events(dataset, way):
        begun = events.starts(stretch.ids, way)
        return begun, begun, begun.c.day, []
    fact = FACTS[dataset]
    day = fact.c[dated_by(dataset, source, way)]
    return fact, fact, day, [events.standing_rows(fact, stretch.ids, source)]


def _people(rows: FromClause, rule: Rule) -> ColumnElement[int]:
    """Count the rows that answer a rule's conditions."""
    all_of = list(conditions(rows, rule))
    return func.sum(case((and_(*all_of), 1), else_=0)) if all_of else func.count()


def conditions(rows: FromClause, rule: Rule) -> Iterable[ColumnElement[bool]]:
    """Give the conditions a rule has on the rows it counts."""
    for name, value in rule.only:
        yield rows.c[name] == (int(value) if value.isdigit() else value)
    if rule.among is not None:
        name, values = rule.among
        yield rows.c[name].in_(values)
    for name in rule.filled:
        yield rows.c[name].is_not(None)
    if rule.numbered:
        yield rows.c.wfi_no > 0
    if rule.individual:
        yield events.one_to_one(rows)


def month_of(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[str]:
    """Give a date's month as YYYY-MM on either engine."""
    if connection.dialect.name == "sqlite":
        return func.substr(column, 1, 7)
    return func.to_char(column, "YYYY-MM")


def month_named(month: str) -> date:
    """Give the first day of a month written YYYY-MM."""
    return date(int(month[:4]), int(month[5:7]), 1)
