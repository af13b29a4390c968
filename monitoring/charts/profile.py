"""Profile against actual as a picture: bars for what was delivered, lines for what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from monitoring import targets
from monitoring.charts import gaps as gap_words
from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends, plain
from monitoring.narrative.words import number, percent, rate_of
from monitoring.profile_sets import ORIGINAL, ProfileSet, in_order, kind_of
from monitoring.rates import FEWEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_FEW = "few"
_UNDER = f"under {FEWEST}"
_NO_RETURN = {
    "": "no return",
    "not_returned": "no return",
    "suppressed": "suppressed",
    "not_published": "not published",
    "part_missing": "a part is missing",
    _FEW: _UNDER,
}


def profile_vs_actual(
    months: pd.DataFrame,
    title: str,
    note: str = "",
    *,
    sets: Mapping[str, ProfileSet] | None = None,
    share: bool = False,
) -> go.Figure:
    """Draw the actual month by month with every profile set beside it, the original first.

    Parameters
    ----------
    months
        What ``profiles.against_profile`` gave, or ``against_profiles`` (with ``set``) for several
        sets of one contract, or ``targets.against_target`` for a rate.
    title, note
        What the chart shows (``narrative.chart_title``) and which actual it draws
        (``narrative.actual_words``).
    sets
        The sets by name; one not given takes the kind it is named after.
    share
        The figures are rates; those of fewer than ten are gaps, with their counts on hover.

    Returns
    -------
    Bars for the actual (hatched while provisional), one line for each set, a mark in words where a
    month has no figure.
    """
    figure = go.Figure()
    each = _sets_of(months, sets or {})
    actual = _actual(months, each)
    if share:
        actual = _without_few(actual)
    figure.add_trace(_bars(actual, share=share))
    labels = [
        EndLabel("Actual", float(value), palette.ACTUAL_SIGN, palette.ACTUAL)
        for value in actual["actual"].dropna().tail(1)
    ]
    for one in each:
        own = _own(months, one)
        labels += _line(figure, own, "profile", one, share=share)
    top = _top(figure)
    _mark_gaps(figure, actual)
    label_ends(figure, labels, top)
    return framed(figure, title, note, top, share=share)


def cumulative_vs_profile(
    months: pd.DataFrame,
    title: str,
    note: str = "",
    *,
    sets: Mapping[str, ProfileSet] | None = None,
) -> go.Figure:
    """Draw actual and profile to date, both over the months that have both, to the last returned.

    The parameters are those of ``profile_vs_actual``. Where a month has no figure the lines are
    broken and the month marked. A set that begins later than the original is drawn from what had
    been delivered by then, so that its distance from the actual is its own variance to date.
    """
    figure = go.Figure()
    each = _sets_of(months, sets or {})
    returned = months.loc[months["actual"].notna(), "month"]
    reached = months[months["month"] <= returned.max()] if len(returned) else months.iloc[:0]
    actual = _broken(_actual(reached, each))
    labels = _actual_line(figure, actual)
    delivered = actual.set_index("month")["cumulative_actual"]
    for one in each:
        own = _raised(_broken(_own(reached, one)), delivered)
        labels += _line(figure, own, "cumulative_profile", one)
    top = _top(figure)
    _mark_gaps(figure, actual)
    label_ends(figure, labels, top)
    return framed(figure, title, note, top, share=False)


def _actual(months: pd.DataFrame, sets: Sequence[ProfileSet]) -> pd.DataFrame:
    """Give the actual's own rows: those beside the first set drawn."""
    rows = _own(months, sets[0]) if sets else months
    return rows.drop_duplicates("month").sort_values("month")


def _without_few(actual: pd.DataFrame) -> pd.DataFrame:
    """Make a gap, with its word, of each rate that stands on too few."""
    known = targets.counts_only(actual)
    reason = known["reason"].mask(known["few"], _FEW)
    return known.assign(reason=reason, missing=known["missing"] | known["few"])


def _own(months: pd.DataFrame, one: ProfileSet) -> pd.DataFrame:
    own = months[months["set"] == one.name] if "set" in months else months
    return own.sort_values("month")


def _raised(own: pd.DataFrame, delivered: pd.Series[Any]) -> pd.DataFrame:
    """Lift a set's sums by what had been delivered before it began."""
    first = own[own["cumulative_profile"].notna()].head(1)
    if first.empty:
        return own
    before = float((first["month"].map(delivered) - first["cumulative_actual"]).iloc[0])
    return own.assign(cumulative_profile=own["cumulative_profile"] + before)


def _sets_of(months: pd.DataFrame, sets: Mapping[str, ProfileSet]) -> Sequence[ProfileSet]:
    """Give the sets to draw, the original first."""
    profiled = months[months["profile"].notna()]
    names = list(profiled["set"].unique()) if "set" in months else [next(iter(sets), ORIGINAL)]
    return in_order(
        sets.get(name) or ProfileSet(name, kind_of(name)) for name in names if len(profiled)
    )


