"""What is written down beside the store: who did or was refused what, and nothing personal?

The access log of architecture section 5. An entry is written at once and sealed later
(``db.audit.sealing``), so that nobody who reads waits for anybody who writes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import insert

from db import doors
from db.audit import sealing
from db.audit.marks import KEY_PURPOSE
from db.models import AccessEntry
from monitoring.reading.identifiers import masked

if TYPE_CHECKING:
    from datetime import datetime

    from db.scope import Principal
    from db.store import Store

CODE, NAME, DETAIL = 80, 200, 2000  # characters; what is longer is cut
CUT = "..."
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # they could fake a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did or was refused. ``detail`` holds rules and counts, never a value."""

    action: str  # send, look
    subject: str  # a dataset or a figure
    result: str  # refused, needs_confirmation, shown
    contract: str = ""
    detail: str = ""


def write(store: Store, principal: Principal, act: Act, now: datetime) -> int:
    """Write an act down in the journal, which no publication has to wait for; give its number.

    Whatever an entry is handed, it holds one line a text and no national insurance number or
    postcode.
    """
    entry = {
        "at": now.astimezone(UTC),
        "by_user": _line(principal.login, NAME),
        "action": plain(act.action, CODE),
        "subject": plain(act.subject, NAME),
        "contract": plain(act.contract, CODE),
        "result": plain(act.result, CODE),
        "detail": plain(act.detail, DETAIL),
    }
    with doors.journal(store) as session:
        sealing.begin_entry(session)
        added = insert(AccessEntry).values(**entry).returning(AccessEntry.entry_id)
        number = session.execute(added).scalar_one()
        sealing.seal_when_due(session, store.key(KEY_PURPOSE), str(entry["by_user"]), now)
    return number


def plain(text: str, longest: int) -> str:
    r"""Give a text as an entry may hold it: one line, no identifier, no longer than this.

    >>> plain("returns\nadmin signed in", 80)
    'returns?admin signed in'
    """
    return _line(masked(text), longest)


def _line(text: str, longest: int) -> str:
    shown = "".join("?" if unicodedata.category(one) in _NOT_SHOWN else one for one in text)
    return shown if len(shown) <= longest else shown[: longest - len(CUT)] + CUT
