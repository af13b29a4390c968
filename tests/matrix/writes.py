"""Every way of writing something down, how it is done here, and which roles may, of their own.

Worked out from requirements.md C.5 (who does what), architecture section 5 (who sends what) and
``reliability.md`` 3.2 (an auditor's and an evaluator's attempts to write all fail). Of what is
somebody else's nobody may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from db import (
    agreed_figures,
    assumptions,
    certifying,
    doors,
    governance,
    people,
    profile_drafts,
    reasons,
    registers,
    rules,
    sending,
    variations,
    withdrawing,
)
from db.agreed_figures import Which
from db.governance import Held
from db.packs import kept as packs
from db.packs.asked import Asked
from db.people import Grant
from db.people import Place as Over
from db.publishing.releases import release
from db.publishing.request import Sending
from db.queries.governance.duties import shipped_matrix
from db.reasons import Given
from db.retention import schedule
from db.scope import Principal
from db.variations import Proposal
from db.withdrawing import Taking
from db.worklist import steps as differences
from db.writing import Pen, Place
from monitoring.agreed_figures import Did as Agreeing
from monitoring.assumptions import Assumption
from monitoring.audiences import Audience
from monitoring.governance import items as item_steps
from monitoring.governance import requests as request_steps
from monitoring.governance.handing_over import HANDED_OVER, Leaving, Reach
from monitoring.governance.items import ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Wanted
from monitoring.governance.reviews import Channel, MeetingKind
from monitoring.mappings import Mapping
from monitoring.pack import Part
from monitoring.parameters import Setting
from monitoring.reprofiling import Draft
from monitoring.variations import Did
from monitoring.vocabulary import Role
from monitoring.worklist.items import Key
from monitoring.worklist.steps import Did as Doing
from monitoring.worklist.steps import Said as SaidOf
from tests.matrix.rights import DWP, EVERYBODY, PARTNER, PRIME, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

EVERY = frozenset(Role)
LOOKING_ON = {Role.EVALUATOR, Role.AUDITOR}
PARTIES = EVERY - LOOKING_ON
DEPARTMENT = {role for role in PARTIES if ROLES[role].side in {DWP, "all"}}
RULES = {Role.CM, Role.NATIONAL, Role.ADMIN}
PROVIDER = {Role.PRIME_MANAGER, Role.ADMIN}
BINDING = RULES | PROVIDER
SENDING = {
    Role.CM, Role.TPPM, Role.PRIME_MANAGER, Role.PARTNER_MANAGER, Role.PAYMENT_OFFICE,
    Role.NATIONAL, Role.BDC_LIAISON, Role.ADMIN,
}
MANAGERS = {Role.CM, Role.TPPM, Role.ADMIN}
CLIENTS = {role for role in PARTIES if ROLES[role].clients} - {Role.PARTNER_MANAGER}
OWN_SIDE = {DWP: Audience.DWP, PRIME: Audience.PRIME, PARTNER: Audience.PARTNER}
DUE = date(2009, 7, 1)
DAY = date(2009, 6, 1)
MONTH = date(2009, 1, 1)
ITEM = Terms(kind=ItemKind.ISSUE, what="Late starts", who="CM", due_on=DUE)


@dataclass(frozen=True, slots=True)
class Things:
    """The numbers of what stands about one contract, for others to lay hands on."""

    item: int
    note: int
    request: int
    contact: int
    sent: int  # a monthly return of this contract alone
    week: int  # a partner's week that is withheld still
    variation: str


@dataclass(frozen=True, slots=True)
class At:
    """Who tries, into which store, about which contract."""

    store: Store
    login: str
    contract: str
    things: Things
    now: datetime

    @property
    def who(self) -> Principal:
        """Give who tries."""
        return Principal(self.login, self.login)

    @property
    def role(self) -> Role:
        """Give the role held."""
        return EVERYBODY[self.login].role

    @property
    def pen(self) -> Pen:
        """Give a pen."""
        return Pen(self.store, self.who, self.now)

    @property
    def desk(self) -> sending.Desk:
        """Give a desk."""
        return sending.Desk(self.store, self.who, self.now)

    @property
    def own(self) -> Place:
        """Give the place of something for one's own side."""
        return Place(self.contract, OWN_SIDE.get(ROLES[self.role].side, Audience.DWP))

    @property
    def open(self) -> Place:
        """Give the place of something for everybody."""
        return Place(self.contract, Audience.EVERYONE)


