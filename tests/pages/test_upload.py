"""Does a return go in as its sender means it, and not otherwise?"""

from __future__ import annotations

import csv
import io
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from db import doors, registers
from db.models import SubmissionContent
from db.queries import submissions
from db.scope import OPERATOR
from monitoring.mappings import Mapping
from pages.shared.words import as_markdown
from tests.db import returns
from tests.pages.conftest import words

BROKEN = Path(__file__).resolve().parents[2] / "sample_data" / "broken_returns"
HEADER = "contract | month | measure | client_category | value\n"
APRIL = HEADER + "CPA-1 | 2009-04 | job_outcomes | all | 90\nCPA-1 | 2009-04 | starts | all | 200"
BROKEN_APRIL = (
    HEADER
    + """
    CPA-1 | 2009-04 | job_outcomes | everyone | 90
    CPA-1 | 2009-04 | starts       | everyone | 200
    CPA-1 | 2009-04 | referrals    | all      | 3o1
"""
)


def button(at, label):
    return next(each for each in at.button if each.label == label)


def press(at, label):
    at = button(at, label).click().run()
    assert not at.exception
    return at


def drop(at, name, drawn):
    data = drawn if isinstance(drawn, bytes) else returns.csv_of(drawn)
    at.file_uploader[0].upload(name, data)
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def dropped(sample, opened):  # noqa: ARG001 - it puts the store behind the pages
    """Give a function that opens the page as somebody and drops a file."""

    def dropping(drawn, name="april.csv", login="prime-1", **address):
        return drop(opened("upload_return", login, **address), name, drawn)

    return dropping


def actuals(store, **choices):
    rows = returns.report(store, "profile", contract="CPA-1", measure="job_outcomes", **choices)
    return {row["month"]: row["actual"] for row in rows}


def sent(store):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.submissions(session)


def how_read(store):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.submission(session, sent(store)[0].submission).how_read


def metric(at, label):
    return next(each.value for each in at.metric if each.label == label)


def box(at, label):
    return next(each for each in at.selectbox if each.label == label)


def edit(at, row, cells):
    """Type into the first table of rows."""
    key = at.session_state["return being sent"].parts[0].key("table 0")
    at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    at.run()


def test_a_sound_file_is_recognised_read_and_published_with_one_press(sample, dropped):
    at = dropped(APRIL)
    said = words(at)
    assert (box(at, "What it holds").value, box(at, "Whose figures").value) == (
        "monthly_return",
        "provider_mi",
    )
    assert "CSV in UTF-8, separated by commas; 2 rows; dates are year first." in said
    assert "Nothing stands in the way." in said
    assert "April 2009, contract CPA-1." in said
    assert metric(at, "Rows added") == "2"
    at = press(at, "Publish 2 rows")
    number = sent(sample)[0].submission
    assert at.success[0].value == f"Published. Your receipt is number {number}."
    assert actuals(sample)["2009-04"] == 90


def test_nothing_is_stored_before_publish_is_pressed(sample, dropped):
    before = len(sent(sample))
    dropped(APRIL)
    assert len(sent(sample)) == before


def test_what_was_published_is_read_on_the_page_of_the_contract_manager(dropped, opened):
    press(dropped(APRIL), "Publish 2 rows")
    at = opened("submissions", "cm", contract="CPA-1")
    first = at.dataframe[0].value.iloc[0]
    assert (first["What it holds"], first["Months"], first["Rows stored"]) == (
        "Monthly return",
        "April 2009",
        2,
    )


def test_a_value_is_put_right_in_all_rows_that_share_it_and_the_change_is_kept(sample, dropped):
    at = dropped(BROKEN_APRIL)
    assert "3 of 3 rows cannot be stored as they are." in at.warning[0].value
    assert "**Rows 2 and 3**" in words(at)
    assert "column **client_category**, found **everyone**" in words(at).replace("\\", "")
    box(at, "Right value for client_category").select("all")
    at = press(at, "Put right in all 2 rows")
    at.text_input[0].input("301")
    at = press(at, "Put right")
    assert "2 changes made here so far." in words(at)
    press(at, "Publish 3 rows")
    assert actuals(sample)["2009-04"] == 90
    assert how_read(sample)["mends"] == [
        {
            "what": "cells",
            "column": "client_category",
            "rows": [2, 3],
            "count": 2,
            "before": "everyone",
            "after": "all",
        },
        {
            "what": "cells",
            "column": "value",
            "rows": [4],
            "count": 1,
            "before": "3o1",
            "after": "301",
        },
    ]


