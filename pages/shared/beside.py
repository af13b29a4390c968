"""How does one contract's measure stand beside every profile set it has?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.reports import beside as reports
from pages.shared import loaders

if TYPE_CHECKING:
    from db.reports import View
    from db.reports.beside import Beside
    from pages.shared.identity import Visitor


def beside(visitor: Visitor, view: View) -> Beside:
    """Give one contract's measure beside every profile set it has."""
    asked = ("beside", view)
    made: Beside = loaders.read(
        visitor, asked, lambda session: reports.beside(session, view, loaders.now())
    )
    return made
