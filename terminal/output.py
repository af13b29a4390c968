"""How does a command say who acts, and how does it print its answer?"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from db import doors, people
from db.scope import OPERATOR, Principal
from db.store import Store
from monitoring import printing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Format = Annotated[Form, typer.Option("--format", help="How the answer is printed.")]
EXIT_NOT_STORED = 1
EXIT_WRONG_CALL = 2


def now() -> datetime:
    """Give this moment; the one place of the terminal that reads the clock."""
    return datetime.now(tz=UTC)


def principal(store: Store, login: str | None) -> Principal:
    """Give who is acting: a user of the store, or the local operator."""
    return OPERATOR if login is None else people.principal(store, login)


@contextmanager
def writing(login: str | None) -> Iterator[Session]:
    """Open a publisher that has begun to write, as whoever is acting."""
    store = Store.open()
    with doors.publisher(store, principal(store, login)) as session:
        doors.begin_write(session)
        yield session


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


def show_one(form: Form, row: dict[str, Any]) -> None:
    """Print an answer of one row."""
    show(form, row, list(row), [row])


def tell(form: Form, sentence: str, row: dict[str, Any]) -> None:
    """Print an answer that a person wants as a sentence and a script as a row."""
    if form is Form.TABLE:
        typer.echo(sentence)
    else:
        show_one(form, row)
