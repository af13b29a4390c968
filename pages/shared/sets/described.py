"""What does a draft say of itself: its kind, author, authority, dates and why?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from monitoring.profile_sets import NO_STEER
from monitoring.vocabulary import ProfileKind
from pages.shared.pickers import EARLIEST, LATEST

if TYPE_CHECKING:
    from monitoring.reprofiling import Draft
    from pages.shared.sets.asked import Asked

KINDS = {
    ProfileKind.ASPIRATIONAL: "Aspirational: what everybody hopes for",
    ProfileKind.INFORMAL: "Informal: a working target",
}


def asked(found: Asked, draft: Draft) -> Draft:
    """Ask what the set is; give the draft with it."""
    own = f"{draft.contract} {draft.name}"
    with st.expander("What this set is", expanded=True):
        left, right = st.columns(2)
        kinds = list(KINDS)
        place = kinds.index(draft.kind) if draft.kind in kinds else 1
        kind = left.selectbox("Kind", kinds, place, format_func=KINDS.__getitem__, key=f"k {own}")
        author = left.text_input(
            "Drawn up by", draft.author or found.visitor.name, key=f"a {own}",
            help="By role, for example 'Contract manager, Area 1'.",
        )
        authority = left.text_input(
            "On whose authority", draft.authority, key=f"b {own}",
            help=f"A reference others can look up. Without one the set reads {NO_STEER}.",
        )
        begins = right.date_input(
            "Takes effect", draft.effective_from, key=f"e {own}",
            format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST,
            help="The first month it is meant for.",
        )
        agreed = right.date_input(
            "The provider agreed on", draft.provider_agreed_on, key=f"p {own}",
            format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST,
            help="Leave blank where the provider has not agreed.",
        )
        why = right.text_area("Why", draft.rationale, key=f"w {own}", max_chars=1000)
    return replace(
        draft, kind=kind, author=author.strip(), authority=authority.strip(),
        rationale=why.strip(), effective_from=begins or None, provider_agreed_on=agreed or None,
    )
