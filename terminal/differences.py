"""Commands that work the list of differences: send, answer, accept, close, and by workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db import doors, handling
from db.choices import day_of, pair_of
from db.journal import Act, Deed, told
from db.journal import write as write_down
from db.publishing.request import CallError
from db.reports.view import View
from db.scope import Principal
from db.store import Store
from db.worklist import codes, reading, sheets
from db.worklist.reading import Listed
from db.worklist.steps import About, take
from db.writing import Pen
from monitoring import printing
from monitoring.audiences import Audience
from monitoring.findings import Problem
from monitoring.worklist import sheet, views
from monitoring.worklist.items import Key
from monitoring.worklist.steps import Did, Said
from terminal.options import As, Left, Reason, Right
from terminal.output import EXIT_NOT_STORED, Form, Format, now, principal, show, tell

app = typer.Typer(help="Differences between two records: who follows them up, and what came of it.")
Items = Annotated[list[str], typer.Argument(help="Codes of items, as report worklist gives them.")]
Text = Annotated[str, typer.Option("--text", help="A sentence to go with it.")]
Owner = Annotated[str, typer.Option("--owner", help="Who follows it up, as a post.")]
Due = Annotated[str | None, typer.Option("--due", help="By when, YYYY-MM-DD.")]
Clerical = Annotated[str, typer.Option("--clerical-ref", help="The paper it is settled by.")]
Readers = Annotated[str, typer.Option("--audience", help="Who reads a note: dwp, prime or shared.")]


@app.command("take")
def take_up(
    contract: str,
    items: Items,
    owner: Owner = "",
    due: Due = None,
    clerical_ref: Clerical = "",
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Say who follows items up, by when, and their clerical reference."""
    day = day_of(due) if due is not None else None
    said = Said(owner=owner, due_on=day, clerical_ref=clerical_ref)
    _do(Did.TAKEN, _view(contract, left, right), items, said, user, form)


@app.command()
def send(
    contract: str,
    items: Items,
    due: Due = None,
    text: Text = "",
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Send items to the provider, to be answered."""
    said = Said(due_on=day_of(due) if due is not None else None, text=text)
    _do(Did.ASKED, _view(contract, left, right), items, said, user, form)


def _command(name: str, did: Did, sentence: str) -> None:
    """Add a command that takes a reason and a sentence."""

    def command(
        contract: str,
        items: Items,
        reason: Reason = "",
        text: Text = "",
        left: Left = None,
        right: Right = None,
        user: As = None,
        form: Format = Form.TABLE,
    ) -> None:
        said = Said(reason=reason, text=text)
        _do(did, _view(contract, left, right), items, said, user, form)

    app.command(name, help=sentence)(command)


_command("answer", Did.ANSWERED, "Answer items for the provider, with a reason of the list.")
_command("accept", Did.ACCEPTED, "Accept the provider's answers: the items are closed.")
_command("return", Did.RETURNED, "Return answers to the provider, saying what they lack.")
_command("close", Did.CLOSED, "Close items with a reason of the list.")
_command("reopen", Did.REOPENED, "Open closed items again, saying why.")


@app.command()
def pair(
    contract: str,
    item: Annotated[str, typer.Argument(help="Code of the item only the left record has.")],
    other: Annotated[str, typer.Argument(help="Code of the item only the right record has.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="They are two people.")] = False,
    text: Text = "",
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Accept two items as one client, or refuse it; report likely-pairs says which nearly agree."""
    view, store = _view(contract, left, right), Store.open()
    one, known = _known(store, principal(store, user), view, [item, other])
    partner = known[other].client_id
    did = Did.PARTED if refuse else Did.PAIRED
    wanted = {known[item]: Said(partner=partner, text=text)}
    about = About(one.contract, *one.sides)
    many = take(Pen(store, principal(store, user), now()), about, did, wanted)
    tell(form, f"{did}.", {"contract": one.contract, "did": str(did), "items": many})


@app.command()
def note(
    contract: str,
    items: Items,
    text: Text = "",
    audience: Readers = "dwp",
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Note something about items, for the readers named."""
    if audience not in {"dwp", "prime", "shared"}:
        msg = f"A note is for dwp, prime or shared, not {audience}."
        raise CallError(msg)
    view = _view(contract, left, right)
    _do(Did.NOTED, view, items, Said(text=text), user, form, Audience(audience))


@app.command("export")
def export_items(
    contract: str,
    file: str,
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Write the open items as a workbook for the provider to answer in."""
    store = Store.open()
    who, view = principal(store, user), _view(contract, left, right)
    with doors.scoped_session(store, who) as session:
        one = _one(list(reading.lists(session, view, now())), contract)
        rows = sheets.rows(session, store, one, views.chosen(one.work, views.Wanted()))
        seen = handling.seen_by(doors.scope_of(session), [contract])
    about = [
        ("handling", handling.marking()),
        ("contract", contract),
        ("records", " and ".join(one.sides)),
        ("as_at", now().isoformat(timespec="seconds")),
        ("seen_by", seen),
    ]
    data = sheet.workbook(rows, about)
    Path(file).write_bytes(data)
    act = Act(action=Deed.EXPORT, subject="worklist", result="taken", contract=contract,
              detail=told({"rows": len(rows), "bytes": len(data)}))  # fmt: skip
    write_down(store, who, act, now())
    tell(form, f"{len(rows)} items written.", {"contract": contract, "items": len(rows)})


@app.command("import")
def import_answers(
    contract: str,
    file: str,
    left: Left = None,
    right: Right = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Take the answers of a workbook in, all of them or none."""
    store = Store.open()
    pen = Pen(store, principal(store, user), now())
    path = Path(file)
    taken = sheets.take_in(pen, _view(contract, left, right), path.read_bytes(), path.name)
    problems = [one.as_json() for one in taken.problems]
    if form is Form.TABLE and not problems:
        typer.echo(f"{taken.answers} answers taken in.")
    else:
        answer = {"contract": contract, "answers": taken.answers, "problems": problems}
        show(form, answer, printing.names(Problem), problems)
    if problems:
        raise typer.Exit(EXIT_NOT_STORED)


def _view(contract: str, left: str | None, right: str | None) -> View:
    one, other = (pair_of(each) if each is not None else None for each in (left, right))
    return View(contract=contract, left=one, right=other)


def _one(found: list[Listed], contract: str) -> Listed:
    if not found:
        msg = f"Contract {contract} has no worklist, or it is not yours."
        raise CallError(msg)
    return found[0]


def _known(
    store: Store, who: Principal, view: View, items: list[str]
) -> tuple[Listed, dict[str, Key]]:
    """Give a contract's worklist and the items named, by code; refuse a code that is not on it."""
    with doors.scoped_session(store, who) as session:
        one = _one(list(reading.lists(session, view, now())), view.contract or "")
    known = codes.codes(store, About(one.contract, *one.sides), one.work)
    unknown = [code for code in items if code not in known]
    if unknown:
        msg = f"There is no item {unknown[0]} on the worklist of contract {one.contract}."
        raise CallError(msg)
    return one, known


def _do(
    did: Did,
    view: View,
    items: list[str],
    said: Said,
    user: str | None,
    form: Form,
    audience: Audience = Audience.SHARED,
) -> None:
    store = Store.open()
    who: Principal = principal(store, user)
    one, known = _known(store, who, view, items)
    about = About(one.contract, *one.sides)
    wanted = {known[code]: said for code in items}
    many = take(Pen(store, who, now()), about, did, wanted, audience)
    tell(form, f"{many} items {did}.", {"contract": one.contract, "did": str(did), "items": many})
