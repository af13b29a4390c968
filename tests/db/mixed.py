"""A store with clients of every kind, a few of some kinds, and people of every role."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from db import doors, people
from db.people import Grant
from db.scope import OPERATOR
from monitoring.vocabulary import Mode
from tests.db.returns import CONTRACTS, send, with_programmes
from tests.db.seeded import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store import Store

FIRST = datetime(2009, 3, 10, 9, 0, tzinfo=UTC)
LATER = datetime(2009, 4, 10, 9, 0, tzinfo=UTC)
MUCH_LATER = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
AGES = ("18-24", "25-34", "35-44", "45-54")
COLOURS = ("red", "amber", "green")


def needs_of(at: int) -> str:
    """Give a client's needs: of forty, 4 have sensory and 12 mobility."""
    found = ["mental_health"] if at % 2 else []
    found += ["sensory"] if at % 40 in {3, 8, 20, 31} else []
    found += ["mobility"] if at % 10 in {1, 5, 8} else []
    return ";".join(found)


def files(numbers: Iterable[int]) -> dict[str, bytes]:
    """Give the files about some clients of CPA-1."""
    starts = ["contract,client_ref,referred_on,started_on,client_category"]
    facts = ["contract,client_ref,as_of,age_band,benefit_months,needs"]
    ratings = ["contract,client_ref,rated_on,scheme,code"]
    referrals = ["contract,client_ref,referred_on,client_category,benefit"]
    for at in numbers:
        who, day = f"R-{10000 + at}", date(2009, 1, 5) + timedelta(days=at % 50)
        kind = "voluntary" if at % 7 == 0 else "mandatory"
        starts.append(f"CPA-1,{who},{day},{day + timedelta(days=9)},{kind}")
        facts.append(f"CPA-1,{who},{day},{AGES[at % 4]},{at % 70},{needs_of(at)}")
        ratings.append(f"CPA-1,{who},{day},rag,{COLOURS[min(at % 20, 2)]}")
        referrals.append(f"CPA-1,{who},{day},{kind},{'ESA' if at % 5 else 'IB'}")
    sent = {"referrals": referrals, "starts": starts, "client_facts": facts, "readiness": ratings}
    return {name: ("\n".join(lines) + "\n").encode() for name, lines in sent.items()}


def arrive(store: Store, numbers: Iterable[int], now: datetime) -> None:
    """Send the files about some clients."""
    for dataset, data in files(numbers).items():
        mode = {} if dataset in {"starts", "client_facts"} else {"mode": Mode.CORRECTIONS}
        answer = send(store, dataset, data, now=now, confirm_size=True, **mode)
        assert answer.submission, answer


def mixed(store: Store, numbers: Iterable[int] = range(40)) -> Store:
    """Fill an empty store: clients of CPA-1, and one person a role."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS, now=datetime(2008, 12, 1, 9, 0, tzinfo=UTC))
    arrive(store, numbers, FIRST)
    add_people(store)
    return store


def add_people(store: Store) -> None:
    """Add one person a role over whole contracts."""
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in PEOPLE.items():
            if not over.arrangement:
                people.add_user(session, login, login, now=FIRST)
                people.grant(session, Grant(login=login, role=role, over=over), now=FIRST)
