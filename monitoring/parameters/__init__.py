"""Which rules, shares and thresholds does a contract run under, and which were in force when?

Every one is an effective-dated parameter of its contract; what stands here is only what is assumed
until a contract says otherwise, and what it may say. A programme may bring defaults of its own,
which come before the product's. Source: requirements.md C.4.
"""

from monitoring.parameters.force import (
    BANDS_PREFIX,
    REBASE_PREFIX,
    SHARES_OF_VALUE,
    TARGET_PREFIX,
    TOLERANCE_PREFIX,
    TOLERANCE_SHARE_PREFIX,
    Setting,
    contradictions,
    default_text,
    in_force,
    parameter,
    parse,
)
from monitoring.parameters.kinds import COLOURS, Parameter, ParameterError, ParameterKind, Value
from monitoring.parameters.register import ALL

__all__ = [
    "ALL",
    "BANDS_PREFIX",
    "COLOURS",
    "REBASE_PREFIX",
    "SHARES_OF_VALUE",
    "TARGET_PREFIX",
    "TOLERANCE_PREFIX",
    "TOLERANCE_SHARE_PREFIX",
    "Parameter",
    "ParameterError",
    "ParameterKind",
    "Setting",
    "Value",
    "contradictions",
    "default_text",
    "in_force",
    "parameter",
    "parse",
]
