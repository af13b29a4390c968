"""Commands that list what was sent and print reports."""

from __future__ import annotations

from typing import Annotated

import typer

from db import doors, registers, reports
from db.choices import instant_of, month_of, pair_of
from db.publishing.request import CallError
from db.queries import submissions as sent
from db.reports import View
from db.store import Store
from monitoring import printing
from monitoring.periods import By
from monitoring.vocabulary import ALL_CATEGORIES, Basis, Source
from terminal.output import As, Contract, Form, Format, now, principal, show

app = typer.Typer()


@app.command()
def submissions(contract: Contract = None, user: As = None, form: Format = Form.TABLE) -> None:
    """List what was sent, the latest first."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        if contract is not None:
            registers.contract_id(session, contract)
        rows = printing.objects(sent.submissions(session, contract))
    show(form, {"submissions": rows}, printing.names(sent.Sent), rows)


@app.command()
def report(
    name: str,
    programme: Annotated[str | None, typer.Option(help="Its contracts only.")] = None,
    contract: Contract = None,
    first: Annotated[str | None, typer.Option("--from", help="First month, YYYY-MM.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month, YYYY-MM.")] = None,
    measure: Annotated[str | None, typer.Option(help="Else the programme's headline.")] = None,
    category: Annotated[str, typer.Option("--client-category")] = ALL_CATEGORIES,
    profile_set: Annotated[
        str | None, typer.Option("--set", help="Else what the contract is watched against.")
    ] = None,
    source: Annotated[Source | None, typer.Option(help="Else the programme's order.")] = None,
    arrangement: Annotated[str, typer.Option(help="Else the whole contract.")] = "",
    by: Annotated[By | None, typer.Option(help="How much time a row covers.")] = None,
    basis: Annotated[Basis | None, typer.Option(help="Period or cohort.")] = None,
    elapsed: Annotated[int | None, typer.Option(min=0, help="Months since a cohort.")] = None,
    left: Annotated[str | None, typer.Option(help="DATASET:SOURCE.")] = None,
    right: Annotated[str | None, typer.Option(help="DATASET:SOURCE.")] = None,
    detail: Annotated[bool, typer.Option("--detail", help="Row by row.")] = False,
    as_at: Annotated[str | None, typer.Option(help="As known then: a date or an instant.")] = None,
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
        first=month_of(first) if first is not None else None,
        last=month_of(last) if last is not None else None,
        set=profile_set,
        source=source,
        arrangement=arrangement,
        by=by,
        basis=basis,
        elapsed=elapsed,
        left=pair_of(left) if left is not None else None,
        right=pair_of(right) if right is not None else None,
        detail=detail,
        as_at=instant_of(as_at) if as_at is not None else None,
    )
    if view.first is not None and view.last is not None and view.last < view.first:
        msg = f"There is no month from {first} to {last}. Put the earlier month first."
        raise CallError(msg)
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
