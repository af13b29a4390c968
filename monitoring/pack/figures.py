"""Which sections of a pack tell the figures: findings, profile, sources, differences?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import narrative, profiles, sources_shown, targets
from monitoring.certification import NOT_YET
from monitoring.month_by_month import table as monthly
from monitoring.narrative.words import count_of, month, number
from monitoring.pack.content import Chart, Column, Kind, Section, Series, Style, Table, known
from monitoring.pack.parts import PARTS, Part
from monitoring.periods import By
from monitoring.profile_sets import in_order
from monitoring.vocabulary import ProfileKind, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from monitoring.narrative import ProfileView
    from monitoring.pack.content import Cell
    from monitoring.profile_sets import ProfileSet
    from monitoring.programmes import Measure

DRAWN = 24  # months a chart of a pack reaches back
_STYLES = {
    ProfileKind.ORIGINAL: Style.ORIGINAL,
    ProfileKind.REVISED_CONTRACTUAL: Style.REVISED,
}
NUMBER, PERCENT, DAY = Kind.NUMBER, Kind.PERCENT, Kind.DAY


@dataclass(frozen=True, slots=True)
class Figures:
    """One measure of the contract beside every set, up to the quarter's last month."""

    measure: Measure
    months: pd.DataFrame  # of every set, with ``set``
    sets: Mapping[str, ProfileSet]
    chosen: str
    view: ProfileView

    @property
    def own(self) -> pd.DataFrame:
        """Give the rows of the set it is held against."""
        rows: pd.DataFrame = self.months[self.months["set"] == self.chosen]
        return rows.reset_index(drop=True)

    @property
    def finding(self) -> str:
        """Say how the measure stands."""
        return narrative.profile_finding(self.own, self.view)


