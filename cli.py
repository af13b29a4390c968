"""What can be done from the terminal? The same as in the pages, for schedules and for checking.

Commands, options and JSON are stable: architecture section 7 lists them.
"""

from __future__ import annotations

import sys

import typer

from db.errors import StoreError
from db.publishing.request import CallError
from terminal import administration, returns
from terminal.output import EXIT_WRONG_CALL

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Contract performance monitoring, from the terminal.",
)
app.add_typer(administration.app)
app.add_typer(returns.app)


def main() -> None:
    """Run a command; a wrong call ends with exit 2 and one sentence."""
    try:
        app()
    except (CallError, StoreError) as error:
        typer.echo(str(error), err=True)
        sys.exit(EXIT_WRONG_CALL)


if __name__ == "__main__":
    main()
