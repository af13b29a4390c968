"""AT-08 in a store: two records of referrals compared, as known then and to who may see them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db import doors, people
from db.people import Grant, Place
from db.publishing.request import CallError
from db.reports import View, run
from db.scope import OPERATOR, Principal
from monitoring.periods import By
from monitoring.vocabulary import Role, Source
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.stores import prepared

MARCH = {"contract": "CPA-1", "first": date(2009, 3, 1), "last": date(2009, 3, 1)}
WHO = {
    "tppm": (Role.TPPM, Place(district="Area 1")),
    "national": (Role.NATIONAL, Place()),
    "jobcentre": (Role.JOBCENTRE, Place(district="Area 1")),
    "partner": (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
    "both": (Role.CM, Place(contract="CPA-1")),
}
ARRANGED = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | end_to_end | yes         | yes
"""


def person(number):
    return f"R-{number:05d}"


def referred(number):
    return date(2009, 3, 2 + number % 20)


def drawn(rows):
    head = "contract | client_ref | referred_on | client_category\n"
    return head + "\n".join(f"CPA-1 | {ref} | {day} | mandatory" for ref, day in rows)


LMS = [(person(n), referred(n)) for n in range(412)]
"""412 referrals of March."""

MATCHED = [
    (person(n), referred(n).replace(day=referred(n).day + (5 if n < 9 else 0))) for n in range(385)
]
"""385 of them are with the provider, 9 dated 5 days later."""

EXTRA = [(f"P-{n:05d}", date(2009, 3, 9)) for n in range(12)]
"""12 the Jobcentre knows nothing of: 397 with the provider."""

LATER = [(person(n), referred(n)) for n in range(385, 405)]
"""20 of the 27 that were missing came in the next month's return."""


def at_08(store):
    """412 referrals of LMS, 397 of the provider, 385 of them the same people."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS, received=when(1, 2))
    send(store, "arrangements", ARRANGED, received=when(1, 2))
    send(store, "referrals", drawn(LMS), source=Source.LMS, received=when(4, 6))
    send(store, "starts", drawn([*MATCHED, *EXTRA]), received=when(4, 7))
    send(store, "starts", drawn(LATER), received=when(5, 7))
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, place) in WHO.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=place), now=NOW)
        people.grant(
            session, Grant(login="both", role=Role.CM, over=Place(contract="CPA-2")), now=NOW
        )


def when(month, day):
    return datetime(2009, month, day, 9, 0, tzinfo=UTC)


@prepared
def compared(store):
    """Fill the store of AT-08."""
    at_08(store)


def made(store, who=OPERATOR, **choices):
    with doors.scoped_session(store, who) as session:
        return run(session, "reconcile", View(**choices), NOW)


def classes(store, who=OPERATOR, **choices):
    """Give the classes that any key has."""
    rows = report(store, "reconcile", who, **choices)
    return {row["class"]: row["count"] for row in rows if row["count"]}


IN_APRIL = {"as_at": when(4, 30)}


def test_at_08_by_class_and_in_all(compared):
    told = classes(compared, **MARCH, **IN_APRIL)
    assert told == {"agrees": 385 - 9, "date": 9, "left_only": 27, "right_only": 12}
    said = made(compared, **MARCH, **IN_APRIL).parameters
    assert (said["left"], said["right"]) == ("referrals:lms", "starts:provider_mi")
    assert (said["left_rows"], said["right_rows"]) == (412, 397)
    assert (said["matched"], said["union"]) == (385, 385 + 27 + 12)
    assert said["match_rate"] == pytest.approx(385 / 424)  # 90.8%
    assert said["unexplained"] == 27 + 12  # both ways: never 15
    # 48 items are on the worklist
    detail = report(compared, "reconcile", detail=True, **MARCH, **IN_APRIL)
    assert len(detail) == 424
    assert sum(row["status"] == "open" for row in detail) == 27 + 12 + 9


def test_what_the_next_return_brings_closes_what_it_explains_and_nothing_is_forgotten(compared):
    assert classes(compared, **MARCH) == {
        "agrees": 376 + 20,
        "date": 9,
        "left_only": 7,
        "right_only": 12,
    }
    assert classes(compared, **MARCH, **IN_APRIL)["left_only"] == 27
    assert classes(compared, **MARCH, as_at=when(4, 6)) == {"left_only": 412}


def test_each_key_names_its_client_and_what_each_record_says(compared):
    rows = report(compared, "reconcile", Principal("tppm", "tppm"), detail=True, **MARCH)
    found = {row["client_ref"]: row for row in rows}
    first, missing, extra = found[person(1)], found[person(411)], found["P-00000"]
    assert (first["class"], first["left"], first["right"]) == ("date", "2009-03-03", "2009-03-08")
    assert first["reason"] == "5 days apart: 3 March 2009 and 8 March 2009."
    assert (missing["class"], missing["left"]) == ("left_only", "2009-03-13")
    assert (missing["right"], missing["known_since"]) == (None, "2009-04-06")
    assert (extra["class"], extra["right"]) == ("right_only", "2009-03-09")
    assert extra["status"] == "open"
    assert found[person(50)]["status"] is None


def test_the_months_of_the_classes_add_up_to_the_whole(compared):
    rows = report(compared, "reconcile", contract="CPA-1", by=By.QUARTER)
    assert {row["month"] for row in rows} == {"2009-01"}
    assert sum(row["count"] for row in rows) == 424
    assert classes(compared, contract="CPA-1", first=date(2009, 4, 1)) == {}


def test_who_sees_no_clients_is_told_counts_and_no_row(compared):
    for login in ("national", "jobcentre"):
        who = Principal(login, login)
        assert classes(compared, who, **MARCH) == classes(compared, **MARCH)
        with pytest.raises(CallError, match="not yours"):
            made(compared, who, detail=True, **MARCH)


def test_a_partner_who_sees_a_part_is_told_nothing_of_the_whole(compared):
    assert made(compared, Principal("partner", "partner")).frame.empty


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"left": "monthly_return:plmi"}, "cannot be compared row by row"),
        ({"right": "referrals:lms"}, "cannot be compared with itself"),
        ({"left": "claims:payments", "measure": "starts"}, "is not claimed"),
    ],
)
def test_records_that_cannot_be_compared_are_refused_in_words(compared, choices, said):
    with pytest.raises(CallError, match=said):
        made(compared, contract="CPA-1", **choices)


ELSEWHERE = """
    contract | client_ref | referred_on | client_category
    CPA-2    | R-00411    | 2009-03-13  | mandatory
    CPA-2    | R-00410    | 2009-03-12  | mandatory
