"""What of an unfinished sending is written down, and how is it taken up again?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from db.queries import sendable
from monitoring.findings import Problem
from monitoring.mending import Mend, What
from monitoring.vocabulary import Mode, Severity, Source
from pages.shared import loaders
from pages.shared.upload.batch import Batch
from pages.shared.upload.draft import Draft

if TYPE_CHECKING:
    from db.drafts import Kept
    from monitoring.mappings import Mapping
    from pages.shared.identity import Visitor


def state_of(batch: Batch) -> dict[str, Any]:
    """Give everything said and put right so far, without the files."""
    return {
        "title": batch.title,
        "left_out": list(batch.left_out),
        "opened": batch.opened,
        "parts": [_part(draft) for draft in batch.parts],
    }


def files_of(batch: Batch) -> dict[int, bytes]:
    """Give the files that may be kept, by their place."""
    return {
        place: draft.sent
        for place, draft in enumerate(batch.parts)
        if draft.sent and draft.may_be_kept
    }


def _part(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "organisation": draft.organisation,
        "sheets": list(draft.sheets),
        "sheet": draft.sheet,
        "dataset": draft.dataset,
        "source": draft.source,
        "contract": draft.contract,
        "mapping": draft.mapping.name if draft.mapping else None,
        "steps": [[asdict(mend) for mend in step] for step in draft.steps],
        "hold": draft.hold,
        "mode": draft.mode,
        "reason": draft.reason,
        "notes": draft.notes,
        "named": sorted(draft.named),
        "may_be_kept": draft.may_be_kept,
        "number": draft.number,
        "refused": [asdict(problem) for problem in draft.refused],
    }


def taken_up(visitor: Visitor, kept: Kept) -> Batch:
    """Give a sending as it was left; a file that could not be kept must be dropped again."""
    with loaders.reading(visitor) as session:
        mappings = {each.name: each for each in sendable.saved_mappings(session)}
    told = kept.state
    parts = [
        _draft(visitor.login, part, kept.files.get(place, b""), mappings)
        for place, part in enumerate(told["parts"])
    ]
    about = kept.about
    batch = Batch(visitor.login, told["title"], parts, tuple(told["left_out"]), told["opened"])
    batch.draft_id, batch.version = about.draft_id, about.version
    return batch


def _draft(login: str, told: dict[str, Any], data: bytes, mappings: dict[str, Mapping]) -> Draft:
    draft = Draft(login, told["name"], data, data, told["organisation"])
    draft.sheets, draft.sheet = tuple(told["sheets"]), told["sheet"]
    draft.dataset, draft.contract = told["dataset"], told["contract"]
    draft.source = Source(told["source"]) if told["source"] else None
    draft.mapping = mappings.get(told["mapping"] or "")
    draft.hold, draft.reason, draft.notes = told["hold"], told["reason"], told["notes"]
    draft.mode = Mode(told["mode"]) if told["mode"] else None
    draft.named, draft.may_be_kept = frozenset(told["named"]), told["may_be_kept"]
    draft.number = told["number"]
    draft.refused = tuple(
        Problem(**each | {"severity": Severity(each["severity"])}) for each in told["refused"]
    )
    for step in told["steps"] if data else ():
        draft.put_right(tuple(_mend(each) for each in step))
    return draft


def _mend(told: dict[str, Any]) -> Mend:
    return Mend(**told | {"what": What(told["what"]), "rows": tuple(told["rows"])})
