"""Which contracts differ from the others by more than chance?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import signals  # noqa: E402
from pages.shared import loaders, panels, telling  # noqa: E402
from pages.shared.signals import choosing, contracts  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Contracts compared")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
asked = choosing.of_contracts(visitor)
report = loaders.report(visitor, "funnel", asked.others)
common = report.parameters.get("common_rate")
said = signals.funnel_finding(report.months, asked.measure, common, asked.terms.reference)
finding.markdown(as_markdown(said))
if asked.measure is None or report.months.empty:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

contracts.chart(report, asked.measure, said, asked.terms.reference)
contracts.table(report, asked.measure)
telling.offer(visitor, "funnel", report, None, said)
panels.link(visitor, "control_chart", "Which months are unusual?", contract=asked.terms.reference)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, {"The limits": signals.FUNNEL, "The months": signals.YEAR})
