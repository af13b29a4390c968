"""What stands around every page: the product's name, who is looking, where to go from here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared import address, demonstration, identity, signing_in
from pages.shared.duties import owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pages.shared.identity import Visitor
    from pages.shared.registry import Page

NAME = "Contract monitor"
PURPOSE = (
    "Providers send their monthly figures. Contract managers see them against the profile agreed "
    "in the contract, where each figure came from, and what to do next."
)


def sidebar(visitor: Visitor | None, pages: Sequence[Page]) -> None:
    """Show the product's name, who is looking and the pages they may open."""
    with st.sidebar:
        st.markdown(f"### {NAME}")
        if visitor is None:
            st.text("Nobody is signed in.")
            return
        _who(visitor)
        for section in dict.fromkeys(page.section for page in pages):
            st.caption(section)
            _links(page for page in pages if page.section == section)


def _who(visitor: Visitor) -> None:
    """Say who is looking; in a demonstration offer to look as somebody else."""
    shown = identity.demonstration()
    st.caption("You are viewing as" if shown else "Signed in as")
    st.text(visitor.name)
    if shown:
        with st.expander("View as somebody else"):
            demonstration.listed()
    else:
        st.button("Sign out", on_click=st.logout, type="tertiary")


def _links(pages: Iterable[Page]) -> None:
    for page in pages:
        st.page_link(page.file, label=page.title, query_params=address.carried())


def foot(visitor: Visitor | None, page: str) -> None:
    """Say who answers for what a page is about."""
    if visitor is not None:
        owner.line(visitor, page)


def nobody() -> None:
    """Say that nobody is signed in; in a demonstration offer the people to be."""
    st.title(NAME)
    st.text(PURPOSE)
    if identity.demonstration():
        st.subheader("Choose whom to view as")
        demonstration.told()
    else:
        signing_in.offered()
