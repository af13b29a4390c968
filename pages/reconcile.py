"""Do two records describe the same people, and where did the others go?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import reconciliation as words  # noqa: E402
from pages.shared import loaders, panels, telling, written  # noqa: E402
from pages.shared.reconciling import choosing, parts, shown  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Reconciliation")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
asked = choosing.chosen(visitor)
report = loaders.report(visitor, "reconcile", asked.view)
if report.frame.empty:
    st.info(words.EMPTY)
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

said = words.finding(report.parameters, asked.sides)
finding.markdown(as_markdown(said))
shown.figures(asked, report)
shown.chart(asked, report, said)
shown.classes(visitor, asked, report)
parts.parts(visitor, asked)
telling.offer(visitor, "reconcile", report, None, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, shown.ABOUT)
