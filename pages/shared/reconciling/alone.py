"""How many starts has each contract that nobody referred: what the home page says of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.reports import View, reconcile
from pages.shared import loaders

if TYPE_CHECKING:
    from pages.shared.identity import Visitor


def unreferred(visitor: Visitor, view: View) -> dict[str, int]:
    """Give how many starts stand alone in each contract whose clients are the visitor's.

    Read apart from the rest, because what people write does not change it.
    """
    found: dict[str, int] = loaders.read(
        visitor,
        ("unreferred", view),
        lambda session: reconcile.unreferred(session, view, loaders.now()),
    )
    return found
