"""A number is read to the last digit, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.checks.faults import Fault
from monitoring.checks.numbers import Digits, within

PLAIN = Digits(commas=True, notes={})
CONTINENTAL = Digits(commas=False, notes={})


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("38", 38), ("007", 7), ("38.0", 38), ("1,234", 1234), ("1,234,567.00", 1234567)],
)
def test_a_count_is_read(text, value):
    assert PLAIN.count(text) == value


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("38.5", "not_whole"),
        ("38.000", "not_whole"),  # a continental 38 thousand, or 38
        ("1,23", "comma_in_number"),
        ("12,34,567", "comma_in_number"),
        ("1.234,56", "comma_in_number"),
        ("-5", "negative_number"),
        ("\u22125", "negative_number"),
        ("(5)", "negative_number"),
        ("1e5", "scientific_number"),
        ("1.2E+06", "scientific_number"),
        ("inf", "not_a_number"),
        ("-inf", "not_a_number"),
        ("nan", "mark_not_number"),
        ("N/A", "mark_not_number"),
        ("*", "mark_not_number"),
        ("#DIV/0!", "mark_not_number"),
        ("\u00a338", "currency_sign"),
        ("38 people", "not_a_number"),
        ("0x26", "not_a_number"),
        ("\u0663\u0668", "not_a_number"),
        ("1 234", "not_a_number"),
        ("1000000001", "number_too_large"),
        ("9" * 40, "number_too_large"),
    ],
)
def test_a_count_in_doubt_is_refused_for_its_own_reason(text, rule):
    found = PLAIN.count(text)
    assert isinstance(found, Fault)
    assert found.rule == rule


def test_thousands_separators_left_out_are_noted_once():
    notes = {}
    digits = Digits(commas=True, notes=notes)
    assert [digits.count("1,234"), digits.count("5,678")] == [1234, 5678]
    assert list(notes) == ["thousands_separators"]


def test_a_comma_is_in_doubt_where_semicolons_part_the_cells():
    assert CONTINENTAL.count("1,234").rule == "comma_in_number"


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("950", 95000),
        ("950.5", 95050),
        ("950.05", 95005),
        ("\u00a31,250.00", 125000),
        ("\u00a3 950", 95000),
        ("GBP 950", 95000),
        ("950.1000", 95010),
    ],
)
def test_pounds_become_pence(text, pence):
    assert PLAIN.pounds(text) == pence


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("950.123", "too_many_decimals"),
        ("\u20ac950", "currency_sign"),
        ("$950", "currency_sign"),
        ("950,50", "comma_in_number"),
        ("-\u00a3950", "negative_number"),
    ],
)
def test_an_amount_in_doubt_is_refused(text, rule):
    assert PLAIN.pounds(text).rule == rule


@pytest.mark.parametrize(
    ("text", "value"), [("7.1", 7.1), ("-0.5", -0.5), ("\u22123", -3.0), ("0", 0)]
)
def test_any_decimal_number_is_read(text, value):
    assert PLAIN.number(text) == value


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1,234", "comma_in_number"),
        ("1" + "0" * 400, "number_too_large"),
        ("1e5", "scientific_number"),
        ("--5", "negative_number"),
        ("NaN", "mark_not_number"),
    ],
)
def test_a_decimal_number_in_doubt_is_refused(text, rule):
    assert PLAIN.number(text).rule == rule


@pytest.mark.parametrize("text", ["20%", "20", "1.01", "-0.1", "1,0", "a fifth"])
def test_a_share_is_a_fraction_between_nought_and_one(text):
    assert PLAIN.share(text).rule == "not_a_share"


def test_a_share_may_be_all_or_nothing():
    assert [PLAIN.share("0"), PLAIN.share("0.20"), PLAIN.share("1")] == [0, 0.2, 1]


def test_bounds_are_of_the_unit_people_write():
    hours = within(PLAIN.hundredths, 0, 168, 100)
    assert hours("168") == 16800
    assert hours("168.01").rule == "out_of_range"
    assert hours("sixteen").rule == "not_a_number"


@given(st.decimals(min_value=0, max_value=10_000_000, places=2))
def test_every_penny_survives(amount):
    assert PLAIN.pounds(f"{amount:.2f}") == int(amount * 100)
    assert PLAIN.pounds(f"{amount:,.2f}") == int(amount * 100)


@given(st.integers(min_value=0, max_value=1_000_000_000))
def test_every_count_survives_plain_and_grouped(count):
    assert PLAIN.count(str(count)) == PLAIN.count(f"{count:,}") == count


@given(st.text(max_size=20))
def test_a_text_is_read_as_python_would_read_its_digits_or_refused(text):
    found = PLAIN.count(text)
    if isinstance(found, int):
        assert Decimal(text.replace(",", "")) == found
