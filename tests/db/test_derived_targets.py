"""A partner that carries a share of the contract's profile reads its target, and no more.

The contract's profile of job outcomes is 120, 60 and 7 from January to March 2009; arrangement A1
carries 20% of it and A2 has targets and no share.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db import doors, people
from db.models import FACTS, DerivedTarget
from db.people import Grant, Place
from db.publishing import derived
from db.publishing.request import CallError
from db.queries.knowledge import end_of_day
from db.reports import View
from db.reports.beside import beside
from db.scope import OPERATOR, Principal
from db.setup import initialise
from monitoring.periods import By
from monitoring.vocabulary import Mode, Role
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.db.summing import SIGNED
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

ARRANGED = "contract | arrangement | starts_on | ends_on | partner | model | has_targets | is_paid"
PROFILE = """
    contract | set      | month   | measure      | client_category | arrangement | value
    CPA-1    | original | 2009-01 | job_outcomes | all             |             | 120
    CPA-1    | original | 2009-02 | job_outcomes | all             |             | 60
    CPA-1    | original | 2009-03 | job_outcomes | all             |             | 7
    CPA-1    | original | 2009-01 | referrals    | all             |             | 300
    CPA-1    | original | 2009-01 | start_rate   | all             |             | 0.5
"""
RETURNED = "contract | month | measure | client_category | arrangement | value"
HEADER = PROFILE.splitlines()[1]
MARCH = datetime(2009, 3, 2, tzinfo=UTC)
APRIL = datetime(2009, 4, 2, tzinfo=UTC)
PARTNER = Principal("partner", "Partner")
PRIME = Principal("prime", "Prime")
OTHER = Principal("other", "Partner of the other arrangement")


def terms(*rows: str) -> str:
    """Draw arrangements of CPA-1 from NAME, START, END and SHARE (blank: none)."""
    drawn = [f"{ARRANGED} | outcome_share"]
    for row in rows:
        name, starts, ends, share = (one.strip() for one in row.split("|"))
        drawn.append(f"CPA-1|{name}|{starts}|{ends}|Partner {name}|end_to_end|yes|yes|{share}")
    return "\n".join(drawn)


def arrange(store: Store, *rows: str, now: datetime = MARCH) -> None:
    answer = send(store, "arrangements", terms(*rows), now=now, confirm_size=True)
    assert answer.status == "published", answer.problems


@prepared
def shared(store: Store) -> Store:
    """Give a store with the profile and the two arrangements."""
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS, now=SIGNED).status == "published"
    arrange(store, "A1 | 2009-01-01 | | 0.2", "A2 | 2009-01-01 | |", now=SIGNED)
    assert send(store, "profiles", PROFILE, now=SIGNED).status == "published"
    roles = {
        PARTNER: (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
        OTHER: (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A2")),
        PRIME: (Role.PRIME_MANAGER, Place(organisation="Prime 1")),
    }
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for each, (role, over) in roles.items():
            people.add_user(session, each.login, each.name, now=NOW)
            people.grant(session, Grant(login=each.login, role=role, over=over), now=NOW)
    return store


def targets(
    store: Store, arrangement: str = "A1", who: Principal = OPERATOR, **choices: object
) -> dict[int, float | None]:
    """Give the profile a report prints for an arrangement, by month of 2009."""
    rows = report(store, "profile", who, contract="CPA-1", arrangement=arrangement, **choices)
    return {int(row["month"][5:]): row["profile"] for row in rows if row["profile"] is not None}


def test_the_share_of_each_month_is_the_target(shared):
    assert targets(shared) == {1: 24, 2: 12, 3: 1.4}  # 20% of 120, 60 and 7


def test_to_date_a_partner_is_held_to_the_sum_of_its_shares(shared):
    figures = f"{RETURNED}\n" + "\n".join(
        f"CPA-1 | 2009-0{month} | job_outcomes | all | A1 | {value}"
        for month, value in ((1, 9), (2, 12), (3, 2))
    )
    assert send(shared, "monthly_return", figures).status == "published"
    (last,) = report(shared, "profile", contract="CPA-1", arrangement="A1", by=By.TOTAL)
    told = [last[name] for name in ("profile", "actual", "variance", "derived")]
    assert told == [37.4, 23, -14.4, True]  # 24 + 12 + 1.4; 9 + 12 + 2
    assert last["share_of_profile"] == pytest.approx(23 / 37.4)


def test_without_a_share_there_is_no_target(shared):
    assert targets(shared, "A2") == {}


def test_the_contract_s_own_profile_is_as_it_was(shared):
    rows = report(shared, "profile", contract="CPA-1")
    assert [(row["profile"], row["derived"]) for row in rows] == [
        (120, False), (60, False), (7, False),
    ]


def test_referrals_and_rates_are_not_shared(shared):
    assert targets(shared, measure="referrals") == targets(shared, measure="start_rate") == {}


def test_a_profile_of_its_own_stands_for_its_measure_in_its_set(shared):
    own = f"""
        {HEADER}
        CPA-1 | original | 2009-02 | job_outcomes | all | A1 | 15
        CPA-1 | stretch  | 2009-02 | job_outcomes | all |    | 80
    """
    send(shared, "profiles", own, now=MARCH)
    assert targets(shared) == {2: 15}
    assert targets(shared, set="stretch") == {2: 16}
    with doors.scoped_session(shared, PARTNER) as session:
        found = beside(session, View(contract="CPA-1", arrangement="A1"), NOW)
    assert (found.shared, found.shares) == ({"stretch"}, {0.2})


def test_a_partner_reads_its_target_and_not_the_profile_it_comes_from(shared):
    assert targets(shared, "A1", PARTNER) == {1: 24, 2: 12, 3: 1.4}
    assert targets(shared, "A1", PARTNER, set="original") == {1: 24, 2: 12, 3: 1.4}
    assert report(shared, "profile", PARTNER, contract="CPA-1") == []
    with doors.scoped_session(shared, PARTNER) as session:
        assert session.scalars(select(FACTS["profiles"].c.value)).all() == []


def test_a_partner_is_not_told_that_nobody_stands_behind_a_set(shared):
    declared = """
        contract | set          | kind         | authority
        CPA-1    | aspirational | aspirational | Variation 3
    """
    asked = f"{HEADER}\nCPA-1 | aspirational | 2009-01 | job_outcomes | all | | 100"
    send(shared, "profile_sets", declared, now=MARCH)
    send(shared, "profiles", asked, now=MARCH)
    for who in (PARTNER, PRIME):
        with doors.scoped_session(shared, who) as session:
            found = beside(session, View(contract="CPA-1", arrangement="A1"), NOW)
        assert found.sets["aspirational"].label == "aspirational"


def test_nobody_reads_the_target_of_another_arrangement(shared):
    def seen(who: Principal) -> set[str]:
        with doors.scoped_session(shared, who) as session:
            return set(session.execute(text("SELECT arrangement FROM derived_target")).scalars())

    assert seen(PRIME) == seen(PARTNER) == {"A1"}
    assert seen(OTHER) == set()
    arrange(shared, "A2 | 2009-01-01 | | 0.5")
    assert (seen(PRIME), seen(PARTNER), seen(OTHER)) == ({"A1", "A2"}, {"A1"}, {"A2"})
    with pytest.raises(CallError, match="not known, or is not yours"):
        report(shared, "profile", OTHER, contract="CPA-1", arrangement="A1")


def test_a_changed_share_moves_the_target_and_not_what_was_known(shared):
    arrange(shared, "A1 | 2009-01-01 | | 0.25", now=APRIL)
    assert targets(shared) == {1: 30, 2: 15, 3: 1.75}
    before = targets(shared, as_at=end_of_day(date(2009, 4, 1)))
    assert before == {1: 24, 2: 12, 3: 1.4}


def test_a_changed_profile_moves_the_target(shared):
    revised = f"{HEADER}\nCPA-1 | stretch | 2009-01 | job_outcomes | all | | 100"
    send(shared, "profiles", revised, now=MARCH)
    assert targets(shared, set="stretch") == {1: 20}
    send(shared, "profiles", revised.replace("100", "50"), now=APRIL)
    assert targets(shared, set="stretch") == {1: 10}


def test_terms_that_end_or_lose_their_targets_leave_no_target_behind(shared):
    arrange(shared, "A1 | 2009-01-01 | 2009-02-10 | 0.2", now=MARCH)
    assert targets(shared) == {1: 24, 2: 12}
    without = f"{ARRANGED}\nCPA-1|A1|2009-01-01||Partner A1|informal|no|no"
    assert send(shared, "arrangements", without, now=APRIL).status == "published"
    assert targets(shared) == {}


def test_an_unmoved_target_is_left_alone(shared):
    arrange(shared, "A3 | 2009-03-01 | | 0.1", now=APRIL)
    with doors.scoped_session(shared, OPERATOR) as session:
        rows = session.execute(select(DerivedTarget.arrangement, DerivedTarget.known_from)).all()
    assert len({row.known_from for row in rows if row.arrangement == "A1"}) == 1
    assert [row.arrangement for row in rows if row.arrangement == "A3"] == ["A3"]  # March alone


def test_a_store_made_before_targets_were_derived_is_filled_by_init(shared):
    with doors.owner(shared) as session:
        session.execute(DerivedTarget.__table__.delete())
    assert targets(shared) == {}
    initialise(shared, NOW)
    assert targets(shared) == {1: 24, 2: 12, 3: 1.4}


PLAIN = """
    SELECT p.measure, p.client_category, a.arrangement, p."set", p.month, p.value * a.outcome_share
    FROM profiles p JOIN arrangements a ON a.contract_id = p.contract_id AND a.known_to IS NULL
    WHERE p.contract_id = 1 AND p.known_to IS NULL AND p.arrangement = ''
    AND p.measure = 'job_outcomes' AND a.has_targets AND a.outcome_share IS NOT NULL
    AND a.starts_on <= p.month AND (a.ends_on IS NULL OR a.ends_on >= p.month)
    AND NOT EXISTS (
        SELECT 1 FROM profiles o WHERE o.contract_id = 1 AND o.known_to IS NULL
        AND o."set" = p."set" AND o.measure = p.measure
        AND o.client_category = p.client_category AND o.arrangement = a.arrangement
    )
