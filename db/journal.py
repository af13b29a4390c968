"""What is written down beside the store: refusals and looks at client rows, nothing personal?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from db import doors
from db.models import AccessEntry

if TYPE_CHECKING:
    from datetime import datetime

    from db.scope import Principal
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did or was refused. ``detail`` holds rules and counts, never a value."""

    action: str  # send, look
    subject: str  # a dataset or a figure
    result: str  # refused, needs_confirmation, shown
    contract: str = ""
    detail: str = ""


def write(store: Store, principal: Principal, act: Act, now: datetime) -> None:
    """Write an act down in the journal, which no publication has to wait for."""
    entry = {
        "at": now,
        "by_user": principal.login,
        "action": act.action,
        "subject": act.subject,
        "contract": act.contract,
        "result": act.result,
        "detail": act.detail,
    }
    with doors.journal(store) as session:
        session.execute(insert(AccessEntry).values(**entry))
