"""How long does a megabyte of one thing over and over take to be read or refused?"""

from __future__ import annotations

import json
import sys
import time

from monitoring.findings import Unreadable
from monitoring.reading import read
from monitoring.reading.identifiers import personal_data

PATTERNS = (
    b"a", b",", b'"', b"\n", b'""', b'",', b'"\n', b'a"', b"a,", b",\n", b'a,"b\n', b"#rows,1\n",
    b"\r", b";,", b"\xe9", b"\xc3\xa9", b"name,", b'"a\n",', b"AB123456C\n", b"SW1A 1AA\n", b"<",
    b"\xe2\x80\x8b", b"1 ", b"PK\x01\x02", b"PK\x03\x04",
)  # fmt: skip


def seconds(data: bytes) -> float:
    """Give the processor's time a flood takes."""
    started = time.process_time()
    try:
        table = read(data, "x.csv")
        personal_data(table.headers, table.batches())
    except Unreadable:
        pass
    return time.process_time() - started


def taken() -> dict[str, float]:
    """Give the time of every flood, under a sound header and without one."""
    floods = {repr(pattern): pattern * (1_000_000 // len(pattern)) for pattern in PATTERNS}
    under = {f"header, {name}": seconds(b"x,y\n" + flood) for name, flood in floods.items()}
    return under | {name: seconds(flood) for name, flood in floods.items()}


if __name__ == "__main__":
    json.dump(taken(), sys.stdout)
