"""What is kept how long, what is due to be destroyed, and what was destroyed?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.queries import kept  # noqa: E402
from monitoring.narrative import retention as narrative  # noqa: E402
from pages.shared import loaders, panels  # noqa: E402
from pages.shared.keeping import lines, standing  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Keeping and destroying")
with loaders.reading(visitor) as session:
    found = kept.standing(session, loaders.now().date())
due = sum(each.is_due(found.on) for each in found.contracts)
gone = {each.contract for each in found.done if each.contract}
said = narrative.finding(due, len(found.holds), len(gone))
st.markdown(as_markdown(said))

schedule, coming, held, done = st.tabs(["Schedule", "Due next", "On hold", "Destroyed"])
with schedule:
    standing.schedule(found)
with coming:
    if found.contracts:
        lines.coming(visitor, found)
    else:
        panels.no_contracts(visitor)
with held:
    standing.held(found)
with done:
    lines.done(visitor, found)
