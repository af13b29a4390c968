"""Which rules, shares and thresholds does a contract run under, and which were in force when?

Every one is an effective-dated parameter of its contract; what stands here is only what is assumed
until a contract says otherwise, and what it may say. Source: requirements.md C.4.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = int | float | str | bool | date | dict[str, int]
"""What a parameter may hold once read."""

TARGET_PREFIX = "target."
"""A parameter of this form holds the level a contract's rate is held to: target.recovery_rate."""

SHARES_OF_VALUE = ("service_fee_share", "jo_share", "sjo_share")
_ROUNDING = 1e-9  # shares are typed with a few decimals; only binary rounding is forgiven

_NONE_IN_SOURCES = "none in the source report: a default of this product, to be confirmed"
_PRODUCT = "a default of this product"
_INFERRED = "inference, requirements.md"


class ParameterError(ValueError):
    """A parameter cannot be set so; the text says why, in words for the person who tried."""


class ParameterKind(StrEnum):
    """How a parameter's text is read."""

    SHARE = "a fraction between 0 and 1, such as 0.25, or a percentage, such as 25%"
    NUMBER = "a number, 0 or more"
    WHOLE = "a whole number, 0 or more"
    CODE = "one of a list"
    YES_NO = "yes or no"
    DATE = "a date, such as 2009-02-14"
    MONTH = "a month, such as 2009-02, or 'contract start'"
    TABLE = "codes with whole numbers, such as mandatory=5; voluntary=0"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it means, what is assumed without it, and where that comes from."""

    code: str
    sentence: str
    kind: ParameterKind
    default: str
    source: str
    codes: tuple[str, ...] = ()
    at_least: float = 0.0

    @property
    def allowed(self) -> str:
        """Say what it may hold."""
        return f"one of {', '.join(self.codes)}" if self.codes else self.kind.value


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a parameter, in force from a day on until another takes its place."""

    code: str
    text: str
    effective_from: date
    authority: str = ""


def _share(code: str, default: str, sentence: str, source: str) -> Parameter:
    return Parameter(code, sentence, ParameterKind.SHARE, default, source)


def _whole(code: str, default: int, sentence: str, source: str, at_least: int = 0) -> Parameter:
    return Parameter(code, sentence, ParameterKind.WHOLE, str(default), source, at_least=at_least)


def _code(code: str, codes: tuple[str, ...], sentence: str, source: str) -> Parameter:
    return Parameter(code, sentence, ParameterKind.CODE, codes[0], source, codes)


_PAYMENT = (
    _share(
        "service_fee_share",
        "0.30",
        "Share of the contract's value paid as service fee.",
        "003 §1.1.2 L267",
    ),
    _share("jo_share", "0.50", "Share of the value paid for job outcomes.", "003 §1.1.2 L271"),
    _share(
        "sjo_share",
        "0.20",
        "Share of the value paid for sustained job outcomes.",
        "003 §1.1.2 L272",
    ),
    _whole("contract_months", 36, "Months the contract runs.", "003 §4.1.2 L708", 1),
    _code(
        "evidence_policy",
        ("employer_only", "off_benefit_allowed"),
        "What proves a job outcome.",
        "003 §4.3 L756",
    ),
)

_OUTCOMES = (
    Parameter(
        "jo_min_hours",
        "Hours a week from which work is a job outcome.",
        ParameterKind.NUMBER,
        "8",
        "003 §3.1.2 L453",
    ),
    _whole(
        "jo_window_days",
        42,
        "Days after leaving within which a job still counts.",
        "003 §1.1.2 L271",
    ),
    Parameter(
        "jo_per_referral_max",
        "Job outcomes that count for one referral.",
        ParameterKind.WHOLE,
        "1",
        "003 §1.1.2 L271",
        ("1",),
    ),
    _code(
        "sjo_rule",
        ("13_of_26", "continuous_26"),
        "When a job outcome is sustained.",
        "003 §1.1.2 L272, §3.1.2 L453",
    ),
    Parameter(
        "sjo_min_hours",
        "Hours a week from which a week counts as sustained.",
        ParameterKind.NUMBER,
        "16",
        "003 §1.1.2 L272",
    ),
    _whole("sjo_weeks", 13, "Weeks of work needed for a sustained outcome.", "003 §1.1.2 L272", 1),
    _whole("sjo_window_weeks", 26, "Weeks among which they are looked for.", "003 §1.1.2 L272", 1),
    _code(
        "sjo_hours_test",
        ("weekly", "average"),
        "Whether hours are tested week by week.",
        f"{_INFERRED} B-04",
    ),
    _code(
        "sjo_anchor",
        ("rolling", "from_first_job_start"),
        "Which 26 weeks are looked at.",
        f"{_INFERRED} B-03",
    ),
    _code(
        "sjo_gate",
        ("jo_accepted", "jo_paid"),
        "What must stand before a sustained claim.",
        f"{_INFERRED} B-05",
    ),
)

