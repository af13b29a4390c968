"""How does a side answer a variation, and how does an agreed one come to stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import profile_drafts, sending, variations
from db.publishing.request import CallError
from db.store import Store
from monitoring import sets_shown
from monitoring.variations import ACCEPTS, SIDES, Did, agreed_set, awaited
from monitoring.vocabulary import ProfileKind
from pages.shared import loaders
from pages.shared.sets import proposing, sharing

if TYPE_CHECKING:
    from monitoring.variations import Variation
    from pages.shared.sets.asked import Asked


def answers(found: Asked, one: Variation) -> None:
    """Offer what a side whose answer is awaited can do."""
    mine = [side for side in awaited(one.dids) if side in found.binds]
    if not mine:
        return
    with st.container(horizontal=True):
        for side in mine:
            if st.button(f"Accept for {SIDES[side]}", key=f"{side} {one.reference}"):
                _do(found, one, ACCEPTS[side])
        with st.popover("Decline"):
            why = st.text_input("Why", key=f"why {one.reference}")
            if st.button("Decline it", key=f"no {one.reference}"):
                _do(found, one, Did.DECLINED, why.strip())


def _do(found: Asked, one: Variation, did: Did, why: str = "") -> None:
    try:
        variations.answer(found.pen, found.contract, one.reference, did, why)
    except CallError as said:
        st.error(str(said))
        return
    st.rerun()


def publish(found: Asked, one: Variation) -> None:
    """Offer to publish the set an agreed variation brings in, until it stands."""
    if not (one.is_agreed and one.figures and found.shares):
        return
    standing = found.sets.sets.get(one.set)
    if standing and standing.kind is ProfileKind.REVISED_CONTRACTUAL:
        return
    if st.button(f"Publish the set {one.set} as agreed", key=f"publish {one.reference}"):
        desk = sending.Desk(Store.open(), found.visitor, loaders.now())
        if sharing.shared(profile_drafts.share(desk, agreed_set(found.contract, one))):
            said = f"{sets_shown.named(one.set)} stands, revised by contract."
            proposing.leave("sets", said)
