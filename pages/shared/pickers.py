"""What does the visitor choose to look at? Every choice stands in the address, by its code.

A client is never a choice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared import address
from pages.shared.guard import not_found

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Days that can be chosen; unless told, a day of ten years ago or more could not."""


def in_a_row() -> st.delta_generator.DeltaGenerator:
    """Give the row that holds a page's choices; on a narrow screen it folds."""
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")


def one(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    default: str = "",
    width: int = 200,
) -> str:
    """Give the option chosen, by its code; the default is left out of the address."""
    codes = list(options)
    first = default if default in options else codes[0]
    address.recall(name, first, codes)
    return st.selectbox(
        label,
        codes,
        key=address.key_of(name),
        format_func=lambda code: options[code],
        on_change=address.keep,
        args=(name, first),
        width=width,
    )


def segment(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Give one of a few options that are all shown."""
    codes = list(options)
    address.recall(name, default, codes)
    chosen = st.segmented_control(
        label,
        codes,
        key=address.key_of(name),
        format_func=lambda code: options[code],
        on_change=address.keep,
        args=(name, default),
        required=True,
    )
    return chosen or default


def several(name: str, label: str, options: Mapping[str, str]) -> list[str]:
    """Give the options chosen, none unless some are; they stand in the address with commas."""
    asked = st.query_params.get(name, "").split(",")
    st.session_state[address.key_of(name)] = [code for code in options if code in asked]
    return st.multiselect(
        label,
        list(options),
        key=address.key_of(name),
        format_func=lambda code: options[code],
        on_change=address.keep,
        args=(name, None),
    )


def day(name: str, label: str, *, width: int = 145) -> date | None:
    """Give a day chosen, or None."""
    asked = st.query_params.get(name, "")
    try:
        st.session_state[address.key_of(name)] = date.fromisoformat(asked) if asked else None
    except ValueError:
        not_found()
    chosen = st.date_input(
        label,
        key=address.key_of(name),
        format="DD/MM/YYYY",
        min_value=EARLIEST,
        max_value=LATEST,
        on_change=address.keep,
        args=(name, None),
        width=width,
    )
    return chosen if isinstance(chosen, date) else None
