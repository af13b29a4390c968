"""A reader gets the contracts and the arrangements that are theirs, as they stood on a day."""

from datetime import UTC, datetime, timedelta

from db import doors, people
from db.queries import supply_chain as queries
from db.scope import OPERATOR, Principal
from monitoring import supply_chain
from tests.db.returns import NOW, report, send, with_programmes
from tests.stores import prepared

LATER = NOW + timedelta(days=30)
CONTRACTS = """
    contract | programme | prime | district | phase   | starts_on  | length_months
    R-1      | MOJ-CRS   | One   | East     | Housing | 2009-01-01 | 4
    R-2      | MOJ-CRS   | Two   | West     | Work    | 2009-01-01 |
    P-1      | PLP       | One   | East     |         | 2009-01-01 |
"""
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
    R-1      | HELP        | 2009-01-01 | Help    | specialist | no          | yes
    R-1      | TWO         | 2009-01-01 | Two     | specialist | no          | yes
    R-2      | HELP        | 2009-01-01 | HELP    | specialist | no          | yes
    P-1      | HELP        | 2009-01-01 | Help    | specialist | no          | yes
"""


@prepared
def registered(store):
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS).status == "published"
    assert send(store, "arrangements", ARRANGEMENTS).status == "published"
    return store


def chain(store, who=OPERATOR, as_at=None, programme="MOJ-CRS"):
    with doors.scoped_session(store, who) as session:
        return queries.chain(session, programme, as_at, LATER)


def person(store, login, role, **over):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, login, login, now=NOW)
        held = people.Grant(login=login, role=role, over=people.Place(**over))
        people.grant(session, held, now=NOW)
    return Principal(login, login)


def seen(found):
    links = zip(found.links["contract"], found.links["partner"], strict=True)
    return list(found.register["contract"]), sorted(links)


def test_a_programme_is_read_with_its_own_arrangements_under_one_spelling(registered):
    found = chain(registered)
    assert seen(found) == (["R-1", "R-2"], [("R-1", "Help"), ("R-1", "Two"), ("R-2", "Help")])
    assert list(found.register["service"]) == ["Housing", "Work"]


def test_a_contract_ends_with_the_last_day_of_its_last_month(registered):
    ends = supply_chain.by_contract(chain(registered)).set_index("contract")["ends_on"]
    assert (f"{ends['R-1']:%Y-%m-%d}", ends["R-2"] is not None) == ("2009-04-30", True)
    assert ends.isna().to_list() == [False, True]


def test_a_manager_of_one_contract_sees_its_partners_and_no_other_of_their_contracts(registered):
    found = chain(registered, person(registered, "cm", "CM", contract="R-1"))
    assert seen(found) == (["R-1"], [("R-1", "Help"), ("R-1", "Two")])
    assert supply_chain.partners_of(found, "R-1")["others"].to_list() == [0, 0]


def test_a_partner_sees_where_it_works_itself_and_nobody_else(registered):
    found = chain(registered, person(registered, "help", "PARTNER_MANAGER", organisation="Help"))
    assert seen(found) == (["R-1", "R-2"], [("R-1", "Help"), ("R-2", "Help")])


def test_without_a_scope_there_is_no_chain(registered):
    assert seen(chain(registered, Principal("nobody", "nobody"))) == ([], [])


def test_the_chain_is_as_it_was_known_on_a_day(registered):
    more = """
        contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
        R-2      | MEND        | 2009-01-01 | Mend    | specialist | no          | yes
    """
    send(registered, "arrangements", more, now=LATER)
    assert supply_chain.size(chain(registered)).arrangements == 4
    assert supply_chain.size(chain(registered, as_at=NOW)).arrangements == 3
    early = datetime(2009, 1, 1, tzinfo=UTC)
    assert seen(chain(registered, as_at=early)) == ([], [])


def test_a_register_owes_no_return_until_its_first_one_comes(registered):
    rows = {row["contract"]: row["freshness"] for row in report(registered, "portfolio", OPERATOR)}
    assert rows == {"R-1": "current", "R-2": "current", "P-1": "missing"}
    first = """
        contract | month   | measure | client_category | value
        R-2      | 2009-01 | starts  | all             | 5
    """
    send(registered, "monthly_return", first)
    rows = {row["contract"]: row["freshness"] for row in report(registered, "portfolio", OPERATOR)}
    assert rows == {"R-1": "current", "R-2": "missing", "P-1": "missing"}
