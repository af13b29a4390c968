"""Which month, which meeting? Choices about one contract's board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance.reviews import KINDS as MEETINGS
from monitoring.narrative import day, month
from monitoring.periods import months_of
from pages.shared import pickers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from db.reports.board import Board


RECENT = 6  # meetings offered


def every_month(found: Board) -> dict[str, date]:
    """Give the contract's months, the latest first."""
    last = min(found.terms.last_month or found.on, found.on)
    every = months_of(found.terms.first_month, last)
    return {f"{each:%Y-%m}": each for each in reversed(every)}


def months(found: Board) -> tuple[date | None, date | None]:
    """Ask from which month to which; both stand in the address."""
    named = {code: month(each) for code, each in every_month(found).items()}
    first = pickers.one("from", "From", {"": "Any month"} | named, width=170)
    last = pickers.one("to", "To", {"": "The same month"} | named, width=170)
    begin = every_month(found).get(first)
    return begin, (every_month(found).get(last) or begin) if begin else None


def one(label: str, options: Mapping[str, str], key: str, value: str) -> str:
    """Ask for one of a few options, by its code."""
    codes = list(options)
    return st.selectbox(
        label,
        codes,
        index=codes.index(value) if value in codes else 0,
        format_func=lambda code: options[code],
        key=key,
    )


def meeting(found: Board, label: str, key: str, *, needed: bool = False) -> int | None:
    """Ask which of the latest meetings something happened in."""
    recent = {
        str(each.number): f"{MEETINGS[each.kind]}, {day(each.held_on)}"
        for each in found.meetings[:RECENT]
    }
    options = recent if needed else {"": "None"} | recent
    chosen = one(label, options, key, "") if options else ""
    return int(chosen) if chosen else None
