"""Which rules, shares and thresholds does a contract run under, and which were in force when?

Every one is an effective-dated parameter of its contract; what stands here is only what is assumed
until a contract says otherwise, and what it may say. Source: requirements.md C.4.
"""

from monitoring.parameters.force import (
    SHARES_OF_VALUE,
    TARGET_PREFIX,
    Setting,
    contradictions,
    in_force,
    parameter,
    parse,
)
from monitoring.parameters.kinds import Parameter, ParameterError, ParameterKind, Value
from monitoring.parameters.register import ALL

__all__ = [
    "ALL",
    "SHARES_OF_VALUE",
    "TARGET_PREFIX",
    "Parameter",
    "ParameterError",
    "ParameterKind",
    "Setting",
    "Value",
    "contradictions",
    "in_force",
    "parameter",
    "parse",
]
