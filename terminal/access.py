"""Commands that keep who may come in: invited, approved, released, signed out, gone through."""

from __future__ import annotations

from typing import Annotated

import typer

from db import access_reviews, accounts, doors, people
from db.choices import day_of
from db.queries import accounts as reads
from db.signing_in import bindings
from db.store import Store
from monitoring import printing
from monitoring.narrative.roles import in_short
from terminal.options import As
from terminal.output import Form, Format, now, principal, show, show_one, tell, writing

app = typer.Typer(help="People who may sign in.")

Why = Annotated[str, typer.Option("--reason", help="Why, for who reviews access.")]
Ends = Annotated[list[int] | None, typer.Option("--end", help="A role to end, by its number.")]
Record = Annotated[bool, typer.Option("--record", help="Write down that it was gone through.")]
Note = Annotated[str, typer.Option("--note", help="A word on the review.")]
CoverFrom = Annotated[str, typer.Option("--from", help="First day of cover, YYYY-MM-DD.")]
CoverTo = Annotated[str, typer.Option("--to", help="Last day of cover, YYYY-MM-DD.")]


@app.command()
def add(
    login: str, name: str, organisation: str = "", user: As = None, form: Format = Form.TABLE
) -> None:
    """Add a person who may sign in."""
    with writing(user) as session:
        people.add_user(session, login, name, organisation=organisation, now=now())
    show_one(form, {"user": login})


@app.command()
def invite(
    email: str,
    name: str,
    organisation: str,
    login: str = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Invite a person by e-mail; what they first sign in with is theirs from then on."""
    asked = accounts.Invitation(email=email, name=name, organisation=organisation, login=login)
    with writing(user) as session:
        given = accounts.invite(session, asked, now=now())
    show_one(form, {"user": given, "organisation": organisation})


@app.command()
def approve(login: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Let an invited person in."""
    with writing(user) as session:
        accounts.approve(session, login, now=now())
    show_one(form, {"user": login, "approved": True})


@app.command()
def address(login: str, email: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Say under which e-mail address a person signs in for the first time."""
    with writing(user) as session:
        accounts.set_address(session, login, email)
    show_one(form, {"user": login})


@app.command()
def release(login: str, reason: Why, user: As = None, form: Format = Form.TABLE) -> None:
    """Let a person sign in with another account at the identity provider."""
    store = Store.open()
    bindings.release(store, principal(store, user), login, reason, now())
    show_one(form, {"user": login, "released": True})


@app.command("sign-out")
def sign_out(login: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Sign a person out everywhere; each of their tabs asks them to sign in again."""
    with writing(user) as session:
        accounts.end_sittings(session, login, now=now())
    show_one(form, {"user": login, "signed_out": True})


@app.command()
def disable(login: str, user: As = None, form: Format = Form.TABLE) -> None:
    """End a person's access at once."""
    with writing(user) as session:
        people.disable_user(session, login, now=now())
    show_one(form, {"user": login, "disabled": True})


@app.command()
def cover(
    login: str,
    instead_of: str,
    first: CoverFrom,
    last: CoverTo,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Let a person stand in for another between two days; it ends by itself."""
    asked = accounts.Cover(
        login=login, instead_of=instead_of, first=day_of(first), last=day_of(last)
    )
    with writing(user) as session:
        given = accounts.cover(session, asked, now=now())
    rows = [{"user": login, "role": one} for one in given]
    show(form, {"cover": rows}, ["user", "role"], rows)


@app.command("list")
def list_people(user: As = None, form: Format = Form.TABLE) -> None:
    """List the people and the roles they hold."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        rows = printing.objects(people.list_users(session))
    short = [row | {"roles": in_short(row["roles"])} for row in rows]
    lines = short if form is Form.TABLE else rows
    show(form, {"users": rows}, printing.names(people.Person), lines)


@app.command("accounts")
def accounts_listed(user: As = None, form: Format = Form.TABLE) -> None:
    """List how each account stands: invited, waiting, active or disabled."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        rows = printing.objects(reads.listed(store, session, now()))
    show(form, {"accounts": rows}, printing.names(reads.Account), rows)


@app.command()
def review(
    end: Ends = None,
    record: Record = False,
    note: Note = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """List who holds which role; with --record write down that it was gone through."""
    store = Store.open()
    if record or end:
        asked = access_reviews.Reviewed(to_end=end or (), note=note)
        with writing(user) as session:
            listed = access_reviews.record(session, asked, now=now())
        ended = len(set(end or ()))
        row = {"listed": listed, "to_end": ended}
        tell(form, f"{listed} roles were gone through, {ended} of them to end.", row)
        return
    with doors.scoped_session(store, principal(store, user)) as session:
        rows = printing.objects(reads.by_role(store, session, now()))
    show(form, {"roles": rows}, printing.names(reads.Held), rows)
