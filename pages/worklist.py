"""Which differences are open, whose turn is it, and what came of the others?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.worklist import shown, views  # noqa: E402
from pages.shared import loaders, panels, telling, written  # noqa: E402
from pages.shared.differences import (  # noqa: E402
    acting,
    choosing,
    files,
    history,
    listing,
    options,
    reading,
    small,
)
from pages.shared.words import as_markdown  # noqa: E402

st.title("Worklist")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
asked = choosing.chosen(visitor)
if asked.found is None:
    st.info(options.NOTHING)
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

found = asked.found
standing = views.standing(found.work)
said = shown.finding(standing, found.moved, found.since)
finding.markdown(as_markdown(said))
small.figures(found, standing)
wanted = choosing.wanted(visitor, found)
picked = listing.listed(visitor, found, views.chosen(found.work, wanted))
if asked.view.as_at is None:
    acting.offer(visitor, found, picked)
history.show(visitor, found, picked)
files.offer(visitor, asked, found, wanted)
small.show(found)
report = reading.report(visitor, asked.view, found)
telling.offer(visitor, "worklist", report, None, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, shown.ABOUT)