def test_the_bytes_kept_are_those_of_the_mended_file(sample, dropped):
    at = dropped(APRIL.replace("| 90", "| 9o"))
    at.text_input[0].input("90")
    press(press(at, "Put right"), "Publish 2 rows")
    with doors.scoped_session(sample, OPERATOR) as session:
        kept = submissions.content(session, sent(sample)[0].submission).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(kept)))[1] == [
        "CPA-1",
        "2009-04",
        "job_outcomes",
        "all",
        "90",
    ]


def test_the_last_change_is_undone_and_the_others_stay(dropped):
    at = dropped(BROKEN_APRIL)
    box(at, "Right value for client_category").select("all")
    at = press(at, "Put right in all 2 rows")
    at.text_input[0].input("301")
    at = press(press(at, "Put right"), "Undo the last change")
    said = words(at)
    assert "1 change made here so far." in said
    assert "found **3o1**" in said
    assert "everyone**" not in said


def test_a_value_that_is_not_right_either_is_found_again(dropped):
    at = dropped(APRIL.replace("| 90", "| 9o"))
    at.text_input[0].input("nine")
    at = press(at, "Put right")
    assert "found **nine**" in words(at)


def test_a_single_row_is_taken_out_in_the_table_of_rows(dropped):
    at = dropped(APRIL + "\nCPA-1 | 2009-04 | starts | all | 7")
    assert "**Rows 3 and 4**" in words(at)
    at.toggle[0].set_value(True).run()
    edit(at, 1, {"Take out": True})
    at = press(at, "Keep the changes in 1 row")
    assert "Row 4 taken out of the file." in words(at)
    assert metric(at, "Rows added") == "2"


def test_single_cells_are_changed_in_the_table_of_rows(dropped):
    at = dropped(APRIL + "\nCPA-1 | 2009-04 | starts | all | 7")
    at.toggle[0].set_value(True).run()
    edit(at, 1, {"measure": "referrals", "value": None})
    at = press(at, "Keep the changes in 1 row")
    said = words(at)
    assert "Row 4: measure set to referrals (was starts)." in said
    assert "Row 4: value set to blank (was 7)." in said
    press(at, "Publish 3 rows")


def test_faulty_rows_are_held_when_the_sender_chooses_so(sample, dropped):
    at = dropped(APRIL + "\nCPA-1 | 2009-04 | starts | everyone | 7")
    assert "1 of 3 rows cannot be stored as it is." in at.warning[0].value
    at.radio[0].set_value(True).run()
    at = press(at, "Publish 2 rows and hold 1")
    assert "1 faulty row waits." in at.success[0].value
    assert (sent(sample)[0].status, sent(sample)[0].rows_held) == ("held", 1)


def test_a_heading_that_is_not_known_is_renamed_or_its_column_left_out(dropped):
    at = dropped(
        "contract | month | measure | client group | value | x\n"
        "CPA-1 | 2009-04 | job_outcomes | all | 90 | 1\nCPA-1 | 2009-04 | starts | all | 200 | 2"
    )
    assert "The file as a whole cannot be stored yet" in at.warning[0].value
    boxes = [each for each in at.selectbox if each.label == "It stands for"]
    boxes[0].select("client_category").run()
    at = press(at, "Rename the column")
    at = press(at, "Leave the column out")
    said = words(at)
    assert "Heading client group changed to client_category." in said
    assert "Column x left out." in said
    assert button(at, "Publish 2 rows")


def test_the_contract_is_asked_for_where_the_file_names_none(sample, dropped):
    drawn = "month | measure | client_category | value\n2009-04 | job_outcomes | all | 90"
    at = dropped(drawn, login="cm")
    assert box(at, "Contract (the file names none)").value is None
    assert not at.metric
    at = dropped(drawn, login="prime-1")
    assert box(at, "Contract (the file names none)").value == "CPA-1"
    press(at, "Publish 1 row")
    assert actuals(sample)["2009-04"] == 90


def test_the_same_file_again_names_the_return_that_holds_it_and_stores_nothing(sample, dropped):
    press(dropped(APRIL), "Publish 2 rows")
    at = dropped(APRIL, name="again.csv")
    number = sent(sample)[0].submission
    assert at.info[0].value == (
        f"This file was published before: it is return {number}. Nothing was stored a second time."
    )
    assert not [each for each in at.button if each.label.startswith("Publish")]


def test_rows_that_would_go_are_asked_about_and_both_ways_say_what_they_do(sample, dropped):
    at = dropped(
        HEADER + "CPA-1 | 2009-02 | job_outcomes | all | 61\nCPA-1 | 2009-03 | starts | all | 9"
    )
    assert "1 row that stands is not in this file." in words(at)
    assert button(at, "Publish").disabled
    at.radio[-1].set_value("corrections").run()
    assert metric(at, "Rows removed") == "0"
    at.radio[-1].set_value("whole").run()
    assert metric(at, "Rows removed") == "1"
    press(at, "Publish 2 rows")
    assert actuals(sample)["2009-03"] is None


