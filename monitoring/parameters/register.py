"""Which parameters are there, what is assumed without them, and where does that come from?

Source: requirements.md C.4; a default of this product says that it is one.
"""

from __future__ import annotations

from monitoring.parameters.entries import INFERRED, NONE_IN_SOURCES, PRODUCT, one_of, share, whole
from monitoring.parameters.journeys import JOURNEYS
from monitoring.parameters.kinds import Parameter, ParameterKind
from monitoring.parameters.returns import RETURNS
from monitoring.parameters.target_reviews import TARGET_REVIEWS

_PAYMENT = (
    share(
        "service_fee_share",
        "0.30",
        "Share of the contract's value paid as service fee.",
        "003 §1.1.2 L267",
    ),
    share("jo_share", "0.50", "Share of the value paid for job outcomes.", "003 §1.1.2 L271"),
    share(
        "sjo_share",
        "0.20",
        "Share of the value paid for sustained job outcomes.",
        "003 §1.1.2 L272",
    ),
    whole("contract_months", 36, "Months the contract runs.", "003 §4.1.2 L708", 1),
    one_of(
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
    whole(
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
    one_of(
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
    whole("sjo_weeks", 13, "Weeks of work needed for a sustained outcome.", "003 §1.1.2 L272", 1),
    whole("sjo_window_weeks", 26, "Weeks among which they are looked for.", "003 §1.1.2 L272", 1),
    one_of(
        "sjo_hours_test",
        ("weekly", "average"),
        "Whether hours are tested week by week.",
        f"{INFERRED} B-04",
    ),
    one_of(
        "sjo_anchor",
        ("rolling", "from_first_job_start"),
        "Which 26 weeks are looked at.",
        f"{INFERRED} B-03",
    ),
    one_of(
        "sjo_gate",
        ("jo_accepted", "jo_paid"),
        "What must stand before a sustained claim.",
        f"{INFERRED} B-05",
    ),
)

_JOURNEY = (
    one_of(
        "start_event",
        ("started_on", "wfi1_attended", "referral_accepted"),
        "Which event makes a start.",
        f"{INFERRED} B-08; {PRODUCT}",
    ),
    Parameter(
        "wfi_required",
        "Work focused interviews each client is owed.",
        ParameterKind.TABLE,
        "mandatory=5; voluntary=0",
        "003 §2.1.3 L345",
    ),
    whole("wfi_interval_days", 28, "Days between interviews.", "003 App. adviser guide L2186", 1),
    one_of(
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
        f"{INFERRED} B-46",
    ),
    whole(
        "referral_lag_limit_days",
        28,
        "Days from referral to first interview that are too many.",
        NONE_IN_SOURCES,
    ),
    whole(
        "fta_followup_days",
        7,
        "Days within which a missed appointment is followed up.",
        NONE_IN_SOURCES,
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
    whole(
        "cm_contact_months",
        1,
        "Months between the contract manager's contacts.",
        "003 §3.1.4 L501",
        1,
    ),
    whole(
        "tppm_meeting_months",
        1,
        "Months between the provision manager's meetings.",
        "003 §3.1.4 L505",
        1,
    ),
    whole("case_review_days", 30, "Days between case reviews.", "003 §5.3.2 L928", 1),
    whole("observation_days", 30, "Days between observations of an adviser.", "003 §5.3.3 L932", 1),
    whole(
        "complaint_reply_days",
        10,
        "Working days in which a complaint is answered.",
        NONE_IN_SOURCES,
    ),
)

_FIGURES = (
    one_of(
        "monitoring_basis",
        ("original", "aspirational", "conversion", "month_on_month", "peers"),
        "What the contract is watched against, printed on every chart.",
        "003 §3.1.2 L467",
    ),
    one_of(
        "actual_origin",
        ("returned_or_counted", "returned", "counted"),
        "Whether the actual is the figure returned, or the one counted from client rows.",
        PRODUCT,
    ),
    one_of(
        "actual_stage",
        ("reported", "accepted", "paid"),
        "Which job outcomes are the actual: reported, accepted or paid.",
        f"{INFERRED} B-53",
    ),
    one_of(
        "actual_event",
        ("job_started_on", "claimed_on", "decided_on", "paid_on"),
        "Which event's date gives an outcome its month.",
        PRODUCT,
    ),
    share(
        "on_profile_from",
        "0.95",
        "Share of profile from which a contract is on profile.",
        NONE_IN_SOURCES,
    ),
    share(
        "below_from",
        "0.80",
        "Share of profile from which it is below; under it, well below.",
        NONE_IN_SOURCES,
    ),
    share(
        "direction_tolerance",
        "0.05",
        "How far three months may lie from the three before and "
        "still be level, as a share of them.",
        NONE_IN_SOURCES,
    ),
    share(
        "jo_variance_reason_below",
        "0.90",
        "Share of profile under which a month needs a reason.",
        NONE_IN_SOURCES,
    ),
    whole(
        "minimum_denominator",
        10,
        "Denominators under it are shown as counts only.",
        NONE_IN_SOURCES,
    ),
    whole(
        "small_cell_limit",
        5,
        "Counts of clients by need, benefit, age or readiness under it are not shown to who sees "
        "no clients.",
        NONE_IN_SOURCES,
    ),
    whole(
        "small_cell_rounding",
        1,
        "What such counts are rounded to for who sees no clients; 1 leaves them as they are.",
        PRODUCT,
        1,
    ),
)

ALL: dict[str, Parameter] = {
    each.code: each
    for group in (_PAYMENT, _OUTCOMES, _JOURNEY, JOURNEYS, _REVIEW, RETURNS, _FIGURES,
                  TARGET_REVIEWS)
    for each in group
}  # fmt: skip
