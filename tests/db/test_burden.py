"""What providers are asked for and send is counted for who may see it, on both engines."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from db import doors, people
from db.governance import requests
from db.publishing import counted
from db.publishing.ways import Way
from db.registers import shipped_programmes
from db.scope import OPERATOR, Principal
from db.writing import Pen, Place
from monitoring import burden, datasets
from monitoring.audiences import Audience
from monitoring.burden import Use
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Wanted
from monitoring.programmes import programme_from
from monitoring.vocabulary import Role, Source
from tests.db.returns import CONTRACTS, NOW, RETURN, report, send, with_programmes
from tests.stores import prepared

ROOT = Path(__file__).resolve().parents[2]
(PLP,) = (programme_from(each) for each in shipped_programmes() if each["code"] == "PLP")
SHOWN_NOWHERE = ("contracts", "value_gbp")  # read with the terms, and on no page yet
ARRANGED = """
    contract | arrangement | starts_on  | partner | model | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | One     | sla   | no          | no
"""
WEEKS = """
    contract | arrangement | week_starting | referrals
    CPA-1    | A1          | 2009-01-12    | 4
    CPA-1    | A1          | 2009-01-19    | 5
"""
ROLES = {
    "cm": (Role.CM, people.Place(contract="CPA-1")),
    "prime": (Role.PRIME_MANAGER, people.Place(organisation="Prime 1")),
    "other": (Role.PRIME_MANAGER, people.Place(organisation="Prime 2")),
    "partner": (Role.PARTNER_MANAGER, people.Place(arrangement="CPA-1:A1")),
}


def who(login):
    return Principal(login, login)


@prepared
def asked(store):
    """Give a store with returns of one contract, one of them sent twice, and a request."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS)
    arranged = send(store, "arrangements", ARRANGED)
    assert arranged.status == "published", arranged.problems
    send(store, "monthly_return", RETURN)
    send(store, "monthly_return", RETURN.replace("| 80", "| 81"), confirm_size=True)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in ROLES.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, people.Grant(login=login, role=role, over=over), now=NOW)
    weeks = send(store, "partner_weekly", WEEKS, who("partner"))
    assert weeks.status == "published", weeks.problems
    place = Place("CPA-1", Audience.SHARED)
    wanted = {"of_party": Party.PRIME, "purpose": "The review", "dataset": "starts"}
    told = Wanted(due_on=date(2009, 7, 1), **wanted)
    number = requests.ask(Pen(store, who("cm"), NOW), place, told)
    answer = Wanted(minutes=90, text="Sent by post", **wanted)
    requests.settle(Pen(store, who("prime"), NOW), place, number, Did.ANSWERED, answer)
    return store


def lines(store, who=OPERATOR, **choices):
    return {
        (row["prime"], row["source"], row["dataset"]): (
            row["fields"], row["returns"], row["rows"], row["resubmissions"], row["minutes"]
        )
        for row in report(store, "burden", who, **choices)
    }  # fmt: skip


RETURNED = {("Prime 1", "provider_mi", "monthly_return"): (7, 2, 6, 1, 0)}
AGREED = {("Prime 1", "provider_mi", "arrangements"): (12, 1, 1, 0, 0)}
WEEKLY = {("Prime 1", "partner", "partner_weekly"): (9, 1, 2, 0, 0)}
REQUESTED = {("Prime 1", "provider_mi", "starts"): (10, 0, 0, 0, 90)}


def test_returns_rows_and_what_came_again_are_counted_beside_the_time_requests_took(asked):
    assert lines(asked, who("cm")) == RETURNED | AGREED | WEEKLY | REQUESTED
    assert lines(asked, who("prime")) == RETURNED | AGREED | WEEKLY | REQUESTED


def test_one_source_alone_and_what_had_come_by_then(asked):
    assert lines(asked, source=Source.PARTNER) == WEEKLY
    assert lines(asked, as_at=datetime(2009, 1, 1, tzinfo=UTC)) == {}


def test_nobody_reads_what_another_provider_sends(asked):
    assert lines(asked, who("other")) == {}
    assert set(lines(asked, who("partner"))) == set(WEEKLY)


def test_every_field_a_count_is_made_by_is_said_to_feed_figures():
    of = burden.uses(PLP.measures)
    for dataset in counted.MEASURES:
        for source in datasets.dataset(dataset).sources:
            for way in (Way(), Way(stage="paid"), Way(start_event="referral_accepted")):
                rules = counted.rules_of(dataset, source, way)
                named = {name for rule in rules for name, _ in rule.only}
                named |= {name for rule in rules for name in rule.filled}
                named |= {rule.among[0] for rule in rules if rule.among}
                named.add(counted.dated_by(dataset, source, way))
                assert {of[dataset][name] for name in named} == {Use.FIGURES}, dataset


def test_every_field_the_store_s_reads_name_is_said_to_feed_figures():
    of, wrong = burden.uses(PLP.measures), set()
    for path in (ROOT / "db").rglob("*.py"):
        code = path.read_text("utf-8")
        named = set(re.findall(r"\.c\.(\w+)", code)) | set(re.findall(r'"(\w+)"', code))
        for dataset in re.findall(r'FACTS\["(\w+)"\]', code):
            wrong |= {
                (dataset, name)
                for name, use in of[dataset].items()
                if name in named and use is not Use.FIGURES
            }
    assert wrong == {SHOWN_NOWHERE}
