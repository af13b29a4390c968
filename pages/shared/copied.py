"""How is a table copied, with its headings, as-at and handling marking?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from db.handling import marking
from monitoring import copying
from monitoring.copying import Shown
from monitoring.narrative.words import day
from monitoring.printing import SAMPLE
from pages.shared import address, identity, loaders
from pages.shared.exports import seen_by

if TYPE_CHECKING:
    import pandas as pd

PICTURES = frozenset({"image", "line_chart", "bar_chart", "area_chart"})


def shown(frame: pd.DataFrame, columns: dict[str, Any]) -> dict[str, Shown]:
    """Give the headings and formats of a frame's columns that hold words or figures."""
    configured = {name: columns[name] for name in frame.columns if columns.get(name) is not None}
    told = {name: getattr(how, "config", how) for name, how in configured.items()}
    kinds = {name: how.get("type_config") or {} for name, how in told.items()}
    return {
        name: Shown(how.get("label") or name, kinds[name].get("format") or "")
        for name, how in told.items()
        if kinds[name].get("type") not in PICTURES
    }


def heading(alt: str) -> str:
    """Give the line over a copied table: what it is, as at when, its handling, whose eyes."""
    known = address.asked().get("as_at") or day(loaders.now())
    sample = f" {SAMPLE}." if identity.sample() else ""
    return f"{alt}, known as at {known}. {marking()}.{sample} Seen by {seen_by()}."


def offer(frame: pd.DataFrame, alt: str, columns: dict[str, Any]) -> None:
    """Offer a table as text that pastes as a table."""
    if frame.empty:
        return
    with st.popover("Copy table", type="tertiary"):
        text = copying.as_text(frame, shown(frame, columns), heading(alt))
        st.caption("Copy with the mark at the corner; paste into a spreadsheet or document.")
        st.code(text, language=None, height=220)
