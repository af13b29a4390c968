"""Commands that make the store, and keep it in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from db import backup as backups
from db import journal, proof
from db.journal import Act, Deed
from db.models import REFERENCE_STREAM
from db.scope import OPERATOR
from db.setup import initialise
from db.store import Store
from terminal.output import Form, Format, now, tell

if TYPE_CHECKING:
    from db.backup.manifest import Manifest

app = typer.Typer()


@app.command()
def init(form: Format = Form.TABLE) -> None:
    """Create or upgrade the store, with programmes, measures and mappings."""
    store = Store.open()
    initialise(store, now())
    warning = proof.noisy(store)
    if warning:
        typer.echo(warning, err=True)
    tell(form, "The store is ready.", {"store": "ready", "engine": store.dialect})


@app.command()
def demo(form: Format = Form.TABLE) -> None:
    """Make a sample store from sample_data, in an empty store."""
    from sample_data.loading import load_sample  # noqa: PLC0415 - half a second nobody else needs

    store = Store.open()
    load_sample(store, now(), lambda line: typer.echo(line, err=True))
    tell(form, "The sample store is ready.", {"store": "sample", "engine": store.dialect})


@app.command()
def backup(file: Path, form: Format = Form.TABLE) -> None:
    """Copy the store and its journal into one file."""
    store = Store.open()
    kept = _kept(file, backups.backup(store, file, now=now()))
    _remember(store, Deed.BACKUP, file, kept)  # a purge names the copies that still hold a file
    line = f"{kept['rows']:,} rows of {kept['contracts']:,} contracts are in {file.name}."
    tell(form, f"{line} {backups.NEEDS_KEY}", kept)


@app.command()
def restore(file: Path, form: Format = Form.TABLE) -> None:
    """Bring a store back from a backup, where nothing has been published yet."""
    store = Store.open()
    kept = _kept(file, backups.restore(store, file))
    _remember(store, Deed.RESTORE, file, kept)
    line = f"{kept['rows']:,} rows of {kept['contracts']:,} contracts are back from {file.name}."
    tell(form, f"{line} It was made at {kept['made_at']}.", kept)


def _remember(store: Store, deed: Deed, file: Path, kept: dict[str, Any]) -> None:
    detail = f"{kept['rows']} rows, made at {kept['made_at']}"
    act = Act(action=deed, subject=file.name, result="made", detail=detail)
    journal.write(store, OPERATOR, act, now())


def _kept(file: Path, manifest: Manifest) -> dict[str, Any]:
    """Say what a backup holds; the stream of reference data is no contract's."""
    heads = {int(number): last for number, last in manifest.heads.items()}
    heads.pop(REFERENCE_STREAM, None)
    return {
        "file": file.name,
        "engine": manifest.engine,
        "made_at": manifest.made_at,
        "rows": sum(manifest.counts.values()),
        "contracts": len(heads),
        "publications": sum(heads.values()),
    }
