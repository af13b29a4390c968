"""A figure opens to its rows when asked, as far as they are the visitor's; looks are recorded."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from db import doors, people
from db.models import AccessEntry
from db.scope import Principal
from pages.shared import exports, rows_shown
from pages.shared.taking import taken
from tests.db import returns
from tests.db.summing import ARRANGEMENTS
from tests.pages.conftest import add_people, words

STARTS = """
    contract | client_ref | referred_on | started_on | client_category | arrangement | adviser_ref
    CPA-1    | R-1        | 2009-01-05  | 2009-02-20 | mandatory       |             | ADV-1
    CPA-1    | R-2        | 2009-01-06  | 2009-02-03 | voluntary       | A1          | ADV-2
    CPA-1    | R-3        | 2009-01-07  | 2009-03-03 | mandatory       | A1          |
"""
CLAIMS = """
    contract | client_ref | outcome | claimed_on | decided_on | decision | amount_gbp | paid_on
    CPA-1    | R-1        | jo      | 2009-02-02 | 2009-02-03 | accepted | 950.50     | 2009-02-04
"""
APPOINTMENTS = """
    contract | client_ref | scheduled_on | wfi_no | result   | mode       | arrangement
    CPA-1    | R-1        | 2009-02-02   | 1      | fta      |            |
    CPA-1    | R-1        | 2009-02-09   | 1      | attended | individual |
    CPA-1    | R-2        | 2009-02-12   | 1      | attended | individual | A1
"""
PEOPLE = (
    ("partner", "Partner manager", "PARTNER_MANAGER", people.Place(arrangement="CPA-1:A1")),
    ("evaluator", "Evaluator", "EVALUATOR", people.Place()),
)
CLIENTS, RETURNED = "Show the client rows behind it", "Show the returned rows behind it"
BESIDE = "Show the client rows of the month"
NOT_YOURS = "You see the count, not the people in it."
TABLE = "Rows behind Starts"


@pytest.fixture(autouse=True)
def rows(sample):
    """Give the store with client rows and two arrangements."""
    returns.send(sample, "arrangements", ARRANGEMENTS)
    returns.send(sample, "starts", STARTS)
    returns.send(sample, "claims", CLAIMS)
    returns.send(sample, "appointments", APPOINTMENTS)
    add_people(sample, PEOPLE)
    return sample


@pytest.fixture
def page(opened):
    """Give the page of February's starts, unless the address says otherwise."""

    def opening(login="cm", **address):
        asked = {"contract": "CPA-1", "measure": "starts", "month": "2009-02"} | address
        return opened("profile_vs_actual", login, **asked)

    return opening


def offered(at):
    """Give the buttons that open rows, by what they say."""
    named = {each.label.replace("\\", ""): each for each in at.button}
    return {label: each for label, each in named.items() if label.startswith("Show the")}


def labels(at):
    return list(offered(at))


def press(at, label):
    return offered(at)[label].click().run()


def grid(at, alt=TABLE):
    return [each.value for each in at.dataframe if each.proto.alt == alt]


def written(store):
    """Give what the journal holds of looks and exports."""
    with doors.journal(store) as session:
        seen = AccessEntry.action.in_(["look", "export"])
        entries = session.scalars(select(AccessEntry).where(seen).order_by(AccessEntry.entry_id))
        return [(e.by_user, e.action, e.subject, e.contract, e.result, e.detail) for e in entries]


def test_nothing_is_read_before_it_is_asked_for(rows, page, monkeypatch):
    monkeypatch.setattr(rows_shown, "rows_behind", None)
    at = page()
    assert not at.exception
    assert labels(at) == [CLIENTS]
    assert grid(at) == []
    assert written(rows) == []


def test_the_rows_say_who_was_counted_and_the_look_is_written_down(rows, page):
    at = press(page(), CLIENTS)
    assert not at.exception
    assert "2 rows: 2 people counted." in words(at)
    [shown] = grid(at)
    assert list(shown["client_ref"]) == ["R-2", "R-1"]
    assert list(shown)[:2] == ["client_ref", "started_on"]
    assert list(shown)[-2:] == ["receipt", "row"]
    assert "adviser_ref" not in shown
    assert "site" not in shown  # blank in every row
    assert written(rows) == [("cm", "look", "starts", "CPA-1", "shown", "2009-02 2 rows")]


def test_a_client_known_under_another_contract_is_said_to_be_to_who_sees_both(rows, page):
    other = "contract | client_ref | referred_on | client_category\nCPA-2 | R-2 | 2009-03-01 | all"
    assert returns.send(rows, "starts", other).status == "published"
    [shown] = grid(press(page(), CLIENTS))
    assert list(shown["client_ref"]) == ["R-2", "R-1"]
    assert list(shown["also_known_under"].fillna("")) == ["CPA-2", ""]
    [less] = grid(press(page("prime-1"), CLIENTS))
    assert "also_known_under" not in less


