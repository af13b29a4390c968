"""What was agreed: the profiles bid for, and the sets that came after?

The original profiles rest on what the bids assumed: more voluntary clients than came, and jobs for
37 in a hundred mandatory clients who start (the average the Public Accounts Committee found).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sample_data.generate.months import add_months, between, days_after, months, text
from sample_data.generate.story import SEASON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sample_data.generate.story import Plan

SET_COLUMNS = (
    "contract",
    "set",
    "kind",
    "author",
    "authority",
    "rationale",
    "effective_from",
    "provider_agreed_on",
)
COLUMNS = ("contract", "set", "month", "measure", "client_category", "arrangement", "value")

START_SHARE = 0.85
JOB_SHARE = {"mandatory": 0.37, "voluntary": 0.45}
SUSTAINED_SHARE = 0.62
INTERVIEWS = {"mandatory": 4.3, "voluntary": 1.0}
BID_RAMP = (0.5, 0.75, 0.9)
JOB_LAG = 4
SUSTAINED_LAG = 9

Row = dict[str, Any]


def original(plan: Plan) -> Iterator[Row]:
    """Give the original profile: every measure, month and category."""
    shares = {category: _by_category(plan, category) for category in ("mandatory", "voluntary")}
    for measure in shares["mandatory"]:
        for step, month in enumerate(months(plan.starts_on, plan.last_month)):
            parts = {category: shares[category][measure][step] for category in shares}
            for category, value in ({"all": sum(parts.values())} | parts).items():
                yield _line(plan, month, measure, category, value)


def _by_category(plan: Plan, category: str) -> dict[str, list[int]]:
    """Give a category's months by measure."""
    size = plan.profiled_mandatory if category == "mandatory" else plan.profiled_voluntary
    shape = [
        SEASON[month.month - 1] * (BID_RAMP[step] if step < len(BID_RAMP) else 1.0)
        for step, month in enumerate(months(plan.starts_on, plan.last_month))
    ]
    referrals = [round(size * share) for share in shape]
    starts = spread(round(sum(referrals) * START_SHARE), shape)
    jobs = round(sum(starts) * JOB_SHARE[category])
    return {
        "referrals": referrals,
        "starts": starts,
        "wfis_total": spread(round(sum(starts) * INTERVIEWS[category]), _later(shape, 2)),
        "job_outcomes": spread(jobs, _later(shape, JOB_LAG)),
        "sustained_job_outcomes": spread(
            round(jobs * SUSTAINED_SHARE), _later(shape, SUSTAINED_LAG)
        ),
    }


def _later(shape: Sequence[float], lag: int) -> list[float]:
    """Give a shape that builds up over so many months before it follows the first one."""
    settled = sum(shape) / len(shape)
    return [settled * min(step / lag, 1.0) for step in range(len(shape))]


def spread(total: int, shape: Sequence[float]) -> list[int]:
    """Share a whole number out along a shape, so that the parts add up to it exactly."""
    so_far = [0.0]
    for share in shape:
        so_far.append(so_far[-1] + share)
    return [
        round(total * now / so_far[-1]) - round(total * before / so_far[-1])
        for before, now in pairwise(so_far)
    ]


def _line(plan: Plan, month: date, measure: str, category: str, value: int) -> Row:
    """Give one row of the original profile."""
    return {
        "contract": plan.contract,
        "set": "original",
        "month": text(month),
        "measure": measure,
        "client_category": category,
        "arrangement": "",
        "value": value,
    }


def set_row(plan: Plan) -> Row:
    """Give the original set's own row."""
    return {
        "contract": plan.contract,
        "set": "original",
        "kind": "original",
        "author": "National performance team",
        "authority": f"Contract {plan.contract}",
        "rationale": "Agreed in the contract.",
        "effective_from": plan.starts_on,
        "provider_agreed_on": days_after(add_months(plan.starts_on, -2), 9),
    }


@dataclass(frozen=True, slots=True)
class Later:
    """A set drawn up later: from which month, and at which share of the original."""

    contract: str
    name: str
    kind: str
    first: date
    share: float
    authority: str
    why: str

    def row(self) -> Row:
        """Give the set's own row; without an authority the provider never agreed to it."""
        return {
            "contract": self.contract,
            "set": self.name,
            "kind": self.kind,
            "author": "Contract manager",
            "authority": self.authority,
            "rationale": self.why,
            "effective_from": self.first,
            "provider_agreed_on": days_after(self.first, 6) if self.authority else None,
        }


LATER_SETS = (
    Later(
        "PLP-A2",
        "aspirational",
        "aspirational",
        date(2009, 10, 1),
        0.42,
        "",
        "What the recession leaves possible; drawn up with the provider.",
    ),
    Later(
        "PLP-A3",
        "aspirational",
        "aspirational",
        date(2010, 4, 1),
        0.36,
        "Variation 4",
        "Agreed at the performance review; the original profile remains in force.",
    ),
    Later(
        "PLP-A1",
        "working-target",
        "informal",
        date(2009, 7, 1),
        0.40,
        "",
        "Month on month improvement asked for by telephone.",
    ),
    Later(
        "PLP-A4",
        "revised-2010",
        "revised_contractual",
        date(2010, 4, 1),
        0.60,
        "Variation 2",
        "Fewer voluntary clients than the bid assumed; agreed after the January review.",
    ),
)
LATER_MEASURES = ("job_outcomes", "sustained_job_outcomes")


def later_set(plan: Plan, later: Later) -> Iterator[Row]:
    """Give a later set: the original's months from then on, at a share that rises to its end."""
    lines = [
        line
        for line in original(plan)
        if line["measure"] in LATER_MEASURES
        and line["client_category"] != "all"
        and line["month"] >= text(later.first)
    ]
    length = between(later.first, plan.last_month)
    for line in lines:
        passed = between(later.first, date.fromisoformat(f"{line['month']}-01"))
        rising = later.share * (0.9 + 0.2 * passed / length)
        line |= {"set": later.name, "value": round(line["value"] * rising)}
    yield from lines
    yield from _whole(lines)


def _whole(lines: list[Row]) -> Iterator[Row]:
    """Give the rows for everybody: the sum of the categories."""
    totals: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line["month"], line["measure"])
        totals[key] = totals.get(key, 0) + line["value"]
    for (month, measure), total in totals.items():
        yield lines[0] | {
            "month": month,
            "measure": measure,
            "client_category": "all",
            "value": total,
        }


PARTNERS_WITH_PROFILES = ("E2E-LOCAL",)


def partner_profiles(plan: Plan) -> Iterator[Row]:
    """Give the partner with a profile of its own its referrals and job outcomes.

    The others' targets are their share of the contract's profile.
    """
    for terms in plan.terms:
        if terms.arrangement in PARTNERS_WITH_PROFILES:
            for line in original(plan):
                if line["client_category"] == "all" and line["measure"] in {
                    "referrals",
                    "job_outcomes",
                }:
                    value = round(line["value"] * (terms.outcome_share or 0.0))
                    yield line | {"arrangement": terms.arrangement, "value": value}
