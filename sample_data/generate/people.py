"""What is remembered about one client's time on the programme?

Nobody here is real: references are a letter, the area's number and a running number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sample_data.generate.story import Plan


@dataclass(slots=True, eq=False)
class Appointment:
    """One appointment and what came of it."""

    scheduled_on: date
    wfi_no: int
    result: str
    minutes: int | None = None
    mode: str = "individual"
    slot: str = ""
    followed_up_on: date | None = None


@dataclass(slots=True, eq=False)
class Job:
    """One job: hours in hundredths, and when the provider came to know of its start and end."""

    started_on: date
    hours: int
    work_type: str
    employer_ref: str
    reported_on: date
    ended_on: date | None = None
    end_reported_on: date | None = None
    outcome: bool = False
    claimed_by_both: str = ""  # the arrangement that reports the same job as its own
    reported: bool = True


@dataclass(slots=True, eq=False)
class Claim:
    """One outcome claimed; every date but the first may never come."""

    outcome: str
    job_started_on: date | None
    claimed_on: date
    evidence_type: str = ""
    evidence_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    paid_on: date | None = None
    amount_gbp: int = 0


@dataclass(slots=True, eq=False)
class Assessment:
    """One assessment of the client's capability for work."""

    kind: str
    requested_on: date
    completed_on: date
    received_on: date
    result: str


@dataclass(slots=True, eq=False)
class Deferral:
    """One time the interviews were put off."""

    from_on: date
    reason: str
    review_on: date
    to_on: date | None
    approved_by_role: str


@dataclass(slots=True, eq=False)
class Provision:
    """One service the client was sent to."""

    referred_on: date
    service: str
    arrangement: str
    need: str
    initiated_by: str
    attended_on: date | None
    completed_on: date | None
    feedback_on: date | None


@dataclass(slots=True, eq=False)
class Exit:
    """How the client left, and when the provider wrote it down."""

    exited_on: date
    reason: str
    recorded_on: date


@dataclass(slots=True, eq=False)
class Journey:
    """One referral of one client and all that followed from it."""

    plan: Plan
    ref: str
    category: str
    benefit: str
    office: str
    referred_on: date
    notified_on: date
    received_on: date
    band: str
    needs: tuple[str, ...]
    age_band: str
    benefit_months: int
    site: str = ""
    adviser_ref: str = ""
    arrangement: str = ""
    started_on: date | None = None
    returning: bool = False
    appointments: list[Appointment] = field(default_factory=list)
    deferrals: list[Deferral] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    ratings: list[tuple[date, str]] = field(default_factory=list)
    provision: list[Provision] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    exit: Exit | None = None
    sustained_on: date | None = None
    # What the records got wrong; see planted.py. The truth above stays as it is.
    in_lms: bool = True
    with_provider: bool = True
    provider_referred_on: date | None = None
    provider_category: str = ""
    duplicate_on: date | None = None
    wrong_contract: str = ""

    @property
    def told_on(self) -> date:
        """Give the day of referral as the provider wrote it down."""
        return self.provider_referred_on or self.referred_on

    @property
    def mandatory(self) -> bool:
        """Say whether the client must attend."""
        return self.category == "mandatory"

    def left_by(self, day: date) -> bool:
        """Say whether the client had left by a day."""
        return self.exit is not None and self.exit.exited_on <= day
