"""What was sent, what was found in it, and what came of it?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.publishing.request import CallError  # noqa: E402
from db.queries import submissions  # noqa: E402
from pages.shared import loaders  # noqa: E402
from pages.shared.guard import not_found  # noqa: E402
from pages.shared.notes import commentary  # noqa: E402
from pages.shared.received import (  # noqa: E402
    details,
    handed,
    listing,
    offered,
    opened,
    receipt,
    sent,
    standing,
    table,
    versions,
)

every, waiting = sent.sent(visitor), standing.waiting(visitor)
asked = st.query_params.get("submission", "")
if not asked:
    st.title("Returns received")
    handed.show(visitor)
    found = listing.chosen(every, waiting)
    if not found:
        listing.nothing(visitor)
        st.stop()
    picked = table.show(found, waiting)
    if picked is not None:
        st.query_params["submission"] = str(picked)
        st.rerun()
    table.take_away(visitor, found, waiting)
    st.stop()

try:
    number = int(asked) if asked.isdecimal() else 0
    with loaders.reading(visitor) as session:
        one = submissions.submission(session, number)
        problems = submissions.findings(session, number)
except CallError:
    not_found()

st.title(f"Return {number}")
parts = [each for each in every if each.submission == number]
if st.button("Back to all returns"):
    del st.query_params["submission"]
    st.rerun()
st.text(receipt.finding(one, parts))
standing.told(visitor, number, parts, waiting)
receipt.told(one, parts)
offered.show(visitor, one, parts, waiting)
details.as_sent(visitor, one)
opened.show(visitor, one, parts)
commentary.of_return(visitor, [part.contract for part in parts], number)
st.markdown("#### How it was read")
receipt.how_read(one)
st.markdown("#### What was found")
details.findings(number, problems)
st.markdown("#### What it changed")
receipt.by_contract(parts)
st.markdown("#### Versions of the same months")
for part in parts[: listing.CONTRACTS_SHOWN]:
    versions.same_months(visitor, every, part)
