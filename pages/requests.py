"""Is it held already, who has it, and who asked whom for what?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import datasets  # noqa: E402
from monitoring.narrative.promises import requests_finding  # noqa: E402
from pages.shared import loaders, panels, written  # noqa: E402
from pages.shared.board import asking, burdens, hours, opening, requests  # noqa: E402
from pages.shared.since import each_page  # noqa: E402

st.title("Ask once")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
view, found = opening.chosen(visitor)
finding.text(requests_finding(found.promised.requests, found.on))
titles = found.measures | {name: spec.title for name, spec in datasets.ALL.items()}
requests.listed(visitor, found, titles)
if view.as_at is None:
    asking.asking(visitor, found)
hours.show(found)
burdens.show(visitor, view)
each_page.of_requests(visitor, view, found, titles)
opening.what_next(visitor, found)
