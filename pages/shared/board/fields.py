"""What is asked of somebody who raises or changes an issue, an action or a plan?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance.items import ItemKind, Terms
from monitoring.narrative import month
from monitoring.promises import shortened
from pages.shared import written
from pages.shared.board import choosing

if TYPE_CHECKING:
    from db.reports.board import Board

NEEDS = {
    ItemKind.ISSUE: "An issue may still lack an owner and a date; the list shows that it does.",
    ItemKind.ACTION: "An action says what, how, who, by when and when it is looked at next.",
    ItemKind.PLAN: "A plan says who, which measure it is to move, in which month it begins and by "
    "when it ends.",
    ItemKind.STARTUP: "A start-up action says who and by when.",
}


def asked(found: Board, kind: ItemKind, key: str, given: Terms | None = None) -> Terms:
    """Ask what, how, who, by when and about which measure; what is given stands already."""
    st.caption(NEEDS[kind])
    had = given or Terms(kind=kind, what="")
    what = st.text_input("What", value=had.what, key=f"what {key}", max_chars=300)
    how = written.lines("How", f"how {key}", had.how)
    who, due, review = st.columns(3)
    with who:
        post = st.text_input("Who (post, not name)", value=had.who, key=f"who {key}", max_chars=200)
    with due:
        due_on = written.day("By when", f"due {key}", had.due_on)
    with review:
        review_on = written.day("Looked at next", f"review {key}", had.review_on)
    return _about(
        found,
        key,
        replace(
            had,
            what=what.strip(),
            how=how.strip(),
            who=post.strip(),
            due_on=due_on,
            review_on=review_on,
        ),
    )


def _about(found: Board, key: str, terms: Terms) -> Terms:
    """Ask which measure and month it is about, and within which plan it stands."""
    first, second, third = st.columns(3)
    with first:
        measure = choosing.one(
            "Measure", {"": "None"} | found.measures, f"measure {key}", terms.measure
        )
    with second:
        begins = "Begins in" if terms.kind is ItemKind.PLAN else "Month"
        named = choosing.every_month(found)
        had = f"{terms.month:%Y-%m}" if terms.month else ""
        chosen = choosing.one(
            begins,
            {"": "None"} | {code: month(each) for code, each in named.items()},
            f"month {key}",
            had,
        )
    with third:
        plans = {
            str(each.number): shortened(each.terms.what)
            for each in found.promised.items
            if each.terms.kind is ItemKind.PLAN and each.is_open
        }
        within = str(terms.within or "")
        if plans and terms.kind is ItemKind.ACTION:
            within = choosing.one("Within the plan", {"": "None"} | plans, f"plan {key}", within)
    return replace(
        terms,
        measure=measure,
        month=named.get(chosen),
        within=int(within) if within else None,
    )
