"""Does a file say who somebody is?

National insurance numbers are looked for in every column, by their official pattern; postcodes
in every column, as the whole of a cell; names, birth dates and addresses by what a column is
called. A value found is never repeated, here or anywhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitoring.findings import Problem, refuses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from monitoring.reading.table import Batch

RULE = "personal_data"
WITHHELD = "[withheld]"
"""What stands in a text where an identifier stood."""

# Two letters, six digits, a letter from A to D. HMRC's manual (NIM39110): the first letter is
# never D, F, I, Q, U or V, the second neither those nor O, and some pairs are never given out. QQ
# is nobody's either; it is the specimen on forms, and a file that holds it has the column.
_NATIONAL_INSURANCE = re.compile(
    r"(?<![0-9A-Za-z])(?!BG|GB|KN|NK|NT|TN|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
    r"[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[A-D](?![0-9A-Za-z])",
    re.IGNORECASE,
)

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?:(?:{'|'.join(_AREAS.split())})\d[\dA-HJKMNP-Y]? ?\d[ABD-HJLNP-UW-Z]{{2}}"
    r"|GIR ?0AA)",
    re.IGNORECASE,
)
_POSTCODE_IN_TEXT = re.compile(
    rf"(?<![0-9A-Za-z]){_POSTCODE.pattern}(?![0-9A-Za-z])", re.IGNORECASE
)
_FEWEST_UNSPACED = 2
_SHORTEST = 5  # characters of a postcode without its space

# The shape of a text: a figure for every digit, a letter for every letter, no separators. Both
# patterns leave a mark in it that is found a hundred times faster than they are.
_SHAPE = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", b"9" * 10 + b"A" * 52
)
_SEPARATORS = b" .-\t"

_PERSON = r"(?:client|customer|claimant|participant|person|service user|learner|adviser|advisor)s?"
_HEADINGS = re.compile(
    rf"(?:{_PERSON} (?:s )?)?(?:"
    r"sur ?name|(?:first|last|middle|family|given|maiden|christian|full|known as) names?"
    r"|fore ?names?|initials"
    r"|date of birth|birth ?date|birth ?day|d ?o ?b"
    r"|ni ?no|ni (?:number|no|num)|nat(?:ional)? ins(?:urance)?(?: (?:number|no|num))?"
    r"|post ?code|postal code|(?:home |postal |street |full )?address(?: ?line)?(?: ?\d)?"
    r"|(?:home |personal )?e ?mail(?: address)?"
    r"|(?:home |mobile )?(?:tele)?phone(?: (?:number|no))?|mobile(?: (?:number|no))?"
    rf")|{_PERSON} (?:s )?names?|names? of (?:the )?{_PERSON}|contact names?"
)
_WORDS = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

_REMEDY = (
    "Nothing of the file was kept. Leave the column out, or send the file with a saved mapping "
    "that drops it or replaces it by a keyed reference."
)


@dataclass(slots=True)
class _Found:
    """How often something was found in one column, and where first."""

    rows: int = 0
    first: int | None = None
    unspaced: set[str] = field(default_factory=set)
    sure: bool = False

    def add(self, row: int) -> None:
        """Count a row."""
        self.rows += 1
        if self.first is None:
            self.first = row


class Search:
    """Looks through a table batch by batch and says at the end what it found."""

    def __init__(self, headers: Sequence[str], replaced: Collection[str] = ()) -> None:
        """Begin with the headings alone; those of replaced identifiers name nobody any more."""
        self._headers = headers
        self._numbers = {
            place: _Found(rows=1, first=1)  # a file without a header: its first row is data
            for place, header in enumerate(headers)
            if _NATIONAL_INSURANCE.search(header)
        }
        self._postcodes: dict[int, _Found] = {}
        self._named: dict[int, _Found] = {
            place: _Found()
            for place, header in enumerate(headers)
            if names_a_person(header) and header not in replaced
        }

    def look(self, batch: Batch) -> None:
        """Look through some rows."""
        for place, cells in enumerate(batch.columns):
            if place in self._named:
                _count(self._named[place], batch.row_numbers, cells)
            shape = "\n".join(cells).encode().translate(_SHAPE, _SEPARATORS) + b"\n"
            if b"999999A" in shape:
                self._look_for_numbers(place, batch.row_numbers, cells)
            if b"9AA\n" in shape:
                self._look_for_postcodes(place, batch.row_numbers, cells)

    def problems(self) -> tuple[Problem, ...]:
        """Give one finding for each column and kind of identifier."""
        return (
            *(self._problem(place, found, "headed as personal data")
              for place, found in self._named.items()),
            *(self._problem(place, found, "with national insurance numbers")
              for place, found in self._numbers.items()),
            *(self._problem(place, found, "with postcodes")
              for place, found in self._postcodes.items() if _is_postcodes(found)),
        )  # fmt: skip

    def _look_for_numbers(self, place: int, rows: list[int], cells: list[str]) -> None:
        for row, cell in zip(rows, cells, strict=True):
            if _NATIONAL_INSURANCE.search(cell):
                self._numbers.setdefault(place, _Found()).add(row)

    def _look_for_postcodes(self, place: int, rows: list[int], cells: list[str]) -> None:
        for row, cell in zip(rows, cells, strict=True):
            match = _POSTCODE.fullmatch(cell.strip())
            if match:
                found = self._postcodes.setdefault(place, _Found())
                found.add(row)
                if " " in match[0]:
                    found.sure = True
                elif len(match[0]) > _SHORTEST and len(found.unspaced) < _FEWEST_UNSPACED:
                    found.unspaced.add(match[0])

    def _problem(self, place: int, found: _Found, what: str) -> Problem:
        column = self._name(place)
        rows = f"{found.rows:,} row{'' if found.rows == 1 else 's'}"
        message = f"There is a column {what} ({column}, {rows}). {_REMEDY}"
        return refuses(RULE, message, row=found.first, column=column)

    def _name(self, place: int) -> str:
        """Give a column's heading, or its place where the heading is itself an identifier."""
        header = self._headers[place]
        if _NATIONAL_INSURANCE.search(header) or _POSTCODE.fullmatch(header):
            return f"column {place + 1}"
        return header