_JOURNEY = (
    _code(
        "start_event",
        ("started_on", "wfi1_attended", "referral_accepted"),
        "Which event makes a start.",
        f"{_INFERRED} B-08; {_PRODUCT}",
    ),
    Parameter(
        "wfi_required",
        "Work focused interviews each client is owed.",
        ParameterKind.TABLE,
        "mandatory=5; voluntary=0",
        "003 §2.1.3 L345",
    ),
    _whole("wfi_interval_days", 28, "Days between interviews.", "003 App. adviser guide L2186", 1),
    _code(
        "wfi_anchor",
        ("last_attended", "first"),
        "Which interview the days are counted from.",
        "003 App. adviser guide L2186",
    ),
    Parameter(
        "waiver_last_date",
        "Last day on which an interview could be waived.",
        ParameterKind.DATE,
        "2008-10-26",
        "003 §1.1.1 L249, §5.4.3 L1025",
    ),
    Parameter(
        "ineligible_start_counts",
        "Whether a client found ineligible counts as a start.",
        ParameterKind.YES_NO,
        "yes",
        f"{_INFERRED} B-46",
    ),
    _whole(
        "referral_lag_limit_days",
        28,
        "Days from referral to first interview that are too many.",
        _NONE_IN_SOURCES,
    ),
    _whole(
        "fta_followup_days",
        7,
        "Days within which a missed appointment is followed up.",
        _NONE_IN_SOURCES,
    ),
)

_REVIEW = (
    Parameter(
        "ppr_months_by_risk",
        "Months between performance reviews, by risk rating.",
        ParameterKind.TABLE,
        "high=3",
        "003 §3.1.4 L501",
    ),
    _whole(
        "cm_contact_months",
        1,
        "Months between the contract manager's contacts.",
        "003 §3.1.4 L501",
        1,
    ),
    _whole(
        "tppm_meeting_months",
        1,
        "Months between the provision manager's meetings.",
        "003 §3.1.4 L505",
        1,
    ),
    _whole("case_review_days", 30, "Days between case reviews.", "003 §5.3.2 L928", 1),
    _whole(
        "observation_days", 30, "Days between observations of an adviser.", "003 §5.3.3 L932", 1
    ),
    _whole(
        "complaint_reply_days",
        10,
        "Working days in which a complaint is answered.",
        _NONE_IN_SOURCES,
    ),
)

_RETURNS = (
    _whole(
        "return_due_days", 7, "Days after a month ends on which its return falls due.", _PRODUCT
    ),
    _whole("partner_return_days", 7, "Days between a partner's returns.", "003 §3.2.2 L561", 1),
    _whole(
        "close_days",
        20,
        "Days after a return fell due on which its month closes.",
        "inference, requirements.md C.4",
    ),
    _whole(
        "release_days",
        10,
        "Days before a partner's return reaches the department.",
        "inference from 003 §3.2.2",
    ),
    _whole(
        "swing_count",
        50,
        "A resent total moves by at least so many before it is asked about.",
        "interface of record",
    ),
    _share(
        "swing_share",
        "0.25",
        "A resent total moves by at least such a share before it is asked about.",
        "interface of record",
    ),
    _whole(
        "referral_date_tolerance_days",
        2,
        "Days two records of a referral may lie apart and still agree.",
        "requirements.md AT-08",
    ),
    _whole(
        "reconciliation_tolerance",
        0,
        "How far two figures may lie apart and still agree.",
        _NONE_IN_SOURCES,
    ),
    Parameter(
        "reconcile_from",
        "First month in which records are compared.",
        ParameterKind.MONTH,
        "contract start",
        "inference, requirements.md C.4",
    ),
)

_FIGURES = (
    _code(
        "monitoring_basis",
        ("original", "aspirational", "conversion", "month_on_month", "peers"),
        "What the contract is watched against, printed on every chart.",
        "003 §3.1.2 L467",
    ),
    _code(
        "actual_origin",
        ("returned_or_counted", "returned", "counted"),
        "Whether the actual is the figure returned, or the one counted from client rows.",
        _PRODUCT,
    ),
    _code(
        "actual_stage",
        ("reported", "accepted", "paid"),
        "Which job outcomes are the actual: reported, accepted or paid.",
        f"{_INFERRED} B-53",
    ),
    _code(
        "actual_event",
        ("job_started_on", "claimed_on", "decided_on", "paid_on"),
        "Which event's date gives an outcome its month.",
        _PRODUCT,
    ),
    _share(
        "on_profile_from",
        "0.95",
        "Share of profile from which a contract is on profile.",
        _NONE_IN_SOURCES,
    ),
    _share(
        "below_from",
        "0.80",
        "Share of profile from which it is below; under it, well below.",
        _NONE_IN_SOURCES,
    ),
    _share(
        "direction_tolerance",
        "0.05",
        "How far three months may lie from the three before and "
        "still be level, as a share of them.",
        _NONE_IN_SOURCES,
    ),
    _share(
        "jo_variance_reason_below",
        "0.90",
        "Share of profile under which a month needs a reason.",
        _NONE_IN_SOURCES,
    ),
    _whole(
        "minimum_denominator",
        10,
        "Denominators under it are shown as counts only.",
        _NONE_IN_SOURCES,
    ),
    _whole("small_cell_limit", 5, "Counts of people under it are not shown.", _NONE_IN_SOURCES),
)

