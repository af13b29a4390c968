"""Which pages are there, and which one was chosen?"""

import streamlit as st

from pages.shared import house, identity, printed, registry

st.set_page_config(page_title=house.NAME, layout="wide", initial_sidebar_state=260)

visitor = identity.visitor()
listed = registry.open_to(visitor) if visitor else []


def start() -> None:
    """Go on to where this person begins, or say who might be looking."""
    if visitor is None:
        house.nobody()
    else:
        st.switch_page(registry.home(visitor).file, query_params=st.query_params.to_dict())


# Every page has its address, also where it is not listed, so that the guard answers for it.
pages = [st.Page(page.file, title=page.title, url_path=page.name) for page in registry.PAGES]
chosen = st.navigation(
    [st.Page(start, title="Start", url_path="start", default=True), *pages], position="hidden"
)
house.sidebar(visitor, listed)
printed.top()
body, foot = st.container(), st.container()
with foot:  # filled first, so that it stands whatever ends the page
    house.foot(visitor, chosen.url_path)
with body:
    chosen.run()