@dataclass(frozen=True, slots=True)
class Write:
    """One way to write: what is called, and who may."""

    function: Any
    act: Callable[[At], object]
    may: frozenset[Role] | set[Role]
    placed: bool = True  # False: it is about no contract

    @property
    def name(self) -> str:
        """Give the function's name, from the package."""
        return f"{self.function.__module__}.{self.function.__qualname__}"


def _with_session(at: At, act: Callable[[Any], object]) -> None:
    with doors.publisher(at.store, at.who) as session:
        doors.begin_write(session)
        act(session)


def _draft(at: At) -> Draft:
    figures = {("job_outcomes", "all"): {MONTH: 30.0}}
    return Draft(contract=at.contract, name=f"set-{at.role.lower().replace('_', '-')}",
                 rationale="Fewer clients.", effective_from=MONTH, figures=figures)


def _meeting(at: At, kind: MeetingKind) -> int:
    held = Held(kind=kind, held_on=DAY, as_at=at.now, channel=Channel.PHONE)
    return governance.hold(at.pen, at.own, held)


def _handed(at: At) -> int:
    role = at.role if at.role in HANDED_OVER else Role.CM
    return governance.hand_over(at.pen, at.own, Leaving(role, DAY, "Read the file."))


def _asked(**more: Any) -> Wanted:
    return Wanted(of_party=Party.PRIME, purpose="A question", due_on=DUE, **more)


def _return(at: At) -> object:
    drawn = f"contract,month,measure,client_category,value\n{at.contract},2009-05,starts,all,5\n"
    asked = Sending(dataset="monthly_return", name="may.csv", data=drawn.encode())
    answer = sending.send(at.desk, asked)
    if answer.submission is None:
        raise NotStored(answer.status)
    return answer


class NotStored(Exception):  # noqa: N818 - it names what happened
    """A file was answered with a refusal, which is not raised."""


def _differs(at: At, did: Doing, audience: Audience = Audience.SHARED) -> int:
    about = differences.About(at.contract, "referrals:lms", "starts:provider_mi")
    said = {Key(1, DAY): SaidOf(reason="duplicate", text="x")}
    return differences.take(at.pen, about, did, said, audience)


MAPPING = Mapping.from_json(registers.shipped_mappings()[0] | {"name": "layout"})
def _shared(at: At) -> object:
    answers = profile_drafts.share(at.desk, _draft(at))
    if any(one.submission is None for one in answers):
        raise NotStored(str(answers))
    return answers


