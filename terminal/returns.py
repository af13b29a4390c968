"""Commands that check and send files, and print what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from db import doors, registers, reports, sending
from db.choices import instant_of, month_of
from db.publishing.request import Answer, CallError, Sending
from db.queries import submissions as sent
from db.reports import View
from db.store import Store
from monitoring import datasets, printing
from monitoring.datasets.templates import template_csv
from monitoring.periods import By
from monitoring.vocabulary import Mode, Source, Status
from terminal.output import EXIT_NOT_STORED, As, Contract, Form, Format, now, principal, show

app = typer.Typer()


@app.command()
def template(dataset: str) -> None:
    """Print the CSV template of a dataset, with worked examples."""
    if dataset not in datasets.ALL:
        msg = f"There is no dataset {dataset}. Known are {', '.join(datasets.ALL)}."
        raise CallError(msg)
    typer.echo(template_csv(datasets.dataset(dataset)), nl=False)


@app.command()
def check(
    dataset: str,
    file: Path,
    contract: Contract = None,
    source: Source | None = None,
    mapping: str | None = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Say what sending a file would find and change; nothing is stored."""
    store = Store.open()
    asked = Sending(
        dataset=dataset,
        name=file.name,
        data=read_bytes(file),
        source=source,
        contract=contract,
        mapping=mapping,
        confirm_size=True,
        mode=None,
    )
    desk = sending.Desk(store, principal(store, user), now())
    _finish(form, sending.preview(desk, asked))


@app.command()
def load(
    dataset: str,
    file: Path,
    contract: Contract = None,
    source: Source | None = None,
    mapping: str | None = None,
    month: Annotated[list[str] | None, typer.Option(help="A month the file covers whole.")] = None,
    mode: Mode | None = None,
    hold_faulty: Annotated[bool, typer.Option("--hold-faulty")] = False,
    confirm_size: Annotated[bool, typer.Option("--confirm-size")] = False,
    reason: str = "",
    received: str | None = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Publish a file whole, or without its faulty rows when you choose to hold them."""
    store = Store.open()
    who = principal(store, user)
    if received is not None and not doors.scope_for(store, who).administers:
        msg = "Only an administrator may say when a file was received (--received)."
        raise CallError(msg)
    asked = Sending(
        dataset=dataset,
        name=file.name,
        data=read_bytes(file),
        source=source,
        contract=contract,
        mapping=mapping,
        mode=mode,
        hold_faulty=hold_faulty,
        months=tuple(month_of(each) for each in month or ()),
        confirm_size=confirm_size,
        reason=reason,
        received=instant_of(received) if received else None,
    )
    _finish(form, sending.send(sending.Desk(store, who, now()), asked))


def read_bytes(file: Path) -> bytes:
    """Give a file's bytes; a file that cannot be read is a wrong call."""
    try:
        return file.read_bytes()
    except OSError:
        msg = f"The file {file.name} cannot be read. Check its path."
        raise CallError(msg) from None


def _finish(form: Form, answer: Answer) -> NoReturn:
    """Print a sending's answer and end with its exit code."""
    told = answer.as_json()
    if form is not Form.JSON:
        lines = [f"{answer.status}: {told['rows']} {told['changes']}"]
        if answer.submission is not None:
            lines.append(f"Receipt {answer.submission}.")
        if answer.earlier_submission is not None:
            lines.append(f"Earlier submission: {answer.earlier_submission}.")
        typer.echo("\n".join(lines), err=form is Form.CSV)
    show(form, told, ("row", "column", "rule", "severity", "message", "value"), told["problems"])
    waiting = answer.status in {Status.REFUSED, Status.NEEDS_CONFIRMATION}
    raise typer.Exit(EXIT_NOT_STORED if waiting else 0)


@app.command()
def submissions(contract: Contract = None, user: As = None, form: Format = Form.TABLE) -> None:
    """List what was sent, the latest first."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        if contract:
            registers.contract_id(session, contract)
        rows = printing.objects(sent.submissions(session, contract))
    show(form, {"submissions": rows}, list(rows[0]) if rows else [], rows)


@app.command()
def report(
    name: str,
    programme: str | None = None,
    contract: Contract = None,
    first: Annotated[str | None, typer.Option("--from")] = None,
    last: Annotated[str | None, typer.Option("--to")] = None,
    measure: str | None = None,
    category: Annotated[str, typer.Option("--client-category")] = "all",
    profile_set: Annotated[str | None, typer.Option("--set")] = None,
    source: Source | None = None,
    arrangement: str = "",
    by: By | None = None,
    as_at: str | None = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Print a report."""
    store = Store.open()
    view = View(
        programme=programme,
        contract=contract,
        measure=measure,
        category=category,
        first=month_of(first) if first else None,
        last=month_of(last) if last else None,
        set=profile_set,
        source=source,
        arrangement=arrangement,
        by=by,
        as_at=instant_of(as_at) if as_at else None,
    )
    with doors.scoped_session(store, principal(store, user)) as session:
        made = reports.run(session, name, view, now())
    rows = printing.records(made.frame, made.whole)
    told = {
        "report": made.name,
        "parameters": made.parameters,
        "as_at": made.as_at.isoformat(),
        "definitions": made.definitions,
        "rows": rows,
    }
    show(form, told, [str(column) for column in made.frame.columns], rows)


