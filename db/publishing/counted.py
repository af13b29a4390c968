"""Which monthly cells follow from client rows?

SQL counts at the finest level (month, category, arrangement); every margin is added here, so that
a read picks one cell and never sums cells of different level. Source: architecture section 3,
counted measures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
)

from db.models import FACTS, Submission, SubmissionMonth
from db.publishing.cells import Cell, Figure
from db.publishing.staging import create
from monitoring.vocabulary import ALL_CATEGORIES, OWN_DELIVERY, WHOLE_CONTRACT, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, FromClause
    from sqlalchemy.orm import Session

Span = tuple[date, date]
CATEGORIES = (ALL_CATEGORIES, "mandatory", "voluntary")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one measure is counted: rows of a dataset, by the month of a date, under conditions."""

    measure: str
    dataset: str
    by: str
    only: tuple[tuple[str, str], ...] = ()  # a column and the value it has
    individual: bool = False  # interviews held in a group do not count (requirements.md C.2 rule 7)
    numbered: bool = False  # any contractual interview, whichever its number


RULES: tuple[Rule, ...] = (
    Rule("referrals", "referrals", "referred_on"),
    Rule("starts", "starts", "started_on"),
    *(
        Rule(
            f"wfi_{n}",
            "appointments",
            "scheduled_on",
            (("wfi_no", str(n)), ("result", "attended")),
            individual=True,
        )
        for n in range(1, 6)
    ),
    Rule(
        "wfis_total",
        "appointments",
        "scheduled_on",
        (("result", "attended"),),
        individual=True,
        numbered=True,
    ),
    Rule("ftas", "appointments", "scheduled_on", (("result", "fta"),)),
    Rule("deferrals", "deferrals", "from_on"),
    Rule("job_starts", "employment", "job_started_on"),
    Rule(
        "job_outcomes",
        "claims",
        "decided_on",
        (("outcome", "job_outcomes"), ("decision", "accepted")),
    ),
    Rule(
        "sustained_job_outcomes",
        "claims",
        "decided_on",
        (("outcome", "sustained_job_outcomes"), ("decision", "accepted")),
    ),
    Rule("exits", "exits", "exited_on"),
)
BY_DATASET: dict[str, tuple[Rule, ...]] = {
    dataset: tuple(rule for rule in RULES if rule.dataset == dataset)
    for dataset in dict.fromkeys(rule.dataset for rule in RULES)
}
GROUPS: dict[str, tuple[tuple[Rule, ...], ...]] = {
    dataset: tuple(
        tuple(rule for rule in rules if rule.by == by)
        for by in dict.fromkeys(rule.by for rule in rules)
    )
    for dataset, rules in BY_DATASET.items()
}
"""The rules of each dataset, together where they are dated by the same column."""

BORROWING = tuple(name for name in BY_DATASET if name not in {"referrals", "starts"})
"""Datasets whose rows take their client's category from the starts."""


def days_touched(
    session: Session,
    dataset: str,
    by: str,
    numbers: Mapping[int, int],
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
    session: Session,
    dataset: str,
    source: Source,
    ids: list[int],
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
        )
    )
    for contract_id, month in rows:
        covered[contract_id].add(month)
    return covered


def counted_cells(
    session: Session,
    rules: Sequence[Rule],
    source: Source,
    ids: list[int],
    span: Span,
) -> dict[Cell, Figure]:
    """Give every cell of some rules: counts with all their margins, and nought in covered months.

    The rules are of one dataset and dated by one column, so that its rows are read once.
    """
    counts: Counter[Cell] = Counter()
    divided = "arrangement" in FACTS[rules[0].dataset].c
    for contract_id, month, category, arrangement, *found in _finest(
        session, rules, source, ids, span
    ):
        day = date(int(month[:4]), int(month[5:7]), 1)
        parts = {WHOLE_CONTRACT, arrangement or OWN_DELIVERY} if divided else {WHOLE_CONTRACT}
        kinds = {ALL_CATEGORIES, category or ALL_CATEGORIES}
        for rule, people in zip(rules, found, strict=True):
            for kind, part in product(kinds, parts) if people else ():
                counts[Cell(contract_id, rule.measure, kind, part, "", day)] += people
    for contract_id, months in months_covered(session, rules[0].dataset, source, ids).items():
        for rule, month, kind in product(rules, months, CATEGORIES):
            if span[0] <= month <= span[1]:
                counts[Cell(contract_id, rule.measure, kind, WHOLE_CONTRACT, "", month)] += 0
    return {cell: Figure(people) for cell, people in counts.items()}


