"""What was promised, by whom, by when?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db import reports  # noqa: E402
from monitoring.governance.items import ItemKind  # noqa: E402
from monitoring.narrative.promises import board_finding  # noqa: E402
from pages.shared import loaders, panels, pickers, telling, written  # noqa: E402
from pages.shared.board import holding, interval, item, items, meetings, opening, plans, steps  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

SHOWN = {
    "items": "Issues and actions",
    "meetings": "Reviews and meetings",
    "plans": "Improvement plans",
    "startup": "Start-up plan",
}

st.title("Reviews and actions")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
view, found = opening.chosen(visitor)
finding.markdown(as_markdown(board_finding(found.items, found.promised.series, found.on)))
opening.figures(found)
kind = pickers.segment("show", "Show", SHOWN, "items")

item.opened(visitor, found, now=view.as_at is None)
if kind == "meetings":
    meetings.series(found)
    interval.offer(visitor, found)
    meetings.held(visitor, view, found)
elif kind == "plans":
    plans.show(visitor, view, found)
else:
    startup = kind == "startup"
    wanted = [one for one in found.items if (one.terms.kind is ItemKind.STARTUP) is startup]
    items.listed(found, wanted, SHOWN[kind])
if view.as_at is None:
    if kind == "meetings":
        holding.offer(visitor, found)
    else:
        steps.raising(visitor, found)

report = written.read(visitor, lambda session: reports.run(session, "actions", view, loaders.now()))
telling.offer(visitor, "reviews", report, view)
opening.what_next(visitor, found)
panels.about_figures(
    report,
    {"Carried over": "A meeting that looks at an item and leaves it open carries it over."},
)
