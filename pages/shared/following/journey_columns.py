"""Which columns do the tables of the client's journey have?"""

from __future__ import annotations

from pages.shared import tables

FUNNEL = {
    "named": tables.text("Step", pinned=True, width=190),
    "people": tables.figure("People"),
    "percent": tables.bar("Of those referred"),
    "before_named": tables.text("Reached from", width=190),
    "both": tables.figure("Came on"),
    "percent_before": tables.percent("Of the step before"),
    "median_days": tables.figure("Median days between"),
}
WAITS = {
    "month": tables.month("Referred in", pinned=True),
    "referred": tables.figure("Referred"),
    "started": tables.figure("Seen"),
    "waiting": tables.figure("Waiting"),
    "left": tables.figure("Left unseen"),
    "median_days": tables.figure("Median days"),
    "p90_days": tables.figure("Nine in ten (days)"),
    "over_percent": tables.percent("Over the limit"),
}
_OWED = {
    "due": tables.figure("Due"),
    "held": tables.figure("Held"),
    "on_time": tables.figure("In time"),
    "timely_percent": tables.percent("In time (%)"),
    "overdue": tables.figure("Overdue"),
    "deferred": tables.figure("Deferred"),
    "ended": tables.figure("Left first"),
}
MONTHS = {"month": tables.month("Due in", pinned=True), **_OWED}
NUMBERS = {"wfi_no": tables.figure("Interview"), **_OWED}
DEVIATION = {
    "from_due": tables.text("Held", pinned=True, width=200),
    "held": tables.figure("Interviews"),
}
OVERDUE = {
    "client_ref": tables.text("Client", pinned=True),
    "wfi_no": tables.figure("Interview"),
    "due_on": tables.CONFIG.DateColumn("Due on", format="D MMM YYYY"),
    "days_overdue": tables.figure("Days overdue"),
    "site": tables.text("Site"),
}
ASSESSMENTS = {
    "named": tables.text("Assessment", pinned=True, width=260),
    "requested": tables.figure("Asked for"),
    "completed": tables.figure("Completed"),
    "received": tables.figure("With the provider"),
    "open": tables.figure("Open"),
    "completed_not_received": tables.figure("Completed, not received"),
    "median_days": tables.figure("Median days"),
    "p90_days": tables.figure("Nine in ten (days)"),
    "oldest_open_days": tables.figure("Oldest open (days)"),
}
