"""What does a programme measure, from whom, and how is each measure worked out?

Programmes are data. A definition file names the measures, the order in which sources are believed,
the steps of the journey and the standards; nothing in the code is wired to one contract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import parameters
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_EXPRESSION = re.compile(r"\(?\s*([a-z0-9_]+(?:\s*[+-]\s*[a-z0-9_]+)*)\s*\)?")
_TERM = re.compile(r"([+-]?)\s*([a-z0-9_]+)")


class ProgrammeError(ValueError):
    """A programme's definition contradicts itself; says where."""


class Counted(StrEnum):
    """Whether a measure is a count or a rate worked out from counts."""

    COUNT = "count"
    RATE = "rate"


class Better(StrEnum):
    """Which way a measure ought to move."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Boundary(StrEnum):
    """On which side of the black box a measure lies (requirements.md CON-13)."""

    CONTRACTUAL = "contractual"
    MONITORING_ONLY = "monitoring only"
    PROVIDERS_OWN_TOOL = "provider's own tool"


@dataclass(frozen=True, slots=True)
class Expression:
    """A sum or difference of counts; kept linear so that a rate of sums is a sum's rate."""

    text: str
    terms: tuple[tuple[str, int], ...]

    def over(self, counts: pd.DataFrame) -> pd.Series[Any]:
        """Work it out row by row from a frame with a column a count; unknown if any count is."""
        total = pd.Series(0.0, index=counts.index)
        for code, sign in self.terms:
            total = total + sign * counts[code]
        return total

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the counts it is made from."""
        return tuple(code for code, _ in self.terms)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as its users know it.

    ``unit`` and ``unit_one`` are its plural and singular ("people", "person"); ``stock`` says that
    a month's figure is a level at its end, so that months are never added. ``counted_from`` names
    the datasets its rows stand in and ``counted_by`` the date that gives a row its month.
    ``profiled_as`` names the measure whose profile it is set against, where it has none of its own.
    """

    code: str
    title: str
    sentence: str
    kind: Counted
    unit: str
    unit_one: str
    better: Better
    boundary: Boundary
    owner: str
    formula: str
    document: str
    numerator: Expression | None = None
    denominator: Expression | None = None
    counted_from: tuple[str, ...] = ()
    counted_by: str = ""
    stock: bool = False
    staged: bool = False
    profiled_as: str = ""

    @property
    def profile_code(self) -> str:
        """Give the measure whose profile it is set against: its own, unless another's is named."""
        return self.profiled_as or self.code

    @property
    def is_rate(self) -> bool:
        """Say whether it is worked out from counts and never stored."""
        return self.kind is Counted.RATE

    @property
    def counts(self) -> tuple[str, ...]:
        """Give the codes of the counts it is made from; itself, for a count."""
        if self.numerator is None or self.denominator is None:
            return (self.code,)
        return tuple(dict.fromkeys([*self.numerator.codes, *self.denominator.codes]))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the journey: how many of the first become the second."""

    code: str
    title: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standing level a measure is held to everywhere, and who says so."""

    measure: str
    target: float
    authority: str
    document: str


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """A series somebody else publishes of all contracts together, to hold their sums against.

    ``indicators`` names the indicator of each measure's series in the district ``district``;
    ``rounded_to`` and ``hidden_under`` say how a contract's own figures were published, 1 and 0
    where they are exact: both bound how far a sum may lie from the series.
    """

    title: str
    district: str
    document: str
    indicators: Mapping[str, str] = field(hash=False)
    rounded_to: int = 1
    hidden_under: int = 0


@dataclass(frozen=True)
class Programme:
    """One programme: its measures, whom it believes first, and the journey it pays for.

    ``parameters`` are the programme's own defaults, by code, as text: they stand where a contract
    has set nothing and come before the product's. ``register_only`` says that its contracts are on
    record but owe no return until their first has come; ``phase_name`` what their phase is called.
    """

    code: str
    name: str
    sentence: str
    headline: str
    measures: tuple[Measure, ...]
    sources: tuple[Source, ...]
    categories: tuple[str, ...] = ()
    journey: tuple[str, ...] = ()
    conversions: tuple[Step, ...] = ()
    standards: tuple[Standard, ...] = ()
    control_series: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    published: PublishedSeries | None = None
    working_date: date | None = None
    register_only: bool = False
    phase_name: str = "Phase"

    @cached_property
    def by_code(self) -> Mapping[str, Measure]:
        """Give the measures by their code."""
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def counts(self) -> frozenset[str]:
        """Give the codes a file may return: counts, never rates."""
        return frozenset(measure.code for measure in self.measures if not measure.is_rate)

    def measure(self, code: str) -> Measure:
        """Give one measure; KeyError when the programme has none of that code."""
        return self.by_code[code]

    def standard(self, code: str) -> Standard | None:
        """Give the standard a measure is held to, if there is one."""
        return next((each for each in self.standards if each.measure == code), None)


