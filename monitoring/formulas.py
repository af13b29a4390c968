"""How does a formula read with the rules in force in place of their codes?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitoring.parameters import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
_UNITS = ("hours", "days", "weeks", "months")


def worded(formula: str, value_of: Callable[[str], str]) -> str:
    """Put values in place of the codes of parameters that a formula names.

    Parameters
    ----------
    formula
        As a programme defines it, such as ``work of at least jo_min_hours a week``.
    value_of
        Gives a parameter's value by its code.

    Examples
    --------
    >>> worded("work of at least jo_min_hours a week", lambda code: "8.0")
    'work of at least 8 hours a week'
    """
    return _CODE.sub(lambda found: _value(found[0], value_of), formula)


def by_default(code: str) -> str:
    """Give what a parameter is until a contract says otherwise."""
    return ALL[code].default


def _value(code: str, value_of: Callable[[str], str]) -> str:
    if code not in ALL:
        return code
    unit = next((word for word in _UNITS if word in code), "")
    return f"{value_of(code).removesuffix('.0')} {unit}".strip()
