"""A command that writes a folder of flat sheets for spreadsheets and Power BI."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from db import doors, journal, reports
from db.choices import instant_of
from db.extracting import ANONYMISED, anonymised_files, may_anonymise
from db.handling import marking, seen_by
from db.journal import Act, Deed, taken
from db.publishing.request import CallError
from db.reports import View
from db.retention import places
from db.setup import is_sample
from db.store import Store
from monitoring import printing
from terminal.options import Anonymised, As, AsAt, Authority, Contract, Programme
from terminal.output import Form, Format, now, principal, show

if TYPE_CHECKING:
    from db.reports import Report
    from db.scope import Principal

app = typer.Typer()
SHEETS = ("flat", "portfolio", "punctuality", "restatements", "actions", "definitions")
ABOUT = "about.csv"


@app.command()
def extract(
    folder: Path,
    programme: Programme = None,
    contract: Contract = None,
    as_at: AsAt = None,
    anonymised: Anonymised = False,
    readiness_authority: Authority = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Write every figure in scope to a folder: a flat sheet each report, and what they mean."""
    view = View(
        programme=programme,
        contract=contract,
        as_at=instant_of(as_at) if as_at is not None else None,
    )
    store = Store.open()
    who = principal(store, user)
    if anonymised:
        _anonymised(store, who, view, folder, readiness_authority, form)
        return
    with doors.scoped_session(store, who) as session:
        made = [reports.run(session, name, view, now()) for name in SHEETS]
        sample = is_sample(session)
        named = sorted(place.contract for place in places(session).values())
        eyes = seen_by(doors.scope_of(session), named)
    _make(folder)
    for each in made:
        _write(folder / f"{each.name}.csv", _rows(each), [str(name) for name in each.frame])
    first = {"handling": marking(), "seen_by": eyes}
    first |= {"data": printing.SAMPLE} if sample else {}
    about = [line for each in made for line in _about(each, first)]
    _write(folder / ABOUT, about, ["sheet", "about", "note"])
    _remember(store, who, made)
    lines = [{"sheet": f"{each.name}.csv", "rows": len(each.frame)} for each in made]
    lines.append({"sheet": ABOUT, "rows": len(about)})
    show(form, {"folder": folder.name, "sheets": lines}, ["sheet", "rows"], lines)


def _anonymised(
    store: Store, who: Principal, view: View, folder: Path, authority: str, form: Form
) -> None:
    """Write what may leave for anybody's eyes, and write down that it did, or was refused."""
    with doors.scoped_session(store, who) as session:
        if not may_anonymise(doors.scope_of(session)):
            refused = Act(action=Deed.EXPORT, subject=ANONYMISED, result="refused")
            journal.write(store, who, refused, now())
        files = anonymised_files(session, view, now(), authority)
    _make(folder)
    for name, text in files.items():
        _put(folder / name, text)
    lines: list[dict[str, Any]] = [
        {"sheet": name, "rows": _lines(text)} for name, text in files.items()
    ]
    bands = "included, as authorised" if authority else "left out"
    said = {"rows": sum(each["rows"] for each in lines), "readiness": bands}
    act = Act(action=Deed.EXPORT, subject=ANONYMISED, result="taken", detail=journal.told(said))
    journal.write(store, who, act, now())
    show(form, {"folder": folder.name, "sheets": lines}, ["sheet", "rows"], lines)


def _lines(text: str) -> int:
    """Give how many rows a sheet has under its heading."""
    return sum(1 for _ in csv.reader(io.StringIO(text))) - 1


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        msg = f"The folder {folder.name} cannot be made. Check its path."
        raise CallError(msg) from None


def _rows(made: Report) -> list[dict[str, Any]]:
    return printing.records(made.frame, made.whole)


def _write(file: Path, rows: list[dict[str, Any]], columns: list[str]) -> None:
    _put(file, printing.as_csv(rows, columns))


def _put(file: Path, text: str) -> None:
    """Write a sheet whole or not at all: a reader never finds half of one."""
    part = file.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8-sig")
        part.replace(file)
    except OSError:
        msg = f"The sheet {file.name} cannot be written. Check that the folder may be written to."
        raise CallError(msg) from None


def _about(made: Report, first: dict[str, str]) -> list[dict[str, Any]]:
    """Say of a sheet how it is marked, as at when it is known, and what each column means."""
    said = first | {"as_at": made.as_at.isoformat()}
    said |= {name: text for name, text in made.parameters.items() if text is not None}
    lines = {**said, **{f"column {name}": text for name, text in made.definitions.items()}}
    return [
        {"sheet": f"{made.name}.csv", "about": name, "note": note} for name, note in lines.items()
    ]


def _remember(store: Store, who: Principal, made: list[Report]) -> None:
    for each in made:
        taken(store, who, each, now())
