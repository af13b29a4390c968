"""Commands that take returns back, send them back, certify them, or take one out for good."""

from __future__ import annotations

from typing import Annotated

import typer

from db import certifying, purging, sending, withdrawing
from db.publishing.request import CallError
from db.scope import OPERATOR
from db.store import Store
from db.withdrawing import Outcome
from monitoring.narrative import endings
from terminal.options import As
from terminal.output import Form, Format, now, principal, show, tell

app = typer.Typer()
Why = Annotated[str, typer.Option("--reason", help="Why; everybody who sees the return reads it.")]
Which = Annotated[
    list[str] | None, typer.Option("--contract", help="For this contract only; repeatable.")
]
Trial = Annotated[bool, typer.Option("--preview", help="Say what it would do; keep nothing.")]
Text = Annotated[str, typer.Option("--statement", help="What is certified, in your words.")]
Post = Annotated[str, typer.Option("--post", help="The post you certify in.")]
Decline = Annotated[bool, typer.Option("--decline", help="Decline; the statement says why.")]


@app.command()
def withdraw(
    submission: int,
    reason: Why = "",
    preview: Trial = False,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Take a return back for all its contracts, as the organisation that sent it."""
    taking = withdrawing.Taking(submission=submission, reason=reason)
    _told(form, withdrawing.withdraw(_desk(user), taking, keep=not preview), preview=preview)


@app.command("send-back")
def send_back(
    submission: int,
    contract: Which = None,
    reason: Why = "",
    preview: Trial = False,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Send a return back to its sender, for the contracts that are yours."""
    taking = withdrawing.Taking(
        submission=submission, reason=reason, contracts=tuple(contract or ())
    )
    _told(form, withdrawing.send_back(_desk(user), taking, keep=not preview), preview=preview)


@app.command()
def certify(
    submission: int,
    statement: Text = "",
    post: Post = "",
    decline: Decline = False,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Certify a return of your organisation, where its contract asks for it."""
    said = certifying.Statement(
        submission=submission, text=statement, post=post, certified=not decline
    )
    made = certifying.certify(_desk(user), said)
    row = {"submission": submission, "status": made.did, "contracts": list(made.contracts)}
    tell(form, f"Return {submission} is {made.did} for {', '.join(made.contracts)}.", row)


@app.command()
def purge(submission: int, reason: Why = "", user: As = None, form: Format = Form.TABLE) -> None:
    """Take out for good a file that should never have been sent; for the owner alone."""
    if user is not None:
        msg = "A purge is the owner's, from the terminal: leave --as out."
        raise CallError(msg)
    done = purging.purge(Store.open(), submission, reason, now())
    tell(form, endings.purged(done.submission, done.rows, done.backups, cleared=done.cleared),
         done.as_json())


def _desk(user: str | None) -> sending.Desk:
    store = Store.open()
    return sending.Desk(store, OPERATOR if user is None else principal(store, user), now())


def _told(form: Form, outcome: Outcome, *, preview: bool) -> None:
    """Print what taking a return back did, or would do."""
    told = outcome.as_json() | {"kept": not preview}
    rows = [
        {"contract": each["contract"], "month": month["month"], "stands": month["stands"]}
        for each in told["contracts"]
        for month in each["months"]
    ]
    if form is Form.TABLE:
        would = "Nothing is kept yet. " if preview else ""
        typer.echo(f"{would}{endings.done(outcome.submission, outcome.kind, preview=preview)}")
    if form is not Form.TABLE or rows:
        show(form, told, ("contract", "month", "stands"), rows)
