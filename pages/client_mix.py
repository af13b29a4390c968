"""Who are the clients of this contract, and what do they need?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative.mix import UNIT, mix_finding  # noqa: E402
from pages.shared import mix, mix_files, panels  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Who the clients are")
finding = st.container()
asked = mix.chosen(visitor)
if asked is None:
    panels.no_contracts(visitor)
    st.stop()

report, rows = mix.found(visitor, asked)
said = mix_finding(rows, asked.dimension)
finding.markdown(as_markdown(said))
if report.frame.empty:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

mix.why_hidden(report, rows)
mix.whole(rows, asked)
mix.months(visitor, asked)
mix_files.leave(visitor, asked, report, said)
mix_files.anonymised(visitor)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, {"What is counted": UNIT, **mix.about(asked)})