@dataclass(frozen=True, slots=True)
class Quarter:
    """The contract's own quarter a pack is of."""

    first: date
    last: date

    def within(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of the quarter's months."""
        if rows.empty:  # without a row a column has no type to compare
            return rows
        inside = (rows["month"] >= pd.Timestamp(self.first)) & (
            rows["month"] <= pd.Timestamp(self.last)
        )
        kept: pd.DataFrame = rows[inside].reset_index(drop=True)
        return kept


def findings(found: Sequence[Figures], also: Iterable[str]) -> Section:
    """Say how each measure stands, and what else is to be known first."""
    said = [each.finding for each in found if not profiles.nothing_returned(each.own)]
    return _section(Part.FINDINGS, [*also, *said])


def profile(found: Sequence[Figures], quarter: Quarter) -> Section:
    """Give each measure's months, quarter and sum to date, and a chart where it is profiled."""
    tables = [_months(each, quarter) for each in found]
    charts = [
        _chart(each) for each in found if each.sets and not profiles.nothing_to_show(each.own)
    ]
    said = [
        f"The {each.title} set ({each.label}) {each.caveat}."
        for each in in_order({one.name: one for own in found for one in own.sets.values()}.values())
        if each.caveat
    ]
    return _section(Part.PROFILE, said, tables, charts)


def _months(one: Figures, quarter: Quarter) -> Table:
    """Give the quarter's months, then the quarter, then its sum to date."""
    rows = [*reversed(_told(monthly(quarter.within(one.own), one.measure)))]
    gathered = _gathered(one)
    whole = gathered[gathered["month"] == pd.Timestamp(quarter.first)]
    rows += [
        {**each, "period": "Whole quarter"}
        for each in _told(monthly(whole, one.measure, By.QUARTER))
    ]
    every = _columns(one.measure, alone=not one.sets)
    cells = {name: tuple(_cell(row[name]) for row in rows) for name in every}
    columns = {name: how for name, how in every.items() if any(map(_told_of, cells[name]))}
    return Table(
        one.view.subject,
        tuple(Column(title, kind) for title, kind in columns.values()),
        tuple(zip(*(cells[name] for name in columns), strict=True)),
    )


def _told_of(value: Cell) -> bool:
    """Say whether a cell holds anything: a column of which none does is left out."""
    return value is not None and value != ""


def _gathered(one: Figures) -> pd.DataFrame:
    starts = one.view.starts_on
    if one.measure.is_rate:
        return targets.by_period(one.own, By.QUARTER, starts)
    return profiles.by_period(one.own, By.QUARTER, starts, stock=one.measure.stock)


def _told(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _columns(measure: Measure, *, alone: bool) -> dict[str, tuple[str, Kind]]:
    """Give how the months of a measure read: of a rate with its counts and interval."""
    if measure.is_rate:
        return {
            "period": ("Month", Kind.TEXT),
            "actual": ("Actual", PERCENT),
            "counts": ("Counts", Kind.TEXT),
            "interval": ("95% interval", Kind.TEXT),
            "profile": ("Target", PERCENT),
            "to_date_actual": ("Actual to date", PERCENT),
            "note": ("To know", Kind.TEXT),
        }
    columns = {
        "period": ("Month", Kind.TEXT),
        "profile": ("Profile", NUMBER),
        "actual": ("Actual", NUMBER),
        "variance": (f"Difference ({measure.unit})", NUMBER),
        "share": ("Share of profile", PERCENT),
    }
    if not measure.stock:
        columns |= {
            "to_date_profile": ("Profile to date", NUMBER),
            "to_date_actual": ("Actual to date", NUMBER),
            "to_date_share": ("Share to date", PERCENT),
        }
    columns |= {"note": ("To know", Kind.TEXT)}
    return {name: how for name, how in columns.items() if not alone or _alone(name)}


def _alone(name: str) -> bool:
    return name in {"period", "actual", "to_date_actual", "note"}


def _cell(value: object) -> Cell:
    if isinstance(value, str) or value is None:
        return value
    return known(float(value))  # type: ignore[arg-type]  # a number of pandas


def _chart(one: Figures) -> Chart:
    """Draw the actual beside every set over the last two years up to the quarter."""
    months = sorted(one.months["month"].unique())[-DRAWN:]
    own = one.own[one.own["month"].isin(months)]
    shown = targets.counts_only(own) if one.measure.is_rate else own
    actual = dict(zip(shown["month"], shown["actual"], strict=True))
    still = set(own.loc[own["provisional"], "month"])
    series = [Series("Actual", Style.ACTUAL, _values(actual, months))]
    for each in in_order(one.sets.values()):
        rows = one.months[one.months["set"] == each.name]
        asked = dict(zip(rows["month"], rows["profile"], strict=True))
        name = f"{each.title[:1].upper()}{each.title[1:]}"
        series.append(Series(name, _STYLES.get(each.kind, Style.OTHER), _values(asked, months)))
    return Chart(
        narrative.chart_title(one.view),
        narrative.profile_alt(own, one.view),
        tuple(f"{each:%Y-%m}" for each in months),
        tuple(each for each in series if each.is_known),
        tuple(each in still for each in months),
        one.measure.is_rate,
    )


def _values(
    figures: Mapping[pd.Timestamp, float], months: Iterable[pd.Timestamp]
) -> tuple[float | None, ...]:
    return tuple(known(float(figures.get(each, float("nan")))) for each in months)


def sources(rows: pd.DataFrame, quarter: Quarter, titles: Mapping[str, str]) -> Section:
    """Set every source's figures of the quarter side by side.

    Partners' weekly returns are left out: the department sees each of them only from a day of its
    own, so that the pack would not say the same twice.
    """
    own = _without_partners(quarter.within(rows))
    told = [narrative.LINEAGE] if (own["source"] == str(Source.PLMI)).any() else []
    if own.empty:
        told = ["No source has a figure of the quarter yet."]
    return _section(Part.SOURCES, told, [_side_by_side("Every source", own, titles)])


def differences(rows: pd.DataFrame, quarter: Quarter, titles: Mapping[str, str]) -> Section:
    """Give the figures of the quarter that differ from the one the others are held against."""
    own = _without_partners(quarter.within(rows))
    apart = own[own["differs"]]
    if apart.empty:
        said = "No source differs from the figure it is held against by more than is allowed."
        return _section(Part.DIFFERENCES, [said])
    count = count_of(len(apart), "figure differs", "figures differ")
    said = f"{count} from the provider's own by more than the contract allows."
    return _section(Part.DIFFERENCES, [said], [_side_by_side("Open differences", apart, titles)])


def _without_partners(rows: pd.DataFrame) -> pd.DataFrame:
    kept: pd.DataFrame = rows[rows["source"] != str(Source.PARTNER)]
    return kept


_SOURCE_COLUMNS = (
    Column("Measure"),
    Column("Month"),
    Column("Source"),
    Column("Figure", NUMBER),
    Column("Provider less source", NUMBER),
    Column("Share", PERCENT),
    Column("Days late", NUMBER),
    Column("Grade"),
    Column("To know"),
)


def _side_by_side(title: str, rows: pd.DataFrame, titles: Mapping[str, str]) -> Table:
    cells = [
        (
            titles.get(row["measure"], row["measure"]),
            month(row["month"]),
            sources_shown.named(row["source"], row["origin"]),
            known(float(row["value"])),
            None if row["held_against"] else known(float(row["difference"])),
            None if row["held_against"] else known(100 * float(row["difference_share"])),
            known(float(row["days_late"])),
            row["grade"] or "",
            str(row["note"]),
        )
        for row in rows.to_dict("records")
    ]
    return Table(title, _SOURCE_COLUMNS, tuple(cells))


def restatements(rows: pd.DataFrame, quarter: Quarter, titles: Mapping[str, str]) -> Section:
    """Give the figures of closed months that moved since the quarter began, the latest first."""
    ordered = _restated(rows, quarter, titles)
    if ordered.empty:
        said = "No figure of a closed month moved since the quarter began."
        return _section(Part.RESTATEMENTS, [said])
    cells = [
        (
            titles[row["measure"]],
            month(row["month"]),
            sources_shown.named(row["source"], row["origin"]),
            known(float(row["as_closed"])),
            known(float(row["now"])),
            known(float(row["difference"])),
            known(float(row["steps"])),
        )
        for row in ordered.to_dict("records")
    ]
    columns = ("Measure", "Month", "Source"), ("When it closed", "Now", "Difference", "Times moved")
    made = (*map(Column, columns[0]), *(Column(title, NUMBER) for title in columns[1]))
    moved = count_of(len(ordered), "figure of a closed month", "figures of closed months")
    said = f"{moved} moved since the quarter began."
    return _section(Part.RESTATEMENTS, [said], [Table("Restated figures", made, tuple(cells))])


def _restated(rows: pd.DataFrame, quarter: Quarter, titles: Iterable[str]) -> pd.DataFrame:
    if rows.empty:
        return rows
    kept = rows[(rows["month"] <= pd.Timestamp(quarter.last)) & rows["measure"].isin(list(titles))]
    kept = _without_partners(kept[kept["when"].ge(pd.Timestamp(quarter.first))])
    return kept.sort_values(["month", "measure", "source"], ascending=[False, True, True])


def certification(found: Sequence[Figures], quarter: Quarter) -> Section:
    """Say which figures of the quarter a named person has still to certify."""
    asked = [each for each in found if quarter.within(each.own)["to_certify"].any()]
    if not asked:
        said = "This contract does not ask for certified returns, or none of the quarter came."
        return _section(Part.CERTIFICATION, [said])
    rows = [
        (
            each.view.subject,
            month(row["month"]),
            NOT_YET if row["uncertified"] else "certified",
        )
        for each in asked
        for row in quarter.within(each.own).to_dict("records")
        if row["to_certify"]
    ]
    waits = sum(state != "certified" for _, _, state in rows)
    said = f"{number(waits)} of {count_of(len(rows), 'figure', 'figures')} not yet certified."
    columns = (Column("Measure"), Column("Month"), Column("State"))
    return _section(Part.CERTIFICATION, [said], [Table("Certified", columns, tuple(rows))])


def _section(
    part: Part,
    said: Iterable[str] = (),
    tables: Iterable[Table] = (),
    charts: Iterable[Chart] = (),
) -> Section:
    return Section(part.value, PARTS[part], tuple(said), tuple(charts), tuple(tables))
