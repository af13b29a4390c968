"""What does every measure mean, how is it worked out, and which rules are in force?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.reports import View  # noqa: E402
from pages.shared import choices, exports, loaders, measures, panels, pickers  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Definitions")
known = loaders.programmes(visitor)
names = {code: each.name for code, each in known.items()}
mine = choices.own_programme(visitor)
of = known[pickers.segment("programme", "Programme", names, mine)]
st.markdown(as_markdown(of.sentence))

report = loaders.report(visitor, "definitions", View(programme=of.code))
tab_measures, tab_rules, tab_words = st.tabs(["Measures", "Rules of a contract", "Words"])
with tab_measures:
    measures.table(report.frame)
    measures.opened(of, int(report.frame["rule_version"].iloc[0]))
    for caveat in of.caveats:
        st.caption(as_markdown(caveat))
    exports.offer_report(visitor, report)
with tab_rules:
    if any(each.programme == of.code for each in loaders.contracts(visitor).values()):
        measures.rules(visitor, choices.contract(visitor, of.code), of)
    else:
        st.info("No contract of this programme is in view, so there are no rules to show.")
with tab_words:
    measures.glossary()

panels.link(visitor, "data_dictionary", "What each file of a return holds")
