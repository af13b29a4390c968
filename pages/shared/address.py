"""How do choices stand in a page's address, so that any view can be sent to a colleague?

The address is the only state: it is read before a choice is shown and written when one is made.
(Binding a choice to the address would write the words shown there, and not the code that the
terminal and other pages know.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.reading.identifiers import holds_an_identifier

if TYPE_CHECKING:
    from collections.abc import Collection

CARRIED = ("programme", "contract", "as_at")
"""Choices that go along when another page is opened."""


def asked_for_unknown(name: str, options: Collection[str]) -> bool:
    """Say whether the address names something that is not among the visitor's."""
    asked = st.query_params.get(name)
    return asked is not None and asked not in options


def asked() -> dict[str, str]:
    """Give all the address says, but what holds an identifier: that is not sent back."""
    every = st.query_params.items()
    return {name: text for name, text in every if text and not holds_an_identifier(text)}


def carried() -> dict[str, str]:
    """Give the choices that go along to another page."""
    return {name: text for name, text in asked().items() if name in CARRIED}


def recall(name: str, first: str, codes: list[str]) -> None:
    """Set the choice to what the address says, or to the default."""
    asked = st.query_params.get(name, first)
    st.session_state[key_of(name)] = asked if asked in codes else first


def keep(name: str, first: str | None) -> None:
    """Write a choice into the address, or take the default out of it."""
    chosen = st.session_state[key_of(name)]
    text = ",".join(chosen) if isinstance(chosen, list) else str(chosen or "")
    if text in {first, ""}:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = text


def key_of(name: str) -> str:
    """Give the name under which a choice is kept while its page is shown."""
    return f"choice {name}"
