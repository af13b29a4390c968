"""How fast are two records reconciled, from the store to the class of every key?

Held against datacompy, which gets the same two frames in memory. It wants an older pandas, so it
runs in a process of an environment of its own, made once under ``build/``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from db import doors
from db.reports import View, reconciled
from db.scope import OPERATOR

if TYPE_CHECKING:
    from db.store import Store

PINNED = ("datacompy==0.19.5", "pandas==2.3.3")
ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2009, 1, 1)
RIVAL = """
import sys, time
import numpy as np, pandas as pd
from datacompy.core import Compare
held = np.load(sys.argv[1])
left, right = (
    pd.DataFrame({
        "client_id": held[f"{side}_client"],
        "referred_on": held[f"{side}_on"].astype("datetime64[ns]"),
        "client_category": np.array(["mandatory", "voluntary"], dtype=object)[held[f"{side}_word"]],
    })
    for side in ("left", "right")
)
began = time.perf_counter()
made = Compare(left, right, join_columns=["client_id"])
print(time.perf_counter() - began, len(made.intersect_rows))
"""


def referrals_file(rows: int) -> bytes:
    """Give a file of so many referrals of one contract, each of another client."""
    lines = ["contract,client_ref,referred_on,client_category"]
    lines += [f"CPA-1,R-{number:07d},{_day(number)},{_word(number)}" for number in range(rows)]
    return ("\n".join(lines) + "\n").encode()


def starts_file(rows: int) -> bytes:
    """Give the starts: 3 in 100 of others, 3 in 100 on another day, 1 of another category."""
    lines = ["contract,client_ref,referred_on,started_on,client_category"]
    for number in range(rows):
        kind = number % 100
        client = f"P-{number:07d}" if kind < 3 else f"R-{number:07d}"
        day = _day(number) + timedelta(days=(kind - 2) * 9 if kind in {3, 4, 5} else 0)
        word = _word(number + 1) if kind == 6 else _word(number)
        lines.append(f"CPA-1,{client},{day},{day},{word}")
    return ("\n".join(lines) + "\n").encode()


def _day(number: int) -> date:
    return FIRST + timedelta(days=number % 700)


def _word(number: int) -> str:
    return "mandatory" if number % 4 else "voluntary"


def ours(store: Store) -> tuple[float, reconciled.Compared]:
    """Give the seconds from the store to the class of every key, and what was found."""
    with doors.scoped_session(store, OPERATOR) as session:
        began = time.perf_counter()
        (found,) = reconciled.in_view(session, View(contract="CPA-1"), datetime.now(tz=UTC))
        return time.perf_counter() - began, found


def theirs(found: reconciled.Compared, folder: Path) -> tuple[float, int]:
    """Give the seconds datacompy takes on the same two frames in memory, and what it matched."""
    held = folder / "frames.npz"
    columns = {}
    for name, side in (("left", found.left), ("right", found.right)):
        columns[f"{name}_client"] = side["client_id"].to_numpy()
        columns[f"{name}_on"] = side["on"].to_numpy().astype("datetime64[ns]").astype("int64")
        columns[f"{name}_word"] = side["status"].eq("voluntary").to_numpy().astype("int8")
    np.savez(held, **columns)
    command = [str(_environment()), "-c", RIVAL, str(held)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), int(said[1])


def _environment() -> Path:
    """Give the interpreter of the environment datacompy runs in, made the first time."""
    folder = ROOT / "build" / "datacompy"
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists() or ready.read_text() != "\n".join(PINNED):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PINNED]
        subprocess.run(pip, check=True)
        ready.write_text("\n".join(PINNED))
    return python
