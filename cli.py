"""What can be done from the terminal? The same as in the pages, for schedules and for checking.

Commands, options and JSON are stable: architecture section 7 lists them.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from db import backup as backups
from db import chain, doors, people, registers, reports, rules, sending
from db.publishing.request import Answer, CallError, Sending
from db.queries import submissions as sent
from db.queries.knowledge import end_of_day
from db.reports import View
from db.scope import OPERATOR, Principal
from db.setup import initialise
from db.store import Store, StoreError
from monitoring import datasets, printing
from monitoring.datasets.templates import template_csv
from monitoring.mappings import Mapping, MappingError
from monitoring.parameters import Setting
from monitoring.periods import By
from monitoring.vocabulary import Mode, Role, Source, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Contract performance monitoring, from the terminal.",
)
mapping_app = typer.Typer(help="Saved mappings from a provider's own layout.")
user_app = typer.Typer(help="People who may sign in.")
parameter_app = typer.Typer(help="Rules, prices and thresholds of a contract.")
audit_app = typer.Typer(help="The chained record of what was published.")
app.add_typer(mapping_app, name="mapping")
app.add_typer(user_app, name="user")
app.add_typer(parameter_app, name="parameter")
app.add_typer(audit_app, name="audit")


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Format = Annotated[Form, typer.Option("--format", help="How the answer is printed.")]
As = Annotated[str | None, typer.Option("--as", help="Act as this user; else the local operator.")]
Contract = Annotated[str | None, typer.Option("--contract", help="The contract's reference.")]
EXIT_NOT_STORED = 1
EXIT_WRONG_CALL = 2


def now() -> datetime:
    """Give this moment; the one place of the terminal that reads the clock."""
    return datetime.now(tz=UTC)


def principal(store: Store, login: str | None) -> Principal:
    """Give who is acting: a user of the store, or the local operator."""
    return people.principal(store, login) if login else OPERATOR


def show(
    form: Form,
    answer: dict[str, Any] | Sequence[dict[str, Any]],
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
) -> None:
    """Print an answer: one JSON object and nothing else, or its rows."""
    if form is Form.JSON:
        typer.echo(printing.as_json(answer))
    elif form is Form.CSV:
        typer.echo(printing.as_csv(rows, columns), nl=False)
    else:
        typer.echo(printing.as_table(rows, columns))


def month_of(text: str) -> date:
    """Read a month as YYYY-MM."""
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        msg = f"'{text}' is not a month. Write it as 2009-04."
        raise CallError(msg) from None


def day_of(text: str) -> date:
    """Read a day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not a date. Write it as 2009-04-30."
        raise CallError(msg) from None


def instant_of(text: str | None) -> datetime | None:
    """Read an instant; a date alone is the end of that day, Europe/London."""
    if text is None:
        return None
    try:
        if len(text) <= len("2009-04-30"):
            return end_of_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not an instant. Write it as 2009-04-30 or 2009-04-30T17:00+01:00."
        raise CallError(msg) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=end_of_day(moment.date()).tzinfo)


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
        data=_bytes(file),
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
    if received is not None and not who.operator and not people.administers(store, who):
        msg = "Only an administrator may say when a file was received (--received)."
        raise CallError(msg)
    asked = Sending(
        dataset=dataset,
        name=file.name,
        data=_bytes(file),
        source=source,
        contract=contract,
        mapping=mapping,
        mode=mode,
        hold_faulty=hold_faulty,
        months=tuple(month_of(each) for each in month or ()),
        confirm_size=confirm_size,
        reason=reason,
        received=instant_of(received),
    )
    _finish(form, sending.send(sending.Desk(store, who, now()), asked))


def _bytes(file: Path) -> bytes:
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
        as_at=instant_of(as_at),
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


@mapping_app.command("save")
def mapping_save(name: str, file: Path, user: As = None, form: Format = Form.TABLE) -> None:
    """Save a mapping from its JSON form; a changed one is a new version."""
    store = Store.open()
    try:
        saved = Mapping.from_json(json.loads(_bytes(file)) | {"name": name})
    except (MappingError, ValueError) as error:
        raise CallError(str(error)) from None
    version = registers.keep_mapping(store, principal(store, user), saved, now())
    row = {"name": name, "version": version, "dataset": saved.dataset}
    show(form, row, list(row), [row])


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
    login: str,
    display_name: str,
    organisation: str = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Add a person who may sign in."""
    store = Store.open()
    people.add(store, principal(store, user), login, display_name, organisation, now())
    show(form, {"user": login}, ["user"], [{"user": login}])


@user_app.command("disable")
def user_disable(login: str, user: As = None, form: Format = Form.TABLE) -> None:
    """End a person's access at once."""
    store = Store.open()
    people.disable(store, principal(store, user), login, now())
    show(form, {"user": login, "disabled": True}, ["user"], [{"user": login}])


@user_app.command("list")
def user_list(user: As = None, form: Format = Form.TABLE) -> None:
    """List the people and the roles they hold."""
    store = Store.open()
    rows = printing.objects(people.everybody(store, principal(store, user)))
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
    store = Store.open()
    given = people.Grant(
        role,
        contract or "",
        district,
        organisation,
        arrangement,
        day_of(first) if first else None,
        day_of(last) if last else None,
    )
    people.grant(store, principal(store, user), login, given, now())
    show(
        form,
        {"user": login, "role": str(role)},
        ["user", "role"],
        [{"user": login, "role": str(role)}],
    )


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
    show(form, row, list(row), [row])


@app.command()
def close(contract: str, month: str, user: As = None, form: Format = Form.TABLE) -> None:
    """Close a contract's month: what moves later is a restatement."""
    store = Store.open()
    number = rules.close_month(store, principal(store, user), contract, month_of(month), now())
    row = {"contract": contract, "month": month, "publication": number}
    show(form, row, list(row), [row])


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


def main() -> None:
    """Run a command; a wrong call ends with exit 2 and one sentence."""
    try:
        app()
    except (CallError, StoreError, people.PeopleError) as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_WRONG_CALL)


if __name__ == "__main__":
    main()
