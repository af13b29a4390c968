"""Do as many people come as were anticipated, from where, and who is not seen yet?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import flow as words  # noqa: E402
from pages.shared import panels, telling  # noqa: E402
from pages.shared.following import choosing, flow, flow_parts  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Referral flow")
finding = st.container()
asked = choosing.chosen(visitor, spans=choosing.SPANS)
if asked is None:
    panels.no_contracts(visitor)
    st.stop()

report = flow.monthly(visitor, asked)
said = words.flow_finding(report.frame)
finding.markdown(as_markdown(said))
if report.frame.empty:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

flow.figures(visitor, asked, report)
flow.chart(visitor, asked, report)
flow_parts.parts(visitor, asked)
telling.offer(visitor, "referral_flow", report, None, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, flow.ABOUT)
