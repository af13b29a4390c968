"""How is a page's finding copied, the page printed, and somebody told of it?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import streamlit as st

from pages.shared import address, exports, loaders, printed
from pages.shared.registry import BY_NAME
from pages.shared.since import any_page

if TYPE_CHECKING:
    from db.reports import Report, View
    from pages.shared.identity import Visitor

COMPARED = frozenset({"portfolio", "profile_vs_actual"})
"""Pages that set then and now side by side in a way of their own."""
NO_FIGURES = "This message holds no figures. Open the page to see what is yours to see."


def offer(
    visitor: Visitor, page: str, report: Report, view: View | None = None, finding: str = ""
) -> None:
    """Offer a page's report as a file, its finding as a sentence, a print view and a message.

    Parameters
    ----------
    visitor, page
        Who looks, and at which page.
    report
        What the page shows.
    view
        What its flat sheet is of; without one there is none.
    finding
        The sentence at the head of the page.
    """
    if printed.asked_for():
        st.page_link(BY_NAME[page].file, label="Back from the print view", query_params=_plain())
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        exports.offer_report(visitor, report)
        with st.popover("Copy, print, tell"):
            if finding:
                st.markdown("**The finding**")
                st.code(finding, language=None, wrap_lines=True)
            st.markdown("**Print view**")
            asked = {**_plain(), printed.ASKED: "1"}
            st.page_link(BY_NAME[page].file, label="Show as printed", query_params=asked)
            st.markdown("**Tell somebody**")
            st.link_button("Write an e-mail", _mail(BY_NAME[page].title))
            st.caption("The message holds the address of this page and no figure.")
            if view is not None:
                st.markdown("**For a spreadsheet or Power BI**")
                _flat(visitor, view)
            st.caption("A chart is copied as a picture by the words under it.")
    if view is not None and page not in COMPARED:
        any_page.offer(visitor, report, view)


def _plain() -> dict[str, str]:
    """Give the page's address without the wish to print, and without what names somebody."""
    return {name: text for name, text in address.asked().items() if name != printed.ASKED}


def _mail(title: str) -> str:
    """Give a link that opens a message with the page's address, and nothing it says."""
    page, asked = (st.context.url or "").partition("?")[0], urlencode(_plain())
    body = f"{title}\n{page}{'?' if asked else ''}{asked}\n\n{NO_FIGURES}"
    return f"mailto:?subject={quote(title)}&body={quote(body)}"


def _flat(visitor: Visitor, view: View) -> None:
    """Offer every measure of what is looked at: a row a month and measure."""
    wanted = replace(view, measure=None, set=None)
    if st.button("Make the flat sheet", key="flat sheet"):
        made = loaders.report(visitor, "flat", wanted)
        exports.offer_report(visitor, made, "Download the flat sheet")
    st.caption("A row a contract, month and measure, with profile, actual and where it is from.")
