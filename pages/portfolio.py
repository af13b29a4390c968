"""Where does every contract stand, and what needs me this month?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import narrative, portfolio, scorecard  # noqa: E402
from pages.shared import (  # noqa: E402
    chain_home,
    choices,
    loaders,
    needs_you,
    overview,
    panels,
    providers,
    telling,
    views,
)
from pages.shared.duties import left  # noqa: E402
from pages.shared.since import compare  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Contracts")
of = choices.programme(visitor)
if of is None:
    panels.no_contracts(visitor)
    st.stop()

if chain_home.only_registered(visitor, of):
    chain_home.show(visitor, of)
    st.stop()

needs_you.show(visitor, of)
left.show(visitor)

st.subheader("Every contract")
finding = st.container()
view, each, more = views.of_portfolio(of)
report = loaders.report(visitor, "portfolio", view)
measure = of.measure(view.measure or of.headline)
told = narrative.portfolio_finding(portfolio.programme_standing(report.frame), measure)
finding.markdown(as_markdown(told))

prime = st.query_params.get("prime")
if prime:
    providers.one(visitor, prime, view)
elif each == "provider":
    providers.every(report.frame, measure)
else:
    overview.by_contract(report.frame, measure, more)
compare.contracts(visitor, view, report, measure)
telling.offer(visitor, "portfolio", report, view, told)
panels.about_figures(report, {"Order": scorecard.order(report.frame)})