def _finest(
    session: Session,
    rules: Sequence[Rule],
    source: Source,
    ids: list[int],
    span: Span,
) -> Iterable[Any]:
    """Count in the engine: contract, month, category, arrangement, then a count a rule."""
    fact, by = FACTS[rules[0].dataset], rules[0].by
    month = _month(session.connection(), fact.c[by])
    arrangement = fact.c.arrangement if "arrangement" in fact.c else literal("")
    origin: FromClause = fact
    if "client_category" in fact.c:
        category = fact.c.client_category
    else:
        same = and_(
            CATEGORY.c.contract_id == fact.c.contract_id, CATEGORY.c.client_id == fact.c.client_id
        )
        origin, category = fact.outerjoin(CATEGORY, same), CATEGORY.c.client_category
    counted = (
        select(fact.c.contract_id, month, category, arrangement, *map(_people, rules))
        .select_from(origin)
        .where(
            fact.c.contract_id.in_(ids),
            fact.c.known_to.is_(None),
            fact.c.source == str(source),
            fact.c[by].between(span[0], _month_end(span[1])),
        )
        .group_by(fact.c.contract_id, month, category, arrangement)
    )
    return session.execute(counted)


def _people(rule: Rule) -> ColumnElement[int]:
    """Count the rows that answer a rule's conditions."""
    conditions = list(_conditions(rule))
    return func.sum(case((and_(*conditions), 1), else_=0)) if conditions else func.count()


def _conditions(rule: Rule) -> Iterable[ColumnElement[bool]]:
    fact = FACTS[rule.dataset]
    for name, value in rule.only:
        yield fact.c[name] == (int(value) if value.isdigit() else value)
    if rule.numbered:
        yield fact.c.wfi_no > 0
    if rule.individual:
        yield or_(fact.c.mode.is_(None), fact.c.mode != "group")


CATEGORY = Table(
    "stage_category",
    MetaData(),
    Column("contract_id", Integer, primary_key=True, autoincrement=False),
    Column("client_id", Integer, primary_key=True, autoincrement=False),
    Column("client_category", String(80)),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)


def work_out_categories(session: Session, ids: list[int]) -> None:
    """Write down each client's category: that of the latest start the provider reported.

    Datasets that do not say a client's category take it from here.
    """
    connection = session.connection()
    create(connection, CATEGORY)
    starts = FACTS["starts"]
    latest = (
        func.row_number()
        .over(
            partition_by=(starts.c.contract_id, starts.c.client_id),
            order_by=starts.c.referred_on.desc(),
        )
        .label("place")
    )
    ranked = (
        select(starts.c.contract_id, starts.c.client_id, starts.c.client_category, latest)
        .where(
            starts.c.contract_id.in_(ids),
            starts.c.known_to.is_(None),
            starts.c.source == str(Source.PROVIDER_MI),
        )
        .subquery()
    )
    columns = (ranked.c.contract_id, ranked.c.client_id, ranked.c.client_category)
    first = select(*columns).where(ranked.c.place == 1)
    connection.execute(insert(CATEGORY).from_select([c.name for c in CATEGORY.columns], first))


def _month(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[str]:
    """Give a date's month as YYYY-MM on either engine."""
    if connection.dialect.name == "sqlite":
        return func.substr(column, 1, 7)
    return func.to_char(column, "YYYY-MM")


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
