"""Commands that say what is kept how long, and destroy what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from db import doors
from db import retention as kept
from db.choices import day_of
from db.publishing.request import CallError
from db.queries import destroyed
from db.retention.schedule import Period
from db.store import Store
from db.writing import Pen
from monitoring.narrative import retention as narrative
from monitoring.retention import SCHEDULE, DataClass
from terminal.options import As, Contract, InForce, Programme
from terminal.output import EXIT_NOT_STORED, Form, Format, now, principal, show, tell

if TYPE_CHECKING:
    from datetime import date

    from db.retention import Due, Outcome

app = typer.Typer()
retention_app = typer.Typer(help="What is kept how long, and what is destroyed.")
app.add_typer(retention_app, name="retention")

Why = Annotated[str, typer.Option("--reason", help="Why; kept with what is set or destroyed.")]
OnDay = Annotated[str | None, typer.Option("--as-at", help="Due on this day; else today.")]
Yes = Annotated[bool, typer.Option("--confirm", help="Yes, destroy it. It cannot be undone.")]
Past = Annotated[bool, typer.Option("--done", help="What was destroyed, the latest first.")]
ALWAYS = "always"
COLUMNS = ("contract", "data_class", "due_on", "rows", "hold")


@retention_app.command("show")
def retention_show(
    contract: Contract = None,
    as_at: OnDay = None,
    done: Past = False,
    form: Format = Form.TABLE,
) -> None:
    """List what is due when, and how many rows or files it is; the earliest first."""
    with doors.owner(Store.open(), snapshot=True) as session:
        if done:
            told = [_done(each) for each in destroyed.listed(session)]
        else:
            told = [_line(due) for due in kept.plan(session, _day(as_at))]
    rows = [row for row in told if contract in {None, row["contract"]}]
    columns = list(rows[0]) if done and rows else list(COLUMNS)
    show(form, {"retention": rows}, columns, rows)


@retention_app.command("apply")
def retention_apply(
    as_at: OnDay = None,
    reason: Why = "",
    confirm: Yes = False,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Destroy what is due and on no hold; without --confirm say only what it is (exit 1)."""
    if user is not None:
        msg = "Destroying is the owner's, from the terminal: leave --as out."
        raise CallError(msg)
    outcome = kept.apply(Store.open(), _day(as_at), reason, now(), confirmed=confirm)
    _told(form, outcome)
    if outcome.lines and not outcome.destroyed:
        raise typer.Exit(EXIT_NOT_STORED)


@retention_app.command("set")
def retention_set(
    data_class: DataClass,
    months: str,
    start: InForce,
    contract: Contract = None,
    programme: Programme = None,
    reason: Why = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Set how many months a class is kept ('always' for good), from a day on."""
    store = Store.open()
    period = Period(
        data_class=data_class,
        months=_months(months),
        valid_from=day_of(start),
        reason=reason,
        programme=programme or "",
        contract=contract or "",
    )
    kept.set_period(Pen(store, principal(store, user), now()), period)
    row = {"data_class": str(data_class), "months": period.months, "from": start}
    tell(form, narrative.period_set(data_class, period.months, period.valid_from), row)


@retention_app.command("hold")
def retention_hold(
    contract: str, reason: Why = "", user: As = None, form: Format = Form.TABLE
) -> None:
    """Stop the destruction of anything of a contract, for a case or an inquiry."""
    store = Store.open()
    kept.hold(Pen(store, principal(store, user), now()), contract, reason)
    row = {"contract": contract, "hold": "placed"}
    tell(form, f"Nothing of contract {contract} is destroyed until the hold is lifted.", row)


@retention_app.command("lift")
def retention_lift(
    contract: str, reason: Why = "", user: As = None, form: Format = Form.TABLE
) -> None:
    """Lift a hold: what is due of the contract may be destroyed again."""
    store = Store.open()
    kept.lift(Pen(store, principal(store, user), now()), contract, reason)
    row = {"contract": contract, "hold": "lifted"}
    tell(form, f"The hold on contract {contract} is lifted.", row)


def _day(given: str | None) -> date:
    return day_of(given) if given is not None else now().date()


def _months(given: str) -> int | None:
    if given == ALWAYS:
        return None
    if not given.isdecimal():
        msg = f"A period is a number of months, or '{ALWAYS}'."
        raise CallError(msg)
    return int(given)


def _line(due: Due) -> dict[str, Any]:
    """Give one class of one contract as a row; entries of the journal are of no contract."""
    return {
        "contract": due.contract or None,
        "data_class": str(due.data_class),
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "rows": due.rows,
        "hold": due.hold or None,
    }


def _done(each: destroyed.Destroyed) -> dict[str, Any]:
    return {
        "contract": each.contract or None,
        "data_class": str(each.data_class),
        "destroyed_at": each.at.isoformat(),
        "due_on": each.due_on.isoformat(),
        "rows": each.rows,
        "reason": each.reason,
        "by": each.by_user,
    }


def _told(form: Form, outcome: Outcome) -> None:
    """Print what was destroyed, or would be."""
    rows = [_line(due) for due in outcome.lines]
    answer = {
        "destroyed": outcome.destroyed,
        "retention": rows,
        "backups": list(outcome.backups),
        "cleared": outcome.cleared,
    }
    if form is not Form.TABLE or rows:
        show(form, answer, COLUMNS[:-1], rows)
    if form is Form.TABLE:
        titles = {due.data_class: SCHEDULE[due.data_class].title for due in outcome.lines}
        done = narrative.Done(
            rows=outcome.rows,
            classes=tuple(titles.values()),
            destroyed=outcome.destroyed,
            backups=outcome.backups,
            cleared=outcome.cleared,
        )
        typer.echo(narrative.outcome(done))
