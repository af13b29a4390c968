"""What was sent, as far as the visitor may see it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries import submissions
from pages.shared import loaders

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor


def sent(visitor: Visitor) -> list[Sent]:
    """Give what was sent for the visitor's contracts, the latest first, one row a contract."""
    made: list[Sent] = loaders.read(visitor, ("sent",), submissions.submissions)
    return made
