"""What do the partners return week by week, and what does it come to in a month?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative.weeks import weeks_finding  # noqa: E402
from monitoring.weeks import into_months  # noqa: E402
from pages.shared import choices, expected, loaders, panels, pickers, weekly  # noqa: E402
from pages.shared.since import each_page  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Partners' weeks")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
with pickers.in_a_row():
    terms = choices.contract(visitor)
    when = choices.as_at()
weeks = expected.weeks(visitor, terms.reference, when)
if weeks.empty:
    finding.info(
        "No partner of this contract has returned a week you can see. The department sees a "
        "week when partner or prime provider releases it, or after the days the contract sets."
    )
    panels.what_next(visitor, terms)
    st.stop()

months = into_months(weeks)
finding.markdown(as_markdown(weeks_finding(weeks, months)))
weekly.withheld(visitor, weeks)
by_month, by_week = st.tabs(["By month", "By week"])
with by_month:
    weekly.by_month(months)
with by_week:
    weekly.by_week(weeks)
each_page.of_weeks(visitor, terms.reference, weeks, when)
panels.what_next(visitor, terms)
