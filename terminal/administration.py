"""Commands that make the store, and keep its mappings, people, rules, copies and chain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from db import backup as backups
from db import chain, doors, people, registers, rules
from db.choices import day_of, month_of
from db.publishing.request import CallError
from db.setup import initialise
from db.store import Store
from monitoring import printing
from monitoring.parameters import Setting
from monitoring.vocabulary import Role
from terminal.output import (
    EXIT_NOT_STORED,
    As,
    Contract,
    Form,
    Format,
    now,
    principal,
    show,
    show_one,
    writing,
)
from terminal.returns import read_bytes

app = typer.Typer()
mapping_app = typer.Typer(help="Saved mappings from a provider's own layout.")
user_app = typer.Typer(help="People who may sign in.")
parameter_app = typer.Typer(help="Rules, prices and thresholds of a contract.")
audit_app = typer.Typer(help="The chained record of what was published.")
app.add_typer(mapping_app, name="mapping")
app.add_typer(user_app, name="user")
app.add_typer(parameter_app, name="parameter")
app.add_typer(audit_app, name="audit")


@app.command()
def init() -> None:
    """Create or upgrade the store, with programmes, measures and mappings."""
    initialise(Store.open(), now())
    typer.echo("The store is ready.")


@app.command()
def demo() -> None:
    """Make a sample store from sample_data, in an empty store."""
    from sample_data.loading import load_sample  # noqa: PLC0415 - half a second nobody else needs

    load_sample(Store.open(), now(), lambda line: typer.echo(line, err=True))
    typer.echo("The sample store is ready.")


@mapping_app.command("save")
def mapping_save(name: str, file: Path, user: As = None, form: Format = Form.TABLE) -> None:
    """Save a mapping from its JSON form; a changed one is a new version."""
    store = Store.open()
    saved = registers.read_mapping(read_bytes(file), name)
    version = registers.keep_mapping(store, principal(store, user), saved, now())
    row = {"name": name, "version": version, "dataset": saved.dataset}
    show_one(form, row)


@mapping_app.command("list")
def mapping_list(user: As = None, form: Format = Form.TABLE) -> None:
    """List the saved mappings."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        rows = [
            {
                "name": row.name,
                "version": row.version,
                "dataset": row.dataset,
                "saved_by": row.saved_by,
            }
            for row in registers.mappings(session)
        ]
    show(form, {"mappings": rows}, ["name", "version", "dataset", "saved_by"], rows)


@mapping_app.command("show")
def mapping_show(name: str, user: As = None) -> None:
    """Print a mapping in its JSON form."""
    store = Store.open()
    with doors.scoped_session(store, principal(store, user)) as session:
        found = registers.mapping(session, name)
    if found is None:
        msg = f"There is no mapping {name}."
        raise CallError(msg)
    typer.echo(json.dumps(found[0].as_json(), indent=2, ensure_ascii=False))


@user_app.command("add")
def user_add(
    login: str, name: str, organisation: str = "", user: As = None, form: Format = Form.TABLE
) -> None:
    """Add a person who may sign in."""
    with writing(user) as session:
        people.add_user(session, login, name, organisation=organisation, now=now())
    show_one(form, {"user": login})


@user_app.command("disable")
def user_disable(login: str, user: As = None, form: Format = Form.TABLE) -> None:
    """End a person's access at once."""
    with writing(user) as session:
        people.disable_user(session, login, now=now())
    show_one(form, {"user": login, "disabled": True})


@user_app.command("list")
def user_list(user: As = None, form: Format = Form.TABLE) -> None:
    """List the people and the roles they hold."""
    with writing(user) as session:
        rows = printing.objects(people.list_users(session))
    show(form, {"users": rows}, list(rows[0]) if rows else [], rows)


@app.command()
def grant(
    login: str,
    role: Role,
    contract: Contract = None,
    district: str = "",
    organisation: str = "",
    arrangement: str = "",
    first: Annotated[str | None, typer.Option("--from")] = None,
    last: Annotated[str | None, typer.Option("--to")] = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Give a person a role over a contract, district, organisation or arrangement."""
    over = people.Place(
        contract=contract or "",
        district=district,
        organisation=organisation,
        arrangement=arrangement,
    )
    given = people.Grant(
        login=login,
        role=role,
        over=over,
        valid_from=day_of(first) if first else None,
        valid_to=day_of(last) if last else None,
    )
    with writing(user) as session:
        people.grant(session, given, now=now())
    show_one(form, {"user": login, "role": str(role)})


@parameter_app.command("set")
def parameter_set(
    contract: str,
    code: str,
    value: str,
    start: Annotated[str, typer.Option("--from", help="In force from this day.")],
    authority: str = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Set a rule of a contract from a day on."""
    store = Store.open()
    setting = Setting(code, value, day_of(start), authority)
    number = rules.set_parameter(store, principal(store, user), contract, setting, now())
    row = {"contract": contract, "code": code, "value": value, "publication": number}
    show_one(form, row)


@app.command()
def close(contract: str, month: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Close a contract's month: what moves later is a restatement."""
    store = Store.open()
    number = rules.close_month(store, principal(store, user), contract, month_of(month), now())
    row = {"contract": contract, "month": month, "publication": number}
    show_one(form, row)


@app.command()
def backup(file: Path) -> None:
    """Copy the store and its journal into one file."""
    typer.echo(backups.backup(Store.open(), file))


@app.command()
def restore(file: Path) -> None:
    """Put a backup in the place of the store."""
    typer.echo(backups.restore(Store.open(), file))


@audit_app.command("verify")
def audit_verify(form: Format = Form.TABLE) -> None:
    """Check the chain of publications; exit 1 with the first entry that does not fit."""
    store = Store.open()
    with doors.owner(store) as session:
        fault = chain.verify(session, store.key(chain.KEY_PURPOSE))
    show(
        form,
        {"verified": fault is None, "fault": fault},
        ["fault"],
        [{"fault": fault or "none: every publication is as it was published"}],
    )
    raise typer.Exit(EXIT_NOT_STORED if fault else 0)


