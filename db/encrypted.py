"""How is what nobody has published yet kept so that only this store can read it?

AES-256-GCM with a key of its own purpose, derived from the store's secret, and a nonce drawn anew
each time. What a text belongs to is sealed in with it, so that neither a changed text nor one put
in another's place is believed. An earlier version compressed and sealed and did not encrypt: what
it kept carries its seal, is opened once more, and is encrypted when anybody next looks at the list.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from db.errors import StoreError
from db.models import UploadDraft, UploadDraftFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

NONCE = 12  # bytes, as the standard asks (NIST SP 800-38D, 8.2.2)
PURPOSE, MARKS_PURPOSE = "unfinished returns, encrypted", "unfinished returns, marks"
SEALED_PURPOSE = "unfinished returns"
DAMAGED = "What was kept of these returns is damaged. Throw it away and send the files again."


def write_state(store: Store, row: UploadDraft, state: bytes) -> None:
    """Put what was said so far into its row; of another version of the draft it is not believed."""
    row.state = _encrypted(store, f"{row.draft_id} {row.version}", state)
    row.seal = ""


def state_of(store: Store, row: UploadDraft) -> bytes:
    """Give what was said so far; raises ``StoreError`` where it is not what was kept."""
    about = f"{row.draft_id} {row.version}"
    if row.seal:
        return _unsealed(store, about, row.state, row.seal)
    return _decrypted(store, about, row.state)


def file_row(store: Store, draft_id: str, place: int, data: bytes) -> UploadDraftFile:
    """Give the row that keeps a file of a draft."""
    row = UploadDraftFile(draft_id=draft_id, place=place)
    _write_file(store, row, data)
    return row


def file_of(store: Store, row: UploadDraftFile) -> bytes:
    """Give a file that was kept; raises ``StoreError`` where it is not what was kept."""
    about = f"{row.draft_id} {row.sha256}"
    if row.seal:
        return _unsealed(store, about, row.content, row.seal)
    return _decrypted(store, about, row.content)


def mark(store: Store, data: bytes) -> str:
    """Give a text that tells whether bytes are the same, to nobody without the store's secret."""
    return hmac.digest(store.key(MARKS_PURPOSE), data, hashlib.sha256).hex()


def encrypt_what_was_sealed(store: Store, session: Session) -> None:
    """Encrypt what an earlier version kept; what is damaged stays as it is, told of later."""
    for row in session.scalars(select(UploadDraft).where(UploadDraft.seal != "")):
        with suppress(StoreError):
            write_state(store, row, state_of(store, row))
    for file in session.scalars(select(UploadDraftFile).where(UploadDraftFile.seal != "")):
        with suppress(StoreError):
            _write_file(store, file, file_of(store, file))


def _write_file(store: Store, row: UploadDraftFile, data: bytes) -> None:
    row.sha256 = mark(store, data)
    row.content = _encrypted(store, f"{row.draft_id} {row.sha256}", data)
    row.seal = ""


def _encrypted(store: Store, about: str, data: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    packed = zlib.compress(data, level=3)
    return nonce + AESGCM(store.key(PURPOSE)).encrypt(nonce, packed, about.encode())


def _decrypted(store: Store, about: str, content: bytes) -> bytes:
    nonce, rest = content[:NONCE], content[NONCE:]
    try:
        packed = AESGCM(store.key(PURPOSE)).decrypt(nonce, rest, about.encode())
    except (InvalidTag, ValueError):
        raise StoreError(DAMAGED) from None
    return zlib.decompress(packed)


def _unsealed(store: Store, about: str, content: bytes, seal: str) -> bytes:
    said = about.encode() + b"\0" + content
    right = hmac.digest(store.key(SEALED_PURPOSE), said, hashlib.sha256).hex()
    if not hmac.compare_digest(right, seal):
        raise StoreError(DAMAGED)
    return zlib.decompress(content)
