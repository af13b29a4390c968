"""How does a provider's own layout become the rows of a dataset?

Batch by batch, column by column: a row of the file becomes one row, or one for each measure or
month that stands beside it, and keeps the number it has in the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import TYPE_CHECKING, TypeVar

from monitoring.checks.header import header_form
from monitoring.checks.numbers import CONTINENTAL
from monitoring.checks.totals import PREFIX
from monitoring.datasets.specification import Kind
from monitoring.findings import Problem, Unreadable, attention, refuses
from monitoring.mappings.cumulative import Cell, ToDate, problems_of
from monitoring.mappings.layout import Layout, layout_of
from monitoring.mappings.made import joined, months_between
from monitoring.reading.table import Batch, TextTable

if TYPE_CHECKING:
    from monitoring.mappings.definition import Definition

T = TypeVar("T")
Keyed = Callable[[str], str]

NUMERIC = frozenset({Kind.COUNT, Kind.HOURS, Kind.PENCE, Kind.NUMBER, Kind.SHARE})
REASON = "missing_reason"


@dataclass(frozen=True)
class Reshape:
    """A mapping laid over one file."""

    mapping: Definition
    layout: Layout
    source: TextTable
    keyed: Keyed | None

    @property
    def headers(self) -> tuple[str, ...]:
        """Give the columns the mapping fills, in the dataset's order."""
        wide = {"value", *self.mapping.wide} if self.mapping.wide else set()
        filled = {*self.mapping.constants, *self.layout.columns, *self.layout.made, *wide}
        if self._gives_reasons:
            filled.add(REASON)
        return tuple(c.name for c in self.mapping.specification.columns if c.name in filled)

    @property
    def _gives_reasons(self) -> bool:
        return REASON in self.mapping.specification.by_name

    def rows(self) -> Iterator[tuple[list[int], dict[str, list[str]]]]:
        """Give the rows made, by column, before figures to date are taken apart."""
        for batch in self.source.batches():
            numbers, columns = self._unfolded(batch)
            self._translate(columns)
            self._take_marks(columns, len(numbers))
            yield self._without_left_out(numbers, columns)

    def _unfolded(self, batch: Batch) -> tuple[list[int], dict[str, list[str]]]:
        rows, wide = len(batch.row_numbers), self.layout.wide
        times = max(len(wide), 1)
        columns = {
            target: _each(self._cells(batch, at), times)
            for target, at in self.layout.columns.items()
        }
        columns |= {name: [text] * (rows * times) for name, text in self.mapping.constants.items()}
        columns |= {name: _each(texts, times) for name, texts in self._made(batch)}
        for shape in self.mapping.wide:
            columns[shape] = [code for _, code in wide] * rows
            beside = (batch.columns[at] for at, _ in wide)
            columns["value"] = list(chain.from_iterable(zip(*beside, strict=True)))
        return _each(batch.row_numbers, times), columns

    def _made(self, batch: Batch) -> Iterator[tuple[str, list[str]]]:
        """Give the columns made from several of the file's."""
        for name, places in self.layout.made.items():
            cells = [self._cells(batch, at) for at in places]
            if name in self.mapping.joined:
                yield name, joined(self.mapping.joined[name], cells)
            else:
                yield name, list(map(months_between, *cells))

    def _cells(self, batch: Batch, at: int) -> list[str]:
        texts = batch.columns[at]
        if at not in self.layout.referenced or self.keyed is None:
            return texts
        keyed = self.keyed
        return [keyed(form) if (form := reference_form(text)) else "" for text in texts]

    def _translate(self, columns: dict[str, list[str]]) -> None:
        """Replace codes; a row whose code is translated to nothing is marked by None."""
        for name, codes in self.mapping.translate.items():
            if name in columns:
                known = {_form(code): meant for code, meant in codes.items()}
                columns[name] = [known.get(_form(text), text) for text in columns[name]]  # type: ignore[misc]  # None until the row is left out

    def _take_marks(self, columns: dict[str, list[str]], rows: int) -> None:
        marks = {_form(m): reason for reason, each in self.mapping.marks.items() for m in each}
        by_name = self.mapping.specification.by_name
        if self._gives_reasons and "value" in columns:
            columns[REASON] = [marks.get(_form(text), "") for text in columns["value"]]
        elif self._gives_reasons:
            columns[REASON] = [""] * rows
        for name, texts in columns.items():
            if marks and name in by_name and by_name[name].kind in NUMERIC:
                columns[name] = ["" if _form(text) in marks else text for text in texts]

    def _without_left_out(
        self, numbers: list[int], columns: dict[str, list[str]]
    ) -> tuple[list[int], dict[str, list[str]]]:
        translated = [columns[name] for name in self.mapping.translate if name in columns]
        if not any(None in texts for texts in translated):
            return numbers, columns
        keep = [None not in codes for codes in zip(*translated, strict=True)]
        kept = {name: list(compress(texts, keep)) for name, texts in columns.items()}
        return list(compress(numbers, keep)), kept

    def figures(self) -> Iterator[Cell]:
        """Give every figure to date with the series it belongs to."""
        for numbers, columns in self.rows():
            yield from self.figures_of(numbers, columns)

    def figures_of(self, numbers: list[int], columns: dict[str, list[str]]) -> Iterator[Cell]:
        """Give the figures to date of some rows."""
        names = [n for n in self.mapping.specification.key if n in columns and n != "month"]
        series = zip(*(map(_form, columns[name]) for name in names), strict=True)
        for row, key, month, text in zip(
            numbers, series, columns["month"], columns["value"], strict=True
        ):
            yield Cell(row, key, month, text)


