"""What does a figure mean, and how was this one worked out?

Every figure opens: its meaning, formula, owner and document come from the programme's definition,
and the formula is shown again with the numbers it was worked out from.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import formulas
from monitoring.narrative.profile import SOURCES
from monitoring.narrative.words import listed, number, percent
from monitoring.programmes import Better, Boundary
from monitoring.rates import share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from monitoring.programmes import Expression, Measure, Programme

COLUMNS = {
    "programme": "the programme the measure belongs to",
    "measure": "the code used in files and on the command line",
    "title": "the name people use",
    "meaning": "what it says, in a sentence",
    "kind": "count, or a rate worked out from counts",
    "unit": "what is counted",
    "formula": "how it is worked out",
    "counted_from": "the datasets whose rows it is counted from; blank where it is only returned",
    "counted_by": "which date gives a row its month",
    "better": "which way it ought to move",
    "boundary": "contractual, monitoring only, or the provider's own tool",
    "owner": "who answers for it",
    "document": "where the definition comes from",
    "standard": "the level it is held to everywhere, and who says so",
    "sources": "whose figures are believed, the first first",
}
_BOUNDARIES = {
    Boundary.CONTRACTUAL: "A contract measure.",
    Boundary.MONITORING_ONLY: "Monitoring only: no part of what the contract pays for.",
    Boundary.PROVIDERS_OWN_TOOL: "The provider's own tool: shown because the provider shares it.",
}
_WAYS = {Better.HIGHER: "Higher is better.", Better.LOWER: "Lower is better.", Better.NEITHER: ""}


def table(programmes: Iterable[Programme]) -> pd.DataFrame:
    """Give every measure of some programmes, one row each, with the columns of ``COLUMNS``."""
    rows = [_row(programme, measure) for programme in programmes for measure in programme.measures]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(programme: Programme, measure: Measure) -> dict[str, str]:
    return {
        "programme": programme.code,
        "measure": measure.code,
        "title": measure.title,
        "meaning": measure.sentence,
        "kind": measure.kind.value,
        "unit": measure.unit,
        "formula": measure.formula,
        "counted_from": ", ".join(measure.counted_from),
        "counted_by": measure.counted_by,
        "better": measure.better.value,
        "boundary": measure.boundary.value,
        "owner": measure.owner,
        "document": measure.document,
        "standard": _standard(programme, measure),
        "sources": ", ".join(programme.sources),
    }


def _standard(programme: Programme, measure: Measure) -> str:
    held = programme.standard(measure.code)
    return "" if held is None else f"{percent(held.target)} ({held.authority})"


def panel(
    programme: Programme,
    measure: Measure,
    value_of: Callable[[str], str] = formulas.by_default,
) -> list[tuple[str, str]]:
    """Give what the panel about a figure says of its measure: headings with their text.

    ``value_of`` gives a rule in force by its code; without it the defaults stand.
    """
    said = [
        ("Meaning", " ".join(filter(None, [measure.sentence, _WAYS[measure.better]]))),
        ("Formula", formulas.in_words(programme, measure, value_of)),
        ("Standing", _BOUNDARIES[measure.boundary]),
        ("Answers for it", measure.owner),
        ("Believed in this order", listed([SOURCES[each] for each in programme.sources])),
        ("Defined in", measure.document),
        ("Standard", _standard(programme, measure)),
        ("To know", " ".join(programme.caveats)),
    ]
    return [(heading, text) for heading, text in said if text]


def worked_rate(programme: Programme, measure: Measure, counts: Mapping[str, float]) -> str:
    """Show a rate's formula with its numbers: recovery divided by ... = 40 / (105 - 5) = 40.0%.

    ``counts`` gives the figure of each count the rate is made of; an unknown one (NaN or absent)
    is said to be, and leaves the rate unknown.
    """
    if measure.numerator is None or measure.denominator is None:
        return formulas.in_words(programme, measure)
    frame = pd.DataFrame([{code: counts.get(code, math.nan) for code in measure.counts}])
    sides = [float(side.over(frame).iloc[0]) for side in (measure.numerator, measure.denominator)]
    numbers = " / ".join(
        _with_numbers(side, counts) for side in (measure.numerator, measure.denominator)
    )
    return f"{formulas.in_words(programme, measure)} = {numbers} = {percent(share(*sides))}"


def worked_share(row: Mapping[str, Any]) -> str:
    """Show a share of profile with its numbers: actual / profile = 178 / 300 = 59.3%."""
    actual, profile = row["actual"], row["profile"]
    told = percent(share(actual, profile))
    return f"actual / profile = {number(actual)} / {number(profile)} = {told}"


def _with_numbers(side: Expression, counts: Mapping[str, float]) -> str:
    """Write a side of a rate with figures in place of its codes."""
    first, *rest = side.terms
    text = number(counts.get(first[0]))
    text += "".join(
        f" {'-' if sign < 0 else '+'} {number(counts.get(code))}" for code, sign in rest
    )
    return f"({text})" if rest else text
