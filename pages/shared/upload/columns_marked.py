"""What does each column of a file stand for, and is it kept, dropped or replaced?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.mappings.marked import Marked, Treatment
from pages.shared.words import sentence

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset
    from pages.shared.upload.draft import Draft

NOTHING = ""


def asked(draft: Draft, spec: Dataset, marks: list[Marked]) -> list[Marked]:
    """Ask about every column, one line each; give what was said."""
    names = (NOTHING, *(column.name for column in spec.public_columns))
    return [_one(draft, spec, names, place, each) for place, each in enumerate(marks)]


def _one(
    draft: Draft, spec: Dataset, names: tuple[str, ...], place: int, each: Marked
) -> Marked:
    key = f"{spec.name} {place}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        treatment = st.selectbox(
            f"Column {each.heading}",
            tuple(Treatment),
            tuple(Treatment).index(each.treatment),
            format_func=sentence,
            key=draft.key(f"treated {key}"),
            width=280,
        )
        treatment = treatment or Treatment.KEEP
        if treatment is Treatment.DROP:
            return Marked(each.heading, NOTHING, treatment)
        stands_for = st.selectbox(
            f"{each.heading} stands for",
            names,
            names.index(each.stands_for),
            format_func=lambda name: name or "nothing: it is left out",
            key=draft.key(f"stands for {key}"),
            width=280,
        )
    return Marked(each.heading, stands_for, treatment)
