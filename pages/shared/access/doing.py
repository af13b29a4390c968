"""How is a change of somebody's access made from a page?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from db import doors
from db.store import Store
from pages.shared import written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.queries.accounts import Account
    from pages.shared.identity import Visitor


def act(visitor: Visitor, work: Callable[[Any], object], said: str) -> None:
    """Change something as the visitor and show the page anew, or say why it cannot be done."""

    def write() -> None:
        with doors.publisher(Store.open(), visitor) as session:
            doors.begin_write(session)
            work(session)

    written.save(write, said)


def person(label: str, people: Sequence[Account], key: str) -> str | None:
    """Ask for one of these people, none chosen before; give their login."""
    names = {one.login: f"{one.name}, {one.organisation or 'no organisation'}" for one in people}
    chosen: str | None = st.selectbox(
        label, tuple(names), index=None, format_func=lambda one: names[one], key=f"access {key}"
    )
    return chosen
