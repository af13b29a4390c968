"""Which files make up an anonymised export, and what stands in each?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.handling import marking
from db.reports import anonymised as reports
from db.setup import is_sample
from monitoring import printing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports import Report, View
    from db.reports.anonymised import Anonymised

may_anonymise = reports.may_make
ABOUT = "about.csv"
ANONYMISED = "anonymised"
"""What the access log calls such an export."""


def anonymised_files(
    session: Session, view: View, now: datetime, authority: str = ""
) -> dict[str, str]:
    """Give an anonymised export as the text of each of its files, by name.

    Raises
    ------
    CallError
        If it is not the caller's to make, or the view names something unknown.
    """
    made = reports.anonymised(session, view, now, authority)
    files = {
        f"{each.name}.csv": printing.as_csv(
            printing.records(each.frame, each.whole), [str(name) for name in each.frame]
        )
        for each in made.sheets
    }
    about = _about(made, sample=is_sample(session))
    return files | {ABOUT: printing.as_csv(about, ["sheet", "about", "note"])}


def _about(made: Anonymised, *, sample: bool) -> list[dict[str, Any]]:
    """Say how the export is marked and hidden, what was left out, and what columns mean."""
    every = {"handling": marking(), "known by": f"{made.sheets[0].as_at:%Y-%m}"}
    every |= {"data": "sample store"} if sample else {}
    every |= {"recognised": reports.RECOGNISED}
    every |= {"readiness bands authorised by": made.authority} if made.authority else {}
    lines = [("", name, note) for name, note in every.items()]
    lines += [("", "left out", each) for each in made.left_out]
    for each in made.sheets:
        lines += [(f"{each.name}.csv", name, note) for name, note in _told(each).items()]
    return [{"sheet": sheet, "about": name, "note": note} for sheet, name, note in lines]


def _told(each: Report) -> dict[str, Any]:
    said = {name: text for name, text in each.parameters.items() if text is not None}
    return said | {f"column {name}": text for name, text in each.definitions.items()}
