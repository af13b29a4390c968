"""Which parts do the files just dropped stand for?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from db.drafts import owner_of
from db.store import Store
from monitoring.findings import Unreadable
from monitoring.parts import parts_of_file, place
from monitoring.reading import PAGE_LIMITS
from monitoring.reading.identifiers import masked
from pages.shared.upload import settling
from pages.shared.upload.batch import Batch, title_of
from pages.shared.upload.draft import Draft
from pages.shared.upload.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitoring.findings import Problem
    from monitoring.parts import Part
    from pages.shared.identity import Visitor


def batch_of(
    visitor: Visitor, files: Sequence[tuple[str, bytes]], tell: Callable[[str], None]
) -> Batch:
    """Give the parts of what was dropped, in the order they are sent, each told what it seems."""
    drafts: list[Draft] = []
    left_out: list[str] = []
    for name, data in files:
        tell(f"Opening {name}")
        try:
            found = parts_of_file(name, data, PAGE_LIMITS, by_header=True)
        except Unreadable as fault:
            drafts.append(_refused(visitor, name, fault.problems))
            continue
        left_out.extend(map(masked, found.left_out))
        others = opened(visitor, name, data) if any(part.sheet for part in found.parts) else None
        for part in found.parts:
            tell(f"Opening {masked(part.name)}")
            drafts.append(_draft(visitor, part, others))
    organisation = owner_of(Store.open(), visitor).organisation
    for draft in drafts:
        draft.organisation = organisation
    drafts.sort(key=lambda draft: place(draft.dataset or ""))
    title = title_of([name for name, _ in files])
    return Batch(visitor.login, title, drafts, tuple(left_out))


def _draft(visitor: Visitor, part: Part, others: Draft | None) -> Draft:
    """Give one part; a workbook any sheet of which says who people are is refused whole."""
    if part.problems or (others is not None and others.refused):
        problems = part.problems or (others.refused if others else ())
        return _refused(visitor, masked(part.name), problems)
    try:
        draft = opened(visitor, masked(part.name), part.read(), part.sheet)
    except Unreadable as fault:
        return _refused(visitor, masked(part.name), fault.problems)
    draft.may_be_kept = draft.may_be_kept and (others is None or others.may_be_kept)
    if part.dataset and draft.mapping is None and not draft.refused:
        draft.dataset = part.dataset
    with suppress(Unreadable):  # said where it is looked at
        settling.settle(visitor, draft)
    return draft


def _refused(visitor: Visitor, name: str, problems: tuple[Problem, ...]) -> Draft:
    return Draft(visitor.login, name, b"", b"", refused=problems)
