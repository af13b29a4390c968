"""Every dataset is described once, and the description holds together."""

import csv
import io
from pathlib import Path

import pytest

from monitoring.checks import Expectation, check
from monitoring.datasets import ALL, dataset
from monitoring.datasets.dictionary import dictionary_frame, dictionary_markdown
from monitoring.datasets.specification import Kind
from monitoring.datasets.templates import template_csv
from monitoring.vocabulary import Mode, Source
from tests.files import file_of

EVERY = pytest.mark.parametrize("each", ALL.values(), ids=list(ALL))
DOCS = Path(__file__).parents[3] / "docs"
WHOLE = {
    "monthly_return",
    "partner_weekly",
    "referrals",
    "appointments",
    "readiness",
    "exits",
    "feedback",
}


def as_file(text):
    header, *rows = csv.reader(io.StringIO(text))
    return file_of(header, rows)


def test_the_datasets_stand_in_the_order_people_meet_them():
    assert list(ALL)[:6] == [
        "contracts",
        "profile_sets",
        "profiles",
        "arrangements",
        "sites",
        "monthly_return",
    ]
    assert len(ALL) == 25
    assert all(each.name == name for name, each in ALL.items())


def test_a_dataset_that_does_not_exist_is_not_given():
    with pytest.raises(KeyError):
        dataset("footfall")


@EVERY
def test_the_template_with_its_examples_passes_the_checks(each):
    checked = check(each, as_file(template_csv(each)), Expectation())
    assert checked.problems == []
    assert len(checked.row_numbers) == len(each.examples) >= 2


@EVERY
def test_the_template_holds_every_column_a_file_may_hold(each):
    header = template_csv(each).splitlines()[0].split(",")
    assert header == [column.name for column in each.public_columns]


@EVERY
def test_every_column_says_what_it_means_in_a_sentence(each):
    assert each.sentence.endswith(".")
    assert all(column.sentence.endswith(".") for column in each.columns)
    assert all(column.example for column in each.public_columns)


@EVERY
def test_a_column_of_codes_lists_them_and_no_other_does(each):
    assert all(
        bool(column.codes) == (column.kind in {Kind.CODE, Kind.CODES}) for column in each.columns
    )


@EVERY
def test_keys_and_dating_name_columns_of_the_dataset(each):
    assert set(each.key) <= set(each.by_name)
    assert each.dating is None or not each.by_name[each.dating].optional
    assert each.mode is (Mode.WHOLE if each.name in WHOLE else Mode.CORRECTIONS)
    assert each.mode is Mode.CORRECTIONS or each.dating is not None


@EVERY
def test_a_row_rule_has_one_form_and_names_columns_of_the_dataset(each):
    for rule in each.rules:
        forms = [
            rule.in_order,
            rule.needed_when,
            rule.blank_when,
            rule.one_of,
            rule.fixed_when,
            rule.whole_when_count,
        ]
        assert sum(form is not None for form in forms) == 1
        assert rule.message.endswith(".")
    assert len({rule.code for rule in each.rules}) == len(each.rules)


def test_prices_and_adviser_references_are_marked():
    marked = {
        (each.name, column.name): column.sensitive
        for each in ALL.values()
        for column in each.columns
        if column.sensitive
    }
    assert marked == {
        ("contracts", "value_gbp"): "price",
        ("claims", "amount_gbp"): "price",
        ("partner_payments", "amount_gbp"): "price",
        ("starts", "adviser_ref"): "adviser",
        ("appointments", "adviser_ref"): "adviser",
    }


def test_only_datasets_about_people_hold_clients():
    assert dataset("starts").holds_clients
    assert not dataset("monthly_return").holds_clients


def test_the_first_source_is_the_default():
    assert dataset("monthly_return").default_source is Source.PROVIDER_MI
    assert dataset("referrals").default_source is Source.LMS


def test_the_dictionary_page_is_what_the_code_gives():
    assert (DOCS / "data_dictionary.md").read_text(encoding="utf-8") == dictionary_markdown()


def test_the_dictionary_has_a_row_for_each_column_a_file_may_hold():
    frame = dictionary_frame()
    assert len(frame) == sum(len(each.public_columns) for each in ALL.values())
    price = frame[(frame["dataset"] == "contracts") & (frame["column"] == "value_gbp")].iloc[0]
    assert (price["form"], price["visible_to"]) == ("pounds, up to two decimals", "prices")
