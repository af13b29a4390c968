"""Which figures of a monthly return are worth a second look?

They are stored as they came; the findings say where they disagree with the month before, with
what stood, with their own parts or with each other (architecture section 4, checks).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.models import MeasureValue
from db.publishing import sizes
from db.publishing.returned import CATEGORY, differences, divided, expected_parts, returned_cells
from monitoring.findings import Problem, attention
from monitoring.periods import add_months
from monitoring.vocabulary import ALL_CATEGORIES, WHOLE_CONTRACT, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from db.publishing.bench import Bench
    from db.publishing.cells import Moved
    from db.publishing.returned import Difference

NAMED = 200  # findings of a rule named one by one; the rest are one finding with a count

Place = tuple[int, str, "date"]
"""Contract, measure and month of a whole-contract figure."""


@dataclass
class Returned:
    """A return on the bench: its figures that moved, and the rows of the file they stand in."""

    bench: Bench
    moved: tuple[Moved, ...]
    _rows: dict[tuple[Any, ...], int] | None = field(default=None, init=False)

    @property
    def rows(self) -> Mapping[tuple[Any, ...], int]:
        """Give the row of each figure of the file, and of each contract its first row."""
        if self._rows is None:
            stage = self.bench.comparison.stage.c
            names = ("contract_id", "measure", "month", "client_category", "arrangement")
            read = select(*(stage[name] for name in names), stage.row_number)
            self._rows = {}
            for *figure, row in self.bench.session.execute(read.order_by(stage.row_number)):
                self._rows[tuple(figure)] = row
                self._rows.setdefault((figure[0],), row)
        return self._rows

    def row(self, *place: Any, category: str = ALL_CATEGORIES, arrangement: str = "") -> int | None:  # noqa: ANN401 - contract, measure, month
        """Give the row a figure stands in, else the first of its contract."""
        whole = (*place, category, arrangement)
        return self.rows.get(whole, self.rows.get(place[:1]))

    def name(self, contract_id: int) -> str:
        """Give a contract's reference."""
        return self.bench.names[contract_id]


def of_returns(bench: Bench, moved: Iterable[Moved]) -> list[Problem]:
    """Give what is worth a look among the figures of a monthly return."""
    returned = Returned(bench, tuple(moved))
    whole = _whole_figures(returned)
    return [
        *_restated(returned),
        *_jumps(returned, whole),
        *_outcomes_above_starts(returned, whole),
        *_parts_differ(returned),
    ]


def named(found: list[Problem]) -> list[Problem]:
    """Name the first findings of one rule, and count the others."""
    if len(found) <= NAMED:
        return found
    more = f"{len(found) - NAMED:,} more like these: {found[NAMED].message}"
    return [*found[:NAMED], attention(found[NAMED].rule, more, column=found[NAMED].column)]


def _restated(returned: Returned) -> list[Problem]:
    """Note the figures that stood otherwise before."""
    return named(
        [
            attention(
                "figure_restated",
                f"{each.measure} of {each.month:%B %Y} for contract "
                f"{returned.name(each.contract_id)} was {each.before:,} and is now {each.after:,}.",
                row=returned.row(each.contract_id, each.measure, each.month),
                column="value",
            )
            for each in returned.moved
            if each.before is not None and each.after is not None and each.before != each.after
        ]
    )


def _jumps(returned: Returned, whole: Mapping[Place, int]) -> list[Problem]:
    """Note the figures far from those of the month before."""
    limits = sizes.swings(returned.bench)
    found = []
    for each in returned.moved:
        before = whole.get((each.contract_id, each.measure, add_months(each.month, -1)))
        after = each.after
        if before is None or after is None:
            continue
        if limits[each.contract_id].is_passed(before, after):
            found.append(
                attention(
                    "jump",
                    f"{each.measure} of {each.month:%B %Y} for contract "
                    f"{returned.name(each.contract_id)} is {after:,}, after {before:,} the month "
                    "before. Check that the figure is for the month alone.",
                    row=returned.row(each.contract_id, each.measure, each.month),
                    column="value",
                )
            )
    return named(found)


