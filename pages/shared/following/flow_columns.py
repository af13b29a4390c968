"""Which columns do the tables of referral flow have?"""

from __future__ import annotations

from pages.shared import tables

MONTHS = {
    "month": tables.month("Month", pinned=True),
    "referrals": tables.figure("Referrals"),
    "anticipated": tables.figure("Anticipated"),
    "percent": tables.percent("Of anticipated"),
    "mandatory": tables.figure("Mandatory"),
    "voluntary": tables.figure("Voluntary"),
    "mandatory_percent": tables.percent("Mandatory (%)"),
    "assumed_percent": tables.percent("Assumed (%)"),
}
WEEKS = {
    "week": tables.CONFIG.DateColumn("Week from", format="D MMM YYYY", pinned=True),
    "all": tables.figure("Referrals"),
    "mandatory": tables.figure("Mandatory"),
    "voluntary": tables.figure("Voluntary"),
}
WAITED = {
    "waited": tables.text("Waited", pinned=True),
    "waiting": tables.figure("Waiting"),
    "oldest_days": tables.figure("Longest wait (days)"),
}
OFFICES = {
    "office": tables.text("Office", pinned=True, width=220),
    "all": tables.figure("Referrals"),
    "mandatory": tables.figure("Mandatory"),
    "voluntary": tables.figure("Voluntary"),
}
ROWS = 13
