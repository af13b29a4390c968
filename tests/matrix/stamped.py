"""Rows of every dataset for every place, made from the specification: each text and figure stamped.

A new dataset, or a new column, is stamped without a word here, unless its rules ask for more.
"""

from __future__ import annotations

import csv
import io

from db.models import FACTS
from monitoring import datasets
from monitoring.datasets.specification import Column, Dataset, Kind
from monitoring.vocabulary import Source
from tests.matrix.marks import CONTRACTS, PARTS, SPOTS, Spot

MONTHS = ("2009-01", "2009-02", "2009-03")
DAY = "2009-03-02"  # a Monday
MEASURES = ("job_outcomes", "starts", "referrals")
PRIME_OF = {"CPA-1": ("Prime 1", "Area 1"), "CPA-10": ("Prime 10", "Area 10"),
            "CPA-3": ("Prime 1", "Area 3")}
PARTNER_OF = {"101": "Partner 1", "201": "Partner 1"}
LEFT_BLANK = {"ends_on", "closed_on", "missing_reason", "sent", "returned"}
"""Columns that would end what the row begins."""

GIVEN = {
    ("contracts", "programme"): "PLP",
    ("contracts", "starts_on"): "2009-01-01",
    ("contracts", "length_months"): "36",
    ("profile_sets", "kind"): "aspirational",
    ("profiles", "set"): "original",
    ("arrangements", "starts_on"): "2009-01-01",
    ("arrangements", "model"): "end_to_end",
    ("arrangements", "local_label"): "subcontract_with_targets",
    ("references", "source"): "provider_mi",
    ("appointments", "wfi_no"): "1",
    ("appointments", "minutes"): "60",
    ("appointments", "result"): "attended",
    ("appointments", "mode"): "individual",
    ("client_facts", "benefit_months"): "24",
    ("client_facts", "needs"): "sensory",
    ("feedback", "satisfaction"): "4",
    ("feedback", "usefulness"): "4",
    ("claims", "outcome"): "job_outcomes",
    ("claims", "decision"): "accepted",
    ("complaints", "contractual"): "yes",
}
OF_NO_CONTRACT = {
    "district": "Area 99", "month": "2009-01", "indicator": "claimant_rate", "value": "5.1"
}
NEEDS = {("client_facts", "age_band"), ("provision", "service")}
TERMS = {"contracts", "profile_sets"}  # every party of a contract reads them
OF_WHOLE = {("profile_sets", one) for one in ("author", "authority", "rationale")}


def rows(name: str, source: Source) -> list[dict[str, str]]:
    """Give the stamped rows of a dataset as one source sends them."""
    spec = datasets.dataset(name)
    if "contract" not in spec.by_name:
        return [dict(OF_NO_CONTRACT)]
    return [
        _as_sent_by(source, row | ({"arrangement": spot.part} if "arrangement" in row else {}))
        for spot in SPOTS
        if _sends(spec, source, spot)
        for row in _months(spec, spot)
    ]


def _as_sent_by(source: Source, row: dict[str, str]) -> dict[str, str]:
    """Give a row with its adviser stamped as a partner's own, where a partner sends it."""
    if source is not Source.PARTNER:
        return row
    return {name: text.replace("-adviser", "-staff") for name, text in row.items()}


def _sends(spec: Dataset, source: Source, spot: Spot) -> bool:
    """Say whether a source sends rows of a place: a partner only its own part."""
    part = spec.by_name.get("arrangement")
    if part is None:
        return not spot.part and source is not Source.PARTNER
    if source is Source.PARTNER or not part.optional:
        return bool(spot.part)
    return True


def _months(spec: Dataset, spot: Spot) -> list[dict[str, str]]:
    """Give a row of a place: for each month and measure where the dataset is by those."""
    one = {c.name: value(spec, c, spot) for c in spec.columns if not c.internal}
    if "month" not in spec.by_name or "measure" not in spec.by_name:
        return [one]
    return [
        one | {"month": month, "measure": measure, "value": str(spot.figure())}
        for month in MONTHS
        for measure in MEASURES
    ]


def value(spec: Dataset, column: Column, spot: Spot) -> str:
    """Give a stamped value of one column."""
    if column.name in LEFT_BLANK and column.optional:
        return ""
    if given := _given(spec, column, spot):
        return given
    kind = column.kind
    if kind in {Kind.TEXT, Kind.NAME, Kind.CLIENT, Kind.REFERENCE}:
        return spot.text(_kind(spec, column))
    if kind is Kind.COUNT or kind is Kind.NUMBER:
        return str(spot.figure())
    if kind is Kind.PENCE:
        return str(spot.figure("8"))
    return {
        Kind.CODE: column.codes[0] if column.codes else "",
        Kind.CODES: column.codes[0] if column.codes else "",
        Kind.DATE: DAY,
        Kind.MONTH: MONTHS[0],
        Kind.HOURS: "30",
        Kind.SHARE: "0.2",
        Kind.YES_NO: "yes",
        Kind.MEASURE: MEASURES[0],
    }[kind]


def _given(spec: Dataset, column: Column, spot: Spot) -> str:
    """Give what must be said in the column, so that it names what there is."""
    prime, district = PRIME_OF[spot.contract]
    named = {
        "contract": spot.contract,
        "prime": prime,
        "district": district,
        "arrangement": spot.part,
        "partner": PARTNER_OF.get(spot.number, spot.text("name")),
        "client_category": "all" if column.name in spec.key else "mandatory",
    }
    return named.get(column.name, "") or GIVEN.get((spec.name, column.name), "")


def _kind(spec: Dataset, column: Column) -> str:
    """Say which stamp a text bears."""
    holds = [one for one in spec.columns if one.kind is Kind.CLIENT]
    about_people = any(not one.optional for one in holds)
    of_one = column.kind is Kind.CLIENT or (bool(holds) and column.free_text)
    if (spec.name, column.name) in NEEDS:
        return "need"
    if column.sensitive == "adviser":
        return "adviser"
    if of_one or about_people:
        return "client"
    if spec.name in TERMS and (spec.name, column.name) not in OF_WHOLE:
        return "terms"
    return "name" if column.kind is Kind.NAME else "row"


def as_csv(found: list[dict[str, str]]) -> bytes:
    """Give rows as the bytes of a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode()


def sources_of(name: str) -> list[Source]:
    """Give the sources a dataset is sent from here: its default, and a partner where it may."""
    spec = datasets.dataset(name)
    return [spec.default_source, *({Source.PARTNER} & set(spec.sources) - {spec.default_source})]


def in_order() -> list[str]:
    """Give every dataset, those first that others name."""
    first = ["contracts", "arrangements", "profile_sets", "profiles", "sites", "references"]
    return [*first, *sorted(set(FACTS) - set(first))]


__all__ = ["CONTRACTS", "DAY", "MONTHS", "PARTS", "as_csv", "in_order", "rows", "sources_of"]
