"""What is said, in one sentence and without a traceback, when a command cannot do its work?

A traceback may repeat what a file held, so it is never printed; where in the product it went wrong
is.
"""

from __future__ import annotations

import sqlite3
import traceback
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db.errors import StoreError
from db.publishing.request import CallError

BUSY = (
    "Somebody else is writing to the store and it did not come free. Nothing was stored by this "
    "command; try it again in a moment."
)
NOT_READY = (
    "The store cannot be read: it is no store, or an older one. Run init to create or upgrade it."
)
NOT_REACHED = (
    "The store cannot be reached. Look at MONITOR_DATABASE_URL, and whether its server is running."
)


def sentence(error: Exception) -> str:
    """Give the sentence for an error that ended a command."""
    if isinstance(error, CallError | StoreError):
        return str(error)
    if isinstance(error, SQLAlchemyError | sqlite3.Error):
        return _of_the_store(error)
    if isinstance(error, OSError) and error.filename:
        return f"{Path(str(error.filename)).name} cannot be read or written: {error.strerror}."
    return _of_ours(error)


def _of_the_store(error: Exception) -> str:
    said = str(error).lower()
    if "locked" in said or "deadlock" in said:
        return BUSY
    marks = ("no such", "does not exist", "not a database", "malformed", "no column", "undefined")
    if any(mark in said for mark in marks):
        return NOT_READY
    unreached = ("connection", "connect", "unable to open", "readonly", "timeout", "password")
    return NOT_REACHED if any(mark in said for mark in unreached) else _of_ours(error)


def _of_ours(error: Exception) -> str:
    """Name the kind of error and the last place of ours; never what it was about."""
    here = Path(__file__).resolve().parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if here in Path(frame.filename).parents]
    ours = [frame for frame in ours if ".venv" not in Path(frame.filename).parts]
    where = ""
    if ours:
        where = f" at {Path(ours[-1].filename).relative_to(here)}, line {ours[-1].lineno}"
    return (
        f"This is a fault of the product, not of your call: {type(error).__name__}{where}. "
        "Nothing was stored by the step that failed. Please report it with the command you gave."
    )
