"""Since your last review: what moved, what came, and what was promised and done?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative.since import happened_finding, since_finding  # noqa: E402
from pages.shared import loaders, panels  # noqa: E402
from pages.shared.since import choosing, offering, reading, shown  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Since your last review")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
asked = choosing.chosen(visitor)
choosing.pack(visitor, asked)
found = reading.figures(visitor, asked)
with finding:
    whole = asked.months is None
    told = since_finding(asked.name, found.headline, found.moved, to_date=whole)
    st.markdown(as_markdown(told))
    if asked.first_review:
        st.caption("No review is written down yet, so the last 3 months are shown.")

shown.figures(found, asked)
if asked.then is not None:
    done = reading.told(visitor, asked)
    said = happened_finding(done.happened, found.changed, done.items, done.working_date)
    st.subheader("What happened")
    st.markdown(as_markdown(said))
    shown.happened(visitor, done)
    st.subheader("Earlier figures that are others now")
    shown.changed_months(found.changed)

offering.offer(visitor, asked, found)
panels.what_next(visitor, found.terms)
with st.expander("About these figures"):
    reading.about(asked, found)
