"""What does a workbook hold, asked of a child process that may die of it?

A workbook of 5 kB can make a parser ask for half a terabyte and abort its process. So it is
parsed in a child with limits on memory and time, started afresh for every file; the rows come
back as JSON, because bytes a parser was fooled into writing must not be able to run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from monitoring.findings import Unreadable, refuses
from monitoring.reading.faults import refuse
from monitoring.reading.table import Batch, HowRead, TextTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.reading.limits import Limits

_ROOT = Path(__file__).parents[2]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG")  # and none of the server's secrets
_COMMAND = (sys.executable, "-P", "-m", "monitoring.reading.workbook_child")


def table(data: bytes, sheet: str | None, limits: Limits) -> TextTable:
    """Give one sheet of a workbook as a table of text.

    Raises
    ------
    Unreadable
        If the workbook cannot be opened within the limits or its sheet cannot be believed.
    """
    answer, lines = _ask(data, {"task": "read", "sheet": sheet}, limits)
    how = HowRead(kind="xlsx", sheet=answer["sheet"], notes=tuple(answer["notes"]))
    return TextTable(
        headers=tuple(answer["headers"]),
        how=how,
        batches=partial(_batches, lines),
        declared=answer["declared"],
    )


def sheets(data: bytes, limits: Limits) -> tuple[str, ...]:
    """Give the names of the visible sheets that hold anything."""
    answer, _ = _ask(data, {"task": "sheets"}, limits)
    return tuple(answer["sheets"])


def _batches(lines: list[bytes]) -> Iterator[Batch]:
    for line in lines:
        batch = json.loads(line)
        numbers = range(batch["first"], batch["first"] + len(batch["columns"][0]))
        yield Batch(list(numbers), batch["columns"])


def _ask(data: bytes, task: dict[str, Any], limits: Limits) -> tuple[dict[str, Any], list[bytes]]:
    """Give the child's answer and the batches it wrote before it, as lines of JSON."""
    request = json.dumps(
        task
        | {
            "seconds": limits.seconds,
            "memory": limits.memory,
            "rows": limits.rows,
            "columns": limits.columns,
            "cell": limits.cell,
        }
    )
    child = _run(request.encode() + b"\n" + data, limits.seconds)
    lines = child.stdout.splitlines()
    if child.returncode != 0 or not lines:
        _refuse_died()
    answer = json.loads(lines.pop())
    if "problems" in answer:
        raise Unreadable(*(refuses(**problem) for problem in answer["problems"]))
    return answer, lines


def _run(given: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        return subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            _COMMAND,
            input=given,
            capture_output=True,
            cwd=_ROOT,
            env=environment | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _refuse_died()


def _refuse_died() -> NoReturn:
    refuse(
        "workbook_too_big",
        "Reading the workbook took more memory or time than is allowed, as happens when a stray "
        "cell stands far below or to the right of the table. Copy the table alone into a new "
        "workbook, or save it as 'CSV UTF-8'.",
    )
