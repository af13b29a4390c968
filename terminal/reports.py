"""Commands that list what was sent and print reports."""

from __future__ import annotations

from typing import Any

import typer

from db import doors, registers, reports
from db.choices import instant_of, month_of, pair_of
from db.journal import taken
from db.publishing.request import CallError
from db.queries import submissions as sent
from db.reports import View
from db.store import Store
from monitoring import printing
from monitoring.vocabulary import ALL_CATEGORIES
from terminal.options import (
    Arrangement,
    As,
    AsAt,
    Category,
    Contract,
    Detail,
    Elapsed,
    First,
    InSet,
    Last,
    Left,
    OfMeasure,
    OfSource,
    OnBasis,
    Programme,
    Right,
    Stretch,
)
from terminal.output import Form, Format, now, principal, show

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
    programme: Programme = None,
    contract: Contract = None,
    first: First = None,
    last: Last = None,
    measure: OfMeasure = None,
    category: Category = ALL_CATEGORIES,
    profile_set: InSet = None,
    source: OfSource = None,
    arrangement: Arrangement = "",
    by: Stretch = None,
    basis: OnBasis = None,
    elapsed: Elapsed = None,
    left: Left = None,
    right: Right = None,
    detail: Detail = False,
    as_at: AsAt = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Print a report."""
    view = View(
        programme=programme,
        contract=contract,
        measure=measure,
        category=category,
        **_months(first, last),
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
    _print(name, view, user, form)


def _months(first: str | None, last: str | None) -> dict[str, Any]:
    """Read the months a report is of; the earlier comes first."""
    months = [month_of(text) if text is not None else None for text in (first, last)]
    begin, end = months
    if begin is not None and end is not None and end < begin:
        msg = f"There is no month from {first} to {last}. Put the earlier month first."
        raise CallError(msg)
    return {"first": begin, "last": end}


def _print(name: str, view: View, user: str | None, form: Form) -> None:
    store = Store.open()
    who = principal(store, user)
    with doors.scoped_session(store, who) as session:
        made = reports.run(session, name, view, now())
    taken(store, who, made, now())
    rows = printing.records(made.frame, made.whole)
    told = {
        "report": made.name,
        "parameters": made.parameters,
        "as_at": made.as_at.isoformat(),
        "definitions": made.definitions,
        "rows": rows,
    }
    show(form, told, [str(column) for column in made.frame.columns], rows)
