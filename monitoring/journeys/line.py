"""What happened to one client, day by day, as every source tells it?

Source: requirements.md REF-34. Sources that tell of the same day stand one under the other; none is
taken for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.mix_shown import named
from monitoring.narrative.sources import NAMES
from monitoring.narrative.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EVENTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "referrals": {"referred_on": "Referred", "notified_on": "Provider told of the referral"},
        "starts": {"received_on": "Referral received", "started_on": "Started"},
        "client_facts": {"as_of": "Facts recorded"},
        "appointments": {"scheduled_on": "Appointment", "followed_up_on": "Missed one followed up"},
        "deferrals": {
            "from_on": "Interviews put off",
            "review_on": "Deferral to be reviewed",
            "to_on": "Deferral ends",
        },
        "readiness": {"rated_on": "Readiness rated"},
        "provision": {
            "referred_on": "Referred to a service",
            "attended_on": "Attended a service",
            "completed_on": "Completed a service",
            "feedback_on": "Partner reported back",
        },
        "employment": {"job_started_on": "Began a job", "job_ended_on": "Left a job"},
        "claims": {
            "claimed_on": "Outcome claimed",
            "evidence_on": "Evidence received",
            "decided_on": "Claim decided",
            "paid_on": "Outcome paid",
        },
        "exits": {"exited_on": "Left the programme"},
        "assessments": {
            "requested_on": "Assessment asked for",
            "completed_on": "Assessment completed",
            "received_on": "Assessment with the provider",
        },
    }
)
"""What the days of each dataset's rows are: every day but those that only repeat another row's."""

TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "referrals": ("client_category", "benefit", "office"),
        "starts": ("client_category", "status", "site"),
        "client_facts": ("age_band", "needs"),
        "appointments": ("wfi_no", "result", "mode", "minutes", "site"),
        "deferrals": ("reason",),
        "readiness": ("scheme",),
        "provision": ("service",),
        "employment": ("work_type",),
        "claims": ("outcome", "evidence_type", "decision"),
        "exits": ("reason",),
        "assessments": ("kind", "result"),
    }
)
"""What is told beside the day: no price, adviser or employer, and no readiness band, which is to be
in nothing that can be copied (docs/adr/0024)."""

PLAIN = {"office", "site", "service", "reason", "scheme", "age_band", "kind"}
"""Words as they were sent; other words are codes, which have names."""


@dataclass(frozen=True, slots=True)
class Found:
    """One client of one contract: the reference and what is known, a row an event.

    ``events``: ``day``, ``event``, ``told``, ``source``, ``receipt`` and ``row``.
    """

    contract: str
    client_ref: str
    events: pd.DataFrame


def events_of(dataset: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the events that rows of a dataset tell of: one for each day a row holds."""
    return [
        {
            "day": row[column],
            "event": event,
            "told": told(dataset, row),
            "source": NAMES[row["source"]],
            "receipt": row["submission_id"],
            "row": row["row_number"],
        }
        for row in rows
        for column, event in EVENTS[dataset].items()
        if row[column] is not None
    ]


def told(dataset: str, row: Mapping[str, Any]) -> str:
    """Give what a row tells beside its days, in words."""
    said = [_worded(name, row[name]) for name in TOLD[dataset] if row[name] not in (None, "", 0)]
    return ", ".join(said)


def _worded(name: str, value: Any) -> str:  # noqa: ANN401 - a text or a number
    if name == "wfi_no":
        return f"interview {value}"
    if name == "minutes":
        return count_of(int(value), "minute", "minutes")
    if name == "needs":
        return listed([named(each) for each in str(value).split(";")])
    if name in PLAIN or value == "fta":
        return {"fta": "missed"}.get(str(value), str(value).replace("_", " "))
    return named(str(value)).lower() if not str(value).isupper() else str(value)


def line(events: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Give the events in the order of their days, the latest first."""
    columns = ["day", "event", "told", "source", "receipt", "row"]
    frame = pd.DataFrame(list(events), columns=columns)
    frame = frame.assign(day=pd.to_datetime(frame["day"]))
    return frame.sort_values("day", ascending=False, kind="stable", ignore_index=True)
