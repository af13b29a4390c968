"""Commands that grant roles, keep the rules of contracts, and close months."""

from __future__ import annotations

import typer

from db import people, rules
from db.choices import day_of, month_of
from db.store import Store
from monitoring.parameters import Setting
from monitoring.vocabulary import Role
from terminal.options import As, Contract, FirstDay, InForce, LastDay
from terminal.output import Form, Format, now, principal, show_one, writing

app = typer.Typer()
parameter_app = typer.Typer(help="Rules, prices and thresholds of a contract.")
app.add_typer(parameter_app, name="parameter")


@app.command()
def grant(
    login: str,
    role: Role,
    contract: Contract = None,
    district: str = "",
    organisation: str = "",
    arrangement: str = "",
    first: FirstDay = None,
    last: LastDay = None,
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
        valid_from=day_of(first) if first is not None else None,
        valid_to=day_of(last) if last is not None else None,
    )
    with writing(user) as session:
        people.grant(session, given, now=now())
    show_one(form, {"user": login, "role": str(role)})


@parameter_app.command("set")
def parameter_set(
    contract: str,
    code: str,
    value: str,
    start: InForce,
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
