"""Fifty identifiers of nobody, each with a mark, and where they must never be found again."""

from __future__ import annotations

import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors
from db.models import Base, JournalBase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store import Store

NUMBERS = tuple(f"QQ7351{one:02}C" for one in range(10))  # QQ is given to nobody
POSTCODES = tuple(f"AB99 9{one}" for one in ("AA", "AB", "AD", "AE", "BA", "BB", "BD", "BE"))
NAMES = tuple(f"Kanaria Ottolinsky{one}" for one in range(10))
MAILS = tuple(f"kanaria{one}@people.example" for one in range(8))
PHONES = tuple(f"07700 90073{one}" for one in range(7))  # a range kept for plays
CASES = tuple(f"KANREF-735{one}" for one in range(7))
ALL = (*NUMBERS, *POSTCODES, *NAMES, *MAILS, *PHONES, *CASES)
RECOGNISED = (*NUMBERS, *POSTCODES)
"""What the product can tell to be an identifier wherever it stands."""


def found(text: str, among: Iterable[str] = ALL) -> list[str]:
    """Give those that stand in a text, however it is written."""
    plain = text.replace("\\u0020", " ").lower()
    return [one for one in among if one.lower() in plain or one.lower().replace(" ", "+") in plain]


def kept(store: Store) -> str:
    """Give all that stands in the store and in the journal, also what is compressed."""
    told: list[str] = []
    for base, door in ((Base, doors.owner), (JournalBase, doors.journal)):
        with door(store) as session:
            for table in base.metadata.sorted_tables:
                for row in session.execute(select(table)):
                    told += [_text(value) for value in row]
    return "\n".join(told)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        with suppress(zlib.error):
            value = zlib.decompress(value)
        return value.decode("latin-1")
    return str(value)


def rows(header: list[str], *, width: int = len(ALL)) -> list[list[str]]:
    """Give rows in which every column holds one identifier after the other."""
    turned = [[ALL[(at + place * 7) % len(ALL)] for place, _ in enumerate(header)]
              for at in range(len(ALL))]
    return list(islice(turned, width))