def _bars(actual: pd.DataFrame, *, share: bool) -> go.Bar:
    hatched = [palette.HATCH if each else "" for each in actual["provisional"]]
    said = [
        f"{_figure(row) if share else number(row['actual'])} {_from(row)}"
        for row in actual.to_dict("records")
    ]
    return go.Bar(
        x=list(actual["month"]),
        y=plain(actual["actual"]),
        name="Actual",
        customdata=said,
        marker={
            "color": palette.ACTUAL,
            "line": {"color": palette.ACTUAL, "width": 1},
            "pattern": {"shape": hatched, "fillmode": "replace", "size": 7, "solidity": 0.45},
        },
        hovertemplate="Actual: %{customdata}<extra></extra>",
    )


def _figure(row: dict[Any, Any]) -> str:
    return rate_of(row["numerator"], row["denominator"])


def _from(row: dict[Any, Any]) -> str:
    """Say where a figure comes from and whether it may still change."""
    parts = [row[name] for name in ("source", "origin") if row[name]]
    parts += ["provisional"] if row["provisional"] else []
    return f"({', '.join(parts)})" if parts else ""


def _line(
    figure: go.Figure, own: pd.DataFrame, column: str, one: ProfileSet, *, share: bool = False
) -> list[EndLabel]:
    """Draw a set's line and give the label to write at its end."""
    title = f"{one.title[:1].upper()}{one.title[1:]}"
    name = _target_name(one) if share else title
    style = palette.LINES[one.kind]
    known = own[own[column].notna()]
    figure.add_trace(
        go.Scatter(
            x=list(own["month"]),
            y=plain(own[column]),
            name=name if share else f"{title} profile",
            mode="lines" if len(known) > 1 else "markers",
            connectgaps=False,
            customdata=[_written(value, share=share) for value in own[column]],
            line={"color": style.colour, "dash": style.dash, "width": style.width},
            marker={"color": style.colour, "size": 8},
            hovertemplate=f"{name} ({one.label}): %{{customdata}}<extra></extra>",
        )
    )
    return [
        EndLabel(name, float(value), style.sign, style.colour) for value in known[column].tail(1)
    ]


def _target_name(one: ProfileSet) -> str:
    """Name the line a rate is held to: a target, and whose where it is not the original's."""
    return "Target" if one.is_original else f"Target, {one.title}"


def _actual_line(figure: go.Figure, actual: pd.DataFrame) -> list[EndLabel]:
    style = palette.ACTUAL_LINE
    sums = actual["cumulative_actual"]
    figure.add_trace(
        go.Scatter(
            x=list(actual["month"]),
            y=plain(sums),
            name="Actual",
            mode="lines+markers",
            connectgaps=False,
            customdata=[_written(value, share=False) for value in sums],
            line={"color": style.colour, "dash": style.dash, "width": style.width},
            marker={"color": style.colour, "size": 4},
            hovertemplate="Actual to date: %{customdata}<extra></extra>",
        )
    )
    return [
        EndLabel("Actual", float(value), style.sign, style.colour)
        for value in sums.dropna().tail(1)
    ]


def _mark_gaps(figure: go.Figure, actual: pd.DataFrame) -> None:
    """Mark each month without a figure on the baseline, and say so once in words."""
    gaps = actual[actual["missing"] & actual["actual"].isna()]
    if gaps.empty:
        return
    said = [_NO_RETURN.get(reason, reason) for reason in gaps["reason"]]
    told = [_told(word, row) for word, row in zip(said, gaps.to_dict("records"), strict=True)]
    texts, places = gap_words.placed(list(gaps["month"]), said)
    figure.add_trace(
        go.Scatter(
            x=list(gaps["month"]),
            y=[0] * len(gaps),
            name="No return",
            mode="markers+text",
            text=[f"<i>{text}</i>" if text else "" for text in texts],
            textposition=places,
            textfont={"size": 11},
            cliponaxis=False,
            customdata=told,
            marker={
                "color": palette.ATTENTION,
                "symbol": "x-thin-open",
                "size": 8,
                "line": {"width": 2, "color": palette.ATTENTION},
            },
            hovertemplate="Actual: %{customdata}<extra></extra>",
        )
    )


def _told(word: str, row: dict[Any, Any]) -> str:
    """Say on hover why there is no bar; a rate over too few has its counts."""
    return f"{_figure(row)}, counts only" if word == _UNDER else word


def _broken(months: pd.DataFrame) -> pd.DataFrame:
    """Leave the sums to date blank in a month without a figure, so that the line breaks there."""
    names = ["cumulative_actual", "cumulative_profile"]
    return months.assign(**{name: months[name].where(~months["missing"]) for name in names})


def _top(figure: go.Figure) -> float:
    """Give the highest figure drawn, 0 when there is none."""
    return max(
        (value for trace in figure.data for value in trace.y if value is not None), default=0.0
    )


def _written(value: float, *, share: bool) -> str:
    return percent(value) if share else number(value)
