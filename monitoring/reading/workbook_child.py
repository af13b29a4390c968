"""What does this workbook hold? Run as a process of its own, with limits on memory and time.

Reads one line of JSON saying what is asked, then the workbook's bytes; writes a line of JSON for
every batch of rows and a last one with the answer or the problems. Needs the ``resource`` module,
so a Unix system.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import IO, Any

from monitoring.findings import Unreadable
from monitoring.reading.containers import refuse_damaged
from monitoring.reading.workbook_sheets import Workbook


def main() -> None:  # pragma: no cover - runs in a process of its own
    """Answer one request and end."""
    request = json.loads(sys.stdin.buffer.readline())
    _confine(request["memory"], request["seconds"])
    data = sys.stdin.buffer.read()
    try:
        said = answer(data, request, sys.stdout.buffer)
    except MemoryError:
        sys.exit(1)
    except Unreadable as refused:
        said = _problems(refused)
    _write(sys.stdout.buffer, said)


def _confine(memory: int, seconds: int) -> None:  # pragma: no cover - as above
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def answer(data: bytes, request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
    """Give what is asked about a workbook; write the batches of its rows on the way.

    Raises
    ------
    Unreadable
        If the workbook cannot be believed, or the parser stumbles over it.
    """
    try:
        return _read(data, request, out)
    except (Unreadable, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - the parser's panics are no Exceptions
        refuse_damaged()


def _read(data: bytes, request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
    book = Workbook(data)
    if request["task"] == "sheets":
        return {"sheets": list(book.filled())}
    sheet = book.chosen(request["sheet"])
    rows = book.table(sheet, request)
    for batch in rows.batches():
        _write(out, batch)
    return {
        "sheet": sheet,
        "headers": rows.headers,
        "notes": book.notes(sheet),
        "declared": rows.declared(),
    }


def _problems(refused: Unreadable) -> dict[str, Any]:  # pragma: no cover - as above
    kept = ("rule", "message", "row", "column")
    return {
        "problems": [{name: getattr(found, name) for name in kept} for found in refused.problems]
    }


def _write(out: IO[bytes], line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":  # pragma: no cover - as above
    main()