def expression(text: str) -> Expression:
    """Read a sum or difference of counts, such as ``courses_finished - not_at_caseness``.

    Raises
    ------
    ProgrammeError
        If it holds anything but codes, plus and minus, or names a code twice.
    """
    whole = _EXPRESSION.fullmatch(text.strip())
    if whole is None:
        msg = f"'{text}' is not a sum or difference of counts"
        raise ProgrammeError(msg)
    found = _TERM.findall(whole[1])
    terms = tuple((code, -1 if sign == "-" else 1) for sign, code in found)
    if len(dict(terms)) != len(terms):
        msg = f"'{text}' names a count twice"
        raise ProgrammeError(msg)
    return Expression(text.strip(), terms)


def programme_from(data: Mapping[str, Any]) -> Programme:
    """Read a programme's definition, as parsed from its file.

    Raises
    ------
    ProgrammeError
        If a key is missing or unknown, something names a measure that is not defined, or a
        parameter cannot be as the definition has it.
    """
    try:
        programme = _built(data)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"the definition of programme {data.get('code', '(no code)')} is wrong: {error}"
        raise ProgrammeError(msg) from error
    _check_names(programme)
    return programme


def _built(data: Mapping[str, Any]) -> Programme:
    plain = dict(data)
    parts: dict[str, Any] = {
        "measures": tuple(_measure(each) for each in plain.pop("measures")),
        "sources": tuple(Source(each) for each in plain.pop("sources")),
        "conversions": tuple(Step(**each) for each in plain.pop("conversions", ())),
        "standards": tuple(Standard(**each) for each in plain.pop("standards", ())),
        "parameters": _defaults(plain.pop("parameters", {})),
        "published": PublishedSeries(**plain.pop("published")) if "published" in plain else None,
    }
    rest: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return Programme(**parts, **rest)


def _defaults(given: Mapping[str, object]) -> dict[str, str]:
    """Read the programme's own defaults; each must be one that a contract could be given."""
    texts = {code: str(value) for code, value in given.items()}
    assumed = {code: each.default for code, each in parameters.ALL.items()}
    values = {code: parameters.parse(code, text) for code, text in (assumed | texts).items()}
    if said := parameters.contradictions(values):
        raise ValueError(" ".join(said))
    return texts


def _measure(data: Mapping[str, Any]) -> Measure:
    given = dict(data)
    sides: dict[str, Any] = {
        side: expression(given.pop(side)) for side in ("numerator", "denominator") if side in given
    }
    kind = Counted.RATE if sides else Counted.COUNT
    formula = " / ".join(_bracketed(side.text) for side in sides.values())
    return Measure(
        kind=kind,
        formula=given.pop("formula", formula),
        better=Better(given.pop("better")),
        boundary=Boundary(given.pop("boundary")),
        counted_from=tuple(given.pop("counted_from", ())),
        **sides,
        **given,
    )


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text and not text.startswith("(") else text


def _check_names(programme: Programme) -> None:
    """Refuse a definition that names a measure it does not define."""
    counts = programme.counts
    if len(programme.by_code) != len(programme.measures):
        raise ProgrammeError(_wrong(programme, "a measure is defined twice"))
    for code in _codes_named(programme):
        if code not in programme.by_code:
            raise ProgrammeError(_wrong(programme, f"{code} is no measure of it"))
    for measure in programme.measures:
        if measure.is_rate and not counts.issuperset(measure.counts):
            raise ProgrammeError(_wrong(programme, f"{measure.code} is not made of its counts"))


def _codes_named(programme: Programme) -> Sequence[str]:
    steps = [code for step in programme.conversions for code in (step.numerator, step.denominator)]
    held = [standard.measure for standard in programme.standards]
    series = programme.published.indicators if programme.published else ()
    named = [programme.headline, *programme.journey, *programme.control_series]
    profiled = [each.profiled_as for each in programme.measures if each.profiled_as]
    return [*named, *steps, *held, *series, *profiled]


def _wrong(programme: Programme, what: str) -> str:
    return f"the definition of programme {programme.code} is wrong: {what}"
