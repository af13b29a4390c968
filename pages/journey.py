"""How far do the people referred come, how long do they wait, and whose interview is overdue?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import journey as words  # noqa: E402
from pages.shared import panels, telling  # noqa: E402
from pages.shared.following import choosing, journey, journey_parts, reading  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Client journey")
finding = st.container()
asked = choosing.chosen(visitor)
if asked is None:
    panels.no_contracts(visitor)
    st.stop()
if not asked.sees_clients:
    st.info(words.NOT_YOURS)
    st.stop()

found = reading.read(visitor, asked, reading.JOURNEY)
report = found["journey"]
said = words.journey_finding(report.frame, found["wait"].frame)
finding.markdown(as_markdown(said))
if report.frame.empty:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

journey.figures(found)
journey.funnel(found, asked)
journey_parts.parts(visitor, asked, found)
telling.offer(visitor, "journey", report, None, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, journey.ABOUT)