def _outcomes_above_starts(returned: Returned, whole: Mapping[Place, int]) -> list[Problem]:
    """Note a contract whose outcomes to date are more than the starts they came from."""
    moved = {(each.contract_id, each.measure) for each in returned.moved}
    found = []
    for reference, (contract_id, programme) in sorted(returned.bench.known.items()):
        for measures in _outcomes_and_starts(returned.bench, programme):
            if not moved.intersection((contract_id, measure) for measure in measures):
                continue
            outcomes, starts, last = _to_date(whole, contract_id, *measures)
            if last is not None and outcomes > starts:
                found.append(
                    attention(
                        "outcomes_above_starts",
                        f"To {last:%B %Y} contract {reference} returned {outcomes:,} "
                        f"{measures[0]} and only {starts:,} {measures[1]}. "
                        "Check which of the two is wrong.",
                        row=returned.row(contract_id, measures[0], last),
                        column="value",
                    )
                )
    return named(found)


def _outcomes_and_starts(bench: Bench, programme: str) -> list[tuple[str, str]]:
    """Give a programme's headline measure with what it converts from; none for reference data."""
    known = bench.work.prepared.programmes.get(programme)
    steps = known.conversions if known else ()
    return [
        (step.numerator, step.denominator)
        for step in steps
        if known and step.numerator == known.headline
    ]


def _to_date(
    whole: Mapping[Place, int], contract_id: int, outcomes: str, starts: str
) -> tuple[int, int, date | None]:
    """Give both sums to date over the months that have both, and the last of these months."""
    months = {month for who, measure, month in whole if (who, measure) == (contract_id, outcomes)}
    both = sorted(month for month in months if (contract_id, starts, month) in whole)
    sums = [sum(whole[contract_id, each, month] for month in both) for each in (outcomes, starts)]
    return sums[0], sums[1], both[-1] if both else None


def _parts_differ(returned: Returned) -> list[Problem]:
    """Note wholes whose parts do not add up to them; the whole stands."""
    bench = returned.bench
    ids = divided(bench.session, bench.touched, bench.work.prepared.source)
    months = bench.every_month
    if not ids or not months:
        return []
    figures = returned_cells(bench.session, ids, bench.work.prepared.source, months[0], months[-1])
    sent = {figure[:3] for figure in returned.rows}
    return named(
        [
            attention(
                "parts_differ",
                _disagreement(each, returned.name(each.cell.contract_id)),
                row=returned.row(
                    *_place(each),
                    category=each.cell.category,
                    arrangement=each.cell.arrangement,
                ),
                column="value",
            )
            for each in differences(figures, expected_parts(bench.session, ids))
            if _place(each) in sent
        ]
    )


def _place(difference: Difference) -> Place:
    return difference.cell.contract_id, difference.cell.measure, difference.cell.month


def _disagreement(difference: Difference, contract: str) -> str:
    cell, total = difference.cell, sum(value for _, value in difference.parts)
    parts = ", ".join(f"{name} {value:,}" for name, value in difference.parts)
    kind = "categories" if difference.way == CATEGORY else "arrangements"
    part = [each for each in (cell.arrangement, cell.category) if each not in {"", ALL_CATEGORIES}]
    where = f" ({', '.join(part)})" if part else ""
    return (
        f"{cell.measure}{where} of {cell.month:%B %Y} for contract {contract} is "
        f"{difference.whole:,}, but its {kind} add up to {total:,} ({parts}). "
        "The whole stands; send the part that is wrong again."
    )


def _whole_figures(returned: Returned) -> dict[Place, int]:
    """Give the whole-contract figures this source returned of the contracts that moved."""
    ids = sorted({each.contract_id for each in returned.moved})
    cell = MeasureValue.__table__.c
    figures: dict[Place, int] = {}
    for start in range(0, len(ids), 500):
        rows = returned.bench.session.execute(
            select(cell.contract_id, cell.measure, cell.month, cell.value).where(
                cell.contract_id.in_(ids[start : start + 500]),
                cell.source == str(returned.bench.work.prepared.source),
                cell.origin == str(Origin.RETURNED),
                cell.category == ALL_CATEGORIES,
                cell.arrangement == WHOLE_CONTRACT,
                cell.band == "",
                cell.known_to.is_(None),
                cell.value.is_not(None),
            )
        )
        figures.update({(who, measure, month): value for who, measure, month, value in rows})
    return figures
