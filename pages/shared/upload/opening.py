"""What has just been dropped: which parts, which dataset, sheet, contract and mapping of each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries import sendable
from monitoring import datasets, review
from monitoring.findings import Unreadable
from monitoring.marking import HEADING, is_marked, unmarked
from monitoring.reading import sheets
from monitoring.recognition import fit, fitting_mapping, recognised
from pages.shared.upload import settling
from pages.shared.upload.draft import Draft

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

MARKED = f"The first column, {HEADING}, was taken off: it is ours."


def opened(visitor: Visitor, name: str, data: bytes, sheet: str | None = None) -> Draft:
    """Give a draft of a file or of one sheet of it, with what it seems to be filled in."""
    draft = Draft(visitor.login, name, data, data)
    try:
        draft.sheets = (sheet,) if sheet else sheets(data, name)
        if len(draft.sheets) > 1:
            draft.may_be_kept = all(_looked(draft, each) for each in draft.sheets)
            return draft  # which sheet is asked first; none of them may say who people are
        draft.sheet = draft.sheets[0] if draft.sheets else None
        recognise(visitor, draft)
        draft.may_be_kept = _looked(draft, draft.sheet)
    except Unreadable as fault:
        draft.refused = () if data else fault.problems  # of others the page says why as it reads
    return draft


def _looked(draft: Draft, sheet: str | None) -> bool:
    """Say whether a file holds nothing that says who people are; note the contracts it names.

    What a saved mapping drops or replaces is not kept either: the file is read as it was sent.
    """
    before, draft.sheet = draft.sheet, sheet
    try:
        found = review.looked_through(draft.table)
    finally:
        draft.sheet = before
    draft.named |= found.contracts
    if found.personal and draft.mapping is None:
        draft.refused = found.personal
        draft.keep_nothing()
    return not found.personal


def recognise(visitor: Visitor, draft: Draft) -> None:
    """Fill in what the file seems to be by its header; the sender may change it.

    Raises
    ------
    Unreadable
        If the header cannot be read.
    """
    if is_marked(draft.table.headers):
        draft.sent = draft.data = unmarked(draft.table)
        draft.name, draft.sheet, draft.sheets = f"{draft.name.rpartition('.')[0]}.csv", None, ()
        draft.turn += 1
        draft.notes.append(MARKED)
    headers, may = draft.table.headers, sendable.sendable(visitor.scope)
    among = [datasets.dataset(each) for each in may]
    found = recognised(headers, among, f"{draft.name} {draft.sheet or ''}")
    mapped = fitting_mapping(headers, [m for m in settling.saved(visitor) if m.dataset in may])
    own = fit(headers, found) if found else None
    if mapped is not None and (own is None or own[0] < 0):
        draft.mapping, draft.dataset = mapped, mapped.dataset
    elif found is not None:
        draft.dataset = found.name
