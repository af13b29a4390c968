"""What is due, what came, and what is late?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative.calendar import calendar_finding  # noqa: E402
from pages.shared import deadline_choices, expected, loaders, panels, telling  # noqa: E402
from pages.shared import deadline_tables as told  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Due and received")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
view = deadline_choices.chosen(visitor)
report = loaders.report(visitor, "punctuality", view)
ahead = expected.deadlines(visitor, view, deadline_choices.AHEAD)
said = calendar_finding(report.months, ahead)
finding.markdown(as_markdown(said))

st.subheader("Waited for")
told.awaited(report.months)
st.subheader("Falls due")
told.coming(visitor, view, ahead)
if not report.months.empty:
    by_month, by_provider = st.tabs(["Month by month", "In time, by provider"])
    with by_month:
        told.months(report.months)
    with by_provider:
        told.providers(report.months)
telling.offer(visitor, "calendar", report, view, said)
panels.about_figures(
    report,
    {
        "Expected": "A contract's own return from its first month; any other source from the first "
        "month it ever returned; a partner's weeks from the first it returned, until its "
        "terms end or become informal.",
        "Received": "The day the first standing return of the month came. One that was withdrawn "
        "or sent back does not count.",
    },
)
