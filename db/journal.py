"""What is written down beside the store: who did or was refused what, and nothing personal?

The access log of architecture section 5. An entry is written at once and sealed later
(``db.audit.sealing``), so that nobody who reads waits for anybody who writes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import insert

from db import doors
from db.audit import sealing
from db.audit.marks import KEY_PURPOSE
from db.engines import DOOR
from db.models import AccessEntry
from db.scope import Principal
from monitoring.reading.identifiers import masked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports import Report
    from db.store import Store

CODE, NAME, DETAIL = 80, 200, 2000  # characters; what is longer is cut
CUT = "..."
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # they could fake a line


class Deed(StrEnum):
    """What is written down in the access log.

    What is published (returns, withdrawals, certificates, purges, rules, closed months) stands in
    the chain of publications and not here again.
    """

    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    OPEN = "open"  # a page, or what an address or a call named: refused
    LOOK = "look"  # rows about single people were shown
    EXPORT = "export"  # a file was taken away, by the browser or from the terminal
    SEND = "send"  # a file that was not published
    GO_ON = "go on"  # with an unfinished return
    REMIND = "remind"
    SAVE_MAPPING = "save mapping"
    WORKLIST = "work on differences"  # steps about them, by number
    BIND = "bind"  # a person to the account at the provider they first signed in with
    RELEASE = "release"  # from it
    ADD_PERSON = "add person"
    INVITE = "invite person"
    APPROVE = "approve person"
    DISABLE_PERSON = "disable person"
    END_SITTINGS = "sign person out"
    GRANT = "grant"
    COVER = "cover for leave"
    END_ROLE = "end role"
    REVIEW_ACCESS = "review access"
    BACKUP = "backup"
    RESTORE = "restore"
    DESTROY = "destroy"  # entries of this log, under the retention schedule
    PURGE = "purge"  # copies of what was purged before
    VERIFY = "verify"  # whether both logs are as they were written


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did or was refused. ``detail`` holds rules and counts, never a value."""

    action: Deed
    subject: str  # a dataset, figure, page, report, person or file
    result: str  # refused, needs_confirmation, shown, made
    contract: str = ""
    detail: str = ""


def write(store: Store, principal: Principal, act: Act, now: datetime) -> int:
    """Write an act down in the journal, which no publication has to wait for; give its number.

    Whatever an entry is handed, it holds one line a text and no national insurance number or
    postcode.
    """
    entry = {
        "at": now.astimezone(UTC),
        "by_user": plain(principal.login, NAME),
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


def with_the_session(session: Session, act: Act, now: datetime) -> None:
    """Write an act down when the publisher of this session is about to commit, else not at all.

    If it cannot be written down, nothing is committed.
    """
    door: doors.Door = session.info[DOOR]
    who = Principal(door.scope.login, "")
    door.before_commit.append(lambda: write(door.store, who, act, now))


def taken(store: Store, principal: Principal, report: Report, now: datetime) -> None:
    """Write down that a report was taken away from the terminal."""
    about = {"rows": len(report.frame), **report.parameters, "as_at": report.as_at.isoformat()}
    act = Act(
        action=Deed.EXPORT,
        subject=f"report {report.name}",
        contract=str(about.get("contract") or ""),
        result="taken",
        detail=told(about),
    )
    write(store, principal, act, now)


def told(about: Mapping[str, object]) -> str:
    """Give what an entry says of an export: names and values, blanks left out.

    >>> told({"rows": 12, "measure": None, "from": "2009-01"})
    'rows 12, from 2009-01'
    """
    return ", ".join(f"{name} {value}" for name, value in about.items() if value not in (None, ""))


def plain(text: str, longest: int) -> str:
    r"""Give a text as an entry may hold it: one line, no identifier, no longer than this.

    >>> plain("returns\nadmin signed in", 80)
    'returns?admin signed in'
    """
    return _line(masked(text), longest)


def _line(text: str, longest: int) -> str:
    shown = "".join("?" if unicodedata.category(one) in _NOT_SHOWN else one for one in text)
    return shown if len(shown) <= longest else shown[: longest - len(CUT)] + CUT
