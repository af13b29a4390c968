"""Which marking stands on a page, and how does a page look on paper?

A print view has no choices and no sidebar, and its tables stand in full instead of scrolling.
"""

from __future__ import annotations

import streamlit as st

from db.handling import marking
from monitoring.printing import SAMPLE
from pages.shared import identity

ASKED = "print"
HIDDEN = (
    '[data-testid="stSidebar"]',
    '[data-testid="stHeader"]',
    '[data-testid="stToolbar"]',
    '[data-testid="stButton"]',
    '[data-testid="stDownloadButton"]',
    '[data-testid="stPopover"]',
    '[data-testid="stPageLink"]',
    '[data-testid^="stBidiComponent"]',
    ".modebar",
)
ON_PAPER = (
    f"{', '.join(HIDDEN)} {{display: none !important}}"
    '[data-testid="stMain"] {overflow: visible !important; position: static !important}'
    '[data-testid="stAppViewContainer"] {position: static !important}'
    '[data-testid="stMainBlockContainer"] {max-width: none; padding: 0 !important}'
    "@page {margin: 15mm}"
)
CHOICES = (
    '[data-testid="stSelectbox"]',
    '[data-testid="stDateInput"]',
    '[data-testid="stExpander"]',
    '[data-testid="stButtonGroup"]',
)


def asked_for() -> bool:
    """Say whether the page is shown as it is printed."""
    return st.query_params.get(ASKED) == "1"


def top() -> None:
    """Show the handling marking, and say of a sample that it is one; set how paper looks."""
    parts = [marking(), *([SAMPLE] if identity.sample() else [])]
    st.caption(". ".join(parts))
    style = f"@media print {{{ON_PAPER}}}"
    if asked_for():
        style += f"{', '.join([*HIDDEN, *CHOICES])} {{display: none !important}}"
    st.html(f"<style>{style}</style>")
