"""Which of my drafts am I working on, or from which set do I begin another?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import profile_drafts
from db.publishing.request import CallError
from db.store import Store
from monitoring import reprofiling
from monitoring.profile_sets import kind_of
from pages.shared import loaders, pickers
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from monitoring.reprofiling import Draft
    from pages.shared.sets.asked import Asked

PRIVATE = "Only you see a draft. It is kept as you go, until you share it or let go of it."
NEW = "Begin another set"


def chosen(found: Asked) -> Draft | None:
    """Give the draft to work on; where there is none, offer to begin one."""
    mine = profile_drafts.drafts(Store.open(), found.visitor, found.contract)
    names = {"": NEW} | {one.name: one.name for one in mine}
    if st.query_params.get("draft", "") not in names:
        del st.query_params["draft"]
    name = pickers.one("draft", "Your drafts", names, width=320) if mine else ""
    st.caption(PRIVATE)
    if name:
        return next(one for one in mine if one.name == name)
    _begin(found)
    return None


def _begin(found: Asked) -> None:
    """Ask from which set to begin, and under which name."""
    usable = found.sets.with_key(found.key)
    if not usable:
        st.info("There is no profile of this measure to begin from. Choose another measure.")
        return
    sets = {one.name: sentence(one.title) for one in usable}
    with st.form("begin a set"):
        start = st.selectbox("Begin as a copy of", list(sets), format_func=sets.__getitem__)
        name = st.text_input(
            "Name of the new set",
            max_chars=profile_drafts.MOST_LETTERS,
            help="As it will read beside the original, for example 'spring-2010'.",
        )
        st.caption(
            f"It is copied: nothing you do here changes the set you begin from. It begins with "
            f"{found.measure.title}; months the set does not have are those of the original."
        )
        if st.form_submit_button("Begin", type="primary"):
            _made(found, str(start), name.strip())


def _made(found: Asked, start: str, name: str) -> None:
    """Keep a copy of a set as a draft, and open it."""
    draft = reprofiling.Draft(
        contract=found.contract, name=name, kind=kind_of(name), began_as=start,
        figures=copied(found, start, found.measure.profile_code),
    )
    try:
        profile_drafts.keep(Store.open(), found.visitor, draft, loaders.now())
    except CallError as said:
        st.error(str(said))
        return
    st.query_params["draft"] = name
    st.rerun()


def copied(found: Asked, start: str, code: str) -> dict[reprofiling.Key, reprofiling.Months]:
    """Copy a measure of a set, every category, on top of the original's months."""
    first = found.sets.original
    base = found.sets.figures.get(first.name, {}) if first else {}
    own = found.sets.figures.get(start, {})
    keys = [key for key in {**base, **own} if key[0] == code]
    return {key: dict(sorted({**base.get(key, {}), **own.get(key, {})}.items())) for key in keys}


def keep(found: Asked, draft: Draft) -> None:
    """Keep a draft as it stands now, and show it anew."""
    profile_drafts.keep(Store.open(), found.visitor, draft, loaders.now())
    st.session_state["turn of draft"] = st.session_state.get("turn of draft", 0) + 1
    st.rerun()


def told(draft: Draft) -> str:
    """Say what the draft is a copy of."""
    return as_markdown(f"{draft.name}, begun as a copy of the {draft.began_as} set.")
