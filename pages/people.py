"""Who may come in, with which role over what, and was it looked through?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.queries import accounts as reads  # noqa: E402
from db.store import Store  # noqa: E402
from monitoring.narrative.access import people_finding  # noqa: E402
from pages.shared import loaders, pickers, written  # noqa: E402
from pages.shared.access import acting, by_role, listing, reviewing  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

SHOWN = {"people": "People", "roles": "Access by role", "reviews": "Reviews of access"}

st.title("People and access")
written.saved()
store, now = Store.open(), loaders.now()
with loaders.reading(visitor) as session:
    people = reads.listed(store, session, now)
    held = reads.by_role(store, session, now)
    reviews = reads.reviews(session)
st.markdown(as_markdown(people_finding([str(one.state) for one in people])))
kind = pickers.segment("show", "Show", SHOWN, "people")

if kind == "roles":
    by_role.show(visitor, held, now)
    reviewing.offer(visitor, held)
elif kind == "reviews":
    reviewing.show(reviews)
else:
    listing.show(people)
    acting.offer(visitor, people)
