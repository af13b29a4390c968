"""The real guard around the probe page instead of the application."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import server
from guard import Guard

if __name__ == "__main__":
    st.App(
        Path(__file__).with_name("page.py"),
        middleware=[server.Middleware(Guard)],
        routes=[server.Route("/view-as", server.view_as), server.Route("/healthz", server.health)],
        lifespan=server.lifespan,
        on_script_error=server.report_error,
    ).run(config=server.settings())
