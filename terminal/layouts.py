"""Commands for saved mappings from a provider's own layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from db import doors, registers
from db.publishing.request import CallError
from db.store import Store
from terminal.files import read_bytes
from terminal.options import As
from terminal.output import Form, Format, now, principal, show, show_one

app = typer.Typer(help="Saved mappings from a provider's own layout.")


@app.command("save")
def save(name: str, file: Path, user: As = None, form: Format = Form.TABLE) -> None:
    """Save a mapping from its JSON form; a changed one is a new version."""
    store = Store.open()
    saved = registers.read_mapping(read_bytes(file), name)
    version = registers.keep_mapping(store, principal(store, user), saved, now())
    show_one(form, {"name": name, "version": version, "dataset": saved.dataset})


@app.command("list")
def listed(user: As = None, form: Format = Form.TABLE) -> None:
    """List the saved mappings."""
    store = Store.open()
    columns = ["name", "version", "dataset", "saved_by"]
    with doors.scoped_session(store, principal(store, user)) as session:
        rows = [
            {name: getattr(each, name) for name in columns} for each in registers.mappings(session)
        ]
    show(form, {"mappings": rows}, columns, rows)


@app.command("show")
def shown(name: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Print a mapping; with --format json in the form that save takes."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        found = registers.mapping(session, name)
    if found is None:
        msg = f"There is no mapping {name}."
        raise CallError(msg)
    told = found[0].as_json()
    show(form, told, ["part", "name", "value"], _lines(told))


def _lines(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a mapping line by line: the part, the name within it, and what it says."""
    rows = []
    for part, said in told.items():
        within = said.items() if isinstance(said, dict) else [("", said)]
        rows += [{"part": part, "name": name, "value": _text(value)} for name, value in within]
    return rows


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