WRITES = (
    Write(governance.raise_item, lambda at: governance.raise_item(at.pen, at.own, ITEM), PARTIES),
    Write(
        governance.take_step,
        lambda at: governance.take_step(
            at.pen, at.open, at.things.item, item_steps.Did.CHANGED, ITEM
        ),
        PARTIES,
    ),
    Write(governance.hold, lambda at: _meeting(at, MeetingKind.CONTACT), PARTIES),
    Write(governance.hold, lambda at: _meeting(at, MeetingKind.PPR), DEPARTMENT),
    Write(
        governance.note, lambda at: governance.note(at.pen, at.own, Subject(), Said("x")), PARTIES
    ),
    Write(
        governance.correct,
        lambda at: governance.correct(at.pen, at.open, at.things.note, "y"),
        set(),  # only who wrote it
    ),
    Write(
        governance.take_back,
        lambda at: governance.take_back(at.pen, at.open, at.things.note),
        set(),
    ),
    Write(governance.ask, lambda at: governance.ask(at.pen, at.open, _asked()), PARTIES),
    Write(
        governance.settle,
        lambda at: governance.settle(
            at.pen, at.open, at.things.request, request_steps.Did.DECLINED, _asked(text="No.")
        ),
        PARTIES,
    ),
    Write(
        governance.set_responsibility,
        lambda at: governance.set_responsibility(
            at.pen, at.own, shipped_matrix("PLP")[0].code, Party.CM, "A"
        ),
        RULES,
    ),
    Write(
        governance.hand_over, _handed, {Role(one) for one in HANDED_OVER} | {Role.ADMIN}
    ),
    Write(
        governance.add_contact,
        lambda at: governance.add_contact(at.pen, at.own, Reach("prime", "district", "x")),
        PARTIES,
    ),
    Write(
        governance.change_contact,
        lambda at: governance.change_contact(
            at.pen, at.open, at.things.contact, Reach("prime", "district", "y")
        ),
        PARTIES,
    ),
    Write(
        certifying.certify,
        lambda at: certifying.certify(
            at.desk,
            certifying.Statement(submission=at.things.sent, text="True.", post="Director"),
        ),
        {Role.PRIME_MANAGER},
    ),
    Write(
        withdrawing.withdraw,
        lambda at: withdrawing.withdraw(
            at.desk, Taking(submission=at.things.sent, reason="A slip.")
        ),
        PROVIDER,
    ),
    Write(
        withdrawing.send_back,
        lambda at: withdrawing.send_back(
            at.desk, Taking(submission=at.things.sent, reason="A slip.")
        ),
        RULES,
    ),
    Write(
        release, lambda at: release(at.pen, at.things.week), PROVIDER | {Role.PARTNER_MANAGER}
    ),
    Write(
        rules.set_parameter,
        lambda at: rules.set_parameter(
            at.store, at.who, at.contract, Setting("swing_count", "60", MONTH, "Schedule 4"), at.now
        ),
        RULES,
    ),
    Write(
        rules.close_month,
        lambda at: rules.close_month(at.store, at.who, at.contract, MONTH, at.now),
        RULES,
    ),
    Write(
        packs.make,
        lambda at: packs.make(
            at.pen, Asked(at.contract, MONTH, (Part.REQUESTS,), Audience.DWP, at.now)
        ),
        DEPARTMENT,
    ),
    Write(
        reasons.give,
        lambda at: reasons.give(
            at.pen, Given(at.contract, "job_outcomes", (MONTH,), "economy", "Few jobs.")
        ),
        PROVIDER,
    ),
    Write(
        variations.propose,
        lambda at: variations.propose(
            at.pen, at.contract, Proposal(reference="new", kind="other", reason="As agreed.")
        ),
        BINDING,
    ),
    Write(
        variations.answer,
        lambda at: variations.answer(
            at.pen, at.contract, at.things.variation, Did.DECLINED, "Not agreed."
        ),
        BINDING,
    ),
    Write(
        assumptions.write,
        lambda at: assumptions.write(
            at.pen, at.contract, Assumption("conversion", "all", "", 0.4, "The bid")
        ),
        BINDING,
    ),
    Write(
        profile_drafts.propose,
        lambda at: profile_drafts.propose(at.pen, _draft(at), "new set", {}),
        BINDING,
    ),
    Write(profile_drafts.share, _shared, RULES),
    Write(
        registers.keep_mapping,
        lambda at: registers.keep_mapping(at.store, at.who, MAPPING, at.now),
        SENDING,
        placed=False,
    ),
    Write(
        schedule.hold, lambda at: schedule.hold(at.pen, at.contract, "An inquiry."), {Role.ADMIN}
    ),
    Write(
        people.add_user,
        lambda at: _with_session(
            at, lambda one: people.add_user(one, "new", "New", now=at.now)
        ),
        {Role.ADMIN},
        placed=False,
    ),
    Write(
        people.disable_user,
        lambda at: _with_session(at, lambda one: people.disable_user(one, "cm-3", now=at.now)),
        {Role.ADMIN},
        placed=False,
    ),
    Write(
        people.grant,
        lambda at: _with_session(
            at,
            lambda one: people.grant(
                one, Grant(login=at.login, role="ADMIN", over=Over()), now=at.now
            ),
        ),
        {Role.ADMIN},
        placed=False,
    ),
    Write(sending.send, _return, PROVIDER),
    Write(differences.take, lambda at: _differs(at, Doing.NOTED, at.own.audience), CLIENTS),
    Write(differences.take, lambda at: _differs(at, Doing.CLOSED), MANAGERS),
    Write(
        differences.take,
        lambda at: _differs(at, Doing.ANSWERED),
        {Role.PRIME_MANAGER, Role.ADVISER_MANAGER, Role.ADMIN},
    ),
    Write(
        agreed_figures.take,
        lambda at: agreed_figures.take(
            at.pen,
            Which(at.contract, "referrals", MONTH),
            Agreeing.PROPOSED,
            agreed_figures.Saying(value=5),
        ),
        MANAGERS,
    ),
)
"""Every function that writes, with who may call it about a contract of theirs."""

