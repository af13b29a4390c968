"""A file that says who somebody is is found out, and what it says is never repeated."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.reading import read
from monitoring.reading.identifiers import RULE, names_a_person, personal_data
from monitoring.vocabulary import Severity

SPECIMEN = "QQ123456C"


def found(header, *rows):
    """Give what is found in a file drawn as lines."""
    table = read("\n".join([header, *rows, ""]).encode(), "x.csv")
    return personal_data(table.headers, table.batches())


def column_of(values):
    """Give what is found in a column of a name that says nothing."""
    return found("contract,x", *(f"CPA-1,{value}" for value in values))


@pytest.mark.parametrize(
    "value",
    [SPECIMEN, "ab123456c", "AB 12 34 56 C", "AB-12-34-56-D", "AB.123456.A", "AB123456 B",
     "his number is AB123456C."],
)  # fmt: skip
def test_a_national_insurance_number_is_found_in_any_column_and_way_of_writing(value):
    (problem,) = column_of(["none", value])
    assert (problem.rule, problem.severity) == (RULE, Severity.REFUSES)
    assert (problem.column, problem.row, problem.value) == ("x", 3, None)
    assert "national insurance numbers (x, 1 row)" in problem.message
    assert "mapping" in problem.message


@pytest.mark.parametrize(
    "value",
    [
        "DA123456C",  # D, F, I, Q, U and V never stand first
        "AO123456C",  # nor they or O second
        "GB123456C",  # never given out
        "AB123456E",  # ends in A to D
        "AB12345C",
        "AB1234567C",
        "XAB123456C",
        "AB123456CX",
        "CCS_0001",
        "DN545698",
        "2009-04-01T10",
    ],
)
def test_what_only_resembles_a_national_insurance_number_is_not_one(value):
    assert column_of([value, value]) == ()


def test_a_number_broken_over_two_rows_or_two_columns_is_none():
    assert found("x,y", "AB1234,56C", "AB12,3456C") == ()
    assert column_of(["AB1234", "56C"]) == ()


def test_every_row_is_counted_and_the_first_is_named_across_batches():
    rows = ["R-1"] * 6_000 + [SPECIMEN] * 3_000
    (problem,) = column_of(rows)
    assert problem.row == 6_002
    assert "3,000 rows" in problem.message


@pytest.mark.parametrize("value", ["SW1A 1AA", "m1 1ae", " CR2 6XH ", "DN55 1PT", "GIR 0AA"])
def test_a_postcode_written_with_its_space_is_found_even_once(value):
    (problem,) = column_of(["none", value])
    assert (problem.rule, problem.row, problem.value) == (RULE, 3, None)
    assert "postcodes" in problem.message


def test_postcodes_without_their_space_are_found_when_two_differ():
    assert column_of(["SW1A1AA", "SW1A1AA"]) == ()
    assert [problem.row for problem in column_of(["SW1A1AA", "LS12AB"])] == [2]


@pytest.mark.parametrize(
    "values",
    [
        ["P1 2AB", "P2 3CD"],  # no such area
        ["E1 6CK", "E2 7CI"],  # letters no postcode ends in
        ["S12AB", "B23CD"],  # short codes without a space
        ["8J724", "AA5", "NQV0A", "QKS", "Y59"],
        ["CPA-1", "DN545698", "CCS_0001"],
        ["seen at SW1A 1AA", "SW1A", "1AA"],  # only a whole cell
        ["A1 Training", "Shaw Trust", "Serco E1"],
        ["2009-04-20", "12", "", "own"],
    ],
)
def test_references_codes_and_partners_are_not_taken_for_postcodes(values):
    assert column_of(values) == ()


@pytest.mark.parametrize(
    "heading",
    ["surname", "Forename", "First Name", "last_name", "LastName", "Client Name", "customer-name",
     "Name of participant", "Date of Birth", "DOB", "D.O.B.", "client_dob", "NINO", "NI number",
     "National Insurance No.", "postcode", "Post Code", "Address", "address line 2", "home address",
     "Participant's name", "e-mail", "telephone number", "adviser name"],
)  # fmt: skip
def test_columns_of_names_birth_dates_and_addresses_are_known_by_their_heading(heading):
    assert names_a_person(heading)
    (problem,) = found(f"contract,{heading}", "CPA-1,", "CPA-1,x")
    assert (problem.column, problem.row) == (heading, 3)
    assert "1 row)" in problem.message


@pytest.mark.parametrize(
    "heading",
    ["name", "provider name", "org_name", "partner", "organisation", "measure name", "site",
     "contract name", "client_ref", "adviser_ref", "employer_ref", "month", "age_band",
     "address_type", "addressed", "names",
     "job title", "referred_on", "named sites", "nino_count", ""],
)  # fmt: skip
def test_the_word_name_alone_makes_no_person(heading):
    assert not names_a_person(heading)


def test_a_column_headed_so_is_refused_though_it_is_blank():
    (problem,) = found("contract,surname", "CPA-1,")
    assert problem.row is None
    assert "0 rows" in problem.message


def test_an_identifier_that_stands_as_the_heading_is_not_repeated():
    problems = found(f"CPA-1,{SPECIMEN}", "CPA-1,AB123456C")
    assert [problem.column for problem in problems] == ["column 2"]
    assert [problem.row for problem in problems] == [1]
    assert SPECIMEN not in str(problems)


def test_each_kind_in_each_column_is_one_finding():
    problems = found("surname,a,b", "x,AB123456C,SW1A 1AA", "y,AB123456D,SW1A 2AA")
    assert [(problem.column, problem.row) for problem in problems] == [
        ("surname", 2), ("a", 2), ("b", 2)
    ]  # fmt: skip


@given(
    letters=st.tuples(
        st.sampled_from("ABCEGHJKLMNOPRSTWXYZ"), st.sampled_from("ABCEGHJKLMNPRSTWXYZ")
    ).map("".join),
    digits=st.from_regex(r"[0-9]{6}", fullmatch=True),
    last=st.sampled_from("ABCD"),
    beside=st.sampled_from(["", " ", ".", "client ", "no:"]),
)
def test_every_number_of_the_official_pattern_is_found_and_none_is_repeated(
    letters, digits, last, beside
):
    number = letters + digits + last
    problems = column_of([f"{beside}{number}", "none"])
    given_out = letters not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    assert bool(problems) == given_out
    assert digits not in str(problems)


def test_no_value_is_ever_repeated():
    dice = random.Random(3)  # noqa: S311 - a fixed sequence, not a secret
    numbers = [f"AB{dice.randint(100000, 999999)}C" for _ in range(50)]
    said = str(found("surname,x,y", *(f"{n},{n},LS1 {n[3]}AB" for n in numbers)))
    assert [number for number in numbers if number in said or number[2:8] in said] == []
    assert "LS1" not in said
