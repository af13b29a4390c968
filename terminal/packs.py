"""The command that makes a review pack, or makes one again from its number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from db import doors, packs
from db.choices import instant_of, month_of
from db.journal import Act, Deed, told
from db.journal import write as write_down
from db.packs import Asked, Opened
from db.publishing.request import CallError
from db.scope import Principal
from db.setup import is_sample
from db.store import Store
from db.writing import Pen
from monitoring.audiences import Audience
from monitoring.pack import PARTS, Content, Part, in_order
from monitoring.pack.print_page import Cover, page
from monitoring.pack.readers import PACKS_FOR
from monitoring.pack.workbook import workbook
from terminal.options import As, AsAt
from terminal.output import EXIT_NOT_STORED, Form, Format, now, principal, tell

app = typer.Typer()
WRITERS: dict[str, Callable[[Content, Cover], bytes]] = {
    ".xlsx": workbook,
    ".html": lambda content, cover: page(content, cover).encode(),
}
Of = Annotated[str | None, typer.Option("--quarter", help="The contract's quarter, YYYY-MM.")]
Which = Annotated[
    str | None, typer.Option("--sections", help=f"With commas; else all: {', '.join(PARTS)}.")
]
Whom = Annotated[str, typer.Option("--audience", help="dwp, or shared with the provider.")]
Number = Annotated[int | None, typer.Option("--number", help="Make this pack again.")]


@app.command()
def pack(
    contract: str,
    file: Annotated[str | None, typer.Argument(help="Written here: .xlsx or .html.")] = None,
    quarter: Of = None,
    sections: Which = None,
    audience: Whom = str(Audience.DWP),
    number: Number = None,
    as_at: AsAt = None,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Freeze a review pack under a number, or make one again from it."""
    store = Store.open()
    who = principal(store, user)
    if (quarter is None) is (number is None):
        msg = "Name a --quarter to make a pack of, or the --number of one to make again."
        raise CallError(msg)
    write = _writer(file)
    if number is None:
        pen = Pen(store, who, now())
        at = instant_of(as_at) if as_at is not None else pen.now
        asked = Asked(contract, month_of(quarter or ""), _parts(sections), _readers(audience), at)
        found = packs.make(pen, asked)
    else:
        with doors.scoped_session(store, who) as session:
            found = packs.opened(session, contract, number)
    with doors.scoped_session(store, who) as session:
        around = packs.cover(found, sample=is_sample(session))
    if file is not None:
        data = write(found.content, around)
        Path(file).write_bytes(data)
        _remember(store, who, found, data)
    tell(form, f"Pack {found.kept.number} of {contract}. {_said(found, number)}", _row(found, file))
    if not found.same:
        raise typer.Exit(EXIT_NOT_STORED)


def _remember(store: Store, who: Principal, found: Opened, data: bytes) -> None:
    kept = found.kept
    detail = told({"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    act = Act(action=Deed.EXPORT, subject=f"pack {kept.number}", result="taken",
              contract=kept.asked.contract, detail=detail)
    write_down(store, who, act, now())


def _writer(file: str | None) -> Callable[[Content, Cover], bytes]:
    """Give what writes a file of this name."""
    ending = Path(file or "pack.xlsx").suffix
    if ending not in WRITERS:
        msg = f"A pack is written as {' or '.join(WRITERS)}, not {ending or 'without an ending'}."
        raise CallError(msg)
    return WRITERS[ending]


def _parts(sections: str | None) -> tuple[Part, ...]:
    named = list(PARTS) if sections is None else [each.strip() for each in sections.split(",")]
    unknown = [each for each in named if each not in list(PARTS)]
    if unknown:
        msg = f"There is no section {unknown[0]}. Choose among {', '.join(PARTS)}."
        raise CallError(msg)
    return tuple(in_order(named))


def _readers(audience: str) -> Audience:
    if audience not in list(PACKS_FOR):
        msg = f"A pack is for {' or '.join(PACKS_FOR)}, not {audience}."
        raise CallError(msg)
    return Audience(audience)


def _said(found: Opened, number: int | None) -> str:
    if number is not None:
        return packs.reproduced(found)
    return f"Frozen with {len(found.content.sections)} sections."


def _row(found: Opened, file: str | None) -> dict[str, Any]:
    kept = found.kept
    return {
        "contract": kept.asked.contract,
        "pack": kept.number,
        "quarter": f"{kept.asked.first:%Y-%m}",
        "audience": str(kept.asked.audience),
        "as_at": kept.asked.as_at.isoformat(),
        "sections": ", ".join(kept.asked.sections),
        "sha256": kept.sha256,
        "same": found.same,
        "differing": ", ".join(found.differing),
        "file": file,
    }
