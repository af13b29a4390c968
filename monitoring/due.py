"""When does each kind of return fall due, and how many days late did one come?

A month's return falls due so many days after the month ends; how many is a parameter of the
contract for each kind of return. Source: requirements.md MI-05 and C.4.
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring import periods
from monitoring.parameters import default_text, parse
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.parameters import Value

DAYS: Mapping[Source, str] = MappingProxyType(
    {
        Source.PROVIDER_MI: "return_due_days",
        Source.PUBLISHED: "return_due_days",
        Source.PLMI: "plmi_due_days",
        Source.LMS: "lms_due_days",
        Source.PAYMENTS: "payments_due_days",
        Source.PARTNER: "partner_return_days",
    }
)
"""Which parameter says how many days after its period a source's return falls due.

Clerical counts are made when somebody counts: none is owed.
"""


def days_allowed(kind: str, parameters: Mapping[str, Value]) -> int | None:
    """Give how many days after its period a source's return falls due; None where none is owed.

    Parameters
    ----------
    kind
        The source: who sends the return.
    parameters
        The contract's parameters in force; one left out has the product's default.
    """
    code = DAYS.get(Source(kind))
    if code is None:
        return None
    return int(str(parameters.get(code, parse(code, default_text(code)))))


def due_on(kind: str, month: date, parameters: Mapping[str, Value]) -> date:
    """Give the day on which a month's return of a source falls due.

    Raises
    ------
    ValueError
        If no return is owed by that source: see ``days_allowed``.

    Notes
    -----
    Source: requirements.md AT-07: with 7 days March falls due on 7 April.
    """
    return periods.due_on(month, _owed(kind, parameters))


def week_due_on(week_ends_on: date, parameters: Mapping[str, Value]) -> date:
    """Give the day on which a partner's return of one week falls due.

    Notes
    -----
    Source: requirements.md C.4, ``partner_return_days``: 003 §3.2.2 L561, weekly to the prime.
    """
    return week_ends_on + timedelta(days=_owed(Source.PARTNER, parameters))


def days_late(received_on: date, due: date) -> int:
    """Give how many days after it fell due a return came; 0 when it came in time."""
    return max(0, (received_on - due).days)


def _owed(kind: str, parameters: Mapping[str, Value]) -> int:
    days = days_allowed(kind, parameters)
    if days is None:
        msg = f"no return falls due from source {kind}"
        raise ValueError(msg)
    return days
