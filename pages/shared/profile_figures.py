"""How do the figures and the chart of one contract stand on its page, and what do they open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts, definitions, headline, narrative
from pages.shared import charting, events
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.reports.beside import Beside
    from monitoring.charts import Mark
    from monitoring.headline import Figure
    from monitoring.narrative import ProfileView

NOTHING = "\N{NO-BREAK SPACE}"


def show(found: Beside, asked: ProfileView) -> None:
    """Show the few figures that head the page; each opens."""
    made = headline.figures(found.own, asked)
    caveats = any(figure.caveat for figure in made)
    for column, figure in zip(st.columns(len(made) or 1), made, strict=False):
        with column:
            _one(figure)
            if caveats:  # each keeps the line, so that they stay level
                st.caption(as_markdown(figure.caveat) or NOTHING)
            with st.popover("How this is worked out", type="tertiary"):
                st.markdown(f"**Worked out.** {as_markdown(figure.worked)}")
                about(found, asked)


def _one(figure: Figure) -> None:
    st.metric(
        as_markdown(figure.label),
        figure.value,
        as_markdown(figure.comparison),
        delta_color="off",
        delta_arrow="off",
        chart_data=list(figure.history),
    )


def about(found: Beside, asked: ProfileView) -> None:
    """Say what a figure means, whose it is, from whom it comes and under which rules."""
    programme, measure = found.ground.programme, found.ground.measure
    for heading, text in definitions.panel(programme, measure):
        worded = found.formula if heading == "Formula" else text
        st.markdown(f"**{heading}.** {as_markdown(worded)}")
    drawn = narrative.actual_words(found.own, asked)
    st.markdown(f"**Which actual.** {as_markdown(drawn)}.")
    st.markdown(f"**Basis.** {as_markdown(_basis(found))}")
    known = narrative.day(found.as_at)
    st.markdown(f"**As at.** What was known on {as_markdown(known)}.")
    st.markdown(f"**Rules.** Version {found.version} of {as_markdown(programme.name)}.")


def chart(found: Beside, asked: ProfileView, marks: Sequence[Mark] = ()) -> None:
    """Draw the months with every profile set and dated event, and say which actual is drawn."""
    drawn = charts.profile_vs_actual(
        found.months,
        narrative.chart_title(asked),
        narrative.actual_words(found.own, asked),
        sets=found.sets,
        share=asked.measure.is_rate,
    )
    told = events.on(drawn, marks)
    charting.show(drawn, narrative.profile_alt(found.own, asked), "months")
    events.listed(told)
    if found.sets:  # without one the finding has said so
        st.caption(as_markdown(_basis(found)))
    for one in found.sets.values():
        if one.caveat:
            st.caption(as_markdown(f"The {one.title} set ({one.label}) {one.caveat}."))


def to_date(found: Beside, asked: ProfileView, marks: Sequence[Mark] = ()) -> None:
    """Draw the sums to date."""
    title = f"{asked.subject} to date"
    note = narrative.actual_words(found.own, asked)
    drawn = charts.cumulative_vs_profile(found.months, title, note, sets=found.sets)
    told = events.on(drawn, marks)
    charting.show(drawn, f"{title}. {narrative.profile_finding(found.own, asked)}", "to date")
    events.listed(told)


def _basis(found: Beside) -> str:
    basis = found.rule("monitoring_basis")
    said = narrative.held_against(basis, found.chosen_set, found.ground.measure)
    if found.chosen in found.shared:
        return f"{said} {narrative.profile_by_share(found.shares)}"
    return said
