"""Does a review pack say the same again, and nothing to a provider that was not meant for it?"""

from __future__ import annotations

import importlib
import io
import json
import zipfile
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from db import doors, governance, packs, people, registers
from db.governance import Held
from db.people import Grant
from db.people import Place as Over
from db.publishing.request import CallError
from db.queries import contracts
from db.rules import set_parameter
from db.scope import OPERATOR, Principal
from db.setup import initialise
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.reviews import MeetingKind
from monitoring.pack import PARTS, Part
from monitoring.pack.print_page import page
from monitoring.pack.workbook import workbook
from monitoring.parameters import Setting
from tests.db import returns
from tests.stores import prepared

AT = datetime(2009, 6, 10, 12, 0, tzinfo=UTC)
QUARTER = date(2009, 1, 1)
UNSHARED = "Not a word of this to Prime 1"
CM, TPPM, PRIME = (Principal(name, name) for name in ("cm", "tppm", "prime"))
RIGHTS = (
    ("cm", "CM", Over(contract="CPA-1")),
    ("tppm", "TPPM", Over(district="Area 1")),
    ("prime", "PRIME_MANAGER", Over(organisation="Prime 1")),
)
CORRECTED = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | {}
    CPA-1    | 2009-02 | job_outcomes | all             | 60
    CPA-1    | 2009-03 | job_outcomes | all             | 80
