"""Are many returns sent at once as their sender means them, and is what is unfinished kept?"""

from __future__ import annotations

import io
import zipfile

import pytest

from db import doors, drafts, people
from db.models import UploadDraft, UploadDraftFile
from db.queries import submissions
from db.scope import OPERATOR, Principal
from tests.db import returns
from tests.pages.conftest import words
from tests.pages.test_upload import APRIL, BROKEN, BROKEN_APRIL, box, button, press, sent, workbook

MAY = APRIL.replace("2009-04", "2009-05")
STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-12 | mandatory
"""
ROLES = (
    ("manager", "Data manager, Prime 1", "Prime 1", people.Place(organisation="Prime 1")),
    ("director", "Director, Prime 1", "Prime 1", people.Place(organisation="Prime 1")),
    ("rival", "Data manager, Prime 2", "Prime 2", people.Place(organisation="Prime 2")),
)


@pytest.fixture
def senders(sample):
    """Give the store with two people of one prime and one of another."""
    with doors.publisher(sample, OPERATOR) as session:
        doors.begin_write(session)
        for login, name, organisation, over in ROLES:
            people.add_user(session, login, name, organisation=organisation, now=returns.NOW)
            grant = people.Grant(login=login, role="PRIME_MANAGER", over=over)
            people.grant(session, grant, now=returns.NOW)
    return sample


def zipped(**drawn):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in drawn.items():
            data = text if isinstance(text, bytes) else returns.csv_of(text)
            archive.writestr(f"{name}.csv", data)
    return held.getvalue()


@pytest.fixture
def dropping(senders, opened):  # noqa: ARG001 - it puts the store behind the pages
    """Give a function that opens the page and drops some files at once."""

    def drop(*files, login="manager"):
        at = opened("upload_return", login)
        for name, data in files:
            given = data if isinstance(data, bytes) else returns.csv_of(data)
            at.file_uploader[0].upload(name, given)
        at.run()
        assert not at.exception
        return at

    return drop


def states(at):
    table = next(each.value for each in at.dataframe if "State" in each.value)
    return dict(zip(table["Part"], table["State"], strict=True))


def open_part(at, name):
    choice = box(at, "Part")
    place = next(n for n, option in enumerate(choice.options) if option.startswith(name))
    choice.select_index(place)
    return press(at, "Open this part")


def kept_rows(store):
    with doors.journal(store) as session:
        return session.query(UploadDraft).count(), session.query(UploadDraftFile).count()


def test_each_part_says_in_words_how_it_stands(dropping, sample):
    at = dropping(
        ("day.zip", zipped(good=APRIL, faulty=BROKEN_APRIL.replace("2009-04", "2009-06"),
                           rival=APRIL.replace("CPA-1", "CPA-2"), held=returns.RETURN,
                           person=(BROKEN / "insurance_number.csv").read_bytes(), odd="a | b")),
        ("may.csv", MAY.replace("CPA-1 | ", "", 2).replace("contract | ", "")),
    )  # fmt: skip
    found = states(at)
    first = {each.sha256: each.submission for each in sent(sample)}
    assert found["good.csv"] == "ready"
    assert found["faulty.csv"] == "3 to mend"
    assert found["rival.csv"] == "not known, or not yours: contract CPA-2"
    assert found["held.csv"] == f"already held: return {max(first.values())}"
    assert found["person.csv"].startswith("refused: There is a column")
    assert found["odd.csv"] == "needs an answer: what it holds"
    assert found["may.csv"] == "ready"  # the only contract there is, filled in
    assert (
        "7 parts: 2 ready, 1 to mend, 1 already held, 1 not yours, 1 refused, 1 needs an answer."
        in words(at)
    )


def test_all_that_are_ready_are_published_with_a_receipt_each_and_the_others_stay(dropping, sample):
    before = len(sent(sample))
    at = dropping(("day.zip", zipped(april=APRIL, may=MAY, june=BROKEN_APRIL)))
    at = press(at, "Publish all 2 that are ready")
    assert len(sent(sample)) == before + 2
    numbers = sorted(each.submission for each in sent(sample))[-2:]
    found = states(at)
    assert {found["april.csv"], found["may.csv"]} == {f"published, receipt {n}" for n in numbers}
    assert found["june.csv"] == "3 to mend"
    assert kept_rows(sample) == (1, 1)


def test_a_part_is_mended_and_then_published_and_nothing_of_it_is_kept(dropping, sample):
    at = dropping(("a.csv", APRIL), ("b.csv", MAY.replace("| 90", "| 9o")))
    at = open_part(at, "b.csv")
    assert "Part 2 of 2: b.csv" in words(at)
    at.text_input[0].input("90")
    at = press(at, "Put right")
    assert "This part is ready. Go back to all parts to publish it with the others." in words(at)
    at = press(press(at, "Back to all parts"), "Publish all 2 that are ready")
    assert "2 parts: 2 published." in words(at)
    assert kept_rows(sample) == (0, 0)
    assert at.get("download_button")[-1].label == "Download what was put right"


def test_what_others_refer_to_is_sent_before_them_in_one_go(dropping, sample):
    contracts = returns.CONTRACTS.replace("CPA-1", "CPA-8").replace("CPA-2", "CPA-9")
    at = dropping(
        ("day.zip", zipped(a_return=APRIL.replace("CPA-1", "CPA-8"), z_contracts=contracts)),
        login="admin",
    )
    assert states(at)["a_return.csv"] == "waits for z_contracts.csv, sent before it"
    at = press(at, "Publish the 1 part that is ready")
    assert "2 parts: 2 published." in words(at)
    assert {each.contract for each in sent(sample)} >= {"CPA-8", "CPA-9"}


def test_a_part_that_needs_a_yes_waits_for_it(dropping):
    drawn = returns.RETURN.replace("| 80", "| 180")
    at = dropping(("a.csv", APRIL), ("b.csv", drawn))
    assert states(at)["b.csv"] == "needs your yes"
    at = open_part(at, "b.csv")
    at.checkbox[0].check().run()
    at = press(at, "Back to all parts")
    assert states(at)["b.csv"] == "ready"


def test_a_workbook_with_a_sheet_for_each_return_is_taken_apart(dropping):
    head = ["contract", "month", "measure", "client_category", "value"]
    april, may = ([head, ["CPA-1", f"2009-0{n}", "starts", "all", 9]] for n in (4, 5))
    at = dropping(("book.xlsx", workbook(("Area 1", april), ("More", may), ("About", [["x"]]))))
    assert states(at) == {"book.xlsx, sheet Area 1": "ready", "book.xlsx, sheet More": "ready"}
    assert "Left out, for it is no return: sheet About." in words(at)


def test_a_zip_that_cannot_be_opened_says_why(dropping):
    at = dropping(("day.zip", zipped(**{f"f{n}": "a | b" for n in range(401)})))
    assert "day.zip holds more than is read at once." in words(at)


def test_what_was_begun_survives_the_visit_and_is_gone_on_with_where_it_was_left(
    dropping, opened, sample
):
    at = dropping(("april.csv", BROKEN_APRIL))
    box(at, "Right value for client_category").select("all")
    press(at, "Put right in all 2 rows")
    address = at.query_params["draft"]
    again = opened("upload_return", "manager", draft=address)
    assert "1 change made here so far." in words(again)
    again.text_input[0].input("301")
    press(press(again, "Put right"), "Publish 3 rows")
    assert kept_rows(sample) == (0, 0)


def test_a_colleague_finds_it_under_unfinished_and_goes_on(dropping, opened):
    dropping(("april.csv", BROKEN_APRIL))
    at = opened("upload_return", "director")
    assert "Begun by Data manager, Prime 1" in words(at)
    at = press(at, "Go on")
    assert "3 of 3 rows cannot be stored as they are." in at.warning[0].value


@pytest.mark.parametrize("login", ["rival", "cm", "national", "admin"])
def test_nobody_of_another_organisation_finds_it_by_list_or_by_address(dropping, opened, login):
    address = dropping(("april.csv", BROKEN_APRIL)).query_params["draft"]
    at = opened("upload_return", login, draft=address)
    assert at.file_uploader
    assert "Unfinished" not in words(at)


def test_it_can_be_left_for_later_and_thrown_away(dropping, opened, sample):
    at = press(dropping(("april.csv", APRIL)), "Send another file")
    assert "april.csv" in words(at)
    assert kept_rows(sample) == (1, 1)
    press(at, "Throw away")
    assert kept_rows(sample) == (0, 0)
    assert "Unfinished" not in words(opened("upload_return", "manager"))


def test_of_a_file_with_personal_data_nothing_is_kept(dropping, sample):
    dropping(("starts.csv", (BROKEN / "insurance_number.csv").read_bytes()))
    assert kept_rows(sample) == (0, 0)
    at = dropping(("a.csv", APRIL), ("starts.csv", (BROKEN / "insurance_number.csv").read_bytes()))
    assert kept_rows(sample) == (1, 1)
    assert states(at)["starts.csv"].startswith("refused")


def test_a_workbook_whose_other_sheet_says_who_people_are_is_refused_whole(dropping, sample):
    head = ["contract", "month", "measure", "client_category", "value"]
    april = [head, ["CPA-1", "2009-04", "starts", "all", 9]]
    who = [["client_ref", "surname"], ["R-1", "Smith"]]
    at = dropping(("book.xlsx", workbook(("Return", april), ("Who", who))))
    assert at.error[0].value.startswith("The file was refused: it holds personal data.")
    assert kept_rows(sample) == (0, 0)


def test_of_two_at_once_the_second_is_told_and_may_keep_theirs(dropping, opened, sample):
    mine = dropping(("april.csv", BROKEN_APRIL))
    theirs = opened("upload_return", "director", draft=mine.query_params["draft"])
    box(theirs, "Right value for client_category").select("all")
    press(theirs, "Put right in all 2 rows")
    mine.run()
    assert "Director, Prime 1 changed this" in mine.warning[0].value
    assert "it is at version 2, and what you see is version 1." in mine.warning[0].value
    mine = press(mine, "Keep mine")
    assert "3 of 3 rows cannot be stored as they are." in mine.warning[0].value
    assert kept_rows(sample) == (2, 2)
    assert "Version 2, set aside when Data manager, Prime 1 kept their own." in words(
        opened("upload_return", "director")
    )


def test_of_two_at_once_the_second_may_go_on_with_the_other_s(dropping, opened):
    mine = dropping(("april.csv", BROKEN_APRIL))
    theirs = opened("upload_return", "director", draft=mine.query_params["draft"])
    box(theirs, "Right value for client_category").select("all")
    press(theirs, "Put right in all 2 rows")
    mine = press(mine.run(), "Go on with version 2")
    assert "1 change made here so far." in words(mine)


def test_what_a_colleague_threw_away_is_told_and_can_be_let_go_of(dropping, opened):
    mine = dropping(("april.csv", APRIL))
    press(press(opened("upload_return", "director"), "Go on"), "Throw away")
    mine.run()
    assert "A colleague published this or threw it away meanwhile." in mine.warning[0].value
    assert press(mine, "Let go of mine").file_uploader


def test_last_month_s_mends_are_offered_again_to_the_organisation_that_made_them(dropping, sample):
    at = dropping(("april.csv", BROKEN_APRIL.replace("3o1", "301")))
    box(at, "Right value for client_category").select("all")
    press(press(at, "Put right in all 2 rows"), "Publish 3 rows")
    at = dropping(("may.csv", BROKEN_APRIL.replace("2009-04", "2009-05").replace("3o1", "301")),
                  login="director")  # fmt: skip
    assert "client_category: 'everyone' → 'all' (2 rows)" in words(at)
    at = press(at, "Put right as last time")
    assert "1 change made here so far." in words(at)
    assert button(at, "Publish 3 rows")
    other = dropping(("may.csv", BROKEN_APRIL.replace("2009-04", "2009-05")), login="admin")
    assert "Put right as last time" not in words(other)
    assert len([each for each in sent(sample) if each.sent_by == "manager"]) == 1


def test_one_press_puts_every_part_right_as_last_time_after_showing_what(dropping):
    at = dropping(("april.csv", APRIL.replace("| 90", "| 9o")))
    at.text_input[0].input("90")
    press(press(at, "Put right"), "Publish 2 rows")
    june = MAY.replace("2009-05", "2009-06")
    at = dropping(
        ("may.csv", MAY.replace("| 90", "| 9o")), ("june.csv", june.replace("| 90", "| 9o")),
        ("starts.csv", STARTS),
    )  # fmt: skip
    assert "Put right as last time in 2 parts" in words(at)
    told = next(each.value for each in at.dataframe if "Becomes" in each.value)
    assert told.to_dict("records") == [
        {"Part": part, "Column": "value", "Found": "9o", "Becomes": "90", "Rows": 1}
        for part in ("may.csv", "june.csv")
    ]
    assert states(at)["may.csv"] == "1 to mend"  # nothing is done before it is pressed
    at = press(at, "Put all 2 right in 2 parts")
    assert states(at) == dict.fromkeys(("may.csv", "june.csv", "starts.csv"), "ready")
    assert "Put right as last time in" not in words(at)
    at = open_part(at, "june.csv")
    assert "1 change made here so far." in words(at)
    at = press(press(at, "Undo the last change"), "Back to all parts")
    assert states(at)["june.csv"] == "1 to mend"


def test_the_parts_copy_with_headings_day_and_marking(dropping):
    at = dropping(("april.csv", APRIL), ("may.csv", MAY))
    [copied] = [each.value for each in at.get("code") if "Parts of this sending" in each.value]
    heading, columns, *rows = copied.splitlines()
    assert heading.startswith("Parts of this sending, known as at ")
    assert "OFFICIAL" in heading
    assert columns.split("\t")[:3] == ["Part", "State", "What it holds"]
    assert [row.split("\t")[:2] for row in rows] == [["april.csv", "ready"], ["may.csv", "ready"]]


def test_the_organisation_whose_mends_they_are_is_kept_with_them(dropping, sample):
    at = dropping(("april.csv", APRIL.replace("| 90", "| 9o")))
    at.text_input[0].input("90")
    press(press(at, "Put right"), "Publish 2 rows")
    with doors.scoped_session(sample, OPERATOR) as session:
        one = submissions.submission(session, sent(sample)[0].submission)
    owner = drafts.owner_of(sample, Principal("manager", ""))
    assert [mend["by"] for mend in one.how_read["mends"]] == [owner.organisation]


def test_what_was_put_right_is_offered_on_the_return_s_page_too(dropping, opened, sample):
    at = dropping(("april.csv", APRIL.replace("| 90", "| 9o")))
    at.text_input[0].input("90")
    press(press(at, "Put right"), "Publish 2 rows")
    at = opened("submissions", "cm", submission=str(sent(sample)[0].submission))
    assert "Row 2: value set to 90 (was 9o)." in words(at)
    assert "Download what was put right" in [each.label for each in at.get("download_button")]
