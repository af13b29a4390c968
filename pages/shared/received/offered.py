"""What can the visitor do with a return that stands: certify it, withdraw it, send it back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries.takeable import takeable
from pages.shared import loaders
from pages.shared.received import certifying, taking

if TYPE_CHECKING:
    from db.models import Submission
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor
    from pages.shared.received.standing import Waiting


def show(visitor: Visitor, one: Submission, parts: list[Sent], waiting: Waiting) -> None:
    """Offer what the visitor may do; nothing where nothing is theirs to do."""
    ids = {name: terms.contract_id for name, terms in loaders.contracts(visitor).items()}
    may = takeable(visitor.scope, one, parts, ids, waiting)
    if may.certify:
        certifying.offer(visitor, one, may.certify)
    if may.withdraw:
        taking.withdraw(visitor, one)
    if may.send_back:
        taking.send_back(visitor, one, may.send_back)
