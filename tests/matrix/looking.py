"""What does somebody get: from every table, every report, every page and every file offered there?

Each function gives the text of all that comes out, for ``rights.leaks`` to look through.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st
from sqlalchemy import select
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from db import doors
from db.models import Base
from db.publishing.request import CallError
from db.reports import View, run
from db.walls.rules import RULES
from monitoring import printing
from tests.db.seeded import who
from tests.db.test_isolation import VIEWS
from tests.matrix.store import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store import Store

APP = str(Path(__file__).resolve().parents[2] / "app.py")

def table(store: Store, login: str, name: str) -> str:
    """Give every row of a table somebody sees, as text."""
    with doors.scoped_session(store, who(login)) as session:
        return rows(session, name)


def rows(session: Any, name: str) -> str:
    """Give every row of a table a session shows, as text."""
    columns = Base.metadata.tables[name].c
    found = session.execute(select(*columns))
    return "\n".join(str([_plain(value) for value in row]) for row in found)


def _plain(value: object) -> object:
    """Give a value; of a file as sent, which is kept compressed, what it says."""
    if not isinstance(value, bytes):
        return value
    with suppress(zlib.error):
        return zlib.decompress(value).decode()
    return value


def tables(store: Store, login: str) -> dict[str, str]:
    """Give every table somebody sees."""
    with doors.scoped_session(store, who(login)) as session:
        return {name: rows(session, name) for name in RULES}


def report(store: Store, login: str, name: str, **choices: Any) -> str:
    """Give all a report tells somebody, or the words it is refused in."""
    with doors.scoped_session(store, who(login)) as session:
        try:
            made = run(session, name, View(**VIEWS[name] | choices), NOW)
        except CallError as refused:
            return str(refused)
    lines = printing.records(made.frame, made.whole)
    months = made.months.to_dict("list")
    return f"{json.dumps(lines, default=str)}\n{months!r}\n{made.parameters!r}"


class Browser:
    """One person at the pages; what they chose stays from page to page, as in a browser."""

    def __init__(self, login: str | None) -> None:
        """Come in; nobody where no login is given."""
        self.at = AppTest.from_file(APP, default_timeout=60)
        self.at.user = {"login": login} if login else {}
        self.login = login
        self.told = ""
        with _offered() as files:
            self.at.run()
            self._read(files)

    def open(self, page: str, **address: str) -> str:
        """Open a page; give all it shows and all its files hold."""
        self.at.query_params.clear()
        self.at.query_params.update(address)
        with _offered() as files:
            self.at.switch_page(f"pages/{page}.py").run()
            return self._read(files)

    def press(self, label: str) -> str:
        """Press a button of the page; give all it shows then."""
        with _offered() as files:
            next(one for one in self.at.button if one.label == label).click().run()
            return self._read(files)

    def _read(self, files: list[tuple[str, Callable[[], bytes]]]) -> str:
        assert not self.at.exception, (self.login, [one.value for one in self.at.exception])
        offered = "\n".join(f"{name}\n{_made(name, make)}" for name, make in files)
        self.told = f"{shown(self.at)}\n{dict(self.at.query_params)}\n{offered}"
        return self.told


def _made(name: str, make: Callable[[], bytes]) -> str:
    """Give the text of a file that was offered, as the button makes it."""
    try:
        return _text(name, make())
    except Exception as fault:
        fault.add_note(f"The file {name} cannot be made.")
        raise


def _text(name: str, data: bytes) -> str:
    """Give the text of a file: of a workbook every cell, of a zip every file."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(_text(one, packed.read(one)) for one in packed.namelist())
    if not name.endswith(".xlsx"):
        return data.decode("utf-8-sig")
    import openpyxl  # noqa: PLC0415 - for workbooks alone

    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


@contextmanager
def _offered() -> Iterator[list[tuple[str, Callable[[], bytes]]]]:
    """Take down every file that is offered while a page runs: its name, and how it is made."""
    offer = st.download_button
    files: list[tuple[str, Callable[[], bytes]]] = []

    def taking(label: str, *args: Any, **said: Any) -> Any:
        files.append((said["file_name"], said["data"]))
        return offer(label, *args, **said)

    st.download_button = taking
    try:
        yield files
    finally:
        st.download_button = offer


def shown(at: AppTest) -> str:
    """Give everything a run sent: texts, tables, charts, the options of pickers, in all places."""
    return "\n".join(_element(node) for node in _nodes(at._tree))  # noqa: SLF001 - the whole of it, not a kind


def _nodes(block: Any) -> Iterator[Any]:
    yield block
    for child in getattr(block, "children", {}).values():
        yield from _nodes(child)


def _element(node: Any) -> str:
    told = str(getattr(node, "proto", "") or "")
    if node.type in {"arrow_data_frame", "arrow_table", "dataframe", "table"}:
        frame = node.value
        assert isinstance(frame, pd.DataFrame)
        told += f"\n{frame.to_csv()}"
    spec = getattr(getattr(node, "proto", None), "spec", "") or ""
    return f"{told}\n{_figures(spec)}" if spec else told


def _figures(spec: str) -> str:
    """Give the figures of a chart, which are sent packed."""
    told: list[str] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if "bdata" in part:
                packed = np.frombuffer(base64.b64decode(part["bdata"]), dtype=part["dtype"])
                told.extend(map(str, packed.tolist()))
            for each in part.values():
                look(each)
        elif isinstance(part, list):
            for each in part:
                look(each)

    look(json.loads(spec))
    return "\n".join(told)


@contextmanager
def discovery_off() -> Iterator[None]:
    """Keep page discovery off, as the server does at start; AppTest switches it on each run."""
    make = PagesManager.__init__

    def made(self: PagesManager, *args: object, **named: object) -> None:
        make(self, *args, **named)
        PagesManager.uses_pages_directory = False

    PagesManager.__init__ = made
    try:
        yield
    finally:
        PagesManager.__init__ = make


def plainly(text: str) -> str:
    """Give a text without the numbers of downloads, which are new each time."""
    return re.sub(r"[0-9a-f]{10,}", "X", text)
