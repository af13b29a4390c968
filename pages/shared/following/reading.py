"""Which reports does each page that follows clients show, all from one reading of the rows?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from db import reports
from monitoring.periods import By
from pages.shared import loaders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.reports import Report
    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor

    Wanted = Mapping[str, tuple[str, dict[str, Any]]]

JOURNEY: Wanted = {
    "journey": ("journey", {}),
    "wait": ("timeliness", {"by": By.TOTAL}),
    "timeliness": ("timeliness", {}),
    "waits": ("waits", {}),
    "interviews": ("interviews", {}),
    "deviation": ("deviation", {}),
    "assessments": ("assessments", {}),
    "ineligible": ("ineligible", {}),
    "least": ("minimum-service", {}),
    "services": ("services", {}),
}
"""What is shown: the report, and how it is asked for beside the choices."""

APPOINTMENTS: Wanted = {
    "appointments": ("appointments", {}),
    "sites": ("appointments", {"detail": True}),
    "follow-ups": ("follow-ups", {}),
    "unfollowed": ("unfollowed", {}),
    "deferrals": ("deferrals", {}),
}


def read(visitor: Visitor, asked: Chosen, wanted: Wanted) -> Mapping[str, Report]:
    """Give every report of a page, from one reading of the contract's rows."""
    now = loaders.now()
    with st.spinner("Following each client of the contract"):
        made: Mapping[str, Report] = loaders.read(
            visitor,
            (tuple(wanted), asked.view),
            lambda session: {
                key: reports.run(session, name, replace(asked.view, **how), now)
                for key, (name, how) in wanted.items()
            },
        )
    return made