"""
THEIR_OWN = """
    contract | client_ref | referred_on | client_category
    CPA-2    | R-00410    | 2009-03-12  | mandatory
"""


def test_a_start_under_another_contract_is_named_to_who_sees_both_and_to_nobody_else(compared):
    send(compared, "starts", ELSEWHERE)
    send(compared, "referrals", THEIR_OWN, source=Source.LMS)
    both, one = Principal("both", "both"), Principal("tppm", "tppm")
    rows = report(compared, "reconcile", both, detail=True, **MARCH)
    (found,) = [row for row in rows if row["class"] == "wrong_contract"]
    assert found["client_ref"] == "R-00411"  # R-00410 is matched there, and belongs there
    assert found["reason"] == "Under CPA-2 in Provider's starts, dated 13 March 2009."
    assert "wrong_contract" not in classes(compared, one, **MARCH)
    theirs = report(compared, "reconcile", both, contract="CPA-2", detail=True)
    assert {row["client_ref"]: row["class"] for row in theirs} == {
        "R-00411": "wrong_contract",
        "R-00410": "agrees",
    }


EXITED = """
    contract | client_ref | exited_on  | reason
    CPA-1    | R-00411    | 2009-04-20 | ineligible_after_wca
"""
DEFERRED = """
    contract | client_ref | from_on    | reason  | review_on
    CPA-1    | R-00410    | 2009-04-01 | illness | 2009-05-01
"""
CLAIMED = """
    contract | client_ref | referred_on | outcome     | claimed_on | decided_on | decision | paid_on
    CPA-1    | R-00100    | 2009-03-02  | job_outcomes | 2009-04-02 | 2009-04-10 | accepted |
    CPA-1    | R-00101    |             | job_outcomes | 2009-04-02 | 2009-04-10 | rejected |
    CPA-1    | R-00102    |             | job_outcomes | 2009-04-02 |            |          |
    CPA-1    | R-00103    |             | sjo          | 2009-04-02 |            |          |
"""
PAID = """
    contract | client_ref | outcome      | started_on | paid_on
    CPA-1    | R-00100    | job_outcomes | 2009-03-02 | 2009-05-20
    CPA-1    | R-00200    | job_outcomes |            | 2009-06-08
"""


def test_exits_deferrals_and_claims_are_read_too(compared):
    send(compared, "exits", EXITED, source=Source.BDC)
    send(compared, "deferrals", DEFERRED)
    send(compared, "claims", CLAIMED, months=(date(2009, 4, 1),))
    send(compared, "claims", PAID, source=Source.PAYMENTS, months=(date(2009, 5, 1),))
    told = classes(compared, **MARCH)
    assert (told["ineligible_exit"], told["deferral"], told["left_only"]) == (1, 1, 7 - 2)
    claims = {"left": "claims:provider_mi", "right": "claims:payments"}
    assert classes(compared, contract="CPA-1", **claims) == {
        "agrees": 1, "not_expected": 1, "not_yet_received": 1, "right_only": 1,
    }  # fmt: skip
    started = {"left": "starts:provider_mi", "right": "claims:payments"}
    told = classes(compared, contract="CPA-1", **started)
    assert (told["agrees"], told["timing"]) == (1, 1)  # one day is that of the payment alone
    assert classes(compared, contract="CPA-1", left="exits:bdc", right="exits:provider_mi") == {
        "left_only": 1
    }


