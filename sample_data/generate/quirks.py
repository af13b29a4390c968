"""Which returns came late, never, or with something wrong in them?

By the file's name, so that the list can be read beside the folder. Each is in the answer key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell changed: the row it stands in and what it then says; ``add`` adds to a figure."""

    measure: str
    category: str = "all"
    month: str = ""
    arrangement: str = ""
    add: int = 0
    column: str = "value"
    text: str | None = None
    drop: bool = False

    def fits(self, row: Row) -> bool:
        """Say whether this is the row meant."""
        return (
            row["measure"] == self.measure
            and row["client_category"] == self.category
            and row["arrangement"] == self.arrangement
            and self.month in {"", row["month"]}
        )


@dataclass(frozen=True, slots=True)
class Quirk:
    """What is odd about one file."""

    kind: str = ""
    sentence: str = ""
    changes: tuple[Change, ...] = ()
    received_on: date | None = None
    never: bool = False
    holds: bool = False


QUIRKS = {
    "PLP-A1_provider_mi_2009-12.csv": Quirk(
        "parts_only",
        "Failures to attend were returned by category only.",
        (Change("ftas", drop=True),),
    ),
    "PLP-A2_provider_mi_2009-05.csv": Quirk(
        "parts_unequal_whole",
        "Mandatory and voluntary starts add up to 4 more than all starts.",
        (Change("starts", "mandatory", add=4),),
    ),
    "PLP-A3_provider_mi_2009-08.csv": Quirk(
        "never_returned",
        "The return never came, nor when the quarter was sent again; only client rows speak.",
        never=True,
    ),
    "PLP-A3_provider_mi_2010-02.csv": Quirk(
        "part_above_whole",
        "A partner's starts stand above those of the whole contract.",
        (Change("starts", arrangement="E2E-COUNCIL", add=400),),
    ),
    "PLP-A3_provider_mi_2010-11.csv": Quirk(
        "not_yet_returned", "The last month's return is late: it has not come.", never=True
    ),
    "PLP-A4_provider_mi_2008-12.csv": Quirk(
        "value_not_known",
        "Sustained job outcomes were returned as not known.",
        (
            Change("sustained_job_outcomes", text=""),
            Change("sustained_job_outcomes", column="note", text="Not known: system change."),
            Change("sustained_job_outcomes", "mandatory", text=""),
            Change("sustained_job_outcomes", "voluntary", text=""),
        ),
    ),
    "PLP-A4_provider_mi_2010-11.csv": Quirk(
        "held_rows",
        "Two rows name a client category nobody knows, one a figure with a letter.",
        (
            Change("wfi_4", "mandatory", column="client_category", text="mandatry"),
            Change("wfi_5", "mandatory", column="client_category", text="mandatry"),
            Change("ftas", text="l07"),
        ),
        holds=True,
    ),
    "PLP-A1_plmi_2010-09.csv": Quirk(
        "late_plmi",
        "PLMI came on 3 November, 27 days after it fell due.",
        received_on=date(2010, 11, 3),
    ),
    "PLP-A2_plmi_2010-11.csv": Quirk(
        "not_yet_returned", "PLMI for the last month is late: it has not come.", never=True
    ),
    "PLP-A3_plmi_2010-11.csv": Quirk(
        "late_plmi",
        "PLMI for the last month came two days after it fell due.",
        received_on=date(2010, 12, 9),
    ),
    "PLP-A2_plmi_2010-06.csv": Quirk(
        "plmi_differs",
        "Nine job outcomes fewer than the provider's own return, for no reason known.",
        (Change("job_outcomes", add=-9), Change("job_outcomes", "mandatory", add=-9)),
    ),
    "PLP-A3_plmi_2010-07.csv": Quirk(
        "plmi_differs",
        "Eleven job outcomes more than the provider's own return.",
        (Change("job_outcomes", add=11), Change("job_outcomes", "mandatory", add=11)),
    ),
    "PLP-L3_provider_mi_2010-05.csv": Quirk(
        "jump",
        "Referrals in May carry a digit too many; sent again three weeks later.",
        (Change("referrals", month="2010-05", add=700),),
    ),
    "PLP-L1_provider_mi_2010-08.csv": Quirk(
        "never_returned", "The return for August never came; the month remains a gap.", never=True
    ),
    "PLP-L7_provider_mi_2010-10.csv": Quirk(
        "not_yet_returned", "No return since September.", never=True
    ),
    "PLP-L7_provider_mi_2010-11.csv": Quirk(
        "not_yet_returned", "No return since September.", never=True
    ),
    "PLP-L2_provider_mi_2010-11.csv": Quirk(
        "late_return",
        "The last month's return came two days after it fell due.",
        received_on=date(2010, 12, 9),
    ),
}


def apply_quirk(quirk: Quirk, rows: list[Row]) -> list[Row]:
    """Give the rows as they were sent."""
    sent: list[Row] = []
    for row in rows:
        here = [change for change in quirk.changes if change.fits(row)]
        if not any(change.drop for change in here):
            sent.append(_changed(row, here))
    return sent


def _changed(row: Row, changes: list[Change]) -> Row:
    """Give a row with its cells changed."""
    changed = dict(row)
    for change in changes:
        if change.text is not None:
            changed[change.column] = change.text
        else:
            changed["value"] = max(0, int(str(changed["value"])) + change.add)
    return changed
