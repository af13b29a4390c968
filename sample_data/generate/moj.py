"""What does the real register of rehabilitative services need beside it to be loaded? Nothing.

The two published files go in as they are, each through its mapping. There are no volumes, and
none are made up.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sample_data.generate.sample_file import SampleFile

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent.parent / "moj_crs"
CONTRACTS = "moj_crs_contracts.csv"
SUBCONTRACTORS = "moj_crs_contract_subcontractors.csv"

PROGRAMME = "MOJ-CRS"
CONTRACTS_MAPPING = "moj-rehabilitative-services-contracts"
SUBCONTRACTORS_MAPPING = "moj-rehabilitative-services-subcontractors"
WORKING_DATE = date(2026, 8, 21)
"""The day of the published version the files were taken from."""


def files() -> Iterator[SampleFile]:
    """Give the files of the programme in order of receipt."""
    yield _file(1, "contracts", CONTRACTS, CONTRACTS_MAPPING)
    yield _file(2, "arrangements", SUBCONTRACTORS, SUBCONTRACTORS_MAPPING)


def references() -> list[str]:
    """Give the contracts of the register, in its order."""
    with (FOLDER / CONTRACTS).open(encoding="utf-8", newline="") as handle:
        return [row["contract_reference"] for row in csv.DictReader(handle)]


def _file(order: int, dataset: str, name: str, mapping: str) -> SampleFile:
    """Give one file; both came on the day of their version."""
    return SampleFile(
        order=order,
        dataset=dataset,
        name=f"moj_crs/{name}",
        data=(FOLDER / name).read_bytes(),
        source="dwp",
        received=datetime(2026, 8, 21, 15, 30 + order, tzinfo=UTC).isoformat(),
        sender="national",
        mapping=mapping,
    )