def reshape(mapping: Definition, source: TextTable, keyed: Keyed | None) -> TextTable:
    """Give a file's rows as the dataset's, through a mapping.

    Parameters
    ----------
    mapping
        What the columns of the file mean.
    source
        The file as text.
    keyed
        Replaces an identifier by a reference; needed where the mapping names identifier columns.

    Raises
    ------
    Unreadable
        If the header is not the one the mapping was made for, or identifiers cannot be replaced.
    """
    layout = layout_of(mapping, source.headers)
    if layout.referenced and keyed is None:
        raise Unreadable(
            refuses("no_key", f"Mapping {mapping.name} replaces identifiers, and no key is set.")
        )
    made = Reshape(mapping, layout, source, keyed)
    to_date = _learned(made) if mapping.cumulative else None
    found = list(_unchecked_totals(mapping, source))
    notes = list(source.how.notes)
    if to_date is not None:
        found.extend(problems_of(to_date, made.figures()))
        notes.extend(_where_it_starts(to_date))
    return TextTable(
        headers=made.headers,
        how=replace(source.how, mapping=mapping.name, notes=tuple(notes)),
        batches=lambda: _batches(made, to_date),
        declared=_declared(mapping, source.declared),
        found=(*source.found, *found),
    )


def reference_form(text: str) -> str:
    """Give the form in which two spellings of one identifier are equal, before it is replaced.

    >>> reference_form(" ab 12 ") == reference_form("AB12")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _learned(made: Reshape) -> ToDate:
    assert made.mapping.cumulative is not None, "asked for figures to date only"  # noqa: S101
    whole = made.mapping.specification.by_name["value"].kind is Kind.COUNT
    commas = whole and made.source.how.delimiter not in CONTINENTAL  # as the checks read it
    to_date = ToDate(made.mapping.cumulative, commas=commas)
    for cell in made.figures():
        to_date.learn(cell)
    return to_date


def _batches(made: Reshape, to_date: ToDate | None) -> Iterator[Batch]:
    for numbers, columns in made.rows():
        if to_date is not None:
            figures = made.figures_of(numbers, columns)
            columns["value"] = [to_date.movement(cell)[0] for cell in figures]
        yield Batch(numbers, [columns[name] for name in made.headers])


def _where_it_starts(to_date: ToDate) -> Iterator[str]:
    firsts = to_date.first_months
    if firsts and to_date.runs_by == "contract":
        yield (
            f"Figures to date were read as monthly figures; {firsts[0]:%Y-%m}, the first month of"
            " the file, was taken as the contract's first."
        )
    elif firsts:
        yield "Figures to date were read as monthly figures, beginning again each April."


def _unchecked_totals(mapping: Definition, source: TextTable) -> Iterator[Problem]:
    if source.declared and _reshapes(mapping):
        yield attention(
            "control_total_unchecked",
            f"The totals the file declares are not checked: mapping {mapping.name} makes other rows"
            " of it.",
        )


def _declared(mapping: Definition, declared: dict[str, str]) -> dict[str, str]:
    if _reshapes(mapping):
        return {}
    renamed = {header_form(header): target for target, header in mapping.columns.items()}
    names = {name: name.removeprefix(PREFIX) for name in declared}
    return {renamed.get(header_form(plain), plain): declared[name] for name, plain in names.items()}


def _reshapes(mapping: Definition) -> bool:
    leaves_out = any(None in codes.values() for codes in mapping.translate.values())
    return bool(mapping.wide or mapping.cumulative or leaves_out)


def _each(values: Sequence[T], times: int) -> list[T]:
    return [value for value in values for _ in range(times)]


def _form(text: str) -> str:
    return text.strip().casefold()
