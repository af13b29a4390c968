"""Which pages are there, and which one was chosen?"""

import streamlit as st


def start() -> None:
    """Say that the pages are still to come."""
    st.title("Contract monitor")
    st.text("The pages are not here yet.")


st.navigation([st.Page(start, title="Contract monitor")]).run()