"""
ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late", measure="job_outcomes")


@prepared
def known(store):
    """Give a store with two contracts, a profile and a return, and three people of the first."""
    initialise(store, returns.NOW)
    for dataset, drawn in (
        ("contracts", returns.CONTRACTS.replace("value_gbp", "value_gbp | risk_rating")
         .replace("6000000", "6000000 | High").replace("3000000", "3000000 | High")),
        ("profiles", returns.PROFILES),
        ("monthly_return", returns.RETURN),
    ):
        returns.send(store, dataset, drawn)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, role, over in RIGHTS:
            people.add_user(session, login, login, now=returns.NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=returns.NOW)
    return store


QUICK = (Part.FINDINGS, Part.ITEMS, Part.PROFILE, Part.NOTES, Part.SETS, Part.RESTATEMENTS)


def pen(store, who=CM, at=AT):
    return Pen(store, who, at)


def asked(audience=Audience.DWP, at=AT, parts=tuple(PARTS)):
    return packs.Asked("CPA-1", QUARTER, parts, audience, at)


def make(store, audience=Audience.DWP, parts=QUICK, **more):
    return packs.make(pen(store), asked(audience, parts=parts, **more))


def again(store, number, who=CM):
    with doors.scoped_session(store, who) as session:
        return packs.opened(session, "CPA-1", number)


def noted(store, text, audience, at=AT - timedelta(hours=1)):
    governance.note(pen(store, at=at), Place("CPA-1", audience), Subject(), Said(text))


def words(found):
    return json.dumps(asdict(found.content), ensure_ascii=False)


def test_a_pack_is_the_same_again_whatever_came_after_it(known):
    noted(known, "Known before", Audience.DWP)
    first = make(known, parts=tuple(PARTS))
    later = AT + timedelta(minutes=5)
    noted(known, "Written after", Audience.DWP, at=later)
    governance.raise_item(pen(known, at=later), Place("CPA-1", Audience.DWP), ISSUE)
    returns.send(known, "monthly_return", CORRECTED.format(39), now=later)
    found = again(known, first.kept.number)
    assert (found.same, found.kept.sha256) == (True, first.kept.sha256)
    assert "Known before" in words(found)
    assert "Written after" not in words(found)


def test_what_came_after_stands_in_the_next_pack(known):
    first = make(known)
    later = AT + timedelta(minutes=5)
    returns.send(known, "monthly_return", CORRECTED.format(39), now=later)
    second = packs.make(pen(known, at=later), asked(at=later))
    assert (first.kept.number, second.kept.number) == (1, 2)
    assert first.kept.sha256 != second.kept.sha256
    assert "178 of 300" in words(first)
    assert "179 of 300" in words(second)


@pytest.mark.parametrize("known", ["sqlite"], indirect=True)
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=some.lists(some.sampled_from(["note", "item", "figure", "rule"]), max_size=4))
def test_no_order_of_later_deeds_changes_a_pack(known, deeds):
    now = _latest(known) + timedelta(minutes=1)
    frozen = packs.make(pen(known, at=now), asked(at=now, parts=QUICK))
    for place, deed in enumerate(deeds, start=1):
        _do(known, deed, now + timedelta(seconds=place), place)
    assert again(known, frozen.kept.number).same


def _latest(store):
    with doors.scoped_session(store, CM) as session:
        return max((one.asked.as_at for one in packs.listed(session, "CPA-1")), default=AT)


def _do(store, deed, at, place):
    if deed == "note":
        noted(store, f"Note {at}", Audience.DWP, at)
    elif deed == "item":
        governance.raise_item(pen(store, at=at), Place("CPA-1", Audience.DWP), ISSUE)
    elif deed == "figure":
        value = 30 + int(at.timestamp()) % 40
        returns.send(store, "monthly_return", CORRECTED.format(value), now=at)
    else:
        rule = Setting("below_from", f"0.{50 + place}", at.date(), "Review")
        set_parameter(store, OPERATOR, "CPA-1", rule, at)


def test_a_shared_pack_says_the_same_to_both_sides_and_nothing_meant_for_one(known):
    noted(known, UNSHARED, Audience.DWP)
    noted(known, "Both may read this", Audience.SHARED)
    number = governance.raise_item(
        pen(known, at=AT - timedelta(hours=2)), Place("CPA-1", Audience.DWP),
        replace(ISSUE, what=UNSHARED),
    )
    governance.take_step(
        pen(known, at=AT - timedelta(hours=1)), Place("CPA-1", Audience.SHARED), number,
        Did.CHANGED, replace(ISSUE, what="The paperwork, as both may read it"),
    )
    made = make(known, Audience.SHARED, parts=tuple(PARTS))
    for who in (CM, TPPM, PRIME):
        found = again(known, made.kept.number, who)
        assert found.same
        assert "Both may read this" in words(found)
        assert UNSHARED not in words(found)


def test_no_file_of_a_shared_pack_holds_a_word_of_the_departments_own(known):
    noted(known, UNSHARED, Audience.DWP)
    governance.raise_item(
        pen(known, at=AT - timedelta(hours=1)), Place("CPA-1", Audience.DWP),
        replace(ISSUE, what=UNSHARED),
    )
    made = make(known, Audience.SHARED)
    found = again(known, made.kept.number, PRIME)
    cover = packs.cover(found, sample=False)
    book = zipfile.ZipFile(io.BytesIO(workbook(found.content, cover)))
    texts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    assert not any(UNSHARED in text for text in [*texts, page(found.content, cover)])
    own = workbook(make(known).content, cover)
    assert any(
        UNSHARED in zipfile.ZipFile(io.BytesIO(own)).read(name).decode("utf-8", "replace")
        for name in book.namelist()
    )


def test_a_pack_for_the_department_is_not_the_providers_to_open(known):
    made = make(known)
    with pytest.raises(CallError, match="There is no pack 1 of contract CPA-1, or it is not yours"):
        again(known, made.kept.number, PRIME)
    with doors.scoped_session(known, PRIME) as session:
        assert packs.listed(session, "CPA-1") == []


@pytest.mark.parametrize(
    ("who", "change", "said"),
    [
        (PRIME, {"audience": Audience.SHARED}, "made by the department"),
        (CM, {"audience": Audience.PRIME}, "for the department only, or shared"),
        (CM, {"sections": ()}, "at least one section"),
        (CM, {"first": date(2009, 2, 1)}, "begins no quarter"),
        (CM, {"first": date(2008, 10, 1)}, "begins no quarter"),
        (CM, {"as_at": AT + timedelta(days=1)}, "an instant that has come"),
        (CM, {"contract": "CPA-2"}, "not known, or is not yours"),
    ],
)
def test_a_pack_that_cannot_be_made_is_refused_in_words(known, who, change, said):
    with pytest.raises(CallError, match=said):
        packs.make(pen(known, who), replace(asked(), **change))


def test_only_the_sections_asked_for_are_in_it_in_the_order_of_a_pack(known):
    made = make(known, parts=(Part.NOTES, Part.FINDINGS))
    found = again(known, made.kept.number)
    assert [each.code for each in found.content.sections] == ["findings", "notes"]


def test_the_issue_left_open_in_three_meetings_heads_the_list_of_the_next_review(known):
    """AT-18: risk High, last review 15 January 2009, an issue without owner or date."""
    held = Held(kind=MeetingKind.PPR, held_on=date(2009, 1, 15), as_at=AT, channel="face")
    shared = Place("CPA-1", Audience.SHARED)
    governance.hold(pen(known, at=AT - timedelta(days=90)), shared, held)
    governance.raise_item(
        pen(known, at=AT - timedelta(days=85)), shared,
        replace(ISSUE, what="An older issue with an owner", who="A post", due_on=date(2009, 9, 1)),
    )
    issue = None
    for turn in range(3):
        at = AT - timedelta(days=80 - turn)
        meeting = Held(kind=MeetingKind.TPPM, held_on=at.date(), as_at=at, channel="face")
        raised = [ISSUE] if turn == 0 else []
        governance.hold(pen(known, TPPM, at), shared, meeting, [issue] if issue else [], raised)
        issue = issue or 2
    found = again(known, make(known).kept.number)
    first, items = found.content.sections[:2]
    assert "the next was due 15 April 2009" in first.said[0]
    assert "178 of 300 profiled for January to March 2009 (59.3%)" in first.said[1]
    assert "122 people short" in first.said[1]
    number, _, what, _, who, due, _, carried = items.tables[0].rows[0][:8]
    assert (number, what, who, due) == (2, "Paperwork comes late", "nobody named", None)
    assert carried == "carried 3\N{MULTIPLICATION SIGN}"


def test_a_pack_says_which_section_is_another_and_why(known, monkeypatch):
    made = make(known)
    sections = importlib.import_module("db.packs.build").SECTIONS
    section = next(each for each in made.content.sections if each.code == "notes")
    other = replace(section, said=("Something else",))
    monkeypatch.setitem(sections, Part.NOTES, lambda _: other)
    monkeypatch.setattr("db.packs.kept.FORM", 99)
    found = again(known, made.kept.number)
    assert (found.same, found.differing) == (False, ("Notes and events",))
    assert "earlier wording" in packs.reproduced(found)


def test_quarters_are_the_contracts_own_and_the_last_one_over_comes_first(known):
    with doors.scoped_session(known, CM) as session:
        terms = contracts.terms(session, [registers.contract_id(session, "CPA-1")])[0]
    starts = replace(terms, starts_on=date(2009, 2, 1))
    assert packs.quarters(starts, date(2009, 9, 10)) == [
        date(2009, 5, 1), date(2009, 2, 1), date(2009, 8, 1),
    ]
    assert packs.quarters(starts, date(2009, 1, 10)) == [date(2009, 2, 1)]
