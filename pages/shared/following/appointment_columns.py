"""Which columns do the tables of appointments have?"""

from __future__ import annotations

from pages.shared import tables

DAY = "D MMM YYYY"
_BOOKED = {
    "due": tables.figure("Due"),
    "attended": tables.figure("Attended"),
    "fta": tables.figure("Missed"),
    "percent": tables.percent("Missed (%)"),
}
MONTHS = {
    "month": tables.month("Month", pinned=True),
    **_BOOKED,
    "cancelled": tables.figure("Cancelled"),
    "slots": tables.figure("Slots"),
    "slots_used": tables.figure("Slots used"),
    "double_booked": tables.figure("Booked twice"),
    "group_sessions": tables.figure("Group (not permitted)"),
    "warm_ups": tables.figure("Warm-ups"),
}
NUMBERS = {
    "named": tables.text("Interview", pinned=True, width=170),
    **_BOOKED,
    "planned_each": tables.CONFIG.NumberColumn("Minutes planned", format="%.0f"),
    "minutes_each": tables.CONFIG.NumberColumn("Minutes held", format="%.0f"),
    "unmeasured": tables.figure("Without minutes"),
    "group_sessions": tables.figure("Group (not permitted)"),
}
SITES = {
    "site": tables.text("Site", pinned=True, width=180),
    "client_category": tables.text("Clients", width=110),
    **_BOOKED,
    "slots": tables.figure("Slots"),
    "slots_used": tables.figure("Slots used"),
    "slot_percent": tables.percent("Slots used (%)"),
}
FOLLOWED = {
    "month": tables.month("Month", pinned=True),
    "ftas": tables.figure("Missed"),
    "in_time": tables.figure("Followed up in time"),
    "late": tables.figure("Late"),
    "none": tables.figure("Not at all"),
    "percent": tables.percent("Not at all (%)"),
    "still_time": tables.figure("Still time"),
}
AGES = {
    "missed": tables.text("Missed", pinned=True, width=180),
    "ftas": tables.figure("Not followed up"),
}
OPEN = {
    "client_ref": tables.text("Client", pinned=True),
    "scheduled_on": tables.CONFIG.DateColumn("Booked for", format=DAY),
    "wfi_no": tables.figure("Interview"),
    "days_since": tables.figure("Days since"),
    "site": tables.text("Site"),
}
REASONS = {
    "reason": tables.text("Reason", pinned=True, width=220),
    "deferrals": tables.figure("Deferrals"),
    "running": tables.figure("Running"),
    "review_overdue": tables.figure("Review overdue"),
    "ended": tables.figure("Ended"),
    "percent": tables.percent("Of open referrals"),
}
REGISTER = {
    "client_ref": tables.text("Client", pinned=True),
    "said": tables.text("State"),
    "reason": tables.text("Reason", width=220),
    "from_on": tables.CONFIG.DateColumn("From", format=DAY),
    "review_on": tables.CONFIG.DateColumn("Review on", format=DAY),
    "to_on": tables.CONFIG.DateColumn("Until", format=DAY),
    "approved_by_role": tables.text("Approved by"),
}
