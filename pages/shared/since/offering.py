"""How are the figures then and now taken away as a file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring import printing, since_shown
from pages.shared import exports
from pages.shared.exports import Export

if TYPE_CHECKING:
    from db.reports.since import Figures
    from pages.shared.identity import Visitor
    from pages.shared.since.choosing import Asked

DEFINITIONS = {
    "measure": "the measure",
    "then": "how it stood to date at the first instant, or in the first month",
    "now": "how it stands to date at the second instant, or in the second month",
    "difference": "now less then, in the measure's own unit; of a rate in percentage points",
    "points": "by how many points its share of profile changed",
    "month_then": "the last month known then",
    "month_now": "the last month known now",
}


def offer(visitor: Visitor, asked: Asked, found: Figures) -> None:
    """Offer the figures on both sides as a file."""
    said = {
        "report": "since",
        "contract": found.terms.reference,
        "then": found.then.isoformat(),
        "as_at": found.until.isoformat(),
    }
    if asked.months:
        said["months"] = " and ".join(f"{each:%Y-%m}" for each in asked.months)

    def make() -> bytes:
        lines = printing.records(since_shown.figures(found.moved)[list(DEFINITIONS)])
        return exports.rows(list(DEFINITIONS), lines, said, DEFINITIONS)

    version = f"{visitor.login} {said}"
    stem = f"since-{found.terms.reference}"
    of, rows = found.terms.reference, len(found.moved)
    file = Export(
        stem, "csv", version, make, subject="report since", contract=of, rows=rows, said=said
    )
    exports.offer("Download as CSV", file)
