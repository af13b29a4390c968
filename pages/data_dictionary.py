"""What does every measure mean, how is it worked out and who answers for it?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

st.title("data_dictionary")
