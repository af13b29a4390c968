"""Which rules, shares and thresholds is a contract run under, since when and on whose authority?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db import doors, registers
from monitoring.parameters import ALL, SHARES_OF_VALUE, default_text, parameter

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from monitoring.parameters import Setting
    from monitoring.programmes import Programme

COLUMNS = {
    "rule": "what the rule says",
    "value": "what is in force",
    "since": "the day from which it has been; blank where the default stands",
    "authority": "who decided it, or whose default it is",
    "code": "its name on the command line",
}


def rules_in_force(session: Session, contract: str, on: date) -> pd.DataFrame:
    """Give a contract's rules on a day, one row each: the columns of ``COLUMNS``.

    Shares of the price are left out for a reader who may not see prices: a default in their place
    would be taken for the rule.
    """
    number = registers.contract_id(session, contract)
    settings = registers.settings_of(session, [number]).get(number, [])
    priced = doors.scope_of(session).sees_prices(number)
    of = registers.programme_of(session, number)
    begun = [each for each in settings if each.effective_from <= on]
    rows = [
        _row(code, [each for each in begun if each.code == code], of)
        for code in [*ALL, *sorted({each.code for each in settings} - set(ALL))]
        if priced or code not in SHARES_OF_VALUE
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(code: str, settings: list[Setting], of: Programme) -> dict[str, object]:
    known = ALL.get(code)
    said = parameter(code).sentence
    if not settings:
        default = default_text(code, of.parameters) if known else ""
        whose = _whose(code, of) if known else ""
        return {"rule": said, "value": default, "since": "", "authority": whose, "code": code}
    last = max(settings, key=lambda each: each.effective_from)
    since = last.effective_from.isoformat()
    return {
        "rule": said,
        "value": last.text,
        "since": since,
        "authority": last.authority,
        "code": code,
    }


def _whose(code: str, of: Programme) -> str:
    """Say whose default stands: the programme's, or the product's and where it has it from."""
    return f"default of {of.name}" if code in of.parameters else ALL[code].whose
