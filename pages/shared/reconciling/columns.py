"""Which columns do the tables of reconciliation have?"""

from __future__ import annotations

from pages.shared import tables

IN_VIEW = 12
CLASSES = {
    "named": tables.text("Class", pinned=True, width=290),
    "count": tables.figure("Keys"),
    "share": tables.percent("Share"),
    "meaning": tables.text("What it means", width=470),
}
ROWS = {
    "client_ref": tables.text("Client", pinned=True, width=120),
    "left": tables.day("Left day"),
    "right": tables.day("Right day"),
    "reason": tables.text("What is known", width=430),
    "status": tables.text("State", width=80),
    "known_since": tables.day("Seen since"),
}
TREND = {
    "month": tables.month("Month", pinned=True),
    "matched": tables.figure("In both"),
    "union": tables.figure("In either"),
    "rate": tables.percent("Match rate"),
    "unexplained": tables.figure("Unexplained"),
    "unexplained_share": tables.percent("Unexplained (%)"),
}
RATES = {
    "prime": tables.text("Provider", pinned=True, width=170),
    "contract": tables.text("Contract", width=90),
    "records": tables.text("Records", width=330),
    "matched": tables.figure("In both"),
    "union": tables.figure("In either"),
    "rate": tables.percent("Match rate"),
    "unexplained": tables.figure("Unexplained"),
}
TIMING = {
    "month": tables.month("Month", pinned=True),
    "left": tables.figure("Left rows"),
    "right": tables.figure("Right rows"),
    "gap": tables.figure("Gap"),
    "timing": tables.figure("Of it timing"),
    "rest": tables.figure("What is left"),
}
LIKELY = {
    "left_ref": tables.text("Left reference", pinned=True, width=130),
    "right_ref": tables.text("Right reference", width=130),
    "left": tables.day("Left day"),
    "right": tables.day("Right day"),
    "days_apart": tables.figure("Days apart"),
    "reason": tables.text("Why", width=360),
}
LEAVERS = {
    "client_ref": tables.text("Client", pinned=True, width=120),
    "left": tables.day("Left on"),
    "reason": tables.text("Reason", width=190),
    "started": tables.day("Started on"),
    "days_since": tables.figure("Days since"),
}
