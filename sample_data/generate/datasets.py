"""Which client datasets does the sample hold, from whom, and with which columns?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sample_data.generate import journey_rows, result_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sample_data.generate.journey_rows import Row
    from sample_data.generate.people import Journey

    Rows = Callable[[Journey, date], Iterator[Row]]

CLIENT = ("contract", "client_ref")


@dataclass(frozen=True, slots=True)
class Record:
    """One client dataset from one source: its columns, its key and how a row is made.

    ``whole`` datasets send whole months; of the others a file holds what is new or changed.
    ``monthly`` ones come every month and not in batches.
    """

    dataset: str
    source: str
    rows: Rows
    columns: tuple[str, ...]
    key: tuple[str, ...]
    dating: str
    whole: bool = False
    provider: bool = True
    mode: str = ""
    monthly: bool = False

    @property
    def stem(self) -> str:
        """Give the file's name without what tells one file of it from another."""
        return f"{self.dataset}_{self.source}"


EXIT_COLUMNS = (*CLIENT, "exited_on", "referred_on", "reason")
CLAIM_COLUMNS = (
    *CLIENT,
    "referred_on",
    "outcome",
    "started_on",
    "job_started_on",
    "claimed_on",
    "evidence_type",
    "evidence_on",
    "decided_on",
    "decision",
    "paid_on",
    "amount_gbp",
)

RECORDS = (
    Record(
        "referrals",
        "lms",
        journey_rows.referrals,
        (*CLIENT, "referred_on", "client_category", "benefit", "office", "notified_on"),
        (*CLIENT, "referred_on"),
        "referred_on",
        whole=True,
        provider=False,
        monthly=True,
    ),
    Record(
        "references",
        "provider_mi",
        result_rows.references,
        ("contract", "source", "source_ref", "client_ref"),
        ("contract", "source", "source_ref"),
        "",
    ),
    Record(
        "starts",
        "provider_mi",
        journey_rows.starts,
        (
            *CLIENT,
            "referred_on",
            "received_on",
            "started_on",
            "client_category",
            "site",
            "arrangement",
            "status",
            "adviser_ref",
        ),
        (*CLIENT, "referred_on"),
        "referred_on",
    ),
    Record(
        "client_facts",
        "provider_mi",
        journey_rows.client_facts,
        (*CLIENT, "as_of", "age_band", "benefit_months", "needs"),
        (*CLIENT, "as_of"),
        "as_of",
    ),
    Record(
        "appointments",
        "provider_mi",
        journey_rows.appointments,
        (
            *CLIENT,
            "scheduled_on",
            "slot",
            "wfi_no",
            "result",
            "minutes",
            "mode",
            "site",
            "arrangement",
            "adviser_ref",
            "followed_up_on",
        ),
        (*CLIENT, "scheduled_on", "slot", "wfi_no"),
        "scheduled_on",
        whole=True,
    ),
    Record(
        "appointments",
        "partner",
        journey_rows.partner_appointments,
        (
            *CLIENT,
            "scheduled_on",
            "slot",
            "wfi_no",
            "result",
            "minutes",
            "mode",
            "arrangement",
            "followed_up_on",
        ),
        (*CLIENT, "scheduled_on", "slot", "wfi_no"),
        "scheduled_on",
        whole=True,
    ),
    Record(
        "deferrals",
        "provider_mi",
        journey_rows.deferrals,
        (*CLIENT, "from_on", "reason", "review_on", "to_on", "approved_by_role"),
        (*CLIENT, "from_on"),
        "from_on",
    ),
    Record(
        "readiness",
        "provider_mi",
        journey_rows.readiness,
        (*CLIENT, "rated_on", "scheme", "code"),
        (*CLIENT, "rated_on", "scheme"),
        "rated_on",
        whole=True,
    ),
    Record(
        "provision",
        "provider_mi",
        journey_rows.provision,
        (
            *CLIENT,
            "referred_on",
            "service",
            "arrangement",
            "need",
            "initiated_by",
            "attended_on",
            "completed_on",
            "feedback_on",
        ),
        (*CLIENT, "referred_on", "service"),
        "referred_on",
    ),
    Record(
        "employment",
        "provider_mi",
        result_rows.employment,
        (
            *CLIENT,
            "job_started_on",
            "employer_ref",
            "referred_on",
            "started_on",
            "hours_per_week",
            "work_type",
            "job_ended_on",
            "arrangement",
        ),
        (*CLIENT, "job_started_on", "employer_ref"),
        "job_started_on",
    ),
    Record(
        "claims",
        "provider_mi",
        result_rows.claims,
        CLAIM_COLUMNS,
        (*CLIENT, "referred_on", "outcome"),
        "",
    ),
    Record(
        "claims",
        "payments",
        result_rows.payments,
        CLAIM_COLUMNS,
        (*CLIENT, "referred_on", "outcome"),
        "",
        provider=False,
    ),
    Record(
        "exits",
        "provider_mi",
        result_rows.exits,
        EXIT_COLUMNS,
        (*CLIENT, "exited_on"),
        "exited_on",
        mode="corrections",
    ),
    Record(
        "exits",
        "bdc",
        result_rows.told_by_bdc,
        EXIT_COLUMNS,
        (*CLIENT, "exited_on"),
        "exited_on",
        provider=False,
        mode="corrections",
    ),
    Record(
        "assessments",
        "lms",
        result_rows.assessments,
        (*CLIENT, "kind", "requested_on", "completed_on", "received_on", "result"),
        (*CLIENT, "kind", "requested_on"),
        "requested_on",
        provider=False,
    ),
)
