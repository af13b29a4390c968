"""Are both logs as they were written, and what is unusual in them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.audit import noticed
from db.store import Store
from monitoring.narrative import audit as narrative
from pages.shared import loaders
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.shared.audit.looked_for import Person

FEW = 7  # unusual things shown without opening the rest


def show(people: Mapping[str, Person]) -> None:
    """Say how the logs stand and what to look at first; the guard has let the visitor in."""
    stands = noticed.noticed(Store.open(), loaders.now())
    said = as_markdown(narrative.state(stands.checked, stands.sealed_at, stands.unsealed))
    broken = stands.checked is not None and stands.checked[1] != narrative.INTACT
    st.markdown(f":orange-badge[Broken] {said}" if broken else said)
    names = {one.login: one.name for one in people.values()}
    lines = narrative.unusual_lines(stands.unusual, names)
    if not lines:
        st.caption(narrative.NOTHING_UNUSUAL)
        return
    for line in lines[:FEW]:
        st.markdown(f":orange-badge[Look] {as_markdown(line)}")
    if lines[FEW:]:
        with st.expander(f"{len(lines) - FEW} more"):
            for line in lines[FEW:]:
                st.markdown(as_markdown(line))


def about() -> None:
    """Say what is in the two logs, and what is not."""
    with st.expander("About these logs"):
        for heading, text in narrative.ABOUT.items():
            st.markdown(f"**{heading}.** {as_markdown(text)}")
