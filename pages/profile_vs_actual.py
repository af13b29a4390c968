"""Profile against actual: is this contract delivering what was profiled?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import narrative, profiles  # noqa: E402
from monitoring.periods import By  # noqa: E402
from pages.shared import (  # noqa: E402
    agreement,
    events,
    loaders,
    panels,
    profile_figures,
    profile_months,
    profile_sides,
    reasons_asked,
    telling,
    views,
)
from pages.shared.notes import beside  # noqa: E402
from pages.shared.since import compare  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Profile against actual")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

finding = st.container()
view, found = views.of_contract(visitor)
asked = found.words(view.category)
with finding:
    said = narrative.profile_finding(found.own, asked)
    st.markdown(as_markdown(said))
    if not view.arrangement:  # a return is owed for the whole contract, by its prime
        panels.returns_state(visitor, found)
if profiles.nothing_returned(found.own):
    panels.nothing_returned(visitor, found.terms.reference)
if found.ground.programme.register_only and profiles.nothing_to_show(found.own):
    panels.what_next(visitor, found.terms)
    st.stop()

profile_figures.show(found, asked)
shown = found.within(view.first, view.last)
marks = events.of(visitor, view)
profile_figures.chart(shown, asked, marks)
profile_months.table(shown, By.MONTH)
profile_months.opened(visitor, view, found)
compare.one(visitor, view, found)

smaller = profile_sides.tabs(found)
with smaller["Quarters"]:
    profile_months.table(found, By.QUARTER)
with smaller["Contract years"]:
    profile_months.table(found, By.YEAR)
if "To date" in smaller:
    with smaller["To date"]:
        profile_figures.to_date(shown, asked, marks)
if "Sets side by side" in smaller:
    with smaller["Sets side by side"]:
        profile_sides.sets(found)
    with smaller["What it would take"]:
        profile_sides.rates(found, asked)

if (against := agreement.name_of(found)) in smaller:
    with smaller[against]:
        agreement.panel(visitor, view, found)

reasons_asked.show(visitor, view, found)
beside.of_figures(visitor, view, found)
report = loaders.report(visitor, "profile", view)
telling.offer(visitor, "profile_vs_actual", report, view, said)
panels.what_next(visitor, found.terms)
with st.expander("About these figures"):
    profile_figures.about(found, asked)