def test_a_correction_leaves_what_the_file_does_not_name(sample, dropped):
    at = dropped(
        HEADER + "CPA-1 | 2009-02 | job_outcomes | all | 61\nCPA-1 | 2009-03 | starts | all | 9"
    )
    at.radio[-1].set_value("corrections").run()
    press(at, "Publish 2 rows")
    assert (actuals(sample)["2009-02"], actuals(sample)["2009-03"]) == (61, 80)


def test_a_total_that_moves_far_needs_a_yes_in_plain_words(sample, dropped):
    at = dropped(returns.RETURN.replace("| 80", "| 180"))
    assert at.checkbox[0].label == as_markdown(
        "This is right: Job outcomes of contract CPA-1 moves from 80 to 180 over the same month."
    )
    assert button(at, "Publish").disabled
    at.checkbox[0].check().run()
    at.text_input[0].input("Late returns of one site").run()
    press(at, "Publish 3 rows")
    assert actuals(sample)["2009-03"] == 180
    with doors.scoped_session(sample, OPERATOR) as session:
        one = submissions.submission(session, sent(sample)[0].submission)
    assert one.reason == "Late returns of one site"


def test_a_file_for_somebody_else_s_contract_is_refused_in_the_words_of_an_unknown_one(dropped):
    at = dropped(APRIL.replace("CPA-1", "CPA-2"))
    assert "Contract CPA-2 is not known, or is not yours to send for." in words(at)
    assert not [each for each in at.button if each.label.startswith("Publish")]


def test_a_file_with_personal_data_is_let_go_of_at_once(dropped):
    at = dropped((BROKEN / "insurance_number.csv").read_bytes(), name="starts.csv")
    assert at.error[0].value == (
        "The file was refused: it holds personal data. Nothing of it was kept."
    )
    draft = at.session_state["return being sent"].parts[0]
    assert (draft.data, draft.sent, draft.read) == (b"", b"", None)
    assert at.run().error[0].value.startswith("The file was refused")


NAMED = """
    contract | NINO      | Surname | referred_on | started_on | client_category
    CPA-1    | QQ123456C | Smith   | 2009-01-05  | 2009-01-12 | mandatory
"""


def test_columns_of_a_refused_file_are_dropped_or_replaced_and_the_rest_of_it_is_read(
    dropped, sample
):
    at = dropped(NAMED, name="starts.csv")
    at.file_uploader[0].upload("starts.csv", returns.csv_of(NAMED))
    at.run()
    assert [box(at, f"Column {name}").value for name in ("NINO", "Surname", "referred_on")] == [
        "drop", "drop", "keep",
    ]  # fmt: skip
    box(at, "Column NINO").select("replace by a keyed reference").run()
    box(at, "NINO stands for").select("client_ref").run()
    shown = next(each.value for each in at.dataframe if "client_ref" in each.value)
    assert "QQ123456C" not in shown.to_csv()
    assert "Surname" not in shown
    name = next(each for each in at.text_input if each.label == "Name of the mapping")
    at = press(name.input("our starts").run(), "Save the mapping and read the file with it")
    assert not at.error
    assert "Through the saved mapping our starts" in words(at)
    at = press(at, "Publish 1 row")
    with doors.owner(sample) as session:
        held = zlib.decompress(session.scalars(
            select(SubmissionContent.content).order_by(SubmissionContent.submission_id.desc())
        ).first())  # fmt: skip
        saved = registers.mapping(session, "our starts")
    assert b"QQ123456C" not in held
    assert b"Smith" not in held
    assert saved is not None
    assert (saved[0].drop, saved[0].reference, saved[1]) == (("Surname",), ("NINO",), 1)


