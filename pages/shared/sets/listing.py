"""How are a contract's profile sets listed: standing, totals, distance from the original?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring import charts, run_rates, sets_shown, target_review
from pages.shared import beside as sets_beside
from pages.shared import charting, events, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from pages.shared.sets.asked import Asked

DAY = "D MMMM YYYY"
LOCKED = "The original profile is never changed: to ask for something else, draw up another set."
COLUMNS: dict[str, tables.Column] = {
    "set": tables.text("Set", pinned=True),
    "standing": tables.text("Standing"),
    "total": tables.figure("Total"),
    "original": tables.figure("In the original"),
    "difference": tables.figure("Difference"),
    "share": tables.CONFIG.NumberColumn("Change", format="%+.1f%%"),
    "months": tables.text("Months"),
    "effective_from": tables.CONFIG.DateColumn("Takes effect", format=DAY),
    "provider_agreed_on": tables.CONFIG.DateColumn("Provider agreed", format=DAY),
}


def show(found: Asked) -> None:
    """Show every set: the table, the lines, and what each says of itself."""
    if not found.sets.ordered:
        st.info("No profile is stored yet. The department sends it once it is agreed.")
        return
    rows = sets_shown.table(found.sets, found.key)
    tables.show(rows[list(COLUMNS)], f"Profile sets: {found.measure.title}", COLUMNS)
    drawn = [
        (one, found.sets.months(one.name, found.key)) for one in found.sets.with_key(found.key)
    ]
    if drawn:
        title = f"{found.measure.title} by month, as each set asks"
        figure = charts.profile_sets(drawn, title)
        said = sets_shown.finding(found.sets, found.key, found.measure)
        happened = events.on(
            figure, events.of_contract(found.visitor, found.terms.reference, found.as_at)
        )
        charting.show(figure, f"{title}. {said}", "sets")
        events.listed(happened)
    for one in found.sets.ordered:
        caveat = f" It {one.caveat}." if one.caveat else f" {LOCKED}"
        told = f"{sets_shown.told(one)}{caveat}"
        name = as_markdown(sentence(one.title))
        standing = f" ({as_markdown(one.label)})" if one.label != one.title else ""
        st.markdown(f"**{name}**{standing}. {as_markdown(told)}")
    _totals(found)


def _totals(found: Asked) -> None:
    rows = sets_shown.totals(found.sets, found.programme.by_code, found.category)
    if rows.empty:
        return
    st.markdown("**Totals by measure**")
    names = {one.name: tables.figure(sentence(one.title)) for one in found.sets.ordered}
    columns = {"measure": tables.text("Measure", pinned=True), **names}
    tables.show(rows[list(columns)], "Totals by measure", columns)


def reviews(found: Asked) -> None:
    """Say whether the figures give reason to hold a target review."""
    view = View(contract=found.contract, measure=found.measure.code, category=found.category,
                as_at=found.as_at)
    beside = sets_beside.beside(found.visitor, view)
    limits = target_review.Limits(
        months=int(beside.rule("target_review_months")),
        below=float(beside.rule("target_review_below")),
        above=float(beside.rule("target_review_above")),
        times=float(beside.rule("target_review_times")),
    )
    needed = run_rates.run_rate_needed(beside.own, beside.terms.last_month)
    said = target_review.prompts(beside.own, needed, limits)
    if said and beside.chosen_set is not None:
        name = as_markdown(beside.chosen_set.title)
        st.markdown(f"**Is it time for a target review?** Against the {name} profile:")
        for each in said:
            st.markdown(f"* {as_markdown(each)}")
        st.caption(target_review.NEVER)
