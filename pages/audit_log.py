"""Who did what, and are both logs as they were written?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import audit as narrative  # noqa: E402
from pages.shared.audit import head, looked_for, table  # noqa: E402

people = looked_for.people(visitor)
looked_for.refuse_unknown(visitor, people)
st.title("Who did what")
head.show(people)
sought = looked_for.choose(visitor, people)
found = looked_for.read(visitor, sought)
st.markdown(narrative.counts(found.access, found.publications))
if found.lines:
    table.show(found, people)
    table.onward(found, sought)
    table.take_away(visitor, sought)
else:
    st.info("Nothing was done or published that answers this. Choose other days, or everybody.")
head.about()
