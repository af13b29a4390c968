"""How do the tests read the sample's files: as text, and through the product's own checks?"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from monitoring.checks import Checked, Expectation, check
from monitoring.datasets import dataset
from monitoring.mappings import Mapping
from monitoring.reading import TERMINAL_LIMITS, read
from sample_data.generate import mapping_paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generate.sample_file import SampleFile

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = ROOT / "db" / "reference_data"


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Read a CSV file as text."""
    return list(csv.DictReader(io.StringIO(data.decode())))


def rows_in(files: Iterable[SampleFile], dataset_name: str, **wanted: str) -> list[dict[str, str]]:
    """Give the rows of every file of a dataset, in order of receipt."""
    return [
        row
        for file in files
        if file.dataset == dataset_name
        and all(getattr(file, name) == value for name, value in wanted.items())
        for row in rows_of(file.data)
    ]


@cache
def expectation(programme: str, contract: str) -> Expectation:
    """Give what the product knows of a programme."""
    definition = tomllib.loads((REFERENCE / "programmes" / f"{programme}.toml").read_text("utf-8"))
    measures = definition["measures"]
    return Expectation(
        contract=contract or None,
        measures=frozenset(each["code"] for each in measures if "numerator" not in each),
        rates=frozenset(each["code"] for each in measures if "numerator" in each),
    )


@cache
def mapping(name: str) -> Mapping:
    """Give a mapping the product ships or the sample brings."""
    paths = [*mapping_paths(), *(REFERENCE / "mappings").glob("*.json")]
    found = {path.stem: path for path in paths}
    return Mapping.from_json(json.loads(found[name].read_text("utf-8")))


def checked(file: SampleFile) -> Checked:
    """Check a file as the product would."""
    table = read(file.data, file.name, limits=TERMINAL_LIMITS)
    if file.mapping:
        table = mapping(file.mapping).apply(table, None)
    return check(dataset(file.dataset), table, expectation(programme_of(file), file.contract))


def programme_of(file: SampleFile) -> str:
    """Give the programme whose folder a file stands in."""
    folder = file.name.partition("/")[0]
    return {"nhs_tt": "NHS-TT", "moj_crs": "MOJ-CRS"}.get(folder, "PLP")
