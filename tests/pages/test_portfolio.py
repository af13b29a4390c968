"""The home of a contract manager: what needs them, then a row a contract."""

from __future__ import annotations

import pytest

from db import attention
from db.attention import Line
from pages.shared import tables
from tests.db import returns
from tests.pages.conftest import words

SECOND = """
    contract | set      | month   | measure      | client_category | value
    CPA-2    | original | 2009-01 | job_outcomes | all             | 10
"""


@pytest.fixture
def two(sample):
    """Give the sample with a profile and a return for the second contract too."""
    returns.send(sample, "profiles", SECOND)
    drawn = SECOND.replace("| original ", "").replace("| set      ", "")
    returns.send(sample, "monthly_return", drawn)
    return sample


def grid(at, place=0):
    """Give a table of the page as rows."""
    return at.dataframe[place].value.to_dict("records")


@pytest.mark.usefixtures("two")
def test_a_row_a_contract_the_furthest_behind_first(opened):
    at = opened("portfolio")
    assert not at.exception
    first, second = grid(at)
    assert first["name"] == "Area 1 (CPA-1)"
    assert first["to_date"] == "178 of 300"
    assert first["behind"] == 122
    assert second["to_date"] == "10 of 10 to Jan 2009"


@pytest.mark.usefixtures("two")
def test_eight_columns_and_the_rest_on_request(opened):
    assert len(grid(opened("portfolio"))[0]) == 8
    rows = grid(opened("portfolio", columns="standing,prime"))
    assert (rows[0]["standing"], rows[0]["prime"]) == ("Well below", "Prime 1")


@pytest.mark.usefixtures("two")
def test_what_needs_the_person_is_said_with_numbers(opened):
    said = words(opened("portfolio"))
    assert "Needs you this month" in said
    assert "is 122 people behind for job outcomes to March 2009" in said
    assert "owes 2 returns" in said or "has not returned" in said


@pytest.mark.usefixtures("two")
def test_a_person_sees_their_own_contracts_only(opened):
    rows = grid(opened("portfolio", login="cm-2"))
    assert [row["name"] for row in rows] == ["Area 2 (CPA-2)"]
    assert "CPA-1" not in words(opened("portfolio", login="cm-2"))


def test_an_item_noted_stays_away_and_can_be_brought_back(two, opened):
    at = opened("portfolio")
    [line] = [each for each in at.text_input if each.key is None][:1]
    line.input("Asked the prime for a plan.")
    [button] = [each for each in at.button if each.label == "Note it"][:1]
    before = words(at)
    button.click().run()
    [kept] = attention.noted(two, "cm").values()
    assert kept.line == "Asked the prime for a plan."
    assert words(at) != before
    [back] = [each for each in at.button if each.label == "Bring back"]
    back.click().run()
    assert attention.noted(two, "cm") == {}


def test_an_item_noted_comes_back_when_it_is_worse(two, opened):
    item = "short:CPA-1:job_outcomes"
    attention.note(two, "cm", Line(item, "Known.", 99, returns.NOW))
    assert "122 people behind" not in words(opened("portfolio"))
    attention.note(two, "cm", Line(item, "Known.", 1, returns.NOW))
    assert "122 people behind" in words(opened("portfolio"))


def test_an_empty_line_notes_nothing(two, opened):
    at = opened("portfolio")
    next(each for each in at.button if each.label == "Note it").click().run()
    assert attention.noted(two, "cm") == {}


@pytest.mark.usefixtures("two")
def test_providers_are_ratios_of_sums(opened):
    rows = grid(opened("portfolio", by="provider"))
    assert [(row["name"], row["to_date"]) for row in rows] == [
        ("Prime 1", "178 of 300"),
        ("Prime 2", "10 of 10"),
    ]


@pytest.mark.usefixtures("two")
def test_a_provider_opens_to_each_of_its_contracts(opened):
    at = opened("portfolio", prime="Prime 2")
    assert "All contracts of Prime 2" in words(at)
    assert [row["name"] for row in grid(at)] == ["Area 2 (CPA-2)"]
    next(each for each in at.button if each.label == "Show every contract").click().run()
    assert len(grid(at)) == 2


@pytest.mark.usefixtures("two")
def test_a_provider_that_is_not_ones_own_is_not_found(opened):
    assert "Not found" in words(opened("portfolio", login="cm-2", prime="Prime 1"))


@pytest.mark.usefixtures("two")
def test_a_name_in_the_table_opens_its_contract(opened, monkeypatch):
    monkeypatch.setattr(
        tables, "opened", lambda key: "Area 2 (CPA-2)" if key.startswith("contracts") else None
    )
    at = opened("portfolio")
    assert [title.value for title in at.title] == ["Profile against actual"]
    assert at.query_params["contract"] == "CPA-2"


@pytest.mark.usefixtures("two")
def test_a_name_among_the_providers_opens_its_contracts(opened, monkeypatch):
    press = iter(["Prime 2"])
    monkeypatch.setattr(
        tables, "opened", lambda key: next(press, None) if key.startswith("providers") else None
    )
    at = opened("portfolio", by="provider")
    assert "All contracts of Prime 2" in words(at)


@pytest.mark.usefixtures("two")
def test_the_day_looked_back_to_stands_in_the_address(opened):
    at = opened("portfolio", as_at="2009-06-09")
    assert [row["to_date"] for row in grid(at)] == []


@pytest.mark.usefixtures("two")
def test_a_day_that_is_none_is_not_found(opened):
    assert "Not found" in words(opened("portfolio", as_at="yesterday"))


@pytest.mark.usefixtures("two")
def test_a_choice_is_written_into_the_address_and_its_default_is_not(opened):
    at = opened("portfolio")
    box = next(each for each in at.selectbox if each.label == "Measure")
    box.set_value("starts").run()
    assert at.query_params["measure"] == "starts"
    box = next(each for each in at.selectbox if each.label == "Measure")
    box.set_value("job_outcomes").run()
    assert "measure" not in at.query_params


@pytest.mark.usefixtures("two")
def test_columns_are_written_into_the_address(opened):
    at = opened("portfolio")
    at.multiselect[0].set_value(["standing", "prime"]).run()
    assert at.query_params["columns"] == "standing,prime"


@pytest.mark.usefixtures("two")
def test_a_programme_nobody_knows_is_not_found(opened):
    assert "Not found" in words(opened("portfolio", programme="XYZ"))


@pytest.mark.usefixtures("two")
def test_a_measure_nobody_has_a_target_for_is_shown_with_its_direction(opened):
    at = opened("portfolio", measure="exits")
    assert not at.exception
    assert "Exits. 2 contracts have no target." in words(at)
    assert "direction" in grid(at)[0]


@pytest.mark.usefixtures("two")
def test_a_rate_is_shown_with_its_counts_and_never_of_profile(sample, opened):
    drawn = """
    contract | month   | measure | client_category | value
    CPA-1    | 2009-03 | starts  | all             | 100
    """
    returns.send(sample, "monthly_return", drawn, mode="corrections")
    at = opened("portfolio", measure="conversion_rate")
    row = next(each for each in grid(at) if "CPA-1" in each["name"])
    assert row["to_date"] == "80.0% (80 of 100)"
    assert "% of profile" not in words(at)
