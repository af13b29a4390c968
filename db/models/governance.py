"""What do people write down about a contract: notes, meetings, actions, requests, agreements?

Nothing here is ever changed. What goes through several steps is kept as its steps, each with the
whole of what held from then on; the last one a reader may see is how it stands. ``audience`` says
who reads a row (``monitoring.audiences``), and the walls keep to it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Float, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, ContractKey, Moment, MonthStart, Name


class Written:
    """A row somebody wrote, and who may read it."""

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True, sort_order=-1)
    by_user: Mapped[Name]
    at: Mapped[Moment]
    audience: Mapped[str] = mapped_column(String(20))
    arrangement: Mapped[Code] = mapped_column(default="")  # whose partner; blank for none named
    by_name: Mapped[Name] = mapped_column(default="", server_default="")  # as it was then
    by_side: Mapped[Code] = mapped_column(default="", server_default="")  # blank: of no one side


class Note(Written, Base):
    """A note on a figure, month, return or contract, a dated event, or a reason for a shortfall."""

    __tablename__ = "note"

    note_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[Code]  # note, event or reason
    measure: Mapped[Code] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    month: Mapped[date | None] = mapped_column(MonthStart)
    on_date: Mapped[date | None] = mapped_column(Date)  # of an event
    submission_id: Mapped[int | None]
    reason: Mapped[Code] = mapped_column(default="")  # one of the codes of reasons
    text: Mapped[str] = mapped_column(Text)
    replaces: Mapped[int | None]  # the note this one takes the place of; blank text takes it back


class Meeting(Written, Base):
    """A review, contact or meeting that was held."""

    __tablename__ = "meeting"

    meeting_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[Code]  # ppr, contact or tppm
    held_on: Mapped[date] = mapped_column(Date)
    channel: Mapped[Code] = mapped_column(default="")
    present: Mapped[str] = mapped_column(Text, default="")  # roles, not people
    text: Mapped[str] = mapped_column(Text, default="")
    as_at: Mapped[Moment]  # what was known when it was held
    pack_no: Mapped[int | None]  # the review pack it used
    replaces: Mapped[int | None]  # the entry this one takes the place of
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")  # why it does
    cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())


class ItemStep(Written, Base):
    """One step in the life of an issue, an action or an improvement plan."""

    __tablename__ = "item_step"
    __table_args__ = (
        CheckConstraint("did <> 'closed' OR trim(outcome) <> ''", name="closed_with_an_outcome"),
        CheckConstraint("did <> 'carried' OR meeting_id IS NOT NULL", name="carried_by_a_meeting"),
    )

    item_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[Code]  # issue, action, plan or startup
    did: Mapped[Code]  # raised, changed, carried, closed or reopened
    within: Mapped[int | None]  # the plan an action belongs to
    what: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[Name] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[Code] = mapped_column(default="")
    month: Mapped[date | None] = mapped_column(MonthStart)
    meeting_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")


class RequestStep(Written, Base):
    """One step of a request for data between the parties."""

    __tablename__ = "request_step"

    request_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    did: Mapped[Code]  # asked, answered, declined or withdrawn
    of_party: Mapped[Code]
    dataset: Mapped[Code] = mapped_column(default="")
    measure: Mapped[Code] = mapped_column(default="")
    first_month: Mapped[date | None] = mapped_column(MonthStart)
    last_month: Mapped[date | None] = mapped_column(MonthStart)
    purpose: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None] = mapped_column(Date)
    minutes: Mapped[int | None]  # what answering it took
    submission_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")


class VariationStep(Written, Base):
    """One step of a change to the contract: proposed, accepted by each side, or declined."""

    __tablename__ = "variation_step"

    reference: Mapped[Code] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    did: Mapped[Code]  # proposed, accepted_dwp, accepted_provider or declined
    kind: Mapped[Code]  # profile, service_fee, fee_balance, subcontract or other
    dated: Mapped[date | None] = mapped_column(Date)
    parties: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    set: Mapped[Code] = mapped_column(default="")  # the profile set it brings in


class Assumption(Written, Base):
    """What the bid assumed, to be set beside experience."""

    __tablename__ = "assumption"

    code: Mapped[Code] = mapped_column(primary_key=True)
    category: Mapped[Code] = mapped_column(primary_key=True)
    band: Mapped[Code] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[float] = mapped_column(Float)
    origin: Mapped[str] = mapped_column(Text, default="")  # where it is written


class Pack(Written, Base):
    """A review pack, which can be made again from its number."""

    __tablename__ = "pack"

    pack_no: Mapped[int] = mapped_column(Integer, primary_key=True)
    first_month: Mapped[date] = mapped_column(MonthStart)
    last_month: Mapped[date] = mapped_column(MonthStart)
    sections: Mapped[list[str]] = mapped_column(JSON)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)  # measures, sets and the rest of the call
    as_at: Mapped[Moment]
    sha256: Mapped[str] = mapped_column(String(64))  # of what it said, to be checked again


class Responsibility(Written, Base):
    """Who answers for a process, where a contract differs from the programme's matrix."""

    __tablename__ = "responsibility"

    process: Mapped[Code] = mapped_column(primary_key=True)
    party: Mapped[Code] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    letter: Mapped[Code]  # A, R, C, I, '-' or a letter with '?'
    text: Mapped[str] = mapped_column(Text, default="")


class Handover(Written, Base):
    """What a contract manager or TPPM leaves to whoever comes next."""

    __tablename__ = "handover"

    handover_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    role: Mapped[Code]
    from_user: Mapped[Name] = mapped_column(default="")
    to_user: Mapped[Name] = mapped_column(default="")
    on_date: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)


class ContactPoint(Written, Base):
    """Whom to reach at which level of an organisation."""

    __tablename__ = "contact_point"

    contact_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    party: Mapped[Code]
    level: Mapped[Code]  # national, regional, district or quality
    post: Mapped[Name]  # the post, never the person
    address: Mapped[Name] = mapped_column(default="")
    ended: Mapped[bool] = mapped_column(default=False)


class Certification(Base):
    """What a named person said of a return before its figures counted as certified."""

    __tablename__ = "certification"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int]  # the publication
    did: Mapped[Code]  # certified or declined
    statement: Mapped[str] = mapped_column(Text)
    post: Mapped[Name] = mapped_column(default="")
    by_user: Mapped[Name]
    at: Mapped[Moment]


class Ending(Base):
    """A return that was withdrawn by its sender or sent back by the department, and why."""

    __tablename__ = "ending"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int]  # the publication
    kind: Mapped[Code]  # withdrawn, returned or purged
    reason: Mapped[str] = mapped_column(Text)
    by_user: Mapped[Name]
    at: Mapped[Moment]


class Release(Base):
    """From when the department sees a partner's return: released, or the days have passed."""

    __tablename__ = "release"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    opens_on: Mapped[date] = mapped_column(Date)
    by_user: Mapped[Name]  # blank where the rule did it
    at: Mapped[Moment]
