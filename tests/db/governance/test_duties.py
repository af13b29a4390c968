"""Is it known who answers for what, whom to reach and what somebody left behind?"""

from __future__ import annotations

from datetime import date

import pytest

from db import doors, governance, people
from db.publishing.request import CallError
from db.queries import governance as reads
from db.queries.governance.written import one_contract
from monitoring.governance.handing_over import Leaving, Reach
from monitoring.governance.parties import Party
from monitoring.vocabulary import Role
from tests.db import returns
from tests.db.governance.writing import DWP, PRIME, SHARED, pen, reading
from tests.db.seeded import who
from tests.stores import prepared

CM = people.Place(contract="CPA-1")


@prepared
def peopled(store):
    """Give a store with two contracts and the people of one."""
    returns.with_programmes(store)
    returns.send(store, "contracts", returns.CONTRACTS)
    listed = (
        ("cm", Role.CM, CM),
        ("tppm", Role.TPPM, people.Place(district="Area 1")),
        ("prime", Role.PRIME_MANAGER, people.Place(organisation="Prime 1")),
    )
    with doors.publisher(store, returns.OPERATOR) as session:
        doors.begin_write(session)
        for login, role, over in listed:
            people.add_user(session, login, login, now=returns.NOW)
            people.grant(session, people.Grant(login=login, role=role, over=over), now=returns.NOW)
    return store


def test_a_contract_may_differ_from_its_programme_s_matrix_and_says_who_set_it(peopled):
    change = governance.set_responsibility
    change(pen(peopled, "cm"), SHARED, "client_progression", Party.TPPM, "A agreed in June")
    with reading(peopled, "prime") as session:
        found = reads.matrix(session, "CPA-1")
    cell = found.process("client_progression").cell(Party.TPPM)
    assert (cell.letter, cell.text, cell.disputed) == ("A", "agreed in June", False)
    assert [(each.by, each.party) for each in found.overrides] == [("cm", Party.TPPM)]


def test_the_matrix_is_the_contract_manager_s_to_change(peopled):
    change = governance.set_responsibility
    with pytest.raises(CallError, match="set by the contract manager"):
        change(pen(peopled, "prime"), SHARED, "client_progression", Party.TPPM, "A")
    with pytest.raises(CallError, match="no process cooking"):
        change(pen(peopled, "cm"), SHARED, "cooking", Party.TPPM, "A")
    with pytest.raises(CallError, match="begin with"):
        change(pen(peopled, "cm"), SHARED, "client_progression", Party.TPPM, "X")
    change(pen(peopled, "cm"), SHARED, "client_progression", Party.TPPM, "A")
    with pytest.raises(CallError, match="only be widened"):
        change(pen(peopled, "cm"), DWP, "client_progression", Party.TPPM, "A?")


def test_contacts_are_posts_that_change_and_end(peopled):
    reach = Reach("prime", "district", "Quality lead", "01 234")
    number = governance.add_contact(pen(peopled, "prime"), SHARED, reach)
    moved = Reach("prime", "district", "Quality lead", "01 999")
    governance.change_contact(pen(peopled, "prime"), SHARED, number, moved)
    with reading(peopled, "cm") as session:
        [one] = reads.contacts(session, "CPA-1")
    assert (one.party, one.level, one.address) == (Party.PRIME, "district", "01 999")
    governance.change_contact(pen(peopled, "prime"), SHARED, number, moved, ended=True)
    with reading(peopled, "cm") as session:
        assert reads.contacts(session, "CPA-1") == []


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (Reach("nobody", "district", "Lead"), "no party"),
        (Reach("prime", "street", "Lead"), "no level"),
        (Reach("prime", "district", " "), "not the person"),
    ],
)
def test_a_contact_names_party_level_and_post(peopled, reach, said):
    with pytest.raises(CallError, match=said):
        governance.add_contact(pen(peopled, "cm"), SHARED, reach)


def test_a_contact_is_changed_where_it_stands_and_for_no_fewer(peopled):
    reach = Reach("cm", "national", "Duty desk")
    with pytest.raises(CallError, match="no contact of that number"):
        governance.change_contact(pen(peopled, "cm"), SHARED, 9, reach)
    number = governance.add_contact(pen(peopled, "cm"), SHARED, reach)
    with pytest.raises(CallError, match="only be widened"):
        governance.change_contact(pen(peopled, "cm"), DWP, number, reach)


def test_a_hand_over_is_read_by_whoever_comes_next_and_not_by_the_provider(peopled):
    leaving = Leaving(Role.CM, date(2009, 6, 30), "Area 1 pays its partners late")
    governance.hand_over(pen(peopled, "cm"), DWP, leaving)
    with reading(peopled, "tppm") as session:
        [one] = reads.handovers(session, one_contract(session, "CPA-1"))
    assert one.is_for("cm-next", [Role.CM])
    assert not one.is_for("cm", [Role.CM])
    assert not one.is_for("tppm", [Role.TPPM])
    with reading(peopled, "prime") as session:
        assert reads.handovers(session, one_contract(session, "CPA-1")) == []


@pytest.mark.parametrize(
    ("leaving", "said"),
    [
        (Leaving(Role.TPPM, date(2009, 6, 30), "Seen"), "who holds the post"),
        (Leaving(Role.AUDITOR, date(2009, 6, 30), "Seen"), "one of these posts"),
        (Leaving(Role.CM, date(2009, 6, 30), " "), "needs to know"),
    ],
)
def test_a_hand_over_is_of_the_writer_s_own_post_and_says_something(peopled, leaving, said):
    with pytest.raises(CallError, match=said):
        governance.hand_over(pen(peopled, "cm"), DWP, leaving)


def test_a_provider_leaves_its_own_notes_to_its_own(peopled):
    leaving = Leaving(Role.PRIME_MANAGER, date(2009, 6, 30), "Seen", "prime-next")
    governance.hand_over(pen(peopled, "prime"), PRIME, leaving)
    with reading(peopled, "cm") as session:
        assert reads.handovers(session, one_contract(session, "CPA-1")) == []
    with reading(peopled, "prime") as session:
        [one] = reads.handovers(session, one_contract(session, "CPA-1"))
    assert one.is_for("prime-next", [Role.PRIME_MANAGER])
    assert not one.is_for("prime-other", [Role.PRIME_MANAGER])


def test_who_was_named_for_a_contract_is_told_spell_by_spell(peopled):
    drawn = """
        contract | programme | prime   | district | starts_on  | length_months | cm
        CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36            | {name}
    """
    for name, day in (("Manager A", 11), ("Manager A", 12), ("Manager B", 20)):
        more = returns.NOW.replace(day=day)
        returns.send(peopled, "contracts", drawn.format(name=name), now=more)
    with reading(peopled, "prime") as session:
        found = reads.labels(session, "CPA-1")
    assert [(each.who, each.since.day, each.until and each.until.day) for each in found] == [
        ("Manager B", 20, None),
        ("Manager A", 11, 20),
    ]


def test_roles_by_name_are_for_an_administrator_and_one_s_own(peopled):
    with doors.scoped_session(peopled, returns.OPERATOR) as session:
        assert [each.who for each in reads.assignments(session, "CPA-1")] == ["cm"]
    with reading(peopled, "cm") as session:
        assert [each.role for each in reads.assignments(session, "CPA-1")] == ["CM"]
    with doors.scoped_session(peopled, who("tppm")) as session:
        assert reads.assignments(session, "CPA-1") == []
