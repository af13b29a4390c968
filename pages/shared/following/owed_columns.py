"""Which columns do the tables of what was spent and owed have?"""

from __future__ import annotations

from pages.shared import tables

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
