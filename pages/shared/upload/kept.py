"""What is this person sending? Kept for the visit, and on the server until it is published."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from db import drafts, journal
from db.errors import StoreError
from db.journal import Act, Deed
from db.store import Store
from pages.shared import loaders
from pages.shared.upload import memory
from pages.shared.upload.keeping import fingerprint, keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch

KEPT_AS, ADDRESS = "return being sent", "draft"


def current(visitor: Visitor) -> Batch | None:
    """Give what this person is sending: of this visit, or what the address names; or None."""
    batch: Batch | None = st.session_state.get(KEPT_AS)
    if batch is not None and batch.login == visitor.login:
        if batch.version and not batch.done:
            st.query_params[ADDRESS] = batch.draft_id
        return batch
    asked = st.query_params.get(ADDRESS, "")
    return go_on(visitor, asked) if asked else None


def go_on(visitor: Visitor, draft_id: str) -> Batch | None:
    """Take up what was left; None where it is gone, or not this person's."""
    owner = drafts.owner_of(Store.open(), visitor)
    try:
        kept = drafts.take_up(Store.open(), owner, draft_id)
    except StoreError as error:
        st.error(str(error))
        kept = None
    if kept is None:
        st.query_params.pop(ADDRESS, None)
        return None
    act = Act(action=Deed.GO_ON, subject="unfinished return", result="shown")
    journal.write(Store.open(), visitor, act, loaders.now())
    batch = memory.taken_up(visitor, kept)
    batch.kept = fingerprint(batch)
    st.session_state[KEPT_AS] = batch
    st.query_params[ADDRESS] = batch.draft_id
    return batch


def begin(visitor: Visitor, batch: Batch) -> None:
    """Take up what was dropped, and keep it at once."""
    batch.draft_id = drafts.new_id()
    st.session_state[KEPT_AS] = batch
    keep(visitor, batch)


def forget() -> None:
    """Let go of it in this visit, so that another can be dropped; on the server it stays."""
    st.session_state.pop(KEPT_AS, None)
    st.query_params.pop(ADDRESS, None)


def throw_away(visitor: Visitor, batch: Batch) -> None:
    """Let go of it for good."""
    with batch.lock:
        owner = drafts.owner_of(Store.open(), visitor)
        drafts.throw_away(Store.open(), owner, batch.draft_id)
    forget()


@contextmanager
def saved(visitor: Visitor, batch: Batch) -> Iterator[None]:
    """Keep what was said and put right in a run of the page, however the run ends."""
    try:
        yield
    finally:
        if st.session_state.get(KEPT_AS) is batch:
            keep(visitor, batch)
