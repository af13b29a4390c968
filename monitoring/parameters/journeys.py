"""What is a client's journey measured against: the benefit change, the minutes of an interview?"""

from __future__ import annotations

from monitoring.parameters.kinds import Parameter, ParameterKind

JOURNEYS: tuple[Parameter, ...] = (
    Parameter(
        "esa_from",
        "Day from which new claims are for Employment and Support Allowance; charts mark it.",
        ParameterKind.DATE,
        "2008-10-27",
        "003 §1.1.1 L249",
    ),
    Parameter(
        "wfi_minutes",
        "Minutes an interview is planned to take, by its number.",
        ParameterKind.TABLE,
        "1=30; 2=30; 3=30; 4=30; 5=30",
        "003 §4.4.1 L804",
    ),
)
