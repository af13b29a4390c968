"""When do returns fall due and close, what is asked about, and how far may sources lie apart?"""

from __future__ import annotations

from monitoring.parameters.entries import NONE_IN_SOURCES, PRODUCT, one_of, share, whole
from monitoring.parameters.kinds import Parameter, ParameterKind

RETURNS: tuple[Parameter, ...] = (
    whole("return_due_days", 7, "Days after a month ends on which its return falls due.", PRODUCT),
    whole(
        "plmi_due_days",
        7,
        "Days after a month ends on which PLMI falls due.",
        "requirements.md AT-07",
    ),
    whole("lms_due_days", 7, "Days after a month ends on which LMS falls due.", PRODUCT),
    whole(
        "payments_due_days",
        20,
        "Days after a month ends on which the payment office's figures fall due.",
        PRODUCT,
    ),
    whole("partner_return_days", 7, "Days between a partner's returns.", "003 §3.2.2 L561", 1),
    whole(
        "close_days",
        20,
        "Days after a return fell due on which its month closes.",
        "inference, requirements.md C.4",
    ),
    whole(
        "release_days",
        10,
        "Days before a partner's return reaches the department.",
        "inference from 003 §3.2.2",
    ),
    one_of(
        "certified_returns",
        ("none", "monthly_return", "every_return"),
        "Which of the provider's returns a named person certifies before they count as certified.",
        PRODUCT,
    ),
    Parameter(
        "certified_by_another",
        "Whether who certifies a return must be somebody else than who sent it.",
        ParameterKind.YES_NO,
        "yes",
        PRODUCT,
    ),
    whole(
        "swing_count",
        50,
        "A resent total moves by at least so many before it is asked about.",
        "interface of record",
    ),
    share(
        "swing_share",
        "0.25",
        "A resent total moves by at least such a share before it is asked about.",
        "interface of record",
    ),
    whole(
        "referral_date_tolerance_days",
        2,
        "Days two records of a referral may lie apart and still agree.",
        "requirements.md AT-08",
    ),
    whole(
        "duplicate_within_days",
        28,
        "Days within which a client held twice by one record and once by another is a duplicate.",
        PRODUCT,
    ),
    whole(
        "referral_notice_days",
        7,
        "Days after a referral by which the provider is told of it; later is late.",
        PRODUCT,
    ),
    whole(
        "referral_receipt_days",
        7,
        "Days after the notice of a referral by which the provider's record holds it.",
        PRODUCT,
    ),
    whole(
        "ineligible_within_days",
        70,
        "Days after a referral within which being found ineligible explains that there is no more.",
        PRODUCT,
    ),
    whole(
        "payment_days",
        56,
        "Days after a claim was accepted by which the payment office has paid it.",
        PRODUCT,
    ),
    whole(
        "reconciliation_tolerance",
        0,
        "How far two figures may lie apart and still agree.",
        NONE_IN_SOURCES,
    ),
    whole(
        "difference_tolerance",
        0,
        "Differences of a month up to which those nobody wrote about are closed by themselves; "
        "difference_tolerance.MEASURE for one measure.",
        NONE_IN_SOURCES,
    ),
    share(
        "difference_tolerance_share",
        "0",
        "The same as a share of the people of the month; difference_tolerance_share.MEASURE.",
        NONE_IN_SOURCES,
    ),
    one_of(
        "reliability_grade",
        ("B", "A", "C", "D"),
        "Grade of reliability below which what is set against money is provisional.",
        PRODUCT,
    ),
    Parameter(
        "reconcile_from",
        "First month in which records are compared.",
        ParameterKind.MONTH,
        "contract start",
        "inference, requirements.md C.4",
    ),
)
