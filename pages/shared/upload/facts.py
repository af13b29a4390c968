"""How are names and what they are shown, one below the other?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIST = (
    "margin:0 0 .5rem;padding:0;display:grid;gap:.35rem 1.5rem;"
    "grid-template-columns:minmax(6.5rem,max-content) 1fr"
)


def facts(pairs: Mapping[str, str]) -> None:
    """Show names and what they are; whatever came in a file stays text."""
    rows = "".join(
        f"<dt style='font-weight:600'>{escape(name)}</dt>"
        f"<dd style='margin:0;overflow-wrap:anywhere'>{escape(text)}</dd>"
        for name, text in pairs.items()
        if text
    )
    st.html(f"<dl style='{_LIST}'>{rows}</dl>")