NOT_BY_A_ROLE = {
    "db.writing.add": "what the functions of db.governance write by",
    "db.writing.follow": "what the functions of db.governance write by",
    "db.writing.write": "a step within another's transaction",
    "db.writing.write_all": "a step within another's transaction",
    "db.governance.items.raised": "a step within raise_item and hold",
    "db.governance.items.carry": "a step within hold",
    "db.publishing.publication.publish": "a step within send",
    "db.publishing.bench.lay_out": "a step within publish",
    "db.registers.save_mapping": "a step within keep_mapping, and of init",
    "db.registers.add_programme": "the owner's, by init",
    "db.sending.preview": "keeps nothing; takes the road of send",
    "db.sending.check": "keeps nothing",
    "db.sending.send_together": "takes the road of send, file by file",
    "db.worklist.sheets.take_in": "reads as the sender and takes the road of take",
    "db.retention.schedule.set_period": "takes the road of hold: the same check",
    "db.retention.schedule.lift": "takes the road of hold: the same check",
    "db.reminders.waiting": "reads",
    "db.people.list_users": "reads",
    "db.accounts.invite": "an administrator's and a prime's own: tests/db/test_accounts.py",
    "db.accounts.approve": "an administrator's: tests/db/test_accounts.py",
    "db.accounts.set_address": "an administrator's: tests/db/test_accounts.py",
    "db.accounts.end_sittings": "an administrator's: tests/db/test_accounts.py",
    "db.accounts.cover": "an administrator's and a prime's own: tests/db/test_accounts.py",
    "db.accounts.end_role": "an administrator's: tests/db/test_accounts.py",
    "db.access_reviews.record": "an administrator's and a prime's own: tests/db/test_accounts.py",
    "db.signing_in.bindings.release": "an administrator's: tests/db/test_signing_in.py",
    "db.signing_in.bindings.whose": "the door's own",
    "db.signing_in.bindings.bind": "the door's own",
    "db.signing_in.bindings.bound_since": "reads, of people who were just listed",
    "db.signing_in.sittings.begin": "the door's own",
    "db.signing_in.sittings.standing": "the door's own",
    "db.signing_in.sittings.end": "the door's own",
    "db.signing_in.sittings.end_all": "a step within release",
    "db.signing_in.sittings.last_signed_in": "reads, of people who were just listed",
    "db.signing_in.entering.sign_in": "the door's own",
    "db.signing_in.entering.refuse": "the door's own",
    "db.drafts.owner_of": "reads",
    "db.drafts.unfinished": "one's own organisation's: tests/db/test_drafts.py",
    "db.drafts.standing": "one's own organisation's: tests/db/test_drafts.py",
    "db.drafts.take_up": "one's own organisation's: tests/db/test_drafts.py",
    "db.drafts.keep": "one's own organisation's: tests/db/test_drafts.py",
    "db.drafts.throw_away": "one's own organisation's: tests/db/test_drafts.py",
    "db.profile_drafts.keep": "one's own: tests/db/test_who_may_write.py",
    "db.profile_drafts.drafts": "one's own: tests/db/test_who_may_write.py",
    "db.profile_drafts.forget": "one's own: tests/db/test_who_may_write.py",
    "db.attention.last_looked": "one's own visits",
    "db.attention.noted": "one's own",
    "db.attention.note": "one's own",
    "db.attention.unnote": "one's own",
    "db.openings.note_opening": "of a return that was just shown: the page's",
    "db.openings.openings": "of a return that was just shown: the page's",
    "db.journal.write": "the access log itself",
    "db.journal.taken": "the access log itself",
    "db.reminders.note_sent": "the operator's, who sends the letters",
    "db.erasing.erase_drafts": "the owner's, by purge",
    "db.doors.scoped_session": "the reading door",
    "db.doors.publisher": "the writing door",
    "db.doors.scope_for": "reads",
    "db.backup.sqlite.take": "the owner's",
}
"""What looks like a writing function and has no roles of its own, and why."""
