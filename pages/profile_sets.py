"""Profile sets: what was promised, by whom, and what has been changed since?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import sets_shown  # noqa: E402
from pages.shared import loaders, panels  # noqa: E402
from pages.shared.sets import (  # noqa: E402
    asked,
    bid,
    drafts,
    editor,
    listing,
    months,
    proposing,
    variations,
)
from pages.shared.since import each_page  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Profile sets")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
found = asked.chosen(visitor)
with finding:
    st.markdown(as_markdown(sets_shown.finding(found.sets, found.key, found.measure)))

part = asked.part(found)
proposing.say()
if part == "sets":
    listing.show(found)
    listing.reviews(found)
    each_page.of_sets(found)
elif part == "draw":
    draft = drafts.chosen(found)
    if draft is not None:
        editor.show(found, draft)
elif part == "variations":
    variations.show(found)
elif part == "bid":
    bid.show(found)
else:
    months.show(found)

panels.what_next(visitor, found.terms)
