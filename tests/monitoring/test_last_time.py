"""Is last month's mend offered where the same fault stands again, and nowhere else?"""

from __future__ import annotations

from monitoring.findings import holds, refuses
from monitoring.last_time import offered, sentence, to_take_back
from monitoring.mending import Mend, What, faults
from tests.files import drawn_file

FILE = drawn_file("""
    contract | client category | value
    CPA-1    | everyone        | 1
    CPA-1    | nobody          | 2
    CPA-1    | everyone        | 3
""")
EVERYONE = [
    holds("unknown_code", "Write all.", row=row, column="client_category", value="everyone")
    for row in (2, 4)
]
NOBODY = holds("unknown_code", "Write all.", row=3, column="client_category", value="nobody")


def cells(before, after, column="client_category", **said):
    return Mend(
        what=What.CELLS, column=column, rows=(9,), before=before, after=after, shown=True, **said
    )


def offers(problems, *past):
    return offered(faults(problems, FILE), FILE.headers, past)


def test_the_same_value_in_the_same_column_is_offered_with_its_rows_here():
    (mend,) = offers([*EVERYONE, NOBODY], cells("everyone", "all"))
    assert (mend.column, mend.rows, mend.before, mend.after) == (
        "client category", (2, 4), "everyone", "all",
    )  # fmt: skip
    assert sentence(mend) == "client category: 'everyone' → 'all' (2 rows)"


def test_another_value_and_another_column_are_not_offered():
    assert offers(EVERYONE, cells("somebody", "all"), cells("everyone", "all", "value")) == []


def test_a_value_that_is_no_fault_this_time_is_left_alone():
    assert offers([NOBODY], cells("everyone", "all")) == []


def test_of_two_mends_of_one_value_the_latest_counts():
    (mend,) = offers(EVERYONE, cells("everyone", "all"), cells("everyone", "mandatory"))
    assert mend.after == "all"


def test_what_may_not_be_repeated_was_not_recorded_and_is_not_offered():
    hidden = Mend.from_json(
        Mend(what=What.CELLS, column="client_category", rows=(2,), before="everyone").as_json()
    )
    assert offers(EVERYONE, hidden) == []


def test_a_heading_is_renamed_or_left_out_as_last_time():
    unknown = refuses("unknown_header", "Not known.", row=1, column="grp", value="grp")
    extra = refuses("unknown_header", "Not known.", row=1, column="x", value="x")
    past = (
        Mend(what=What.HEADING, column="Grp", after="client_group", shown=False),
        Mend(what=What.COLUMN_OUT, column="x"),
    )
    made = offers([unknown, extra], *past)
    assert [sentence(each) for each in made] == ["heading 'grp' → 'client_group'",
                                                "column 'x' left out"]  # fmt: skip


def test_a_heading_is_not_renamed_to_one_that_is_there_already():
    unknown = refuses("unknown_header", "Not known.", row=1, column="grp", value="grp")
    assert offers([unknown], Mend(what=What.HEADING, column="grp", after="Client_Category")) == []


def test_what_is_taken_back_has_a_line_a_cell_and_says_what_may_not_be_repeated():
    mends = (
        Mend(what=What.CELLS, column="value", rows=(2, 4), before="l7", after="17", shown=True),
        Mend(what=What.CELLS, column="client_ref", rows=(3,), before="R1", after="R2"),
        Mend(what=What.ROWS_OUT, rows=(5,)),
        Mend(what=What.HEADING, column="grp", after="client_category"),
        Mend(what=What.COLUMN_OUT, column="x"),
    )
    assert [tuple(line.values()) for line in to_take_back(mends)] == [
        (2, "value", "l7", "17", "value changed"),
        (4, "value", "l7", "17", "value changed"),
        (3, "client_ref", "", "", "value changed, values not repeated"),
        (5, "", "", "", "row taken out"),
        (1, "grp", "grp", "client_category", "heading changed"),
        (1, "x", "x", "", "column left out"),
    ]


def test_rows_past_those_a_record_names_are_counted():
    many = Mend(
        what=What.CELLS, column="v", rows=tuple(range(2, 1202)), before="a", after="b", shown=True
    )
    lines = to_take_back([Mend.from_json(many.as_json())])
    assert len(lines) == 1001
    assert lines[-1] == {
        "row": None, "column": "v", "found": "a", "put_right": "b",
        "what": "value changed, in 200 more rows",
    }  # fmt: skip


def test_a_mend_keeps_the_organisation_that_made_it():
    mend = cells("a", "b", by="prime1")
    assert Mend.from_json(mend.as_json()).by == "prime1"
    assert "by" not in cells("a", "b").as_json()
