"""What was sent, what was found in it, and what became known by it?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Versioned, one_open_row
from db.types import Code, ContractKey, Moment, Month, Name


class Submission(Base):
    """One file, published whole or without the rows its sender chose to hold."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_sha256", "sha256"),)

    submission_id: Mapped[int] = mapped_column(primary_key=True)
    dataset: Mapped[Code]
    source: Mapped[Code]
    status: Mapped[Code]  # published or held
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    mapping: Mapped[Code]  # name and version, blank without one
    mode: Mapped[Code]
    reason: Mapped[str] = mapped_column(Text)
    how_read: Mapped[dict[str, Any]] = mapped_column(JSON)
    rows_read: Mapped[int]
    rows_stored: Mapped[int]
    rows_held: Mapped[int]
    sent_by: Mapped[Name]
    sent_at: Mapped[Moment]
    received_at: Mapped[Moment]


class SubmissionContent(Base):
    """A submission's bytes as sent, compressed; seen only by who may see every contract in it."""

    __tablename__ = "submission_content"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.submission_id"), primary_key=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SubmissionContract(Base):
    """What one submission changed in one contract."""

    __tablename__ = "submission_contract"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.submission_id"), primary_key=True
    )
    number: Mapped[int]  # the publication
    version: Mapped[int]  # 1 for the first return of these months, 2 for its correction
    sender: Mapped[Code]  # the arrangement that sent it; blank for none in particular, or several
    rows_stored: Mapped[int]
    rows_held: Mapped[int]
    rows_added: Mapped[int]
    rows_changed: Mapped[int]
    rows_removed: Mapped[int]
    rows_unchanged: Mapped[int]


class SubmissionMonth(Base):
    """A month a submission covers: a counted cell is nought there, and missing elsewhere."""

    __tablename__ = "submission_month"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.submission_id"), primary_key=True
    )
    month: Mapped[Month] = mapped_column(primary_key=True)


class Finding(Base):
    """One finding about a submission; number 0 as contract where it is about the whole file."""

    __tablename__ = "finding"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.submission_id"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int | None]
    column: Mapped[str | None] = mapped_column(String(80))
    rule: Mapped[Code]
    severity: Mapped[Code]
    message: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)


class Publication(Base):
    """One step in what is known of a contract, chained by hash to the step before."""

    __tablename__ = "publication"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    published_at: Mapped[Moment]  # the instant as-at reads use
    recorded_at: Mapped[Moment]  # when the store wrote it
    kind: Mapped[Code]  # submission, parameter, close
    submission_id: Mapped[int | None]
    by_user: Mapped[Name]
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    entry_hash: Mapped[str] = mapped_column(String(64))


class ContractParameter(Versioned, Base):
    """A rule, price, share or threshold of one contract from a date on."""

    __tablename__ = "contract_parameter"
    __table_args__ = (one_open_row("contract_parameter", "contract_id", "code", "valid_from"),)

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    known_from: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    authority: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[Name]
