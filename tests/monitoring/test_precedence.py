"""Which figure is the actual, when several sources have one?"""

import pytest

from monitoring.frames import FrameError
from monitoring.precedence import actuals
from monitoring.vocabulary import Origin
from tests.tables import table

ORDER = ("provider_mi", "plmi", "payments")


def chosen(drawing, **options):
    rows = actuals(table(drawing), ORDER, **options)
    return [(row.actual, row.source, row.origin, row.reason) for row in rows.itertuples()]


def test_the_first_source_of_the_programme_stands_and_sources_are_never_added():
    assert chosen("""
        month   | source      | origin   | value
        2009-03 | plmi        | returned | 71
        2009-03 | provider_mi | returned | 78
    """) == [(78, "provider_mi", "returned", "")]


def test_the_agreed_figure_comes_before_every_source():
    assert chosen("""
        month   | source      | origin   | value
        2009-03 | provider_mi | returned | 78
        2009-03 | agreed      | returned | 74
    """) == [(74, "agreed", "returned", "")]


def test_within_a_source_returned_comes_before_counted():
    assert chosen("""
        month   | source      | origin   | value
        2009-03 | provider_mi | counted  | 77
        2009-03 | provider_mi | returned | 78
    """) == [(78, "provider_mi", "returned", "")]


def test_counted_of_an_earlier_source_comes_before_returned_of_a_later():
    assert chosen("""
        month   | source      | origin   | value
        2009-03 | provider_mi | counted  | 77
        2009-03 | plmi        | returned | 71
    """) == [(77, "provider_mi", "counted", "")]


def test_a_source_without_a_figure_gives_way_to_the_next():
    assert chosen("""
        month   | source      | origin   | value | reason
        2009-03 | provider_mi | returned |       | not_returned
        2009-03 | plmi        | returned | 71    |
    """) == [(71, "plmi", "returned", "")]


def test_nought_is_a_figure():
    assert chosen("""
        month   | source      | origin   | value
        2009-03 | provider_mi | returned | 0
        2009-03 | plmi        | returned | 71
    """) == [(0, "provider_mi", "returned", "")]


def test_a_month_without_any_figure_is_missing_with_the_first_sources_reason():
    [(actual, source, _, reason)] = chosen("""
        month   | source      | origin   | value | reason
        2009-03 | plmi        | returned |       | not_returned
        2009-03 | provider_mi | returned |       | suppressed
    """)
    assert actual != actual  # noqa: PLR0124 - NaN: missing is not nought
    assert (source, reason) == ("provider_mi", "suppressed")


def test_a_source_the_programme_does_not_name_is_left_out():
    assert (
        chosen("""
        month   | source | origin   | value
        2009-03 | survey | returned | 71
    """)
        == []
    )


def test_only_counted_figures_may_be_meant_and_an_agreed_one_still_stands():
    drawing = """
        month   | source      | origin   | value
        2009-02 | provider_mi | returned | 78
        2009-02 | provider_mi | counted  | 77
        2009-03 | agreed      | returned | 74
        2009-03 | provider_mi | counted  | 70
    """
    assert [row[:3] for row in chosen(drawing, origin=Origin.COUNTED)] == [
        (77, "provider_mi", "counted"),
        (74, "agreed", "returned"),
    ]


def test_each_contract_and_measure_chooses_for_itself():
    rows = actuals(
        table("""
        contract | measure | month   | source      | origin   | value | submission | provisional
        B        | starts  | 2009-03 | plmi        | returned | 5     | 12         | yes
        A        | starts  | 2009-03 | provider_mi | returned | 6     | 11         | no
        A        | exits   | 2009-03 | plmi        | returned | 7     | 10         | no
    """),
        ORDER,
    )
    assert [
        (row.contract, row.measure, row.actual, row.submission, row.provisional)
        for row in rows.itertuples()
    ] == [("A", "exits", 7, 10, False), ("A", "starts", 6, 11, False), ("B", "starts", 5, 12, True)]


def test_a_cell_that_repeats_is_our_fault_and_said():
    with pytest.raises(FrameError, match="cells repeats"):
        chosen("""
            month   | source | origin   | value
            2009-03 | plmi   | returned | 71
            2009-03 | plmi   | returned | 72
        """)
