"""What does a saved mapping say, and is what it says possible?

A mapping is data: it is stored, named and versioned, and shown before it is used. Its form is
documented in ``docs/mappings.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from monitoring.checks.header import header_form
from monitoring.datasets import ALL
from monitoring.datasets.returns import MISSING_REASONS
from monitoring.mappings.made import DATES, fault_of, headings_in
from monitoring.mappings.months import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from monitoring.datasets.specification import Dataset

Cumulative = Literal["contract", "april_march"]

SHAPES = ("measure", "indicator", "month")
CUMULATIVE = ("contract", "april_march")
PARTS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "dataset": str,
    "sentence": str,
    "source": str,
    "constants": dict,
    "columns": dict,
    "joined": dict,
    "months_between": dict,
    "ignore": (list, str),
    "wide": dict,
    "translate": dict,
    "cumulative": (str, type(None)),
    "marks": dict,
    "drop": list,
    "reference": list,
}
NEEDED = ("name", "dataset", "sentence")


class MappingError(ValueError):
    """A mapping says something impossible; carries a sentence for each fault."""

    def __init__(self, *sentences: str) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Definition:
    """The parts of a mapping, as its JSON spells them; see ``docs/mappings.md``."""

    name: str
    dataset: str
    sentence: str
    source: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    months_between: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignore: tuple[str, ...] | Literal["*"] = ()
    wide: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    translate: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    cumulative: Cumulative | None = None
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()

    @property
    def specification(self) -> Dataset:
        """Give the dataset the mapping makes."""
        return ALL[self.dataset]

    @property
    def measures(self) -> Mapping[str, str]:
        """Give the measure or indicator each heading stands for, where they stand side by side."""
        return self.wide.get("measure") or self.wide.get("indicator") or {}

    @property
    def filled(self) -> tuple[str, ...]:
        """Give the columns it fills, those that stand side by side apart."""
        return (*self.constants, *self.columns, *self.joined, *self.months_between)

    @property
    def made_from(self) -> Mapping[str, tuple[str, ...]]:
        """Give the headings each joined or counted column is made from."""
        return {n: headings_in(text) for n, text in self.joined.items()} | dict(self.months_between)

    @property
    def headings(self) -> tuple[str, ...]:
        """Give every heading whose cells it uses, one column for a month apart."""
        made = (heading for headings in self.made_from.values() for heading in headings)
        return (*self.columns.values(), *self.measures, *made)

    @property
    def month_pattern(self) -> str:
        """Give how the headings spell months, where months stand side by side; else blank."""
        return self.wide.get("month", {}).get("headers", "")

    def as_json(self) -> dict[str, object]:
        """Give the mapping as it was written, without the parts left empty."""
        whole: dict[str, object] = {
            "name": self.name,
            "dataset": self.dataset,
            "sentence": self.sentence,
            "source": self.source,
            "constants": dict(self.constants),
            "columns": dict(self.columns),
            "joined": dict(self.joined),
            "months_between": {name: list(pair) for name, pair in self.months_between.items()},
            "ignore": self.ignore if self.ignore == "*" else list(self.ignore),
            "wide": {name: dict(part) for name, part in self.wide.items()},
            "translate": {name: dict(part) for name, part in self.translate.items()},
            "cumulative": self.cumulative,
            "marks": {name: list(marks) for name, marks in self.marks.items()},
            "drop": list(self.drop),
            "reference": list(self.reference),
        }
        return {name: part for name, part in whole.items() if part or name in NEEDED}


def parts_of(definition: object) -> dict[str, Any]:
    """Give the parts of a mapping read from JSON, each of its own type.

    Raises
    ------
    MappingError
        With a sentence for everything the mapping says that is impossible.
    """
    sentences = tuple(_form_faults(definition))
    if sentences:
        raise MappingError(*sentences)
    parts = dict(cast("dict[str, Any]", definition))
    for name in ("drop", "reference", "ignore"):
        if isinstance(parts.get(name), list):
            parts[name] = tuple(parts[name])
    for name in ("marks", "months_between"):
        parts[name] = {one: tuple(texts) for one, texts in parts.get(name, {}).items()}
    sentences = tuple(_sense_faults(Definition(**parts)))
    if sentences:
        raise MappingError(*sentences)
    return parts


def _form_faults(definition: object) -> Iterator[str]:
    if not isinstance(definition, dict):
        yield "A mapping is a JSON object."
        return
    for name, part in definition.items():
        if name not in PARTS:
            yield f"A mapping has no part {name!r}; it has {', '.join(PARTS)}."
        elif not isinstance(part, PARTS[name]):
            yield f"The part {name!r} is of the wrong type; see docs/mappings.md."
        else:
            yield from _texts_only(name, part)
    for name in NEEDED:
        if not definition.get(name):
            yield f"A mapping needs {name!r}."


def _texts_only(name: str, part: Any) -> Iterator[str]:  # noqa: ANN401 - anything JSON may hold
    inner: list[Any] = [part]
    wanted = {"wide": dict, "translate": dict, "marks": list, "months_between": list}.get(name)
    if wanted:
        inner = list(part.values())
    if wanted and not all(isinstance(each, wanted) for each in inner):
        yield f"The part {name!r} is of the wrong type; see docs/mappings.md."
        return
    for each in inner:
        leaves = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        if not all(
            isinstance(leaf, str) or (leaf is None and name == "translate") for leaf in leaves
        ):
            yield f"The part {name!r} may hold texts only; put numbers in quotes."


def _sense_faults(mapping: Definition) -> Iterator[str]:
    if mapping.dataset not in ALL:
        yield f"There is no dataset {mapping.dataset!r}."
        return
    yield from _target_faults(mapping)
    yield from _source_faults(mapping)
    yield from _shape_faults(mapping)
    yield from filter(None, (fault_of(name, text) for name, text in mapping.joined.items()))
    for name, pair in mapping.months_between.items():
        if len(pair) != DATES:
            yield f"The months of {name!r} are counted between two headings."
    if isinstance(mapping.ignore, str) and mapping.ignore != "*":
        yield 'The part "ignore" is a list of headings, or "*" for all the mapping does not name.'
    for reason in mapping.marks:
        if reason not in MISSING_REASONS:
            yield f"{reason!r} is no reason; marks stand for {', '.join(MISSING_REASONS)}."


def _target_faults(mapping: Definition) -> Iterator[str]:
    dataset = mapping.specification
    public = {column.name for column in dataset.public_columns}
    named = mapping.filled
    for name in [*named, *mapping.translate]:
        if name not in public:
            yield f"Dataset {dataset.name} has no column {name!r}."
    made = [each for shape in mapping.wide if shape in SHAPES for each in (shape, "value")]
    filled = [*named, *made]
    for name in sorted({each for each in filled if filled.count(each) > 1}):
        yield f"Column {name!r} is filled in two ways; keep one."
    for column in dataset.public_columns:
        if not column.optional and column.name not in {*filled, "contract"}:
            yield f"Column {column.name!r} is needed and the mapping does not fill it."
    if mapping.source and mapping.source not in dataset.sources:
        yield f"Dataset {dataset.name} does not come from source {mapping.source!r}."


def _source_faults(mapping: Definition) -> Iterator[str]:
    used = set(map(header_form, mapping.headings))
    for header in mapping.reference:
        if header_form(header) not in used:
            yield f"{header!r} is replaced by a reference but fills no column; drop it instead."
    for header in mapping.drop:
        if header_form(header) in used:
            yield f"{header!r} is both dropped and used."


def _shape_faults(mapping: Definition) -> Iterator[str]:
    names = mapping.specification.by_name
    if len(mapping.wide) > 1 or any(shape not in SHAPES for shape in mapping.wide):
        yield 'The part "wide" is one of "measure", "indicator" and "month".'
    for shape in mapping.wide:
        if shape not in names or "value" not in names:
            yield f"Dataset {mapping.dataset} has no {shape} and value to make rows of."
    if "month" in mapping.wide:
        yield from filter(None, [problem_of(mapping.month_pattern)])
    if mapping.cumulative is not None and mapping.cumulative not in CUMULATIVE:
        yield f"Figures to date run by {' or '.join(CUMULATIVE)}."
    if mapping.cumulative and not {"month", "value"} <= set(names):
        yield f"Dataset {mapping.dataset} has no month and value to read figures to date into."
