"""Which contracts are looked at on the page of deadlines?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.reports import View
from pages.shared import choices, loaders, pickers

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

AHEAD = 100
"""Days ahead: the next quarter's deadlines."""


def chosen(visitor: Visitor) -> View:
    """Show the choices in a row; give what they ask for."""
    with pickers.in_a_row():
        of = choices.programme(visitor)
        every = {"": "All contracts"} | {
            name: name
            for name, terms in loaders.contracts(visitor).items()
            if of is None or terms.programme == of.code
        }
        contract = pickers.one("contract", "Contract", every, width=210)
        when = choices.as_at()
    return View(
        programme=of.code if of else None, contract=contract or None, as_at=when
    )
