"""Under which key are a file's identifiers replaced, so that they are never kept?

The key is derived from the secret, which stands outside the store, and is one for every source of
a programme: the same person is the same reference in the extracts of all of them.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Contract
from db.names import name_key
from monitoring.findings import Unreadable, refuses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from db.store import Store
    from monitoring.mappings import Mapping
    from monitoring.reading.table import TextTable

DIGEST, MARK = 10, 3  # bytes of the reference, and of the mark by which one is known again
SEVERAL = refuses(
    "several_programmes",
    "The file names contracts of several programmes, and identifiers are replaced under the key of "
    "one. Send a file for each programme.",
)


def keyed_reference(store: Store, programme: str) -> Callable[[str], str]:
    """Give the keyed replacement of an identifier, the same for every source of a programme.

    A reference made under the same key is left as it is, so that a file that was cleaned can be
    read again through the same mapping.
    """
    key = store.key(f"reference:{programme}")

    def marked(reference: str) -> str:
        mark = hashlib.blake2b(reference.encode(), key=key, digest_size=MARK, person=b"mark")
        return reference + mark.hexdigest()

    def keyed(text: str) -> str:
        given = text.strip().lower()
        if len(given) == 2 * (DIGEST + MARK) and hmac.compare_digest(
            given.encode(), marked(given[: 2 * DIGEST]).encode()
        ):
            return given
        form = name_key(text).encode()
        return marked(hashlib.blake2b(form, key=key, digest_size=DIGEST).hexdigest())

    return keyed


def programme_of(session: Session, mapping: Mapping, table: TextTable, contract: str | None) -> str:
    """Give the programme of the contracts a file is about; blank where none of them is known.

    Raises
    ------
    Unreadable
        If they are of several programmes.
    """
    named = {contract} if contract else _contracts(mapping, table)
    known = select(Contract.programme).where(Contract.reference.in_(sorted(named))).distinct()
    found = list(session.scalars(known)) if named else []
    if len(found) > 1:
        raise Unreadable(SEVERAL)
    return found[0] if found else ""


def _contracts(mapping: Mapping, table: TextTable) -> set[str]:
    """Give the contracts a file names, once the mapping has read them; identifiers are blanked."""
    made = mapping.apply(table, lambda _: "")
    if "contract" not in made.headers:
        return set()
    place = made.headers.index("contract")
    return {text.strip() for texts in _columns(made, place) for text in texts}


def _columns(table: TextTable, place: int) -> Iterable[list[str]]:
    return (batch.columns[place] for batch in table.batches())