"""
SHARES = st.lists(st.integers(0, 100), min_size=1, max_size=3)
VALUES = st.lists(st.integers(0, 500), min_size=3, max_size=3)
SERIAL = count(1)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shares=SHARES, values=VALUES, own=st.sampled_from(["", "A0", "A1"]))
def test_the_open_targets_are_those_a_plain_multiplication_finds(shared, shares, values, own):
    send(
        shared,
        "arrangements",
        terms(*(f"A{n} | 2009-01-01 | | {share / 100}" for n, share in enumerate(shares))),
        confirm_size=True,
    )
    name = f"set {next(SERIAL)}"
    rows = [
        f"CPA-1 | {name} | 2009-0{month} | job_outcomes | all | | {value}"
        for month, value in enumerate(values, start=1)
    ]
    if own:
        rows.append(f"CPA-1 | {name} | 2009-02 | job_outcomes | all | {own} | 3")
        rows = rows if own in {f"A{n}" for n in range(len(shares))} | {"A1"} else rows[:-1]
    send(shared, "profiles", "\n".join([HEADER, *rows]), mode=Mode.CORRECTIONS)
    table = DerivedTarget.__table__
    with doors.owner(shared) as session:
        expected = {(*row[:4], str(row[4])[:7]): row[5] for row in session.execute(text(PLAIN))}
        found = {
            (*row[:4], f"{row[4]:%Y-%m}"): row[5]
            for row in session.execute(
                select(*(table.c[each] for each in derived.TARGETS.key[1:]), table.c.value).where(
                    table.c.contract_id == 1, table.c.known_to.is_(None)
                )
            )
        }
    assert found == pytest.approx(expected, abs=1e-6)
