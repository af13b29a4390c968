"""Is a month unusual, or only as different from the last as months always were?

Statistical process control as the NHS teaches it in Making Data Count; ``docs/deviations.md`` says
where this differs from its published tools, and why.
"""

from monitoring.spc.control import SERIES, control, rebased_from
from monitoring.spc.limits import FIXED_AFTER, TRIAL_UNDER, Chart, chart_for
from monitoring.spc.readings import Assurance, Reading, assurance, reading
from monitoring.spc.rules import Point, Signal

__all__ = [
    "FIXED_AFTER",
    "SERIES",
    "TRIAL_UNDER",
    "Assurance",
    "Chart",
    "Point",
    "Reading",
    "Signal",
    "assurance",
    "chart_for",
    "control",
    "reading",
    "rebased_from",
]
