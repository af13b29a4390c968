"""What can be done from the terminal? The same as in the pages, for schedules and for checking.

Commands, options and JSON are stable: architecture section 7 lists them.
"""

from __future__ import annotations

import sys

import typer

from terminal import (
    access,
    administration,
    agreeing,
    audit,
    differences,
    endings,
    extracts,
    faults,
    layouts,
    mailing,
    packs,
    reports,
    retention,
    returns,
    upkeep,
)
from terminal.output import EXIT_WRONG_CALL

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Contract performance monitoring, from the terminal.",
)
COMMANDS = (
    upkeep, returns, endings, reports, extracts, packs, mailing, administration, audit, retention,
)  # fmt: skip
for commands in COMMANDS:
    app.add_typer(commands.app)
app.add_typer(layouts.app, name="mapping")
app.add_typer(agreeing.app, name="agree")
app.add_typer(differences.app, name="worklist")
app.add_typer(access.app, name="user")


def main() -> None:
    """Run a command; whatever goes wrong ends with exit 2 and one sentence."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last door: a person reads a sentence
        typer.echo(faults.sentence(error), err=True)
        sys.exit(EXIT_WRONG_CALL)


if __name__ == "__main__":
    main()
