"""What need not be asked about a file, and what has its sender yet to say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries import sendable
from monitoring import datasets
from pages.shared import loaders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.mappings import Mapping
    from monitoring.vocabulary import Source
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft


def settle(visitor: Visitor, draft: Draft) -> str:
    """Fill in what need not be asked; give what its sender has yet to say, blank where nothing."""
    if len(draft.sheets) > 1 and draft.sheet is None:
        return "which sheet"
    may = sendable.sendable(visitor.scope)
    if draft.dataset is None or draft.dataset not in may:
        return "what it holds"
    draft.source = source_of(draft, may[draft.dataset])
    if has_contract_column(draft):
        draft.contract = None
        return ""
    if draft.contract is None:
        with loaders.reading(visitor) as session:
            known = sendable.contracts_for(session, draft.dataset, draft.source)
        named = [each for each in known if each.lower() in draft.name.lower()]
        likely = named or known
        draft.contract = likely[0] if len(likely) == 1 else None
    return "" if draft.contract else "which contract"


def source_of(draft: Draft, sources: Sequence[Source]) -> Source:
    """Give who speaks in the file: what was said, the mapping's, else what the sender may be."""
    if draft.source in sources:
        return draft.source  # type: ignore[return-value]  # it is one of them
    own = draft.mapping.source if draft.mapping else ""
    return next((each for each in sources if each == own), sources[0])


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
        return "contract" in {*draft.mapping.columns, *draft.mapping.constants}
    return any(header.strip().lower() == "contract" for header in draft.table.headers)
