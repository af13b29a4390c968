"""Who looked at what, who was refused, what has a person already seen, what is not sent yet?

Kept beside the store (a second file on SQLite, a schema of its own on PostgreSQL), so that
reading and signing in go on while a large file is published.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import JournalBase
from db.types import Code, Moment, Name


class AccessEntry(JournalBase):
    """One sign-in, refusal, view of client rows, export or edit. Holds nothing of a client's.

    Written by ``db.journal`` alone, sealed in batches (``AccessSeal``) and never changed.
    """

    __tablename__ = "access_entry"
    __table_args__ = (
        Index("ix_access_entry_at", "at"),
        Index("ix_access_entry_by_user_at", "by_user", "at"),
        Index("ix_access_entry_action_at", "action", "at"),
        Index("ix_access_entry_contract_at", "contract", "at"),
        Index("ix_access_entry_result_at", "result", "at"),
    )

    entry_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]
    by_user: Mapped[Name]
    action: Mapped[Code]
    subject: Mapped[Name]  # a dataset, page, report or submission
    contract: Mapped[Code]
    result: Mapped[Code]
    detail: Mapped[str] = mapped_column(Text)


class AccessSeal(JournalBase):
    """What vouches for a run of access entries: a keyed mark of each, chained to the seal before.

    Never changed; made by ``db.audit.sealing`` alone.
    """

    __tablename__ = "access_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_entry: Mapped[int]
    last_entry: Mapped[int]
    entries: Mapped[int]  # how many: numbers may be left out where a writing was undone
    sealed_at: Mapped[Moment]
    sealed_by: Mapped[Name]
    marks: Mapped[bytes] = mapped_column(LargeBinary)  # as ``db.audit.marks`` writes them
    previous_hash: Mapped[str] = mapped_column(String(64))
    seal_hash: Mapped[str] = mapped_column(String(64))


class Visit(JournalBase):
    """When a person last looked at a page, and the time before that."""

    __tablename__ = "visit"

    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    page: Mapped[str] = mapped_column(String(80), primary_key=True)
    last_at: Mapped[Moment]
    before_at: Mapped[Moment | None]


class Noted(JournalBase):
    """An item a person has noted with a line; it stays away until it worsens."""

    __tablename__ = "noted"
    __table_args__ = (Index("ix_noted_login", "login"),)

    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    line: Mapped[str] = mapped_column(Text)
    severity: Mapped[int]  # the item's size when noted; it comes back when it is larger
    at: Mapped[Moment]


class Opening(JournalBase):
    """When somebody first and last opened a return, so that its sender sees who has it."""

    __tablename__ = "opening"

    submission_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    roles: Mapped[Name]  # those held when it was first opened
    first_at: Mapped[Moment]
    last_at: Mapped[Moment]


class Reminded(JournalBase):
    """What an address was told by e-mail, so that it is told once."""

    __tablename__ = "reminded"

    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[Moment]


class UploadDraft(JournalBase):
    """Returns that somebody began to send and has not published; seen by their organisation only.

    ``state`` is what was said and put right so far, encrypted (``db.encrypted``); ``reach`` the
    roles a colleague must hold to go on with it. ``seal`` is blank but in rows of an earlier
    version, which were sealed and not encrypted.
    """

    __tablename__ = "upload_draft"
    __table_args__ = (Index("ix_upload_draft_organisation", "organisation"),)

    draft_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation: Mapped[Name]  # one spelling of it; blank: its sender's own
    title: Mapped[Name]
    parts: Mapped[int]
    begun_by: Mapped[Name]
    begun_name: Mapped[Name]
    begun_at: Mapped[Moment]
    touched_by: Mapped[Name]
    touched_name: Mapped[Name]
    touched_at: Mapped[Moment]
    version: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    state: Mapped[bytes] = mapped_column(LargeBinary)
    seal: Mapped[str] = mapped_column(String(64))


class UploadDraftFile(JournalBase):
    """One file of an unfinished sending, encrypted; one with an identifier is not kept.

    ``sha256`` is a keyed mark of it, by which it is known again; a plain hash in sealed rows.
    """

    __tablename__ = "upload_draft_file"

    draft_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("upload_draft.draft_id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    seal: Mapped[str] = mapped_column(String(64))


class ProfileDraft(JournalBase):
    """A profile set somebody is drawing up; nobody else reads it until it is shared."""

    __tablename__ = "profile_draft"

    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    contract: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[str] = mapped_column(Text)  # as ``monitoring.reprofiling`` writes it
    at: Mapped[Moment]


def _one_standing(name: str, *columns: str) -> Index:
    """Give the partial unique index that lets one binding stand at a time."""
    still = text("released_at IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=still, postgresql_where=still)


class SignInBinding(JournalBase):
    """Which account at an identity provider a person of ours signs in with, until released.

    The provider's own word for the person stands as a keyed hash. One account there is one person
    here, and one person here has one account there.
    """

    __tablename__ = "sign_in_binding"
    __table_args__ = (
        _one_standing("uq_sign_in_binding_subject", "issuer", "subject_mark"),
        _one_standing("uq_sign_in_binding_login", "login"),
    )

    binding_id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(400))
    subject_mark: Mapped[str] = mapped_column(String(64))
    login: Mapped[str] = mapped_column(String(120))
    bound_at: Mapped[Moment]
    released_at: Mapped[Moment | None]
    released_by: Mapped[Name] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class SignInSession(JournalBase):
    """One sitting of a signed-in person, which every process of the application knows of.

    ``mark`` is a keyed hash of what the browser's cookie holds, so that a copy of this table
    lets nobody in.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_login", "login"),)

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(String(120))
    since: Mapped[Moment]
    last_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ended_why: Mapped[Code] = mapped_column(default="")
