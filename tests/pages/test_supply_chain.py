"""Who delivers each contract can be found, opened and walked, and no further than one may see."""

from __future__ import annotations

import pytest

from db import people
from pages.shared import chain_tables, exports, tables
from tests.db import returns
from tests.pages.conftest import add_people, words

REGISTER = """
    contract | programme | prime | district           | phase   | starts_on  | length_months
    R-1      | MOJ-CRS   | One   | East: Essex        | Housing | 2009-01-01 | 4
    R-2      | MOJ-CRS   | Two   | West: whole region | Work    | 2009-01-01 |
    R-3      | MOJ-CRS   | One   | West: Devon        | Work    | 2009-01-01 |
"""
PARTNERS = """
    contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
    R-1      | HELP        | 2009-01-01 | Help    | specialist | no          | yes
    R-1      | TWO         | 2009-01-01 | Two     | specialist | no          | yes
    R-2      | HELP        | 2009-01-01 | Help    | specialist | no          | yes
"""
FIRST = """
    contract | month   | measure | client_category | value
    R-2      | 2009-01 | starts  | all             | 5
"""
PEOPLE = (
    ("moj", "Contract manager, register", "CM", people.Place(contract="R-1")),
    ("moj", "", "CM", people.Place(contract="R-2")),
    ("moj", "", "CM", people.Place(contract="R-3")),
    ("help", "Partner manager, Help", "PARTNER_MANAGER", people.Place(organisation="Help")),
)


@pytest.fixture
def register(sample):
    """Give the sample with a small register beside it, and people who see some of it."""
    assert returns.send(sample, "contracts", REGISTER).status == "published"
    assert returns.send(sample, "arrangements", PARTNERS).status == "published"
    add_people(sample, PEOPLE)
    return sample


def grid(at, place=0):
    """Give a table of the page as rows."""
    return at.dataframe[place].value.to_dict("records")


def column(at, name, place=0):
    """Give one column of a table of the page."""
    return [row[name] for row in grid(at, place)]


def pressed(at, label):
    """Press the button of that name."""
    return next(each for each in at.button if each.label == label).click().run()


def choose(monkeypatch, kind, name):
    """Press a name in a table of one kind, once."""
    left = [name]
    monkeypatch.setattr(
        tables,
        "opened",
        lambda key: left.pop() if left and key.startswith(f"chain {kind}") else None,
    )


@pytest.mark.usefixtures("register")
def test_the_home_page_of_a_register_says_that_there_are_no_returns_yet(opened):
    at = opened("portfolio", login="moj")
    assert not at.exception
    assert "No returns yet: a register only" in words(at)
    assert "Needs you this month" not in words(at)
    assert column(at, "contract") == ["R-1", "R-3", "R-2"]
    assert [(each.label, each.value) for each in at.metric] == [
        ("Contracts", "3"),
        ("Prime providers", "2"),
        ("Partners", "2"),
        ("Districts", "3"),
    ]


def test_from_the_first_return_on_the_home_page_shows_how_contracts_do(register, opened):
    assert returns.send(register, "monthly_return", FIRST).status == "published"
    said = words(opened("portfolio", login="moj"))
    assert "a register only" not in said
    assert "Needs you this month" in said


@pytest.mark.usefixtures("register")
def test_other_programmes_keep_their_own_home_page(opened):
    at = opened("portfolio", login="national")
    assert "Needs you this month" in words(at)
    at = opened("portfolio", login="national", programme="MOJ-CRS")
    assert "a register only" in words(at)


@pytest.mark.usefixtures("register")
def test_the_home_page_opens_one_provider_of_the_register(opened):
    at = opened("portfolio", login="moj", prime="One")
    assert "One holds 2 contracts" in words(at)
    assert column(at, "contract") == ["R-1", "R-3"]
    assert at.query_params["prime"] == "One"


@pytest.mark.usefixtures("register")
def test_the_whole_chain_is_shown_by_contract_by_prime_and_by_partner(opened):
    assert column(opened("supply_chain", login="moj"), "contract") == ["R-1", "R-3", "R-2"]
    assert column(opened("supply_chain", login="moj", rows="prime"), "prime") == ["One", "Two"]
    at = opened("supply_chain", login="moj", rows="partner")
    assert [(row["partner"], row["contracts"], row["holds"]) for row in grid(at)] == [
        ("Help", 2, 0),
        ("Two", 1, 1),
    ]


@pytest.mark.usefixtures("register")
def test_words_searched_for_stand_in_the_address(opened):
    at = opened("supply_chain", login="moj", search="west work")
    assert column(at, "contract") == ["R-3", "R-2"]
    assert "2 of 3 rows hold west work." in words(at)
    at.text_input[0].set_value("essex").run()
    assert (column(at, "contract"), at.query_params["search"]) == (["R-1"], "essex")
    at.text_input[0].set_value("nowhere").run()
    assert "No row holds nowhere." in words(at)
    at.text_input[0].set_value("").run()
    assert "search" not in at.query_params


