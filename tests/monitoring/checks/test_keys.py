"""Rows that share a key say the same, or nobody is believed."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from tests.files import drawn_file, file_of

RETURN = dataset("monthly_return")
HEADER = ["contract", "month", "measure", "client_category", "value"]


def found(checked):
    return [(problem.row, problem.rule) for problem in checked.problems]


def test_equal_repeats_keep_the_first():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | 38
        CPA-1    | Apr-09  | Starts  | ALL             | 38.0
        CPA-1    | 2009-04 | starts  | all             | 38
    """)
    checked = check(RETURN, table, Expectation())
    assert found(checked)[1:] == [(3, "repeated_row"), (4, "repeated_row")]
    assert "row 2" in checked.problems[1].message
    assert (checked.row_numbers, checked.repeated_rows, checked.rows_held) == ([2], [3, 4], 0)


def test_rows_that_differ_are_all_held_and_named_to_each_other():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | 38
        CPA-1    | 2009-05 | starts  | all             | 40
        CPA-1    | 2009-04 | starts  | all             | 39
    """)
    checked = check(RETURN, table, Expectation())
    assert found(checked) == [(2, "conflicting_key"), (4, "conflicting_key")]
    assert checked.problems[0].message.startswith(
        "Same contract, month, measure, client_category and arrangement as row 4, but"
    )
    assert checked.row_numbers == [3]


def test_many_rows_of_one_key_are_named_and_the_rest_counted():
    rows = [["CPA-1", "2009-04", "starts", "all", str(value)] for value in range(9)]
    problems = check(RETURN, file_of(HEADER, rows), Expectation()).problems
    assert "as row 3, 4, 5, 6, 7 and 3 more, but" in problems[0].message
    assert "as row 2, 3, 4, 5, 6 and 3 more, but" in problems[-1].message


def test_a_blank_value_is_not_the_same_as_nought():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | 0
        CPA-1    | 2009-04 | starts  | all             |
    """)
    assert found(check(RETURN, table, Expectation())) == [
        (2, "conflicting_key"),
        (3, "conflicting_key"),
    ]


def test_a_faulty_row_that_is_repeated_is_held_twice_and_noted_no_further():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | many
        CPA-1    | 2009-04 | starts  | all             | many
        CPA-1    | 2009-05 | starts  | all             | many
        CPA-1    | 2009-05 | starts  | all             | few
    """)
    assert found(check(RETURN, table, Expectation())) == [
        (2, "not_a_number"),
        (3, "not_a_number"),
        (4, "not_a_number"),
        (4, "conflicting_key"),
        (5, "not_a_number"),
        (5, "conflicting_key"),
    ]


def test_rows_whose_key_cannot_be_read_are_not_compared():
    table = drawn_file("""
        contract | month | measure | client_category | value
        CPA-1    | soon  | starts  | all             | 1
        CPA-1    | soon  | starts  | all             | 2
    """)
    assert found(check(RETURN, table, Expectation())) == [(2, "not_a_month"), (3, "not_a_month")]


def test_names_are_compared_case_and_spaces_apart():
    table = drawn_file("""
        contract | site
        CPA-1    | North Office
        CPA-1    | north  OFFICE
    """)
    assert check(dataset("sites"), table, Expectation()).repeated_rows == [3]


CELLS = st.tuples(
    st.sampled_from(["CPA-1", "CPA-2"]),
    st.sampled_from(["2009-04", "2009-05"]),
    st.sampled_from(["starts", "exits"]),
    st.just("all"),
    st.sampled_from(["", "0", "1", "x"]),
)


@settings(deadline=None)
@given(st.lists(CELLS.map(list), max_size=12))
def test_every_row_is_kept_held_or_left_out_and_no_key_stands_twice(rows):
    checked = check(RETURN, file_of(HEADER, rows, batch=3), Expectation())
    kept = [tuple(rows[number - 2]) for number in checked.row_numbers]
    everywhere = [*checked.row_numbers, *checked.held_rows, *checked.repeated_rows]
    assert sorted(everywhere) == list(range(2, len(rows) + 2))
    said = defaultdict(set)
    for *key, value in rows:
        said[tuple(key)].add(value)
    sound = {key for key, values in said.items() if len(values) == 1 and values != {"x"}}
    assert sorted(row[:4] for row in kept) == sorted(sound)
