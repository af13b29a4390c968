"""What does the real NHS Talking Therapies file need beside it to be loaded?

The contracts and the national standards are made from the published file, so that they cannot
drift from it: one contract a provider, its reference the provider code through all its renamings.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sample_data.generate.months import add_months, between, months, text
from sample_data.generate.sample_file import SampleFile, csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent.parent / "nhs_tt"
PROVIDER_MONTHS = "nhstt_provider_month_2021-01_2024-03.csv"
ENGLAND_MONTHS = "nhstt_england_month_2021-01_2024-03.csv"
PROVIDERS = "nhstt_providers.csv"
STANDARDS = "nhstt_standards.csv"

PROGRAMME = "NHS-TT"
MAPPING = "nhs-talking-therapies"
ENGLAND_MAPPING = "nhs-talking-therapies-england"
NO_REGION = "England"
WORKING_DATE = date(2024, 6, 30)
PERIOD = (date(2021, 1, 1), date(2024, 3, 1))
STANDING = "standing standard"
GONE_AFTER = 6
"""Months without any figure after which a provider's contract is taken to have ended. Some
providers are left out of a month or five and come back; none has come back after six."""

# The standards are percentages of two published counts; the product keeps the counts and works
# the rate out, so the target goes by the rate's name.
RATES = {
    "recovery_pct": "recovery_rate",
    "within_6_weeks_pct": "within_6_weeks_rate",
    "within_18_weeks_pct": "within_18_weeks_rate",
}
CONTRACT_COLUMNS = ("contract", "programme", "prime", "district", "starts_on", "length_months")
SET_COLUMNS = ("contract", "set", "kind", "author", "authority", "rationale", "effective_from")
PROFILE_COLUMNS = ("contract", "set", "month", "measure", "client_category", "value")


def contracts() -> list[dict[str, str]]:
    """Give one contract a provider: its latest name, its region and the first month it is seen.

    A provider not in the last months of the file has closed or goes under another code, and owes
    no return: its contract ends with the last month it is seen. Any other has no agreed length.
    """
    regions = {row["org_code"]: row["region_name"] for row in _rows(PROVIDERS)}
    return [
        {
            "contract": code,
            "programme": PROGRAMME,
            "prime": rows[-1]["provider_name"],
            "district": regions.get(code) or NO_REGION,
            "starts_on": f"{rows[0]['month']}-01",
            "length_months": _length(rows[0]["month"], rows[-1]["month"]),
        }
        for code, rows in _by_provider().items()
    ]


def _length(first: str, last: str) -> str:
    """Give a contract's months where it has ended, blank where it has not."""
    begins, ends = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    ended = ends <= add_months(PERIOD[1], -GONE_AFTER)
    return str(between(begins, ends) + 1) if ended else ""


def profile_sets() -> list[dict[str, str]]:
    """Give each provider the national standards as its standing set of targets."""
    return [
        {
            "contract": code,
            "set": "original",
            "kind": "original",
            "author": "NHS England",
            "authority": "NHS Talking Therapies service standards",
            "rationale": "National standards, the same everywhere; no volumes are profiled.",
            "effective_from": f"{rows[0]['month']}-01",
        }
        for code, rows in _by_provider().items()
    ]


def profiles() -> list[dict[str, str]]:
    """Give the standards as the target of a rate, a row for each of a provider's months."""
    targets = {
        RATES[row["measure"]]: f"{int(row['value']) / 100:.2f}"
        for row in _rows(STANDARDS)
        if row["applies"] == STANDING
    }
    period = [text(month) for month in months(*PERIOD)]
    return [
        {
            "contract": code,
            "set": "original",
            "month": month,
            "measure": rate,
            "client_category": "all",
            "value": target,
        }
        for code, rows in _by_provider().items()
        for month in period
        if rows[0]["month"] <= month <= rows[-1]["month"]
        for rate, target in targets.items()
    ]


def files() -> Iterator[SampleFile]:
    """Give the files of the programme in order of receipt."""
    yield _file(1, "contracts", "contracts.csv", csv_bytes(contracts(), CONTRACT_COLUMNS))
    yield _file(2, "profile_sets", "profile_sets.csv", csv_bytes(profile_sets(), SET_COLUMNS))
    yield _file(3, "profiles", "profiles.csv", csv_bytes(profiles(), PROFILE_COLUMNS))
    yield _file(
        4,
        "monthly_return",
        PROVIDER_MONTHS,
        (FOLDER / PROVIDER_MONTHS).read_bytes(),
        MAPPING,
    )
    yield _file(
        5,
        "area_indicators",
        ENGLAND_MONTHS,
        (FOLDER / ENGLAND_MONTHS).read_bytes(),
        ENGLAND_MAPPING,
    )


def _file(order: int, dataset: str, name: str, data: bytes, mapping: str = "") -> SampleFile:
    """Give one file; all of them came on the day the last month was published."""
    received = datetime(2024, 6, 13, 8, 30 + order, tzinfo=UTC).isoformat()
    return SampleFile(
        order=order,
        dataset=dataset,
        name=f"nhs_tt/{name}",
        data=data,
        source="published" if mapping else "dwp",
        received=received,
        sender="national",
        mapping=mapping,
    )


def _by_provider() -> dict[str, list[dict[str, str]]]:
    """Give the published rows by provider code, oldest first."""
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in sorted(_rows(PROVIDER_MONTHS), key=lambda row: (row["provider_code"], row["month"])):
        found[row["provider_code"]].append(row)
    return dict(found)


def _rows(name: str) -> list[dict[str, str]]:
    """Read one of the shipped files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
