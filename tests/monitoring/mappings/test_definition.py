"""A mapping that says something impossible is refused in sentences."""

import json

import pytest

from monitoring.mappings import Mapping, MappingError

PLAIN = {
    "name": "area-1-export",
    "dataset": "monthly_return",
    "sentence": "The monthly export of the prime in Area 1.",
    "constants": {"client_category": "all"},
    "columns": {"contract": "Ref", "month": "Period", "measure": "What", "value": "Figure"},
}


def sentences(**changes):
    with pytest.raises(MappingError) as refused:
        Mapping.from_json({**PLAIN, **changes})
    assert all(sentence.endswith(".") for sentence in refused.value.sentences)
    return " ".join(refused.value.sentences)


def test_a_mapping_is_read_and_written_without_loss():
    whole = {
        **PLAIN,
        "source": "plmi",
        "ignore": ["Notes"],
        "translate": {"measure": {"S": "starts", "X": None}},
        "cumulative": "april_march",
        "marks": {"suppressed": ["*", "c"], "not_published": [""]},
        "drop": ["NINO"],
        "reference": ["Ref"],
    }
    mapping = Mapping.from_json(whole)
    assert mapping.as_json() == whole
    assert Mapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


def test_parts_left_empty_are_not_written():
    assert Mapping.from_json({**PLAIN, "cumulative": None, "drop": []}).as_json() == PLAIN
    assert Mapping.from_json({**PLAIN, "ignore": "*"}).as_json() == {**PLAIN, "ignore": "*"}


def test_a_wide_mapping_fills_measure_or_month_itself():
    wide = {**PLAIN, "columns": {"month": "Period"}, "wide": {"measure": {"S": "starts"}}}
    assert Mapping.from_json(wide).measures == {"S": "starts"}
    wide = {
        **PLAIN,
        "columns": {"measure": "What"},
        "wide": {"month": {"headers": "Mon-YY"}},
    }
    assert Mapping.from_json(wide).month_pattern == "Mon-YY"


@pytest.mark.parametrize("definition", [None, [], "mapping", 3])
def test_a_mapping_is_an_object(definition):
    with pytest.raises(MappingError, match="JSON object"):
        Mapping.from_json(definition)


def test_what_is_needed_is_asked_for_together():
    with pytest.raises(MappingError) as refused:
        Mapping.from_json({})
    assert len(refused.value.sentences) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "no part 'colour'"),
        ({"columns": ["contract"]}, "'columns' is of the wrong type"),
        ({"columns": {"contract": 3}}, "'columns' may hold texts only"),
        ({"wide": {"measure": ["S"]}}, "'wide' is of the wrong type"),
        ({"marks": {"suppressed": "*"}}, "'marks' is of the wrong type"),
        ({"marks": {"suppressed": [1]}}, "'marks' may hold texts only"),
        ({"drop": [1]}, "'drop' may hold texts only"),
        ({"constants": {"client_category": None}}, "'constants' may hold texts only"),
        ({"dataset": "footfall"}, "no dataset 'footfall'"),
        ({"constants": {"colour": "red"}}, "no column 'colour'"),
        ({"constants": {"missing_reason": "suppressed"}}, "no column 'missing_reason'"),
        ({"translate": {"colour": {"r": "red"}}}, "no column 'colour'"),
        ({"constants": {"client_category": "all", "value": "1"}}, "'value' is filled in two ways"),
        ({"wide": {"measure": {"S": "starts"}}}, "'measure' is filled in two ways"),
        ({"constants": {}}, "'client_category' is needed"),
        ({"source": "lms"}, "does not come from source 'lms'"),
        ({"reference": ["Case"]}, "'Case' is replaced by a reference but fills no column"),
        ({"drop": ["Figure"]}, "'Figure' is both dropped and used"),
        ({"wide": {"office": {"a": "b"}}}, 'one of "measure", "indicator" and "month"'),
        ({"wide": {"month": {"headers": "MM"}}}, "needs one year"),
        ({"wide": {"month": {}}}, "needs one year"),
        ({"cumulative": "calendar"}, "run by contract or april_march"),
        ({"ignore": "everything"}, '"ignore" is a list'),
        ({"marks": {"lost": ["?"]}}, "'lost' is no reason"),
    ],
)
def test_each_impossible_part_is_named(changes, said):
    assert said in sentences(**changes)


def test_figures_to_date_and_wide_columns_need_a_dataset_of_figures():
    exits = {
        "dataset": "exits",
        "constants": {},
        "columns": {"client_ref": "Case", "exited_on": "Left", "reason": "Why"},
    }
    assert "no month and value" in sentences(**exits, cumulative="contract")
    assert "no measure and value" in sentences(**exits, wide={"measure": {"S": "starts"}})
