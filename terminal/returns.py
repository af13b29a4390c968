"""Commands that check and send files, and print what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import typer

from db import doors, sending
from db.choices import month_of, received_at
from db.publishing.request import Answer, CallError, Sending
from db.store import Store
from monitoring import datasets
from monitoring.datasets.specification import Dataset
from monitoring.datasets.templates import template_csv
from monitoring.vocabulary import Status
from terminal.files import By, Part, parts_of
from terminal.hints import hinted
from terminal.options import (
    As,
    Confirm,
    Contract,
    Hold,
    HowMuch,
    Months,
    OfSource,
    Reason,
    Received,
    Sheet,
    Through,
)
from terminal.output import EXIT_NOT_STORED, Form, Format, now, principal, show

app = typer.Typer()
PROBLEM = ("row", "column", "rule", "severity", "message", "value")
MAY_WAIT = {Status.REFUSED, Status.NEEDS_CONFIRMATION}


@app.command()
def template(dataset: str, form: Format = Form.CSV) -> None:
    """Print the template of a dataset: as CSV with worked examples, or column by column."""
    if dataset not in datasets.ALL:
        msg = f"There is no dataset {dataset}. Known are {', '.join(datasets.ALL)}."
        raise CallError(msg)
    found = datasets.dataset(dataset)
    if form is Form.CSV:
        typer.echo(template_csv(found), nl=False)
        return
    rows = _columns(found)
    told = {"dataset": dataset, "columns": rows, "examples": list(found.examples)}
    show(form, told, ["column", "kind", "key", "may_be_blank", "meaning"], rows)


def _columns(dataset: Dataset) -> list[dict[str, Any]]:
    """Give what a dataset's columns hold, one row each."""
    return [
        {
            "column": column.name,
            "kind": str(column.kind),
            "key": column.name in dataset.key,
            "may_be_blank": column.optional,
            "codes": list(column.codes),
            "meaning": column.sentence,
        }
        for column in dataset.public_columns
    ]


@app.command()
def check(
    dataset: str,
    file: Path,
    contract: Contract = None,
    source: OfSource = None,
    mapping: Through = None,
    sheet: Sheet = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Say what load would answer without any more said; nothing is stored."""
    store = Store.open()
    said = replace(
        _nothing_yet(dataset), source=source, contract=contract, mapping=mapping, sheet=sheet
    )
    desk = sending.Desk(store, principal(store, user), now())
    _each(form, file, said, lambda one: sending.preview(desk, one))


@app.command()
def load(
    dataset: str,
    file: Path,
    contract: Contract = None,
    source: OfSource = None,
    mapping: Through = None,
    sheet: Sheet = None,
    month: Months = None,
    mode: HowMuch = None,
    hold_faulty: Hold = False,
    confirm_size: Confirm = False,
    reason: Reason = "",
    received: Received = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Publish a file whole, or without its faulty rows when you choose to hold them."""
    store = Store.open()
    desk = sending.Desk(store, principal(store, user), now())
    said = replace(
        _nothing_yet(dataset),
        source=source,
        contract=contract,
        mapping=mapping,
        sheet=sheet,
        mode=mode,
        hold_faulty=hold_faulty,
        months=tuple(month_of(each) for each in month or ()),
        confirm_size=confirm_size,
        reason=reason,
        received=_received(desk, received),
    )
    _each(form, file, said, lambda one: sending.send(desk, one))


def _nothing_yet(dataset: str) -> Sending:
    """Give a sending without its file, which is put in when its turn comes."""
    return Sending(dataset=dataset, name="", data=b"")


def _received(desk: sending.Desk, text: str | None) -> datetime | None:
    """Read when a file was received, which only an administrator may say."""
    if text is None:
        return None
    if not doors.scope_for(desk.store, desk.principal).administers:
        msg = "Only an administrator may say when a file was received (--received)."
        raise CallError(msg)
    return received_at(text, desk.now)


def _each(form: Form, file: Path, said: Sending, act: Callable[[Sending], Answer]) -> NoReturn:
    """Send a file, or each part of what its name stands for; print and end with the exit code."""
    mapped = said.mapping is not None
    several, parts = parts_of(file, said.dataset, said.sheet, mapped=mapped)
    answers: list[tuple[Part, Answer]] = []
    try:
        for part in parts:
            answers.append((part, _one(part, said, act)))  # noqa: PERF401 - what came before a wrong call is told
    except CallError:
        if answers:  # the parts before it are told of all the same
            _print(form, several=several, answers=answers)
        raise
    _print(form, several=several, answers=answers)
    waiting = any(answer.status in MAY_WAIT for _, answer in answers)
    raise typer.Exit(EXIT_NOT_STORED if waiting else 0)


def _one(part: Part, said: Sending, act: Callable[[Sending], Answer]) -> Answer:
    """Send one part; nothing of one that cannot be opened is read."""
    if part.unpacked.problems:
        return Answer(status=Status.REFUSED, sha256="", problems=part.unpacked.problems)
    one = replace(said, name=part.name, data=part.data, sheet=part.sheet)
    return act(replace(one, dataset=part.dataset))


def _print(form: Form, *, several: bool, answers: list[tuple[Part, Answer]]) -> None:
    """Print the answers: what became of each file, and every finding."""
    told = [_place(part) | hinted(answer.as_json()) for part, answer in answers]
    if not several:
        answer = hinted(answers[0][1].as_json())
        _summary(form, "", answer)
        if form is not Form.TABLE or answer["problems"]:
            show(form, answer, PROBLEM, answer["problems"])
        return
    for part in told:
        own = f" (read as {part['dataset']} by its header)"
        _summary(form, f"{_named(part)}{own if part['recognised_by'] == By.HEADER else ''}: ", part)
    rows = [{"file": _named(part)} | each for part in told for each in part["problems"]]
    if form is not Form.TABLE or rows:
        show(form, {"parts": told}, ("file", *PROBLEM), rows)


def _place(part: Part) -> dict[str, Any]:
    return {
        "file": part.name,
        "sheet": part.sheet,
        "dataset": part.dataset,
        "recognised_by": str(part.by),
    }


def _named(part: dict[str, Any]) -> str:
    return f"{part['file']} {part['sheet']}" if part["sheet"] else str(part["file"])


def _summary(form: Form, place: str, told: dict[str, Any]) -> None:
    """Say in a line or two what became of a file; beside a CSV it goes to the error stream."""
    if form is Form.JSON:
        return
    rows = ", ".join(f"{count:,} {word}" for word, count in told["rows"].items())
    changes = ", ".join(f"{count:,} {word}" for word, count in told["changes"].items())
    lines = [f"{place}{told['status']}. Rows: {rows}. Changes: {changes}."]
    if told["submission"] is not None:
        lines.append(f"Receipt {told['submission']}.")
    if told["earlier_submission"] is not None:
        lines.append(f"Earlier submission: {told['earlier_submission']}.")
    typer.echo("\n".join(lines), err=form is Form.CSV)
