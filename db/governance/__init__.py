"""How is it written down what was promised, noted, asked and agreed about a contract?

Every rule of ``monitoring.governance`` is held here, in the transaction that writes, whoever calls.
"""

from db.governance.duties import (
    add_contact,
    change_contact,
    hand_over,
    set_responsibility,
)
from db.governance.items import raise_item, take_step
from db.governance.meetings import Held, hold
from db.governance.notes import correct, note, take_back
from db.governance.requests import ask, settle

__all__ = [
    "Held",
    "add_contact",
    "ask",
    "change_contact",
    "correct",
    "hand_over",
    "hold",
    "note",
    "raise_item",
    "set_responsibility",
    "settle",
    "take_back",
    "take_step",
]
