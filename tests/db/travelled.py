"""A store whose clients are followed from referral to work, few enough to count by hand.

CPA-1 on 30 April 2009. R-1 keeps the interviews of AT-09. R-2 to R-11 came to one group session.
R-12 and R-13 were booked in one slot. R-14 waits since January; R-15 left without being seen; R-16
was referred twice. CPA-2 has one client, who is nobody else's to see.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from db import doors
from db.reports import View, run
from db.scope import OPERATOR, Principal
from monitoring import printing
from tests.db.mixed import add_people
from tests.db.returns import CONTRACTS, send, with_programmes

if TYPE_CHECKING:
    from db.store import Store

BEFORE = datetime(2009, 3, 15, 9, 0, tzinfo=UTC)
NOW = datetime(2009, 4, 30, 9, 0, tzinfo=UTC)
GROUP = tuple(f"R-{number}" for number in range(2, 12))


def _rows(header: str, *rows: str, contract: str = "CPA-1") -> bytes:
    lines = [f"contract,{header}", *(f"{contract},{row}" for row in rows)]
    return ("\n".join(lines) + "\n").encode()


REFERRALS = (
    "R-1,2009-01-02,mandatory,ESA,North,2009-01-03",
    *(f"{one},2009-01-05,mandatory,ESA,North,2009-01-06" for one in GROUP),
    "R-12,2009-02-02,mandatory,IB,South,2009-02-03",
    "R-13,2009-02-02,voluntary,IB,South,2009-02-03",
    "R-14,2009-01-20,voluntary,ESA,South,2009-01-21",
    "R-15,2009-02-20,mandatory,ESA,South,2009-02-21",
    "R-16,2009-01-12,mandatory,ESA,,2009-01-13",
    "R-16,2009-04-14,mandatory,ESA,,2009-04-15",
)
STARTS = (
    "R-1,2009-01-02,2009-01-05,2009-01-06,mandatory,Main,active",
    *(f"{one},2009-01-05,2009-01-07,2009-01-12,mandatory,Main,active" for one in GROUP),
    "R-12,2009-02-02,2009-02-04,2009-03-17,mandatory,Main,active",
    "R-13,2009-02-02,2009-02-04,,voluntary,Main,",
    "R-14,2009-01-20,2009-01-22,,voluntary,Outreach,",
    "R-16,2009-01-12,2009-01-14,2009-02-09,mandatory,Main,left",
    "R-16,2009-04-14,2009-04-16,,mandatory,Outreach,",
)
APPOINTMENTS = (
    "R-1,2009-01-06,09:00,1,attended,45,individual,Main,",
    "R-1,2009-02-10,09:00,2,attended,25,individual,Main,",
    "R-1,2009-03-10,09:00,3,fta,,individual,Main,",
    *(f"{one},2009-01-12,,1,attended,30,individual,Main," for one in GROUP),
    *(f"{one},2009-02-09,10:00,2,attended,60,group,Main," for one in GROUP),
    "R-12,2009-03-17,11:00,1,attended,30,individual,Main,",
    "R-13,2009-03-17,11:00,1,fta,,individual,Main,2009-03-24",
    "R-16,2009-01-26,,1,cancelled,,individual,Main,",
    "R-16,2009-02-09,,1,attended,30,telephone,Main,",
)
EXITS = ("R-15,2009-03-06,2009-02-20,moved", "R-16,2009-03-20,2009-01-12,ineligible_after_wca")
DEFERRALS = ("R-12,2009-04-10,awaiting treatment,2009-05-29,",
             "R-2,2009-01-20,bereavement,,2009-02-02")  # fmt: skip
PROVISION = (
    "R-2,2009-02-02,Condition management,2009-02-16,2009-03-30",
    "R-3,2009-02-02,Job club,2009-02-16,",
    "R-4,2009-02-02,Job club,,",
    "R-16,2009-02-16,Job club,2009-02-23,",
)
EMPLOYMENT = ("R-2,2009-03-02,20", "R-3,2009-03-16,20")
CLAIMS = ("R-2,2009-01-05,job_outcomes,2009-03-30,accepted,2009-04-10",
          "R-3,2009-01-05,job_outcomes,2009-04-13,,")  # fmt: skip
ASSESSMENTS = ("R-1,WCA,2009-01-02,2009-02-02,2009-02-11", "R-2,WCA,2009-01-05,,",
               "R-16,WFHRA,2009-01-12,2009-02-01,2009-03-01")  # fmt: skip
EXPECTED = ("2009-01,North,mandatory,20", "2009-01,South,voluntary,5", "2009-02,,mandatory,4")
FILES = {
    "expected_referrals": ("month,office,client_category,value", EXPECTED),
    "referrals": ("client_ref,referred_on,client_category,benefit,office,notified_on", REFERRALS),
    "starts": (
        "client_ref,referred_on,received_on,started_on,client_category,site,status",
        STARTS,
    ),
    "appointments": (
        "client_ref,scheduled_on,slot,wfi_no,result,minutes,mode,site,followed_up_on",
        APPOINTMENTS,
    ),
    "deferrals": ("client_ref,from_on,reason,review_on,to_on", DEFERRALS),
    "provision": ("client_ref,referred_on,service,attended_on,completed_on", PROVISION),
    "employment": ("client_ref,job_started_on,hours_per_week", EMPLOYMENT),
    "claims": ("client_ref,referred_on,outcome,claimed_on,decision,paid_on", CLAIMS),
    "assessments": ("client_ref,kind,requested_on,completed_on,received_on", ASSESSMENTS),
    "exits": ("client_ref,exited_on,referred_on,reason", EXITS),
}


def travelled(store: Store) -> Store:
    """Give a store with the two contracts and their clients."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS, now=BEFORE)
    follow(store)
    return store


def with_people(store: Store) -> Store:
    """Give the same, with somebody of every role over whole contracts."""
    travelled(store)
    add_people(store)
    return store


def follow(store: Store, now: datetime = NOW) -> None:
    """Send the rows about the clients to a store that knows its contracts."""
    for dataset, (header, rows) in FILES.items():
        sent(store, dataset, _rows(header, *rows), now)
    header, _ = FILES["referrals"]
    other = "R-99,2009-02-02,mandatory,ESA,Far,2009-02-03"
    sent(store, "referrals", _rows(header, other, contract="CPA-2"), now)


def sent(store: Store, dataset: str, data: bytes, now: datetime = NOW, **said: Any) -> None:
    """Send a file that must be published."""
    answer = send(store, dataset, data, now=now, confirm_size=True, **said)
    assert answer.status == "published", (dataset, answer.problems)


def rows(
    store: Store, name: str, who: Principal = OPERATOR, now: datetime = NOW, **choices: Any
) -> list[dict[str, Any]]:
    """Give a report's rows as the terminal prints them, of CPA-1 unless another is named."""
    with doors.scoped_session(store, who) as session:
        made = run(session, name, View(**{"contract": "CPA-1", **choices}), now)
    return printing.records(made.frame, made.whole)
