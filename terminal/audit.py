"""Commands that say whether both chained logs are as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db.audit import heads, sealing
from db.scope import OPERATOR
from db.store import Store
from monitoring.narrative import audit as narrative
from terminal.files import read_bytes
from terminal.output import EXIT_NOT_STORED, Form, Format, now, show, tell

app = typer.Typer()
audit_app = typer.Typer(help="The chained logs of what was published, and of who did what.")
app.add_typer(audit_app, name="audit")
Known = Annotated[
    Path | None, typer.Option("--known", help="Heads kept elsewhere, as audit heads prints JSON.")
]


@audit_app.command("verify")
def audit_verify(known: Known = None, form: Format = Form.TABLE) -> None:
    """Check both logs; exit 1 with the first entry that does not fit. Seals what waits."""
    store = Store.open()
    kept = heads.read(read_bytes(known)) if known is not None else None
    verdict = heads.verify(store, kept)
    if verdict.broken is None:
        sealing.seal_all(store, OPERATOR, now())
    row = verdict.as_json()
    tell(form, narrative.verified(row["fault"], verdict.access.unsealed), row)
    raise typer.Exit(0 if verdict.broken is None else EXIT_NOT_STORED)


@audit_app.command("heads")
def audit_heads(form: Format = Form.TABLE) -> None:
    """Seal what waits and print where both logs end, to be kept outside the store."""
    store = Store.open()
    sealing.seal_all(store, OPERATOR, now())
    rows = heads.as_rows(heads.heads(store))
    show(form, {"heads": rows}, list(rows[0]), rows)


@audit_app.command("seal")
def audit_seal(form: Format = Form.TABLE) -> None:
    """Seal every access entry that waits; to be run daily where few people come in."""
    store = Store.open()
    sealed = sealing.seal_all(store, OPERATOR, now())
    tell(form, narrative.sealed(sealed), {"sealed": sealed})