def test_the_rows_go_with_the_next_run_and_each_look_is_written_down(rows, page):
    at = press(page(), CLIENTS)
    assert grid(at.run()) == []
    press(at, CLIENTS)
    assert len(written(rows)) == 2


def test_a_prime_sees_its_advisers(page):
    [shown] = grid(press(page("prime-1"), CLIENTS))
    assert list(shown["adviser_ref"]) == ["ADV-2", "ADV-1"]


@pytest.mark.parametrize("login", ["national", "evaluator"])
def test_who_may_not_see_people_reads_so_and_has_no_button(rows, page, login):
    at = page(login)
    assert labels(at) == []
    assert NOT_YOURS in words(at)
    assert written(rows) == []


def test_a_returned_figure_shows_its_rows_to_everybody_and_the_clients_to_some(rows, page):
    at = page("national", measure="job_outcomes")
    assert labels(at) == [RETURNED]
    assert NOT_YOURS in words(at)
    at = press(at, RETURNED)
    assert "1 row returned." in words(at)
    [shown] = grid(at, "Rows behind Job outcomes")
    assert shown["value"].tolist() == [60]
    assert written(rows) == []  # nobody's client was shown


def test_beside_a_returned_figure_stand_the_clients_of_the_month(page):
    at = page(measure="job_outcomes")
    assert labels(at) == [RETURNED, BESIDE]
    at = press(at, BESIDE)
    assert "1 row: 1 person counted. The figure returned is 60 people." in words(at)
    [shown] = grid(at, "Rows behind Job outcomes")
    assert (shown["client_ref"][0], shown["amount_gbp"][0]) == ("R-1", 950.5)


def test_a_partner_sees_the_rows_of_its_own_arrangement(page):
    at = press(page("partner", arrangement="A1"), CLIENTS)
    assert "1 row: 1 person counted." in words(at)
    [shown] = grid(at)
    assert list(shown["client_ref"]) == ["R-2"]


def test_a_category_opens_to_its_own_people(page):
    [shown] = grid(press(page(category="mandatory"), CLIENTS))
    assert list(shown["client_ref"]) == ["R-1"]


def test_of_a_rate_each_count_opens(page):
    at = page(measure="fta_rate")
    said = labels(at)
    assert said[0] == "Show the client rows: Failed to attend"
    assert len(said) == 2
    at = press(at, said[0])
    assert "1 row: 1 appointment counted." in words(at)


def test_a_level_at_a_months_end_has_no_rows_of_its_own(page):
    at = page(measure="caseload")
    assert labels(at) == []
    assert "It has no rows of its own" in words(at)


def test_a_month_without_a_figure_has_nothing_to_open(page):
    at = page(measure="exits")
    assert labels(at) == []
    assert not at.exception


def test_of_many_rows_the_first_are_shown(page, monkeypatch):
    monkeypatch.setattr(rows_shown, "LIMIT", 1)
    at = press(page(), CLIENTS)
    assert "Showing the first 1 of 2." in words(at)
    assert [len(each) for each in grid(at)] == [1]


def test_every_row_can_be_taken_away_and_that_is_written_down(rows, page, monkeypatch):
    exported = {}
    monkeypatch.setattr(exports, "offer", exported.__setitem__)
    monkeypatch.setattr(rows_shown, "LIMIT", 1)
    press(page(), CLIENTS)
    made = exported["Download these rows as CSV"]
    assert made.file_name.startswith("rows-CPA-1-starts-2009-02-")
    data = taken(Principal("cm", "Contract manager"), made)
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0][:2] == ["client_ref", "started_on"]
    assert [line[0] for line in lines[1:3]] == ["R-2", "R-1"]
    assert ["month", "2009-02"] in lines
    assert ["receipt", "The return the row came in."] in lines
    last = written(rows)[-1]
    assert last[:5] == ("cm", "export", "rows behind starts", "CPA-1", "taken")
    assert last[5].startswith("rows 2, bytes ")
    assert last[5].endswith(", month 2009-02")


def test_no_client_stands_in_the_address(page):
    at = press(page(), CLIENTS)
    assert not [value for value in at.query_params.values() if "R-" in str(value)]


def test_a_month_without_client_rows_says_so_and_no_look_is_written_down(rows, page):
    at = press(page(measure="job_outcomes", month="2009-01"), BESIDE)
    assert "No row that counts in this month is there to be seen." in words(at)
    assert not at.exception
    assert written(rows) == []
