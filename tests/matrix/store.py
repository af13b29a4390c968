"""A store in which every row of every place is stamped, and everybody of ``rights`` has a login."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from db import agreed_figures, assumptions, doors, governance, people, reasons, rules, variations
from db.agreed_figures import Saying, Which
from db.governance import Held
from db.packs import kept as packs
from db.packs.asked import Asked
from db.people import Grant
from db.reasons import Given
from db.scope import OPERATOR
from db.variations import Proposal
from db.worklist import steps as differences
from db.writing import Pen, Place
from monitoring.agreed_figures import Did as Agreeing
from monitoring.assumptions import Assumption
from monitoring.audiences import Audience
from monitoring.governance.handing_over import Leaving, Reach
from monitoring.governance.items import ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Wanted
from monitoring.governance.reviews import Channel, MeetingKind
from monitoring.pack import Part
from monitoring.parameters import Setting
from monitoring.vocabulary import Role, Source
from monitoring.worklist.items import Key
from monitoring.worklist.steps import Did
from monitoring.worklist.steps import Said as SaidOf
from tests.db.returns import send
from tests.matrix import stamped
from tests.matrix.marks import CONTRACTS, SPOTS, Spot
from tests.matrix.rights import EVERYBODY
from tests.matrix.writes import DAY, DUE, ITEM, MONTH, Things

if TYPE_CHECKING:
    from db.store import Store

BEGUN = datetime(2008, 12, 1, tzinfo=UTC)
NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
MEANT = "Meant so."
ASKED = {Audience.DWP: Party.TPPM, Audience.PRIME: Party.PRIME, Audience.PARTNER: Party.PARTNER,
         Audience.SHARED: Party.PRIME, Audience.CHAIN: Party.PRIME, Audience.EVERYONE: Party.PRIME}
QUICK = (Part.ITEMS, Part.NOTES, Part.REQUESTS, Part.REVIEWS)  # sections that are quick to make
FOR_EVER = "36500"  # days: a week sent under it stays withheld


def filled(store: Store) -> dict[str, Things]:
    """Fill a store that knows its programmes; give what stands about each contract."""
    for name in stamped.in_order():
        for source in stamped.sources_of(name):
            _send(store, name, source)
    add_people(store)
    for spot in SPOTS:
        for audience in Audience:
            _written(store, spot, audience)
    return {one: _things(store, Spot(one)) for one in CONTRACTS}


def _send(store: Store, name: str, source: Source) -> None:
    found = stamped.rows(name, source)
    if not found:
        return
    when = BEGUN if name in {"contracts", "arrangements"} else NOW
    answer = send(
        store, name, stamped.as_csv(found), now=when, source=source, confirm_size=True,
        reason=MEANT,
    )
    assert answer.status == "published", (name, str(source), answer.problems)
    assert answer.rows_read == len(found)


def add_people(store: Store) -> None:
    """Give everybody a login and a role; one is disabled."""
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, person in EVERYBODY.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=person.role, over=person.over), now=NOW)
        people.disable_user(session, "nobody", now=NOW)


def _written(store: Store, spot: Spot, audience: Audience) -> None:
    """Write one of every kind for one audience, each text stamped with it."""
    pen, place = Pen(store, OPERATOR, NOW), Place(spot.contract, audience, spot.part)
    mark = spot.text(audience)
    governance.raise_item(pen, place, Terms(kind=ItemKind.ISSUE, what=mark, who=mark, text=mark))
    governance.raise_item(
        pen, place, Terms(kind=ItemKind.PLAN, what=mark, how=mark, who=mark, due_on=DUE,
                          review_on=DUE, measure="job_outcomes", month=MONTH)
    )
    governance.note(pen, place, Subject(measure="job_outcomes", month=MONTH), Said(mark))
    governance.note(pen, place, Subject(), Said(mark, on_date=DAY, kind="economy"))
    governance.ask(pen, place, Wanted(of_party=ASKED[audience], purpose=mark, due_on=DUE))
    governance.add_contact(pen, place, Reach("prime", "district", mark, mark))
    governance.hand_over(pen, place, Leaving(Role.CM, DAY, mark))
    governance.hold(pen, place, Held(kind=MeetingKind.CONTACT, held_on=DAY, as_at=NOW,
                                     channel=Channel.PHONE, present=mark, text=mark))
    if spot.part or audience not in {Audience.DWP, Audience.SHARED}:
        return
    packs.make(pen, Asked(spot.contract, MONTH, QUICK, audience, NOW))
    about = differences.About(spot.contract, "referrals:lms", "starts:provider_mi")
    differences.take(pen, about, Did.NOTED, {Key(1, DAY): SaidOf(text=mark)}, audience)
    if audience is Audience.SHARED:
        proposal = Proposal(reference=mark, kind="other", reason=mark, before=mark, after=mark)
        variations.propose(pen, spot.contract, proposal)
        assumed = Assumption("conversion", "all", "", 0.3, mark)
        assumptions.write(pen, spot.contract, assumed)
        reason = Given(spot.contract, "job_outcomes", (MONTH,), "economy", mark)
        reasons.give(pen, reason)
        asked = {Key(2, DAY): SaidOf(text=mark, clerical_ref=mark)}
        differences.take(pen, about, Did.ASKED, asked)
        which = Which(spot.contract, "ftas", MONTH)
        agreed_figures.take(pen, which, Agreeing.PROPOSED, Saying(value=5, text=mark))


def _things(store: Store, spot: Spot) -> Things:
    """Make what others may lay hands on: for everybody to read, of the contract alone."""
    pen, place = Pen(store, OPERATOR, NOW), Place(spot.contract, Audience.EVERYONE)
    wanted = Wanted(of_party=Party.PRIME, purpose="A question", due_on=DUE)
    certified = Setting("certified_returns", "monthly_return", MONTH, "Schedule 4")
    rules.set_parameter(store, OPERATOR, spot.contract, certified, NOW)
    drawn = (
        "contract,month,measure,client_category,value\n"
        f"{spot.contract},2009-04,starts,all,{spot.figure()}\n"
    )
    sent = send(store, "monthly_return", drawn.encode(), now=NOW).submission
    assert sent
    return Things(
        item=governance.raise_item(pen, place, ITEM),
        note=governance.note(pen, place, Subject(), Said("As said.")),
        request=governance.ask(pen, place, wanted),
        contact=governance.add_contact(pen, place, Reach("prime", "district", "A desk")),
        sent=sent,
        week=withheld_week(store, spot.contract),
        variation=Spot(spot.contract).text("shared"),
    )


def withheld_week(store: Store, contract: str) -> int:
    """Send a partner's week that the department does not see yet; give its receipt."""
    spot = Spot(contract, "A1")
    setting = Setting("release_days", FOR_EVER, date(2009, 5, 1), "Schedule 4")
    rules.set_parameter(store, OPERATOR, contract, setting, NOW)
    drawn = (
        "contract,arrangement,week_starting,referrals,job_outcomes\n"
        f"{contract},A1,2009-05-04,{spot.figure('9')},{spot.figure('9')}\n"
    )
    answer = send(store, "partner_weekly", drawn.encode(), now=NOW, confirm_size=True, reason=MEANT)
    assert answer.submission, answer.problems
    return answer.submission
