"""Words are kept as people see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.checks import words
from monitoring.checks.faults import Fault


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (" CPA-1 ", "CPA-1"),
        ("CPA\u200b-1\ufeff", "CPA-1"),
        ("\u00a0CPA-1", "CPA-1"),
        ("\uff23\uff30\uff21-1", "CPA-1"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("", ""),
    ],
)
def test_a_reference_is_kept_in_one_form(text, seen):
    assert words.tidy(text) == seen


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("CPA\n1", "line_break"),
        ("CPA\u20281", "line_break"),
        ("CPA\x001", "control_character"),
        ("CPA\t1", "control_character"),
        ("CPA\u202e1", "control_character"),
        ("C" * 201, "too_long"),
    ],
)
def test_what_cannot_be_seen_or_kept_is_refused(text, rule):
    assert words.tidy(text).rule == rule


def test_a_reference_is_shorter_than_a_name():
    assert words.tidy_reference("C" * 81).rule == "too_long"
    assert words.tidy("C" * 81) == "C" * 81


def test_free_text_keeps_its_lines_and_nothing_unseen():
    assert words.tidy_free_text(" one\r\ntwo\rthree ") == "one\ntwo\nthree"
    assert words.tidy_free_text("one\x00two").rule == "control_character"
    assert words.tidy_free_text("x" * 10_001).rule == "too_long"


@given(st.lists(st.text(max_size=12), max_size=5))
def test_a_column_is_plain_only_if_every_cell_is_kept_as_it_is(texts):
    if words.is_plain(texts):
        assert [words.tidy(text) for text in texts] == texts


def test_a_code_is_read_case_spaces_and_hyphens_apart():
    read = words.code_reader(("learning_disability", "ESOL"))
    assert read("Learning Disability") == read("learning-disability") == "learning_disability"
    assert read("esol") == "ESOL"


def test_an_unknown_code_is_told_the_list_and_the_nearest():
    fault = words.code_reader(("mandatory", "voluntary"))("mandatry")
    assert fault.rule == "unknown_code"
    assert fault.message == "Write one of: mandatory, voluntary. Did you mean mandatory?"


def test_several_codes_are_kept_sorted_and_once():
    read = words.codes_reader(("sensory", "mobility"))
    assert read("sensory; mobility;Sensory;") == "mobility;sensory"
    assert read("sensory, mobility").message.startswith("Separate codes by semicolons.")


def test_an_alias_is_read_as_its_code():
    read = words.measure_reader(frozenset({"job_outcomes"}), frozenset(), (("jo", "job_outcomes"),))
    assert read("JO") == "job_outcomes"


def test_a_rate_is_not_returned_as_a_measure():
    read = words.measure_reader(frozenset({"starts"}), frozenset({"recovery_rate"}), ())
    assert read("Recovery rate").rule == "rate_not_count"
    assert read("begins").rule == "unknown_measure"


def test_any_measure_may_stand_where_none_is_known():
    read = words.measure_reader(None, frozenset(), ())
    assert read("Job Starts") == "job_starts"


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE"])
def test_yes_is_yes(text):
    assert words.yes_or_no(text) is True


def test_what_is_neither_yes_nor_no_is_refused():
    assert words.yes_or_no("No") is False
    assert words.yes_or_no("maybe").rule == "not_yes_or_no"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    once = words.tidy(text)
    if not isinstance(once, Fault):
        assert words.tidy(once) == once
