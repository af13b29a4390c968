"""Who sees whom on the page of people, and what can be done there about access?"""

from __future__ import annotations

from datetime import date

import pytest

from db import accounts, doors, people
from db.queries import accounts as reads
from db.scope import OPERATOR
from tests.db import returns
from tests.pages.conftest import add_people, words

pytestmark = pytest.mark.usefixtures("staffed")


@pytest.fixture
def staffed(sample):
    """Give the store with a prime's two people, one who waits, and an auditor."""
    add_people(sample, (("auditor", "Auditor", "AUDITOR", people.Place()),))
    with doors.publisher(sample, OPERATOR) as session:
        doors.begin_write(session)
        people.answered_for(session, "prime-1").organisation = "Prime 1"
        for name in ("Aide", "Waits"):
            accounts.invite(
                session,
                accounts.Invitation(
                    email=f"{name}@prime.example", name=name, organisation="Prime 1", login=name
                ),
                now=returns.NOW,
            )
        people.answered_for(session, "Waits").approved_at = None
    return sample


def listed(store):
    with doors.scoped_session(store, OPERATOR) as session:
        return {one.login: one for one in reads.listed(store, session, returns.NOW)}


def names(at):
    return set(at.dataframe[0].value["name"])


def button(at, label):
    return next(each for each in at.button if each.label == label)


def test_each_reads_the_people_they_answer_for(opened):
    admin, prime, auditor = (opened("people", login) for login in ("admin", "prime-1", "auditor"))
    assert {"Administrator", "Waits", "National performance team"} <= names(admin)
    assert names(prime) == {"Prime provider manager, Prime 1", "Aide", "Waits"}
    assert names(auditor) == names(admin)
    assert not auditor.main.expander
    assert "1 waits for approval" in words(admin)
    for login in ("cm", "tppm", "national"):
        assert "Not found" in words(opened("people", login))


def test_an_administrator_approves_who_waits(staffed, opened):
    at = opened("people", "admin")
    button(at, "Approve").click().run()
    assert not at.exception
    assert listed(staffed)["Waits"].state == "invited"
    assert "Nobody waits for approval" in words(at)


def test_a_manager_invites_one_of_their_own(staffed, opened):
    at = opened("people", "prime-1")
    next(each for each in at.text_input if each.label.startswith("Name")).input("New")
    next(each for each in at.text_input if each.label.startswith("E-mail")).input("new@x.example")
    button(at, "Invite").click().run()
    found = listed(staffed)["prime-1-1"]
    assert (found.state, found.organisation, found.invited_by) == ("waiting", "Prime 1", "prime-1")
    button(at, "Invite").click().run()
    assert [each.value for each in at.error]  # an empty form says what is missing


def test_a_manager_ends_a_leaver_s_access(staffed, opened):
    at = opened("people", "prime-1")
    who = next(each for each in at.selectbox if each.label == "Whose access ends now")
    assert "Prime provider manager, Prime 1" not in " ".join(who.options)
    who.select("Aide")
    button(at, "End access").click().run()
    assert listed(staffed)["Aide"].state == "disabled"
    assert "1 is disabled" in words(at)


def test_cover_asks_for_both_people_and_both_days(staffed, opened):
    at = opened("people", "admin")
    button(at, "Hand on").click().run()
    assert "Name both people" in at.error[0].value
    for label, login in (("Who is away", "prime-1"), ("Who stands in", "Aide")):
        next(each for each in at.selectbox if each.label == label).select(login)
    first, last = (each for each in at.date_input if each.label in {"From", "To, inclusive"})
    first.set_value(date(2030, 6, 1))
    last.set_value(date(2030, 6, 14))
    button(at, "Hand on").click().run()
    assert listed(staffed)["Aide"].roles == (
        "PRIME_MANAGER over organisation Prime 1 from 2030-06-01 to 2030-06-14",
    )


def test_access_is_gone_through_by_role_and_that_is_kept(opened):
    at = opened("people", "admin", show="roles")
    table = at.dataframe[0].value
    assert list(table["role"]) == sorted(table["role"])
    ends = at.multiselect[0]
    chosen = next(one for one in ends.options if one.startswith("National performance team"))
    ends.select(chosen)
    button(at, "I have gone through this list").click().run()
    assert "National performance team" not in set(at.dataframe[0].value["name"])
    seen = opened("people", "auditor", show="reviews")
    assert "Reviewed by admin on" in words(seen)
    assert "To end: national: NATIONAL over every contract" in words(seen)
    assert "Reviewed by" not in words(opened("people", "prime-1", show="reviews"))


def test_somebody_bound_to_nothing_cannot_be_released(opened):
    at = opened("people", "admin")
    who = next(each for each in at.selectbox if each.label == "Who")
    assert who.options == []
