"""Which words does the product use, and how are they spelt?

Every code that crosses a layer is spelt once, here. Code lists of the datasets stand in
``monitoring.datasets.codes``. Source: requirements.md C.3 and architecture section 7.
"""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Who a figure comes from."""

    DWP = "dwp"
    PROVIDER_MI = "provider_mi"
    PLMI = "plmi"
    LMS = "lms"
    PAYMENTS = "payments"
    CLERICAL = "clerical"
    PARTNER = "partner"
    BDC = "bdc"
    SURVEY = "survey"
    TPPM = "tppm"
    PUBLISHED = "published"
    AGREED = "agreed"


class Origin(StrEnum):
    """Whether a monthly figure was returned as a figure or counted from client rows."""

    RETURNED = "returned"
    COUNTED = "counted"


class MissingReason(StrEnum):
    """Why a monthly figure has no value; blank when it has one."""

    NONE = ""
    NOT_RETURNED = "not_returned"
    SUPPRESSED = "suppressed"
    NOT_PUBLISHED = "not_published"
    PART_MISSING = "part_missing"


class Severity(StrEnum):
    """What a finding does to the file."""

    REFUSES = "refuses the file"
    HOLDS = "holds the row"
    ATTENTION = "for your attention"


class Status(StrEnum):
    """How the sending of a file ended."""

    PUBLISHED = "published"
    HELD = "held"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    NEEDS_CONFIRMATION = "needs_confirmation"


class Ended(StrEnum):
    """How a return that was published stands no more."""

    WITHDRAWN = "withdrawn"  # by its sender
    RETURNED = "returned"  # sent back by the department
    PURGED = "purged"  # by the owner: it should never have been sent


class Mode(StrEnum):
    """Whether a file replaces whole months or only the keys it holds."""

    WHOLE = "whole"
    CORRECTIONS = "corrections"


class Basis(StrEnum):
    """Whether a rate is of what happened in a period, or of what became of a month's starters."""

    PERIOD = "period"
    COHORT = "cohort"


class Role(StrEnum):
    """What a person does here (requirements.md C.3, role)."""

    CM = "CM"
    TPPM = "TPPM"
    PRIME_MANAGER = "PRIME_MANAGER"
    ADVISER_MANAGER = "ADVISER_MANAGER"
    PARTNER_MANAGER = "PARTNER_MANAGER"
    JOBCENTRE = "JOBCENTRE"
    PAYMENT_OFFICE = "PAYMENT_OFFICE"
    NATIONAL = "NATIONAL"
    BDC_LIAISON = "BDC_LIAISON"
    EVALUATOR = "EVALUATOR"
    AUDITOR = "AUDITOR"
    ADMIN = "ADMIN"


class ProfileKind(StrEnum):
    """What standing a profile set has."""

    ORIGINAL = "original"
    REVISED_CONTRACTUAL = "revised_contractual"
    ASPIRATIONAL = "aspirational"
    INFORMAL = "informal"


class Standing(StrEnum):
    """Performance in words; never red, amber or green (requirements.md PRO-22)."""

    ON_PROFILE = "on profile"
    BELOW = "below"
    WELL_BELOW = "well below"
    NO_TARGET = "no target"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Where the recent months point."""

    RISING = "rising"
    LEVEL = "level"
    FALLING = "falling"
    UNKNOWN = "unknown"


class Freshness(StrEnum):
    """The state of a contract's returns on the working date."""

    CURRENT = "current"
    LATE = "late"
    MISSING = "missing"
    HELD = "held"


ALL_CATEGORIES = "all"
"""The client category that means everybody."""

WHOLE_CONTRACT = ""
"""The arrangement that means the whole contract in a monthly figure."""

OWN_DELIVERY = "own"
"""How the prime's own delivery is shown where client rows leave the arrangement blank."""
