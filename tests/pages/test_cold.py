"""Can a page be reached without ``app.py``, by a visitor who opens its address first?"""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ("dataframe", "table", "metric", "plotly_chart", "data_editor", "file_uploader")


def test_no_page_opened_cold_shows_a_stranger_anything(monkeypatch, sqlite_store):
    # The first run of a process is the one that page discovery leaves open (docs/adr/0005).
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{sqlite_store.path}")
    shown = {}
    for page in sorted((ROOT / "pages").glob("*.py")):
        cold = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        cold.switch_page(f"pages/{page.name}").run()
        shown[page.name] = [kind for kind in FIGURES if len(cold.get(kind))] + list(cold.exception)
    assert {page: kinds for page, kinds in shown.items() if kinds} == {}