def test_what_would_still_say_who_people_are_cannot_be_saved(dropped):
    at = dropped(NAMED, name="starts.csv")
    at.file_uploader[0].upload("starts.csv", returns.csv_of(NAMED))
    at.run()
    assert "client_ref" in words(at)  # what is dropped fills nothing, and it is needed
    box(at, "Column NINO").select("replace by a keyed reference").run()
    box(at, "NINO stands for").select("client_ref").run()
    box(at, "Column Surname").select("keep").run()
    assert any("column headed as personal data" in each.value for each in at.warning)
    assert "Save the mapping" not in " ".join(each.label for each in at.button)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nul_byte.csv", "NUL byte"),
        ("quote_never_closed.csv", "never closed"),
        ("ragged_row.csv", "where the header has"),
        ("duplicate_header.csv", "are named"),
        ("empty.csv", "holds nothing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(dropped, name, said):
    at = dropped((BROKEN / name).read_bytes(), name=name)
    assert at.error[0].value.startswith("The file cannot be read.")
    assert said in words(at)


def test_a_file_over_the_page_s_limit_is_pointed_at_the_terminal(dropped):
    at = dropped(b"contract,month\n" + b"CPA-1,2009-01\n" * 1_500_000, name="big.csv")
    assert "at most 20,000,000 are read here" in words(at)
    assert "load it from the terminal" in words(at)


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [
    ["contract", "month", "measure", "client_category", "value"],
    ["CPA-1", date(2009, 4, 1), "job_outcomes", "all", 90],
]


def test_a_workbook_with_several_sheets_asks_which_one(sample, dropped):
    data = workbook(("Notes", [["about"], ["text"]]), ("Return", ROWS))
    at = dropped(data, name="april.xlsx")
    assert at.radio[0].options == ["Notes", "Return"]
    assert not at.selectbox
    at.radio[0].set_value("Return").run()
    assert "Excel workbook, sheet Return; 1 row; dates are the workbook's own." in words(at)
    press(at, "Publish 1 row")
    assert actuals(sample)["2009-04"] == 90


def test_a_mended_workbook_is_kept_as_a_csv_and_says_so(sample, dropped):
    rows = [ROWS[0], ["CPA-1", date(2009, 4, 1), "job_outcomes", "everyone", 90]]
    at = dropped(workbook(("Return", rows)), name="april.xlsx")
    box(at, "Right value for client_category").select("all")
    press(press(at, "Put right"), "Publish 1 row")
    assert (sent(sample)[0].file_name, how_read(sample)["kind"]) == ("april.csv", "csv")


def test_a_marked_file_that_comes_back_is_read_without_its_marks(dropped):
    marked = "What to put right | " + APRIL.replace("\n", "\n | ")
    at = dropped(marked)
    assert "The first column, What to put right, was taken off: it is ours." in words(at)
    assert button(at, "Publish 2 rows")


LAYOUT = Mapping.from_json(
    {
        "name": "prime-1-wide",
        "dataset": "monthly_return",
        "sentence": "Measures side by side.",
        "source": "provider_mi",
        "constants": {"client_category": "all"},
        "columns": {"contract": "Ref", "month": "Period"},
        "wide": {"measure": {"Outcomes": "job_outcomes", "Starters": "starts"}},
    }
)


def test_a_saved_mapping_that_fits_is_chosen_and_its_first_rows_shown(sample, dropped):
    registers.keep_mapping(sample, OPERATOR, LAYOUT, returns.NOW)
    at = dropped("Ref | Period | Outcomes | Starters\nCPA-1 | 2009-04 | 90 | 200")
    assert box(at, "Its columns").value == "prime-1-wide"
    shown = at.dataframe[0].value
    assert list(shown["measure"]) == ["job_outcomes", "starts"]
    assert list(shown["value"]) == ["90", "200"]
    press(at, "Publish 2 rows")
    assert actuals(sample)["2009-04"] == 90


def test_a_cell_of_a_mapped_file_is_mended_in_the_file_s_own_column(sample, dropped):
    registers.keep_mapping(sample, OPERATOR, LAYOUT, returns.NOW)
    at = dropped("Ref | Period | Outcomes | Starters\nCPA-1 | 2009-14 | 90 | 200")
    next(each for each in at.text_input if each.label == "Right value for Period").input("2009-04")
    press(press(at, "Put right"), "Publish 2 rows")
    assert actuals(sample)["2009-04"] == 90


@pytest.mark.usefixtures("sample")
def test_somebody_who_sends_nothing_does_not_reach_the_page(opened):
    at = opened("upload_return", "nobody")
    assert not at.file_uploader


@pytest.mark.usefixtures("sample")
def test_every_dataset_has_a_template_one_press_away(opened):
    at = opened("upload_return", "admin")
    assert len({each.label for each in at.get("download_button")}) == 25


def test_another_file_can_be_sent_after_the_first(dropped):
    at = press(press(dropped(APRIL), "Publish 2 rows"), "Send another file")
    assert at.file_uploader
    at = drop(at, "may.csv", APRIL.replace("2009-04", "2009-05"))
    assert "May 2009, contract CPA-1." in words(at)


def test_what_was_said_is_still_there_when_one_comes_back_to_the_page(dropped):
    at = dropped(BROKEN_APRIL)
    box(at, "Right value for client_category").select("all")
    at = press(at, "Put right in all 2 rows")
    at.switch_page("pages/submissions.py").run()
    at.switch_page("pages/upload_return.py").run()
    assert "1 change made here so far." in words(at)


def test_a_draft_is_not_there_for_somebody_else_in_the_same_session(dropped):
    at = dropped(APRIL)
    at.user = {"login": "admin"}
    at.run()
    assert at.file_uploader
