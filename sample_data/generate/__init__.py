"""How is the sample made? From the real files and one seed, the same everywhere, every time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sample_data.generate import moj, months, nhs
from sample_data.generate.people_list import Assignment, assignments
from sample_data.generate.plp import PLANS, world
from sample_data.generate.sample_file import SampleFile
from sample_data.generate.shipped import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKING_DATES = {
    "PLP": months.WORKING_DATE,
    nhs.PROGRAMME: nhs.WORKING_DATE,
    moj.PROGRAMME: moj.WORKING_DATE,
}
"""What each programme's working date is set to in a sample store."""


def files() -> Iterator[SampleFile]:
    """Give every file of the sample in order of receipt, numbered from 1."""
    yield from numbered(world())


def users() -> list[Assignment]:
    """Give the people of the sample, one entry for each role each of them holds."""
    return assignments(PLANS)


def mapping_paths() -> list[Path]:
    """Give the saved mappings the sample needs beside those the product ships."""
    return sorted((Path(__file__).resolve().parent.parent / "plp" / "mappings").glob("*.json"))


__all__ = ["WORKING_DATES", "Assignment", "SampleFile", "files", "mapping_paths", "users"]