ALL: dict[str, Parameter] = {
    each.code: each
    for group in (_PAYMENT, _OUTCOMES, _JOURNEY, _REVIEW, _RETURNS, _FIGURES)
    for each in group
}


def parameter(code: str) -> Parameter:
    """Give one parameter by its code.

    Raises
    ------
    ParameterError
        If there is none of that code.
    """
    if code.startswith(TARGET_PREFIX) and code != TARGET_PREFIX:
        measure = code.removeprefix(TARGET_PREFIX)
        return _share(
            code,
            "",
            f"The level {measure} is held to in this contract.",
            "the programme's standard",
        )
    if code not in ALL:
        msg = f"There is no parameter '{code}'. Choose one of: {', '.join(ALL)}, target.MEASURE."
        raise ParameterError(msg)
    return ALL[code]


def parse(code: str, text: str) -> Value:
    """Read a parameter's value as a person typed it.

    Raises
    ------
    ParameterError
        If there is no such parameter or it cannot hold that; the text says what it may hold.
    """
    wanted = parameter(code)
    given = text.strip()
    value = _READERS[wanted.kind](given)
    listed = not wanted.codes or given in wanted.codes
    enough = not isinstance(value, int | float) or value >= wanted.at_least
    if value is None or not listed or not enough:
        least = f", at least {wanted.at_least:g}" if wanted.at_least else ""
        msg = f"{code} cannot be '{given}': it is {wanted.allowed}{least}."
        raise ParameterError(msg)
    return value


def in_force(settings: Iterable[Setting], code: str, on: date) -> Value:
    """Give a parameter's value on a day: the latest set by then, else its default.

    Of two settings from the same day the later in the iterable stands.
    """
    standing = parse(code, ALL[code].default) if code in ALL else None
    since = date.min
    for setting in settings:
        if setting.code == code and since <= setting.effective_from <= on:
            standing, since = parse(code, setting.text), setting.effective_from
    if standing is None:
        msg = f"{code} has no default and none was set by {on.isoformat()}."
        raise ParameterError(msg)
    return standing


def contradictions(values: Mapping[str, Value]) -> list[str]:
    """Say which values of one contract on one day cannot stand together."""
    said = []
    total = sum(float(str(values[code])) for code in SHARES_OF_VALUE if code in values)
    if all(code in values for code in SHARES_OF_VALUE) and abs(total - 1) > _ROUNDING:
        said.append(
            f"The shares of the contract's value add up to {total:.0%}, not 100%: put "
            f"{', '.join(SHARES_OF_VALUE)} right together."
        )
    on, below = values.get("on_profile_from"), values.get("below_from")
    if isinstance(on, float) and isinstance(below, float) and below > on:
        said.append("below_from is above on_profile_from: no share of profile could be below.")
    return said


def _read_number(text: str) -> float | None:
    try:
        number = float(Decimal(text))
    except InvalidOperation:
        return None
    return number if math.isfinite(number) else None


def _read_whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _read_share(text: str) -> float | None:
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    fraction = number.scaleb(-2) if percent else number
    return float(fraction) if 0 <= fraction <= 1 else None


def _read_yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False, "true": True, "false": False}.get(text.lower())


def _read_date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_month(text: str) -> date | str | None:
    return text if text == "contract start" else _read_date(f"{text}-01")


def _read_table(text: str) -> dict[str, int] | None:
    pairs = [part.split("=") for part in text.split(";")]
    if any(len(pair) != len(("code", "number")) for pair in pairs):
        return None
    table = {code.strip().lower(): _read_whole(number.strip()) for code, number in pairs}
    whole = {code: number for code, number in table.items() if code and number is not None}
    return whole if len(whole) == len(pairs) else None


_READERS = {
    ParameterKind.SHARE: _read_share,
    ParameterKind.NUMBER: _read_number,
    ParameterKind.WHOLE: _read_whole,
    ParameterKind.CODE: lambda text: text or None,
    ParameterKind.YES_NO: _read_yes_no,
    ParameterKind.DATE: _read_date,
    ParameterKind.MONTH: _read_month,
    ParameterKind.TABLE: _read_table,
}
