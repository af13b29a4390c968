"""What did people write about a contract, as far as this person may read it?

Each read takes a contract's reference and an instant (None: now). The walls show a reader only what
was written for them, so how a thing stands is how it stands for who asks.
"""

from db.queries.governance.duties import assignments, contacts, handovers, labels, matrix
from db.queries.governance.items import item, items, open_items
from db.queries.governance.meetings import cancelled, meetings
from db.queries.governance.notes import events, notes
from db.queries.governance.promised import last_reviews, promised
from db.queries.governance.requests import held_already, request, requests

__all__ = [
    "assignments",
    "cancelled",
    "contacts",
    "events",
    "handovers",
    "held_already",
    "item",
    "items",
    "labels",
    "last_reviews",
    "matrix",
    "meetings",
    "notes",
    "open_items",
    "promised",
    "request",
    "requests",
]
