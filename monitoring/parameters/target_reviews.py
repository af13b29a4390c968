"""When do the figures give reason to hold a target review? Nothing here changes a target."""

from __future__ import annotations

from monitoring.parameters.entries import PRODUCT, share, whole
from monitoring.parameters.kinds import Parameter, ParameterKind

TARGET_REVIEWS: tuple[Parameter, ...] = (
    whole(
        "target_review_months",
        6,
        "Months in a row, far from profile, after which a target review is suggested.",
        PRODUCT,
        1,
    ),
    share(
        "target_review_below",
        "0.75",
        "Share of profile under which a month counts towards a target review.",
        PRODUCT,
    ),
    Parameter(
        "target_review_above",
        "Share of profile over which a month counts towards a target review.",
        ParameterKind.NUMBER,
        "1.25",
        PRODUCT,
    ),
    Parameter(
        "target_review_times",
        "How many times its best three months a contract would have to deliver.",
        ParameterKind.NUMBER,
        "1.5",
        PRODUCT,
    ),
)
