"""How is an unfinished sending kept on the server, whoever else touches it?"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from db import drafts
from db.drafts import Keeping, Moved
from db.store import Store
from pages.shared import loaders
from pages.shared.upload import memory

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch


def keep(visitor: Visitor, batch: Batch, *, over: bool = False) -> None:
    """Keep what changed; nothing of Streamlit is called, so that work under way may call it too.

    Where somebody else touched it meanwhile nothing is written, and the page asks.
    """
    with batch.lock:
        store, said = Store.open(), fingerprint(batch)
        if (said == batch.kept or batch.moved or batch.nothing_to_keep) and not over:
            return
        owner = drafts.owner_of(store, visitor)
        if batch.done:
            drafts.throw_away(store, owner, batch.draft_id)
            batch.kept = said
            return
        try:
            about = drafts.keep(store, owner, _keeping(batch), loaders.now(), over=over)
        except Moved as told:
            batch.moved, batch.now = True, told.now
        else:
            batch.draft_id, batch.version, batch.kept = about.draft_id, about.version, said


def _keeping(batch: Batch) -> Keeping:
    return Keeping(
        draft_id=batch.draft_id,
        version=batch.version,
        title=batch.title,
        parts=len(batch.parts),
        state=memory.state_of(batch),
        files=memory.files_of(batch),
        contracts=batch.contracts,
    )


def fingerprint(batch: Batch) -> str:
    """Give a text that differs whenever there is something new to keep."""
    said = json.dumps([memory.state_of(batch), sorted(memory.files_of(batch))])
    return hashlib.sha256(said.encode()).hexdigest()
