"""Do the sources of a figure agree, and how far can each be relied on?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import narrative, sources_shown  # noqa: E402
from pages.shared import (  # noqa: E402
    events,
    loaders,
    panels,
    records_matched,
    source_figures,
    source_tables,
    source_views,
    telling,
)
from pages.shared.agreed import shown  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Do the sources agree?")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
asked = source_views.chosen(visitor)
if asked.month is None:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

of_month = sources_shown.of_month(asked.rows, asked.month)
with finding:
    said = narrative.sources_finding(of_month, asked.measure)
    st.markdown(as_markdown(said))
    source_figures.lineage(of_month)

source_figures.figures(visitor, asked, of_month)
source_tables.one_month(of_month, asked.measure)
source_figures.references(visitor, asked, of_month)
records_matched.show(visitor, asked)
shown.show(visitor, asked)
source_tables.chart(asked.drawn, asked.measure, events.of(visitor, asked.view))
source_tables.run(asked.drawn, asked.measure)
report = loaders.report(visitor, "sources", asked.view)
telling.offer(visitor, "sources", report, asked.view, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, source_tables.ABOUT)
