"""Commands that say whether both chained logs are as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from db import journal
from db.audit import heads, sealing, timeline
from db.choices import day_of
from db.journal import Act, Deed
from db.scope import OPERATOR
from db.store import Store
from monitoring.narrative import audit as narrative
from terminal.files import read_bytes
from terminal.options import As, Contract, FirstDay, LastDay
from terminal.output import EXIT_NOT_STORED, Form, Format, now, principal, show, tell

app = typer.Typer()
audit_app = typer.Typer(help="The chained logs of what was published, and of who did what.")
app.add_typer(audit_app, name="audit")
Known = Annotated[
    Path | None, typer.Option("--known", help="Heads kept elsewhere, as audit heads prints JSON.")
]
Who = Annotated[str, typer.Option("--who", help="What this login did.")]
What = Annotated[str, typer.Option("--what", help="This kind of act, such as export or grant.")]
Result = Annotated[str, typer.Option("--result", help="With this result, such as refused.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=timeline.MOST, help="So many at most.")]


@audit_app.command("verify")
def audit_verify(known: Known = None, form: Format = Form.TABLE) -> None:
    """Check both logs; exit 1 with the first entry that does not fit. Seals what waits."""
    store = Store.open()
    kept = heads.read(read_bytes(known)) if known is not None else None
    verdict = heads.verify(store, kept)
    row = verdict.as_json()
    found = row["fault"] or narrative.INTACT
    act = Act(action=Deed.VERIFY, subject="both logs", detail=found,
              result="verified" if verdict.broken is None else "broken")
    journal.write(store, OPERATOR, act, now())
    if verdict.broken is None:
        sealing.seal_all(store, OPERATOR, now())
    tell(form, narrative.verified(row["fault"], verdict.access.unsealed), row)
    raise typer.Exit(0 if verdict.broken is None else EXIT_NOT_STORED)


@audit_app.command("list")
def audit_list(
    who: Who = "",
    what: What = "",
    result: Result = "",
    contract: Contract = None,
    first: FirstDay = None,
    last: LastDay = None,
    limit: Limit = timeline.PAGE,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """List what was done and published, the latest first; for who audits or administers."""
    store = Store.open()
    sought = timeline.Sought(
        who=who,
        what=what,
        result=result,
        contract=contract or "",
        first=day_of(first) if first is not None else None,
        last=day_of(last) if last is not None else None,
    )
    caller = principal(store, user)
    found = timeline.found(store, caller, sought, limit)
    journal.write(store, caller, timeline.taken(sought, len(found.lines)), now())
    rows = timeline.as_rows(found.lines)
    counted = {"access": found.access, "publications": found.publications, "more": found.more}
    show(form, {**counted, "lines": rows}, timeline.COLUMNS, rows)


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
