"""Which headings are months, and which month is each?

A pattern spells the heading with ``YYYY`` or ``YY`` for the year and ``MM``, ``Mon`` or ``Month``
for the month; everything else in it stands for itself, case and spaces apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitoring.checks.dates import MONTHS, PIVOT

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = {name: number for number, name in enumerate(MONTHS, start=1)}
_SHORT = {name[:3]: number for name, number in _NAMES.items()}
_PARTS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short>[0-9]{2})",
    "MM": r"(?P<number>0?[1-9]|1[0-2])",
    "Month": f"(?P<name>{'|'.join(_NAMES)})",
    "Mon": f"(?P<name>{'|'.join(_SHORT)})",
}
_TOKEN = re.compile("|".join(_PARTS))


def problem_of(pattern: str) -> str:
    """Say what is wrong with a pattern of headings; blank when nothing is."""
    tokens = _TOKEN.findall(pattern)
    years = sum(token in {"YYYY", "YY"} for token in tokens)
    if years != 1 or len(tokens) != years + 1:
        return (
            f"The pattern {pattern!r} needs one year (YYYY or YY) and one month (MM, Mon or Month)."
        )
    return ""


def months_by(pattern: str) -> Callable[[str], str]:
    """Give the function that says which month a heading is, as YYYY-MM; blank for any other.

    >>> months_by("Mon-YY")("Apr-09"), months_by("Mon-YY")("Total")
    ('2009-04', '')
    """
    shape = re.compile(_expression(pattern), re.IGNORECASE)

    def month(heading: str) -> str:
        match = shape.fullmatch("".join(heading.split()))
        if match is None:
            return ""
        found = match.groupdict()
        year = int(found.get("year") or _century(int(found["short"])) + int(found["short"]))
        name = (found.get("name") or "").casefold()
        number = int(found["number"]) if "number" in found else {**_SHORT, **_NAMES}[name]
        return f"{year:04d}-{number:02d}"

    return month


def _expression(pattern: str) -> str:
    pattern = "".join(pattern.split())
    pieces, at = [], 0
    for token in _TOKEN.finditer(pattern):
        pieces += [re.escape(pattern[at : token.start()]), _PARTS[token[0]]]
        at = token.end()
    return "".join([*pieces, re.escape(pattern[at:])])


def _century(short: int) -> int:
    return 2000 if short < PIVOT else 1900
