"""Does a mend change what it names, keep everything else, and say no more than it may?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from monitoring.findings import Problem
from monitoring.mending import (
    Mend,
    MendError,
    What,
    by_wording,
    edits,
    faults,
    free_headings,
    may_be_repeated,
    mended,
    rows_in_words,
    rows_of,
)
from monitoring.reading import read
from monitoring.rewriting import sheet_of
from monitoring.vocabulary import Severity
from tests.files import file_of
from tests.files import rows_of as every_row

RETURN = dataset("monthly_return")
HEADER = ("contract", "month", "measure", "client_category", "value")
FILE = b"""contract,month,measure,client_category,value
CPA-1,2009-01,starts,everyone,38
CPA-1,2009-02,starts,all,60
CPA-1,2009-03,starts,everyone,8o
"""


def cells(rows, column, after, **more):
    return Mend(what=What.CELLS, rows=rows, column=column, after=after, **more)


def again(data, name="x.csv"):
    return read(data, name)


def found(data):
    return check(RETURN, again(data), Expectation()).problems


def test_one_value_is_put_right_in_every_row_that_holds_it():
    table = again(FILE)
    made = mended(table, [cells((2, 4), "client_category", "all")])
    assert [row["client_category"] for row in every_row(again(made))] == ["all", "all", "all"]
    assert [row["value"] for row in every_row(again(made))] == ["38", "60", "8o"]


def test_the_mended_file_passes_the_checks_it_failed():
    assert {p.rule for p in found(FILE)} == {"unknown_code", "not_a_number"}
    made = mended(
        again(FILE), [cells((2, 4), "client_category", "all"), cells((4,), "value", "80")]
    )
    assert found(made) == []


def test_rows_taken_out_are_gone_and_the_others_stay():
    made = mended(again(FILE), [Mend(what=What.ROWS_OUT, rows=(3,))])
    assert [row["month"] for row in every_row(again(made))] == ["2009-01", "2009-03"]


def test_rows_named_in_one_go_are_numbered_alike_whatever_comes_first():
    one = [Mend(what=What.ROWS_OUT, rows=(2,)), cells((4,), "value", "80")]
    assert mended(again(FILE), one) == mended(again(FILE), one[::-1])


def test_a_heading_is_renamed_and_a_column_left_out():
    table = file_of(("contract", "Monat", "spare"), [["CPA-1", "2009-01", "x"]])
    made = mended(
        table,
        [
            Mend(what=What.HEADING, column="Monat", after="month"),
            Mend(what=What.COLUMN_OUT, column="spare"),
        ],
    )
    assert again(made).headers == ("contract", "month")


def test_a_mend_of_a_row_or_column_that_is_not_there_is_refused():
    with pytest.raises(MendError):
        mended(again(FILE), [cells((9,), "value", "1")])
    with pytest.raises(MendError):
        mended(again(FILE), [cells((2,), "figure", "1")])


def test_a_semicolon_file_stays_one_because_the_separator_settles_what_a_comma_means():
    made = mended(again(b"month;value\n2009-01;1,5\n"), [cells((2,), "month", "2009-02")])
    assert again(made).how.delimiter == "semicolon"


def test_declared_totals_and_the_row_numbers_below_them_stay():
    table = again(b"#rows,2\n#total,starts,98\n" + FILE[: FILE.index(b"CPA-1,2009-03")])
    made = again(mended(table, [cells((4,), "client_category", "all")]))
    assert made.declared == {"rows": "2", "total:starts": "98"}
    assert [row["row"] for row in every_row(made)] == [4, 5]


def test_totals_declared_below_stay_below():
    table = again(FILE + b"#rows,3\n")
    made = again(mended(table, [cells((2,), "value", "39")]))
    assert (made.declared, [row["row"] for row in every_row(made)]) == ({"rows": "3"}, [2, 3, 4])


def test_a_heading_on_two_lines_does_not_move_the_rows():
    table = again(b'contract,"month of\nreturn",value\nCPA-1,2009-01,3\n')
    made = again(mended(table, [cells((3,), "value", "4")]))
    assert [row["row"] for row in every_row(made)] == [3]
    assert made.headers == table.headers


text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"])
    | st.sampled_from("\n,;|\"'=#"),
    max_size=8,
)


@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_a_file_written_again_reads_as_the_same_rows(rows, mark):
    table = file_of(("a key", "b", "c"), [[f"k{row[0]}", *row[1:]] for row in rows])
    sheet = sheet_of(table)
    sheet.delimiter = mark
    back = list(every_row(again(sheet.as_csv())))
    assert [[row[name] for name in table.headers] for row in back] == sheet.rows


def test_faults_are_grouped_with_every_row_and_the_most_frequent_first():
    table = again(FILE)
    first, second = faults(found(FILE), table)
    assert (first.group.rule, first.rows, first.heading) == (
        "unknown_code",
        (2, 4),
        "client_category",
    )
    assert (second.group.rule, second.rows) == ("not_a_number", (4,))
    assert not first.blocks


def test_a_finding_that_names_one_row_of_many_reaches_all_that_share_the_value():
    table = again(b"contract,month\nCPA-9,2009-01\nCPA-1,2009-01\n CPA-9 ,2009-02\n")
    refusal = Problem(2, "contract", "unknown_contract", Severity.REFUSES, "Not known.", "CPA-9")
    (fault,) = faults([refusal], table)
    assert (fault.rows, fault.blocks) == ((2, 4), True)


def test_a_finding_about_the_header_or_the_whole_file_names_no_rows():
    header = Problem(1, "spare", "unknown_header", Severity.REFUSES, "Remove it.", "spare")
    (fault,) = faults([header], again(FILE))
    assert (fault.rows, fault.heading) == ((), "")


def test_where_a_mapping_renames_a_column_the_fault_is_found_in_the_file_s_own():
    table = file_of(("Cat.", "Fig."), [["x", "1"]])
    held = Problem(2, "client_category", "unknown_code", Severity.HOLDS, "Not one.", "x")
    (fault,) = faults([held], table, {"client_category": "Cat."})
    assert (fault.heading, fault.rows) == ("Cat.", (2,))


def test_what_is_only_for_attention_is_not_in_the_way():
    noted = Problem(2, None, "repeated_row", Severity.ATTENTION, "Left out.")
    assert faults([noted], again(FILE)) == []


def test_nothing_can_be_mended_in_a_file_that_cannot_be_read():
    broken = Problem(3, None, "ragged_row", Severity.REFUSES, "Row 3 has 4 values.")
    (fault,) = faults([broken], None)
    assert (fault.rows, fault.heading) == ((3,), "")


def test_edits_of_single_rows_become_one_mend_a_cell():
    table = again(FILE)
    before = rows_of(table, [2, 4], 10)
    after = {2: before[2], 4: [*before[4][:-1], "80"]}
    (mend,) = edits(table, before, after, RETURN)
    assert (mend.rows, mend.column, mend.before, mend.after) == ((4,), "value", "8o", "80")


def test_only_so_many_rows_are_taken_up():
    assert list(rows_of(again(FILE), [2, 3, 4], 2)) == [2, 3]


def test_the_record_of_a_mend_repeats_no_reference_of_a_person():
    starts = dataset("starts")
    assert not may_be_repeated(starts, "client_ref")
    assert not may_be_repeated(starts, "Adviser ref")
    assert not may_be_repeated(dataset("partner_payments"), "amount_gbp")
    assert not may_be_repeated(starts, "a column of nobody's")
    assert may_be_repeated(starts, "client_category")
    hidden = cells((2,), "client_ref", "R-2", before="R-1").as_json()
    assert (hidden["before"], hidden["after"], hidden["rows"]) == (None, None, [2])


def test_a_mend_is_told_in_a_sentence():
    mend = cells((2, 4), "client_category", "all", before="everyone", shown=True)
    assert mend.sentence == "Rows 2 and 4: client_category set to all (was everyone)."
    assert cells((2,), "client_ref", "R-2").sentence == "Row 2: client_ref set to a new value."
    assert cells((2,), "note", "", shown=True).sentence == "Row 2: note set to blank."
    assert Mend(what=What.ROWS_OUT, rows=(7,)).sentence == "Row 7 taken out of the file."
    assert Mend(what=What.HEADING, column="a", after="b").sentence == "Heading a changed to b."
    assert Mend(what=What.COLUMN_OUT, column="a").sentence == "Column a left out."


def test_a_mend_of_very_many_rows_is_recorded_with_its_count():
    told = cells(tuple(range(2, 5002)), "value", "1", shown=True).as_json()
    assert (told["count"], len(told["rows"])) == (5000, 1000)
    assert Mend.from_json(told).sentence == "5,000 rows: value set to 1."


def test_a_recorded_mend_says_what_it_said_when_it_was_made():
    for mend in (
        cells((2, 4), "client_category", "all", before="everyone", shown=True),
        cells((2,), "client_ref", "R-2", before="R-1"),
        Mend(what=What.ROWS_OUT, rows=(7,)),
    ):
        assert Mend.from_json(mend.as_json()).sentence == mend.sentence


def test_many_rows_are_named_and_the_rest_counted():
    assert rows_in_words([]) == "No row"
    assert rows_in_words([4]) == "Row 4"
    assert rows_in_words(range(2, 1002)) == "Rows 2, 3, 4, 5, 6, 7 and 994 more"


def test_columns_the_header_lacks_are_offered_for_a_heading_that_is_not_known():
    assert free_headings(RETURN, (*HEADER, "Notes")) == ("arrangement", "note")


def test_findings_of_one_wording_stand_together_and_others_apart():
    def noted(row, message):
        return Problem(row, "value", "figure_restated", Severity.ATTENTION, message)

    told = by_wording([noted(None, "a"), noted(4, "b"), noted(9, "b"), noted(None, "c")])
    assert [(each.message, each.count, each.rows) for each in told] == [
        ("b", 2, (4, 9)),
        ("a", 1, ()),
        ("c", 1, ()),
    ]
    held = Problem(2, None, "x", Severity.HOLDS, "d")
    assert by_wording([noted(4, "b"), held])[0].message == "d"
