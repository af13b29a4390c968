"""Which columns of a provider's file does a mapping use, and for what?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.checks.header import header_form
from monitoring.findings import Problem, Unreadable, refuses
from monitoring.mappings.months import months_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitoring.mappings.definition import Definition

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file holds what the mapping names, by place in its header.

    ``columns`` are the places of columns that fill one column each; ``wide`` the places of columns
    whose headings are measures or months, with the code each stands for; ``made`` the places of
    those a column is made from, in order.
    """

    columns: dict[str, int]
    wide: tuple[tuple[int, str], ...]
    referenced: frozenset[int]
    made: dict[str, tuple[int, ...]]

    @property
    def used(self) -> int:
        """Give how many columns of the file are used."""
        return len(self.columns) + len(self.wide) + sum(map(len, self.made.values()))


def layout_of(mapping: Definition, headers: Sequence[str]) -> Layout:
    """Find what the mapping names in a header.

    Raises
    ------
    Unreadable
        With a finding for every heading that is missing, repeated or not named by the mapping.
    """
    forms = [header_form(header) for header in headers]
    places = {form: at for at, form in reversed(list(enumerate(forms)))}
    problems = tuple(_problems(mapping, headers, forms, places))
    if problems:
        raise Unreadable(*problems)
    return Layout(
        columns={
            target: places[header_form(header)]
            for target, header in mapping.columns.items()
            if header_form(header) in places
        },
        wide=tuple(_wide(mapping, headers, forms)),
        referenced=frozenset(
            places[header_form(each)] for each in mapping.reference if header_form(each) in places
        ),
        made={
            target: tuple(places[header_form(heading)] for heading in headings)
            for target, headings in mapping.made_from.items()
        },
    )


def _wide(
    mapping: Definition, headers: Sequence[str], forms: Sequence[str]
) -> Iterator[tuple[int, str]]:
    measures = {header_form(header): code for header, code in mapping.measures.items()}
    month = months_by(mapping.month_pattern) if mapping.month_pattern else None
    named = _named(mapping)
    for at, (header, form) in enumerate(zip(headers, forms, strict=True)):
        code = measures.get(form, "")
        if not code and month is not None and form not in named:
            code = month(header)
        if code:
            yield at, code


def _named(mapping: Definition) -> set[str]:
    ignored = () if mapping.ignore == "*" else mapping.ignore
    made = (heading for headings in mapping.made_from.values() for heading in headings)
    return set(map(header_form, [*mapping.columns.values(), *made, *mapping.drop, *ignored]))


def _problems(
    mapping: Definition, headers: Sequence[str], forms: Sequence[str], places: dict[str, int]
) -> Iterator[Problem]:
    wide = list(_wide(mapping, headers, forms))
    used = set(map(header_form, mapping.headings))
    for at, (header, form) in enumerate(zip(headers, forms, strict=True)):
        if form in used and places[form] != at:
            yield _refusal("repeated_header", "This heading stands twice. Keep one column.", header)
    if mapping.ignore != "*":
        known = _named(mapping) | {forms[at] for at, _ in wide}
        for header, form in zip(headers, forms, strict=True):
            if form and form not in known:
                yield _refusal("unknown_header", _unknown(mapping), header)
    yield from _missing(mapping, places)
    if mapping.month_pattern and not wide:
        pattern = mapping.month_pattern
        yield refuses("missing_header", f"No heading is a month written {pattern}.", row=1)


def _missing(mapping: Definition, places: dict[str, int]) -> Iterator[Problem]:
    dataset = mapping.specification
    needed = [
        header
        for target, header in mapping.columns.items()
        if not dataset.by_name[target].optional or target in dataset.key
    ]
    made = (heading for headings in mapping.made_from.values() for heading in headings)
    for header in dict.fromkeys([*needed, *mapping.measures, *made]):
        if header_form(header) not in places:
            yield _refusal(
                "missing_header", f"Mapping {mapping.name} needs this column. Add it.", header
            )


def _unknown(mapping: Definition) -> str:
    return (
        f"Mapping {mapping.name} does not know this column. Remove it, or save a mapping that"
        " names it or ignores it."
    )


def _refusal(rule: str, message: str, header: str) -> Problem:
    shown = header[:LONGEST_SHOWN]
    return refuses(rule, message, row=1, column=shown, value=shown)
