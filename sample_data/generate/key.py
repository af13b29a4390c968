"""What is the right answer? The machine-readable key the tests use."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sample_data.generate.areas import AREAS
from sample_data.generate.batches import misfiled
from sample_data.generate.bids import original
from sample_data.generate.boundaries import boundaries, interviews
from sample_data.generate.counting import LAST_DAY, accepted, counted, rows_of
from sample_data.generate.dice import SEED
from sample_data.generate.quirks import QUIRKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generate.counting import Totals
    from sample_data.generate.people import Journey
    from sample_data.generate.plp import World
    from sample_data.generate.sample_file import SampleFile

MONTHS = ("2008-06", "2008-12", "2009-03", "2009-10", "2010-06", "2010-10", "2010-11")
MOVED = ("date", "within_tolerance", "timing", "late_notification")

Json = dict[str, Any]


def answer_key(told: World, files: list[SampleFile]) -> Json:
    """Give the whole key as JSON."""
    elsewhere = misfiled(told.journeys)
    return {
        "seed": SEED,
        "known_on": LAST_DAY.isoformat(),
        "clients": {
            contract: len({each.ref for each in lived}) for contract, lived in told.journeys.items()
        },
        "story": {plan.contract: _story(told.journeys[plan.contract], plan) for plan in AREAS},
        "planted": [asdict(each) | {"count": len(each.keys)} for each in told.planted],
        "returns": _returns(files),
        "reconciliation": {
            contract: _reconciliation(contract, told, elsewhere.get(contract, []))
            for contract in told.journeys
        },
        "boundaries": [_boundary(edge) for edge in boundaries()],
        "interviews": [
            {"sentence": sentence, "contract": "PLP-A1", "client_ref": journey.ref}
            for sentence, journey in interviews()
        ],
        "counted": {
            contract: _by_month(counted(contract, lived, elsewhere.get(contract, [])))
            for contract, lived in told.journeys.items()
        },
        "accepted": {
            contract: {source: _by_month(totals) for source, totals in accepted(lived).items()}
            for contract, lived in told.journeys.items()
        },
        "returned": _returned(files),
    }


def _story(lived: list[Journey], plan: Any) -> Json:  # noqa: ANN401 - a Plan, kept from importing twice
    """Give what was profiled and what came of it for mandatory clients."""
    profile = Counter[str]()
    for row in original(plan):
        if row["client_category"] == "mandatory":
            profile[str(row["measure"])] += int(str(row["value"]))
    started = [
        each for each in lived if each.mandatory and each.started_on and each.started_on <= LAST_DAY
    ]
    jobs = sum(
        any(job.outcome and job.started_on <= LAST_DAY for job in each.jobs) for each in started
    )
    return {
        "mandatory_starts": len(started),
        "mandatory_job_outcomes": jobs,
        "share": round(jobs / len(started), 4),
        "profiled_share": round(profile["job_outcomes"] / profile["starts"], 4),
    }


def _returns(files: list[SampleFile]) -> list[Json]:
    """Give what is odd about monthly returns; a file that never came has no receipt."""
    received = {file.name.rsplit("/", 1)[1]: file.received for file in files}
    odd = [
        {
            "class": quirk.kind,
            "file": name,
            "sentence": quirk.sentence,
            "received": received.get(name),
        }
        for name, quirk in sorted(QUIRKS.items())
    ]
    falls = [file for file in files if file.name.endswith("PLP-L6_year_to_date_2010-11.csv")]
    return odd + [
        {
            "class": "cumulative_falls",
            "file": file.name.rsplit("/", 1)[1],
            "sentence": "Job outcomes to date fall from October to November 2010.",
            "received": file.received,
        }
        for file in falls
    ]


def _reconciliation(contract: str, told: World, neighbours: list[Journey]) -> Json:
    """Give how the Jobcentre's referrals and the provider's starts compare, row by row."""
    lived = told.journeys[contract]
    left = {(row["client_ref"], row["referred_on"]) for row in rows_of("referrals_lms", lived)}
    right = {
        (row["client_ref"], row["referred_on"])
        for row in rows_of("starts_provider_mi", [*lived, *neighbours])
        if row["contract"] == contract
    }
    planted = {each.kind: len(each.keys) for each in told.planted if each.contract == contract}
    waiting = sum(
        each.in_lms and each.with_provider and each.referred_on <= LAST_DAY < each.received_on
        for each in lived
    )
    return {
        "left": "referrals:lms",
        "right": "starts:provider_mi",
        "left_rows": len(left),
        "right_rows": len(right),
        "same_client_and_day": len(left & right),
        "left_without_same_day": len(left - right),
        "right_without_same_day": len(right - left),
        "planted": planted,
        "not_yet_received": waiting,
        "misfiled_here": len(neighbours),
        "moved": sum(planted.get(kind, 0) for kind in MOVED),
    }


def _boundary(edge: Any) -> Json:  # noqa: ANN401 - a Boundary
    """Give one client on the edge of a rule with the answer beside it."""
    return {
        "name": edge.name,
        "contract": edge.journey.plan.contract,
        "client_ref": edge.journey.ref,
        "job_outcome": edge.job_outcome,
        "why": edge.why,
        "sustained_13_of_26": edge.sustained,
        "sustained_continuous_26": edge.continuous,
        "sustained_on": edge.sustained_on.isoformat() if edge.sustained_on else None,
    }


def _by_month(totals: Totals) -> Json:
    """Give totals by measure, month and category, for the months of the key."""
    found: defaultdict[str, defaultdict[str, Json]] = defaultdict(lambda: defaultdict(dict))
    for (measure, month, category), value in sorted(totals.items()):
        if month in MONTHS:
            found[measure][month][category] = value
    return {measure: dict(by_month) for measure, by_month in found.items()}


def _returned(files: list[SampleFile]) -> Json:
    """Give the figures that stand at the end: a return replaces the whole of its months."""
    standing: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for file in files:
        if file.dataset == "monthly_return" and not file.mapping:
            rows = list(csv.DictReader(io.StringIO(file.data.decode())))
            places = {(row["contract"], row["month"]) for row in rows}
            for contract, month in sorted(places):
                standing[contract, file.source, month] = [
                    row for row in rows if (row["contract"], row["month"]) == (contract, month)
                ]
    found: defaultdict[str, defaultdict[str, defaultdict[str, Json]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(dict))
    )
    for (contract, source, month), rows in sorted(standing.items()):
        if month in MONTHS:
            for measure, value in _whole(rows):
                found[contract][source][measure][month] = value
    return {
        contract: {source: dict(by) for source, by in sources.items()}
        for contract, sources in found.items()
    }


def _whole(rows: Iterable[dict[str, str]]) -> Iterable[tuple[str, int | None]]:
    """Give the figures for everybody in the whole contract; None where it is not known."""
    for row in rows:
        if (
            row["client_category"] == "all"
            and not row["arrangement"]
            and (row["value"].isdigit() or not row["value"])
        ):
            yield row["measure"], int(row["value"]) if row["value"] else None
