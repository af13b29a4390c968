"""Which promises about a contract have come due, as far as the visitor may read them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.publishing.request import CallError
from db.reports import View
from db.reports import board as boards
from monitoring import promises
from pages.shared import loaders, written

if TYPE_CHECKING:
    from monitoring.promises import Due
    from pages.shared.identity import Visitor

MOST = 3
"""More than this is for the page about them."""


def due(visitor: Visitor, contract: str) -> list[Due]:
    """Give the few promises that are latest; what was not known then has none."""
    view = View(contract=contract)
    try:
        found = written.read(visitor, lambda session: boards.board(session, view, loaders.now()))
    except CallError:
        return []
    return promises.due(found.promised, found.on)[:MOST]
