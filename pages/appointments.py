"""Who comes when booked, is it followed up when they do not, and which interviews are put off?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import appointments as words  # noqa: E402
from monitoring.narrative.journey import NOT_YOURS  # noqa: E402
from pages.shared import panels, telling  # noqa: E402
from pages.shared.following import booked, choosing, reading  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Appointments")
finding = st.container()
asked = choosing.chosen(visitor)
if asked is None:
    panels.no_contracts(visitor)
    st.stop()
if not asked.sees_clients:
    st.info(NOT_YOURS)
    st.stop()

found = reading.read(visitor, asked, reading.APPOINTMENTS)
report = found["appointments"]
said = words.appointments_finding(report.frame, found["follow-ups"].frame)
finding.markdown(as_markdown(said))
if report.frame.empty:
    panels.nothing_returned(visitor, asked.terms.reference)
    st.stop()

booked.figures(found)
booked.chart(visitor, asked, found)
booked.parts(visitor, asked, found)
telling.offer(visitor, "appointments", report, None, said)
panels.what_next(visitor, asked.terms)
panels.about_figures(report, booked.ABOUT)
