"""How does a return read as a row of the list?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.narrative import returns
from monitoring.narrative.profile import SOURCES
from monitoring.vocabulary import Source
from pages.shared.received import standing
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.received.standing import Waiting

COLUMNS = {
    "Receipt": "Number of the receipt; people quote it.",
    "Received": "The day it reached the department.",
    "Contract": "The contract it is about; a file of several contracts has one line for each.",
    "What it holds": "The dataset.",
    "Months": "Months it covers.",
    "State": "Whether it stands (published, or published with rows held), or was withdrawn by its "
    "sender, sent back by the department or purged; and whether it waits to be certified.",
    "Why": "Why it stands no more, in the words of who ended it.",
    "Rows stored": "Rows of the contract that stand after it: added, changed and unchanged.",
    "Rows held": "Faulty rows its sender chose to hold; they are in no figure.",
    "Version": "1 for the first return of these months, 2 for its correction, and so on.",
    "Whose figures": "The source.",
    "File": "The file's name.",
}


def lines(found: list[Sent], asked: Waiting) -> list[dict[str, object]]:
    """Give returns as the rows of a table."""
    return [
        {
            "Receipt": each.submission,
            "Received": each.received_at.date(),
            "Contract": each.contract or "reference data",
            "What it holds": datasets.dataset(each.dataset).title,
            "Months": returns.span(each.months) if each.months else "",
            "State": standing.word(each, asked),
            "Why": each.ended_why,
            "Rows stored": each.rows_stored,
            "Rows held": each.rows_held,
            "Version": each.version,
            "Whose figures": sentence(SOURCES[Source(each.source)]),
            "File": each.file_name,
        }
        for each in found
    ]
