"""How does a chart stand on a page, and how does it leave by the clipboard?

The script that copies is a file served from here: the content security policy lets no page run
what is written into it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from monitoring.charts.layout import MODEBAR
from pages.shared import copied, printed

if TYPE_CHECKING:
    import plotly.graph_objects as go

FOLDER, SCRIPT = "picture", "copy_chart.js"
NAME = f"monitor.{FOLDER}"
BUTTON = '<button type="button">Copy chart as a picture</button> <span role="status"></span>'
STYLE = """
button {
  background: none; border: 0; padding: 0; font: inherit; font-size: .875rem;
  color: var(--st-link-color);
  cursor: pointer; text-decoration: underline;
}
span { font-size: .875rem; color: var(--st-text-color) }
"""


def show(figure: go.Figure, alt: str, key: str) -> None:
    """Show a chart with its words, and offer it as a picture for the clipboard.

    Parameters
    ----------
    figure, alt
        The chart, and what it shows in words.
    key
        What tells it apart from the other charts of the page.
    """
    st.plotly_chart(figure, alt=alt, config=MODEBAR)
    if not printed.asked_for():
        _copier()(data={"note": copied.heading("Chart")}, key=f"copy {key}", height="content")


def _copier() -> Any:  # noqa: ANN401 - as the framework gives it
    """Give the component; it is made known to each server once, as an installed one would be."""
    manager = get_bidi_component_manager()
    if manager.get(NAME) is None:
        own = ComponentManifest("monitor", "1", [ComponentConfig(FOLDER, FOLDER)])
        manager.register_from_manifest(own, Path(__file__).parent)
    return st.components.v2.component(NAME, html=BUTTON, css=STYLE, js=SCRIPT)
