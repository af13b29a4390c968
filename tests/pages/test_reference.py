"""What do measures, rules, words and files mean?"""

from __future__ import annotations

import re
from datetime import date

import pytest

from db import rules
from db.scope import OPERATOR
from monitoring import datasets
from monitoring.parameters import Setting
from pages.shared import tables
from tests.db import returns
from tests.pages.conftest import words
from tests.pages.test_profile_vs_actual import rows

pytestmark = pytest.mark.usefixtures("sample")


def written(at, alt):
    """Give the columns of a plain table of the page, without the marks that keep text text."""
    [found] = [each for each in at.table if each.proto.alt == alt]
    plain = found.value.map(lambda text: re.sub(r"\\(.)", r"\1", text))
    return plain.to_dict("list")


def test_every_measure_of_the_programme_is_there_with_its_standing(opened):
    at = opened("definitions")
    shown = {row["title"]: row["boundary"] for row in rows(at, "Measures")}
    assert shown["Job outcomes"] == "contractual"
    assert shown["Referrals"] == "monitoring only"


def test_a_measure_opens_to_its_formula_and_document(opened):
    said = words(opened("definitions", measure="job_outcomes"))
    assert "Job starts of at least 8 hours a week" in said
    assert "Believed in this order" in said
    assert "version " in said


def test_pressing_a_measure_puts_it_in_the_address(opened, monkeypatch):
    monkeypatch.setattr(tables, "opened", lambda _key: "Starts")
    at = opened("definitions")
    assert at.query_params["measure"] == "starts"


def test_another_programme_has_measures_of_its_own(opened):
    at = opened("definitions", programme="NHS-TT")
    assert "Recovery rate" in [row["title"] for row in rows(at, "Measures")]
    assert "No contract of this programme is in view" in words(at)


def test_the_rules_of_a_contract_are_those_set_for_it_and_then_the_defaults(sample, opened):
    setting = Setting("on_profile_from", "0.9", date(2009, 1, 1), "review of March")
    rules.set_parameter(sample, OPERATOR, "CPA-1", setting, returns.NOW)
    told = written(opened("definitions", contract="CPA-1"), "Rules in force")
    assert (told["In force"][0], told["Authority"][0]) == ("0.9", "review of March")
    assert len(told["Rule"]) > 20


def test_the_words_are_those_of_the_glossary(opened):
    assert "Prime provider" in words(opened("definitions"))


@pytest.mark.parametrize("name", list(datasets.ALL))
def test_every_dataset_is_told_with_its_columns_and_template(opened, name):
    at = opened("data_dictionary", dataset=name)
    assert not at.exception
    spec = datasets.dataset(name)
    names = written(at, f"Columns of {spec.title}")["Column"]
    assert names == [column.name for column in spec.public_columns]
    assert "Download the template" in [each.label for each in at.get("download_button")]