def personal_data(
    headers: Sequence[str], batches: Iterable[Batch], replaced: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Give a finding for every column of a table that says who somebody is.

    Parameters
    ----------
    headers
        The table's headings.
    batches
        Its rows; all of them are looked through.
    replaced
        Headings whose identifiers were replaced: their values are looked at all the same.

    Returns
    -------
    Findings that refuse the file, each with the column, the first row and the number of rows,
    never a value.

    Notes
    -----
    Source: architecture section 4, "Identifiers".
    """
    search = Search(headers, replaced)
    for batch in batches:
        search.look(batch)
    return search.problems()


def masked(text: str) -> str:
    """Give a text with every national insurance number and postcode in it taken out.

    >>> masked("asked for AB123456C of SW1A 2AA")
    'asked for [withheld] of [withheld]'
    """
    return _POSTCODE_IN_TEXT.sub(WITHHELD, _NATIONAL_INSURANCE.sub(WITHHELD, text))


def holds_an_identifier(text: str) -> bool:
    """Say whether a national insurance number or a postcode stands in a text."""
    return masked(text) != text


def names_a_person(header: str) -> bool:
    """Say whether a column is headed as a person's name, birth date, number or address.

    The word *name* alone is not enough: organisations and measures have names too.

    >>> names_a_person("Client_Surname"), names_a_person("DateOfBirth"), names_a_person("name")
    (True, True, False)
    """
    words = _WORDS.sub(" ", _HUMP.sub(" ", header).lower()).strip()
    return _HEADINGS.fullmatch(words) is not None


def _count(found: _Found, rows: list[int], cells: list[str]) -> None:
    for row, cell in zip(rows, cells, strict=True):
        if cell.strip():
            found.add(row)


def _is_postcodes(found: _Found) -> bool:
    """Say whether what looks like postcodes is.

    One written with its space is enough: no reference is likely to be two groups of just these
    letters and digits, and a return may be about one client. Without the space a code such as
    S12AB looks like one by accident, so two different ones longer than that are needed.
    """
    return found.sure or len(found.unspaced) >= _FEWEST_UNSPACED