@pytest.mark.usefixtures("register")
def test_a_contract_opens_to_its_partners(opened, monkeypatch):
    choose(monkeypatch, "contract", "R-1")
    at = opened("supply_chain", login="moj")
    assert at.query_params == {"programme": "MOJ-CRS", "contract": "R-1"}
    assert "Type of service: Housing. Held by One" in words(at)
    assert [(row["partner"], row["others"]) for row in grid(at)] == [("Help", 1), ("Two", 0)]
    assert "model" not in grid(at)[0]


@pytest.mark.usefixtures("register")
def test_a_partner_opens_to_every_contract_it_works_under_across_primes(opened, monkeypatch):
    choose(monkeypatch, "partner", "Help")
    at = opened("supply_chain", login="moj", contract="R-1")
    assert at.query_params == {"programme": "MOJ-CRS", "partner": "Help"}
    assert "Help works under 2 contracts of 2 prime providers" in words(at)
    assert [(row["contract"], row["prime"]) for row in grid(at)] == [("R-1", "One"), ("R-2", "Two")]


@pytest.mark.usefixtures("register")
def test_an_organisation_that_is_both_leads_from_one_side_to_the_other(opened):
    at = opened("supply_chain", login="moj", partner="Two")
    assert column(at, "contract") == ["R-1"]
    at = pressed(at, "Contracts Two holds itself")
    assert column(at, "contract") == ["R-2"]
    at = pressed(at, "Contracts of others under which Two works")
    assert column(at, "contract") == ["R-1"]
    at = pressed(at, "Show the whole chain")
    assert column(at, "contract") == ["R-1", "R-3", "R-2"]


@pytest.mark.usefixtures("register")
def test_a_prime_opens_to_its_contracts_and_the_partners_under_them(opened):
    at = pressed(opened("supply_chain", login="moj", contract="R-1"), "All contracts of One")
    assert column(at, "contract") == ["R-1", "R-3"]
    assert [(row["partner"], row["others"]) for row in grid(at, 1)] == [("Help", 1), ("Two", 0)]


@pytest.mark.usefixtures("register")
def test_a_contract_without_a_partner_says_so(opened):
    at = opened("supply_chain", login="moj", contract="R-3")
    assert "No partner is named for this contract" in words(at)
    assert len(at.dataframe) == 0


@pytest.mark.usefixtures("register")
def test_a_day_before_the_register_came_shows_an_empty_chain(opened):
    at = opened("supply_chain", login="moj", as_at="2009-01-01")
    assert not at.exception
    assert "No contract is in view." in words(at)


@pytest.mark.usefixtures("register")
def test_a_partner_sees_where_it_works_itself_and_no_other(opened):
    at = opened("supply_chain", login="help")
    assert [(row["contract"], row["partners"]) for row in grid(at)] == [("R-1", 1), ("R-2", 1)]
    assert "Not found" in words(opened("supply_chain", login="help", partner="Two"))
    assert "Not found" in words(opened("supply_chain", login="help", contract="R-3"))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("asked", [{"contract": "R-1"}, {"prime": "One"}, {"partner": "Help"}])
def test_what_is_not_ones_own_is_not_found(opened, asked):
    assert "Not found" in words(opened("supply_chain", login="cm-2", **asked))


def test_a_programme_with_terms_of_its_arrangements_shows_them(sample, opened):
    terms = """
        contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
        CPA-1    | HELP        | 2009-01-01 | Help    | end_to_end | yes         | yes
    """
    returns.send(sample, "arrangements", terms)
    [row] = grid(opened("supply_chain", contract="CPA-1"))
    assert (row["model"], row["since"]) == ("End to end", "1 January 2009")
    assert "area" not in row


def test_without_contracts_the_page_says_what_brings_them(bare, opened):
    add_people(bare, (("national", "National performance team", "NATIONAL", people.Place()),))
    assert "No contract is in view yet" in words(opened("supply_chain", login="national"))


@pytest.mark.usefixtures("register")
def test_a_contract_of_a_register_has_no_empty_chart(opened):
    at = opened("profile_vs_actual", login="moj", contract="R-1")
    assert not at.exception
    assert "No return holds this figure yet" in words(at)
    assert "has not been returned" not in words(at)
    assert len(at.get("plotly_chart")) == 0


@pytest.mark.usefixtures("register")
def test_the_rows_shown_are_offered_without_what_a_register_does_not_say(opened, monkeypatch):
    offered = []
    monkeypatch.setattr(exports, "offer_report", lambda _, report: offered.append(report))
    opened("supply_chain", login="moj", contract="R-1", search="x")
    report = offered[-1]
    assert report.name == "supply-chain-partner"
    assert report.parameters == {"programme": "MOJ-CRS", "contract": "R-1", "search": "x"}
    assert chain_tables.NOT_IN_A_REGISTER.isdisjoint(report.frame)
    assert list(report.frame["partner"]) == ["Help", "Two"]
    assert set(report.definitions) == set(report.frame)
