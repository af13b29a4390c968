"""Is a month unusual, or only as different from the last as months always were?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import spc  # noqa: E402
from monitoring.narrative import signals  # noqa: E402
from pages.shared import choices, loaders, panels, telling  # noqa: E402
from pages.shared.signals import anew, choosing, months  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Unusual months")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
asked = choosing.of_months(visitor)
measure = asked.programme.measure(str(asked.view.measure))
report = loaders.report(visitor, "control-chart", asked.view)
told = spc.reading(report.months, measure.better)
said = signals.month_finding(told, measure)
finding.markdown(as_markdown(said))
if told is None:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

months.figures(told, measure)
months.chart(visitor, asked, report.months, measure)
months.table(report.months, measure)
anew.offer(visitor, asked, report.months, measure)
others = loaders.report(visitor, "control-chart", asked.others)
months.every_contract(asked, others.months, choices.places(visitor, asked.programme.code))
telling.offer(visitor, "control_chart", report, asked.view, said)
panels.link(visitor, "funnel", "Compare contracts", contract=asked.terms.reference)
panels.what_next(visitor, asked.terms)
about = {"Rules": signals.RULES, "Limits": signals.LIMITS, "Charts": signals.CHARTS}
panels.about_figures(report, about)
