"""What does the visitor choose to look at? Every choice stands in the address, by its code.

The address is the only state: it is read before a choice is shown and written when one is made.
(Binding a choice to the address would write the words shown there, and not the code that
the terminal and other pages know.) A client is never a choice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.guard import not_found

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CARRIED = ("programme", "contract", "as_at")
"""Choices that go along when another page is opened."""


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
    _recall(name, first, codes)
    return st.selectbox(
        label,
        codes,
        key=_key(name),
        format_func=lambda code: options[code],
        on_change=_keep,
        args=(name, first),
        width=width,
    )


def segment(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Give one of a few options that are all shown."""
    codes = list(options)
    _recall(name, default, codes)
    chosen = st.segmented_control(
        label,
        codes,
        key=_key(name),
        format_func=lambda code: options[code],
        on_change=_keep,
        args=(name, default),
        required=True,
    )
    return chosen or default


def several(name: str, label: str, options: Mapping[str, str]) -> list[str]:
    """Give the options chosen, none unless some are; they stand in the address with commas."""
    asked = st.query_params.get(name, "").split(",")
    st.session_state[_key(name)] = [code for code in options if code in asked]
    return st.multiselect(
        label,
        list(options),
        key=_key(name),
        format_func=lambda code: options[code],
        on_change=_keep,
        args=(name, None),
    )


def day(name: str, label: str, *, width: int = 160) -> date | None:
    """Give a day chosen, or None."""
    asked = st.query_params.get(name, "")
    try:
        st.session_state[_key(name)] = date.fromisoformat(asked) if asked else None
    except ValueError:
        not_found()
    chosen = st.date_input(
        label,
        key=_key(name),
        format="DD/MM/YYYY",
        min_value=date(2000, 1, 1),
        on_change=_keep,
        args=(name, None),
        width=width,
    )
    return chosen if isinstance(chosen, date) else None


def asked_for_unknown(name: str, options: Collection[str]) -> bool:
    """Say whether the address names something that is not among the visitor's."""
    asked = st.query_params.get(name)
    return asked is not None and asked not in options


def carried() -> dict[str, str]:
    """Give the choices that go along to another page."""
    return {name: st.query_params[name] for name in CARRIED if name in st.query_params}


def _recall(name: str, first: str, codes: list[str]) -> None:
    """Set the choice to what the address says, or to the default."""
    asked = st.query_params.get(name, first)
    st.session_state[_key(name)] = asked if asked in codes else first


def _keep(name: str, first: str | None) -> None:
    """Write a choice into the address, or take the default out of it."""
    chosen = st.session_state[_key(name)]
    text = ",".join(chosen) if isinstance(chosen, list) else str(chosen or "")
    if text in {first, ""}:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = text


def _key(name: str) -> str:
    return f"choice {name}"
