"""Which picture shows it? A frame in, a plotly figure out, with the same colours everywhere."""

from monitoring.charts.control import control_chart
from monitoring.charts.events import Mark, mark_events, numbered
from monitoring.charts.flow import Part, stacked, waits
from monitoring.charts.funnel import funnel_chart
from monitoring.charts.history import small_line
from monitoring.charts.profile import cumulative_vs_profile, profile_vs_actual
from monitoring.charts.sets import profile_sets
from monitoring.charts.sources import source_differences
from monitoring.charts.steps import steps

__all__ = [
    "Mark",
    "Part",
    "control_chart",
    "cumulative_vs_profile",
    "funnel_chart",
    "mark_events",
    "numbered",
    "profile_sets",
    "profile_vs_actual",
    "small_line",
    "source_differences",
    "stacked",
    "steps",
    "waits",
]
