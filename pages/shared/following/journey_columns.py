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
LOST = {
    "month": tables.month("Started in", pinned=True),
    "starts": tables.figure("Starts"),
    "ineligible": tables.figure("Ineligible"),
    "eligible": tables.figure("Eligible"),
    "job_outcomes": tables.figure("Job outcomes"),
    "percent": tables.percent("Conversion"),
    "eligible_percent": tables.percent("Of eligible"),
    "interviews": tables.figure("Interviews lost"),
    "hours_lost": tables.CONFIG.NumberColumn("Hours lost", format="%.1f"),
    "provision": tables.figure("Services lost"),
}
LEAST = {
    "site": tables.text("Site", pinned=True, width=200),
    "starts": tables.figure("Mandatory starts"),
    "met": tables.figure("Met"),
    "percent": tables.percent("Met (%)"),
    "on_course": tables.figure("On course"),
    "behind": tables.figure("Behind"),
    "left_short": tables.figure("Left with fewer"),
    "cmp": tables.figure("Condition management"),
}
EACH = {
    "client_ref": tables.text("Client", pinned=True),
    "site": tables.text("Site"),
    "held": tables.figure("Held"),
    "owed": tables.figure("Owed"),
    "said": tables.text("State"),
    "cmp": tables.CONFIG.CheckboxColumn("Condition management"),
}
SERVICES = {
    "service": tables.text("Service", pinned=True, width=220),
    "referred": tables.figure("Referred"),
    "attended": tables.figure("Attended"),
    "completed": tables.figure("Completed"),
    "no_take_up": tables.figure("No take-up"),
    "percent": tables.percent("Of mandatory starts"),
}
