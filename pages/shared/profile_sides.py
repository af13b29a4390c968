"""How does the actual stand to every set, and what would it take to meet each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, run_rates, side_by_side
from monitoring.profile_sets import in_order
from pages.shared import agreement, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from db.reports.beside import Beside
    from monitoring.narrative import ProfileView


def tabs(found: Beside) -> dict[str, st.delta_generator.DeltaGenerator]:
    """Give the smaller views there are of a measure: a rate or a level is never added up."""
    measure = found.ground.measure
    summed = not measure.is_rate and not measure.stock
    names = [
        *(["To date"] if summed else []),
        "Quarters",
        "Contract years",
        *(["What it would take", "Sets side by side"] if summed and found.sets else []),
        *filter(None, [agreement.name_of(found)]),
    ]
    return dict(zip(names, st.tabs(names), strict=True))


def sets(found: Beside) -> None:
    """Show every set beside the same actual, and on whose authority each stands."""
    told = side_by_side.table(found.months, found.sets, found.terms.last_month)
    shown = {
        "set": tables.text("Set"),
        "standing": tables.text("Standing"),
        "profile": tables.figure("Profile to date"),
        "actual": tables.figure("Actual to date"),
        "variance": tables.figure("Difference"),
        "share_of_profile": tables.percent("Share"),
        "total": tables.figure("Whole contract"),
        "against_original": tables.figure("Against original"),
        "against_original_share": tables.percent("Change"),
    }
    tables.show(side_by_side.shown(told)[list(shown)], "Sets side by side", shown)
    for one in in_order(found.sets.values()):
        said = [text.rstrip(".") for text in (one.author, one.authority, one.rationale)]
        if any(said) or one.caveat:
            text = ". ".join(filter(None, [*said, sentence(one.caveat)]))
            st.markdown(f"**{as_markdown(sentence(one.title))}.** {as_markdown(text)}.")


def rates(found: Beside, asked: ProfileView) -> None:
    """Say for each set what each month left must bring, and where the present rate ends."""
    for one in in_order(found.sets.values()):
        own = found.months[found.months["set"] == one.name].reset_index(drop=True)
        needed = run_rates.run_rate_needed(own, found.terms.last_month)
        ends = run_rates.projection(own, found.terms.last_month)
        said = narrative.run_rate_sentence(needed, ends, asked)
        st.markdown(f"**{as_markdown(sentence(one.title))} profile.** {as_markdown(said)}")
    st.caption("A straight line at the mean of the last 3 months returned. It is not a forecast.")
