"""Which returns have one fault each, for tests and demonstrations?

Every file is sound but for the fault its name gives. All are for contract PLP-A1, which must be
registered; the starts need nobody to be known.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.months import days_after
from sample_data.generate.sample_file import csv_bytes
from sample_data.generate.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "broken_returns"
CONTRACT = "PLP-A1"
RETURN = ("contract", "month", "measure", "client_category", "value")
STARTS = (
    "contract",
    "client_ref",
    "referred_on",
    "received_on",
    "started_on",
    "client_category",
    "status",
)
FIRST = date(2010, 12, 1)

Row = dict[str, object]
Rows = list[Row]


def broken_files() -> dict[str, bytes]:
    """Give every file by its path within ``sample_data``."""
    files = {
        f"{name}.csv": csv_bytes(change(_figures()), RETURN)
        for name, change in WITH_A_BROKEN_CELL.items()
    }
    files |= {
        f"{name}.csv": change(csv_bytes(_figures(), RETURN))
        for name, change in WITH_BROKEN_BYTES.items()
    }
    files |= {
        "starts_at06.csv": csv_bytes(_at06(), STARTS),
        "starts_at06_corrected.csv": csv_bytes(_people(), STARTS),
        "start_before_referral.csv": csv_bytes(_early(), STARTS),
        "unknown_column.csv": csv_bytes(
            [row | {"adviser mood": "fair"} for row in _figures()], (*RETURN, "adviser mood")
        ),
        "missing_column.csv": csv_bytes(
            _figures(), [column for column in RETURN if column != "measure"]
        ),
        "insurance_number.csv": csv_bytes(_identified(), STARTS),
        "formula_for_a_figure.xlsx": _workbook(formula=True),
        "two_sheets.xlsx": _workbook(sheets=2),
    }
    return {f"{FOLDER}/{name}": data for name, data in sorted(files.items())}


def _figures() -> Rows:
    """Give a small sound monthly return."""
    return [
        {
            "contract": CONTRACT,
            "month": "2010-12",
            "measure": measure,
            "client_category": category,
            "value": value,
        }
        for measure, values in (
            ("referrals", (118, 107, 11)),
            ("starts", (96, 86, 10)),
            ("job_outcomes", (17, 14, 3)),
            ("sustained_job_outcomes", (9, 8, 1)),
        )
        for category, value in zip(("all", "mandatory", "voluntary"), values, strict=True)
    ]


def _people(count: int = 250) -> Rows:
    """Give a sound file of starts: one client a row."""
    return [
        {
            "contract": CONTRACT,
            "client_ref": f"C1-{800_000 + number}",
            "referred_on": (day := days_after(FIRST, number // 42)),
            "received_on": days_after(day, 2),
            "started_on": days_after(day, 3) if number % 6 else None,
            "client_category": "voluntary" if number % 9 == 0 else "mandatory",
            "status": "active" if number % 6 else "",
        }
        for number in range(1, count + 1)
    ]


def _at06() -> Rows:
    """Give the file of acceptance scenario AT-06.

    250 rows: three categories nobody knows, two starts before the referral, and two rows that
    repeat the row before them; 243 can stand, 5 are held and 2 are left out.
    """
    rows = _people()
    for place, wrong in ((17, "mandatry"), (101, "manditory"), (188, "vol")):
        rows[place]["client_category"] = wrong
    for place in (60, 143):
        row = rows[place]
        row |= {"started_on": _day(row["referred_on"]) - timedelta(days=3), "status": "active"}
    for place in (76, 211):
        rows[place] = dict(rows[place - 1])
    return rows


def _early() -> Rows:
    """Give four clients of whom one started before the referral."""
    rows = _people(4)
    rows[2] |= {"started_on": _day(rows[2]["referred_on"]) - timedelta(days=1)}
    return rows


def _identified() -> Rows:
    """Give four clients of whom one is named by the specimen of an insurance number."""
    rows = _people(4)
    rows[1]["client_ref"] = "QQ123456C"  # the specimen on forms; nobody's
    return rows


def _day(value: object) -> date:
    """Give a cell as the day it is."""
    return value if isinstance(value, date) else FIRST


def _with(place: int, **cells: object) -> Callable[[Rows], Rows]:
    """Change cells of one row."""

    def change(rows: Rows) -> Rows:
        rows[place] |= cells
        return rows

    return change


def _repeated(rows: Rows) -> Rows:
    """Repeat a key with another figure."""
    return [*rows, rows[3] | {"value": 97}]


WITH_A_BROKEN_CELL: dict[str, Callable[[Rows], Rows]] = {
    "unknown_category": _with(4, client_category="mandatry"),
    "unknown_measure": _with(3, measure="beginnings"),
    "unknown_contract": _with(2, contract="PLP-A99"),
    "rate_for_a_count": _with(6, measure="conversion_rate"),
    "month_rewritten_by_excel": _with(5, month="Dec-10"),
    "month_out_of_range": _with(5, month="2010-13"),
    "negative_figure": _with(7, value="-3"),
    "figure_with_a_letter": _with(8, value="l4"),
    "figure_with_decimals": _with(9, value="8.5"),
    "key_repeated_with_another_figure": _repeated,
}
WITH_BROKEN_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "duplicate_header": lambda data: data.replace(b"client_category", b"measure", 1),
    "ragged_row": lambda data: data.replace(b"mandatory,86", b"mandatory,86,,86", 1),
    "quote_never_closed": lambda data: data.replace(b"voluntary,10", b'"voluntary,10', 1),
    "nul_byte": lambda data: data.replace(b"starts", b"st\x00rts", 1),
    "empty": lambda data: data[:0],
    "header_only": lambda data: data.split(b"\n")[0] + b"\n",
}


def _workbook(*, formula: bool = False, sheets: int = 1) -> bytes:
    """Give the return as a workbook."""
    rows = [RETURN, *([row[column] for column in RETURN] for row in _figures())]
    if formula:
        rows[4] = [*rows[4][:-1], "=E6+E7"]
    return workbook({f"Return {number}": rows for number in range(1, sheets + 1)})
