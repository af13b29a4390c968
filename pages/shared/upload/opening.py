"""What has just been dropped: which dataset, which sheet, through which mapping?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries import sendable
from monitoring import datasets
from monitoring.findings import Unreadable
from monitoring.marking import HEADING, is_marked, unmarked
from monitoring.reading import sheets
from monitoring.recognition import fit, fitting_mapping, recognised
from pages.shared import loaders
from pages.shared.upload.draft import Draft

if TYPE_CHECKING:
    from monitoring.mappings import Mapping
    from pages.shared.identity import Visitor

MARKED = f"The first column, {HEADING}, was taken off: it is ours."


def opened(visitor: Visitor, name: str, data: bytes) -> Draft:
    """Give a draft of a file, with what it seems to be filled in."""
    draft = Draft(visitor.login, name, data, data)
    try:
        draft.sheets = sheets(data, name)
        if len(draft.sheets) > 1:
            return draft  # which sheet is asked first
        draft.sheet = draft.sheets[0] if draft.sheets else None
        recognise(visitor, draft)
    except Unreadable:
        pass  # the page says why, where it reads the file
    return draft


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
    found = recognised(headers, among, draft.name)
    mapped = fitting_mapping(headers, [m for m in saved(visitor) if m.dataset in may])
    own = fit(headers, found) if found else None
    if mapped is not None and (own is None or own[0] < 0):
        draft.mapping, draft.dataset = mapped, mapped.dataset
    elif found is not None:
        draft.dataset = found.name


def saved(visitor: Visitor) -> list[Mapping]:
    """Give the saved mappings."""
    with loaders.reading(visitor) as session:
        return sendable.saved_mappings(session)


def has_contract_column(draft: Draft) -> bool:
    """Say whether the sender need not be asked for a contract."""
    spec = datasets.dataset(draft.dataset or "")
    if "contract" not in spec.by_name:
        return True
    if draft.mapping is not None:
        return "contract" in draft.mapping.filled
    return any(header.strip().lower() == "contract" for header in draft.table.headers)
