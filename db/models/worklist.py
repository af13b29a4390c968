"""What people write about what differs between sources: steps of differences, figures agreed.

What differs is worked out at every read and stored nowhere; nor is anything of the sources changed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.governance import Written
from db.types import Code, MonthStart, Name


class DifferenceStep(Written, Base):
    """One step about a difference between two sides of a contract, with what holds since."""

    __tablename__ = "difference_step"
    __table_args__ = (
        CheckConstraint("did <> 'closed' OR reason <> ''", name="closed_with_a_reason"),
        CheckConstraint("did <> 'answered' OR reason <> ''", name="answered_with_a_reason"),
    )

    left_side: Mapped[Code] = mapped_column(primary_key=True)  # DATASET:SOURCE
    right_side: Mapped[Code] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    outcome: Mapped[Code] = mapped_column(primary_key=True, default="")  # of claims; else blank
    on_date: Mapped[date] = mapped_column(Date, primary_key=True)
    nth: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, default=0)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    did: Mapped[Code]  # one of monitoring.worklist.steps.Did
    state: Mapped[Code]  # how it stands since
    owner: Mapped[Name] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[Code] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")  # of this step
    answer: Mapped[str] = mapped_column(Text, default="")  # of the provider, as it stands
    answered_by: Mapped[Name] = mapped_column(default="")
    clerical_ref: Mapped[Name] = mapped_column(default="")
    partner_client: Mapped[int | None]  # of a likely pair: the client on the other side


class AgreedStep(Written, Base):
    """One step towards a figure both sides work with: proposed, signed, answered, withdrawn."""

    __tablename__ = "agreed_step"
    __table_args__ = (
        CheckConstraint("did <> 'proposed' OR value IS NOT NULL", name="proposed_with_a_value"),
        CheckConstraint("did <> 'withdrawn' OR trim(text) <> ''", name="withdrawn_with_a_reason"),
    )

    measure: Mapped[Code] = mapped_column(primary_key=True)
    category: Mapped[Code] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(MonthStart, primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    did: Mapped[Code]  # one of monitoring.agreed_figures.Did
    role: Mapped[Code] = mapped_column(default="")  # for which it was signed
    value: Mapped[int | None]  # in the measure's own unit
    answer_by: Mapped[date | None] = mapped_column(Date)  # until when the provider is asked
    rests_on: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[int | None]  # the publication by which it began or ceased to be the actual
