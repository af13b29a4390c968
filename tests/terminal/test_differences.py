"""Is a worklist worked from the terminal as on the page: sent, answered, accepted, by workbook?

The figures are those of requirements.md AT-08.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from sqlalchemy import select

from db import doors
from db.models import FACTS
from monitoring.worklist.causes import CAUSES
from tests.db.returns import CONTRACTS, send, with_programmes
from tests.stores import SQLITE, prepared
from tests.terminal.conftest import Terminal, use

NOW = datetime(2009, 4, 20, 9, 0, tzinfo=UTC)
FIRST = date(2009, 3, 1)


def day(number, later=0):
    return (FIRST + timedelta(days=number % 28 + later)).isoformat()


def referrals():
    """412 of the Jobcentre's: 385 the provider has too, 27 it has not."""
    rows = [f"CPA-1,R{one:03},{day(one)},mandatory" for one in range(412)]
    return "\n".join(["contract,client_ref,referred_on,client_category", *rows, ""]).encode()


def starts():
    """397 of the provider's: the same 385, 9 of them 3 days later in the month, and 12 others."""
    both = [
        f"CPA-1,R{one:03},{day(one, 3 if one in LATER else 0)},mandatory" for one in range(385)
    ]
    own = [f"CPA-1,P{one:03},{day(one)},mandatory" for one in range(12)]
    return "\n".join(["contract,client_ref,referred_on,client_category", *both, *own, ""]).encode()


LATER = tuple(range(9))


def at_08(store):
    """Give a store with the records of AT-08 and people of both sides."""
    with_programmes(store)
    begun = datetime(2008, 12, 1, tzinfo=UTC)
    for name, data, when in (
        ("contracts", CONTRACTS, begun),
        ("referrals", referrals(), NOW),
        ("starts", starts(), NOW),
    ):
        answer = send(store, name, data, now=when, confirm_size=True, reason="As sent.")
        assert answer.submission, answer.problems
    return store


given = prepared(at_08, (SQLITE,))
SIDE = ("--contract", "CPA-1")


@pytest.fixture
def desk(at_08, tmp_path, monkeypatch, capsys):
    use(monkeypatch, at_08)
    folder = tmp_path / "desk"
    folder.mkdir()
    terminal = Terminal(folder, monkeypatch, capsys)
    terminal.now = NOW
    for login, role in (
        ("tppm1", "TPPM"), ("cm1", "CM"), ("prime1", "PRIME_MANAGER"), ("jobs1", "JOBCENTRE"),
    ):  # fmt: skip
        terminal.json("user", "add", login, login)
        terminal.json("grant", login, role, "--contract", "CPA-1")
    return terminal


def items(desk, login, **wanted):
    """Give the open items somebody sees that are as wanted."""
    rows = desk.rows("worklist", *SIDE, "--as", login)
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def codes(rows):
    return [row["item"] for row in rows]


def facts(store):
    with doors.owner(store) as session:
        return [session.execute(select(*FACTS[name].c)).all() for name in ("referrals", "starts")]


def everything(desk, login="tppm1"):
    return desk.json("report", "worklist", *SIDE, "--detail", "--as", login)["rows"]


def test_at_08(desk, at_08):
    before = facts(at_08)
    told = desk.json("report", "reconcile", *SIDE)["parameters"]
    assert (told["matched"], told["union"]) == (385, 424)
    assert told["match_rate"] == pytest.approx(385 / 424)
    assert len(items(desk, "tppm1")) == 48
    alone = items(desk, "tppm1", **{"class": "left_only"})
    assert (len(alone), len(items(desk, "tppm1", **{"class": "right_only"}))) == (27, 12)
    desk.json("worklist", "send", "CPA-1", *codes(alone), "--due", "2009-05-05", "--as", "tppm1")
    answered = codes(alone)[:20]
    reason = ("--reason", "received_next_month")
    desk.json("worklist", "answer", "CPA-1", *answered, *reason, "--as", "prime1")
    left = items(desk, "tppm1", **{"class": "left_only", "state": "with the provider"})
    assert len(left) == 7
    desk.json("worklist", "accept", "CPA-1", *answered, "--as", "tppm1")
    assert len(items(desk, "tppm1", **{"class": "left_only"})) == 7
    trust = desk.rows("confidence", *SIDE, "--measure", "referrals")
    [march] = [row for row in trust if (row["month"], row["source"]) == ("2009-03", "lms")]
    assert (march["value"], march["records"], march["records_matched"]) == (412, 424, 385)
    assert (march["match_rate"], march["timing"]) == (pytest.approx(385 / 424), 0)
    desk.json("agree", "propose", "CPA-1", "referrals", "2009-03", "405", "--as", "tppm1")
    assert desk.rows("agreed", *SIDE)[0]["waits_for"] == "contract manager"
    desk.json("agree", "sign", "CPA-1", "referrals", "2009-03", "--as", "cm1")
    actual = desk.rows("profile", *SIDE, "--measure", "referrals")
    assert [(row["actual"], row["source"]) for row in actual if row["month"] == "2009-03"] == [
        (405, "agreed")
    ]
    assert facts(at_08) == before  # no source value has changed


def test_two_items_are_accepted_as_one_client_or_refused(desk, at_08):
    before = facts(at_08)
    one, two = (items(desk, "tppm1", **{"class": name})[0]["item"]
                for name in ("left_only", "right_only"))  # fmt: skip
    told = desk.json("worklist", "pair", "CPA-1", one, two, "--refuse", "--as", "tppm1")
    assert told == {"contract": "CPA-1", "did": "parted", "items": 1}
    assert desk.json("report", "reconcile", *SIDE)["parameters"]["union"] == 424
    desk.json("worklist", "pair", "CPA-1", one, two, "--text", "Seen on paper.", "--as", "tppm1")
    told = desk.json("report", "reconcile", *SIDE)["parameters"]
    assert (told["matched"], told["union"]) == (386, 423)
    assert facts(at_08) == before


def test_a_later_return_closes_what_it_explains_and_the_list_names_it(desk, at_08):
    [first, *_] = items(desk, "tppm1", **{"class": "right_only"})
    desk.json("worklist", "take", "CPA-1", first["item"], "--owner", "TPPM", "--as", "tppm1")
    whose = next(row["client_ref"] for row in everything(desk) if row["item"] == first["item"])
    head = "contract,client_ref,referred_on,client_category"
    late = f"{head}\nCPA-1,{whose},{first['on']},mandatory\n".encode()
    later = NOW + timedelta(days=3)
    sent = send(at_08, "referrals", late, now=later, mode="corrections").submission
    desk.now = NOW + timedelta(days=4)
    row = next(row for row in everything(desk) if row["item"] == first["item"])
    assert (row["state"], row["closed_by"], row["receipt"], row["owner"]) == (
        "closed", "receipt", sent, "TPPM",
    )  # fmt: skip
    assert row["closed_on"] == "2009-04-23"
    assert len(items(desk, "tppm1")) == 47


def test_the_start_month_and_the_tolerance_close_in_bulk_and_keep_all(desk):
    def rule(code, value):
        words = ("parameter", "set", "CPA-1", code, value, "--from", "2009-01-01")
        desk.json(*words, "--authority", "Review, 3 April 2009")

    rule("reconcile_from", "2009-04")
    assert [row["closed_by"] for row in everything(desk)] == ["start month"] * 48
    rule("reconcile_from", "2009-03")
    assert len(items(desk, "tppm1")) == 48
    rule("difference_tolerance", "47")
    assert len(items(desk, "tppm1")) == 48
    rule("difference_tolerance_share.referrals", "12%")  # 48 of 424 is 11.3%
    assert items(desk, "tppm1") == []
    assert {row["closed_by"] for row in everything(desk)} == {"tolerance"}


def filled(desk, name, said):
    """Fill in the workbook as the provider does: a reason and answer by row."""
    book = openpyxl.load_workbook(desk.folder / name)
    sheet = book["Items"]
    head = [cell.value for cell in sheet[1]]
    for row, values in said.items():
        for column, value in values.items():
            cell = sheet.cell(row, head.index(column) + 1)
            cell.value, cell.data_type = value, "s" if value else "n"
    book.save(desk.folder / name)
    return sheet


def test_the_workbook_goes_out_with_its_reasons_and_comes_back_whole(desk):
    desk.json("worklist", "export", "CPA-1", "list.xlsx", "--as", "prime1")
    reason = {"reason": "Received next month", "answer": "=Seen on 6 April"}
    sheet = filled(desk, "list.xlsx", {2: reason, 3: reason})
    assert sheet.max_row == 49
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == f"Reasons!$A$1:$A${len(CAUSES)}"
    told = desk("worklist", "import", "CPA-1", "list.xlsx", "--as", "prime1")
    assert (told.code, told.out) == (0, "2 answers taken in.\n"), told
    answered = items(desk, "tppm1", state="answered")
    assert [row["answer"] for row in answered] == ["=Seen on 6 April"] * 2
    desk.json("worklist", "export", "CPA-1", "again.xlsx", "--as", "tppm1")
    again = openpyxl.load_workbook(desk.folder / "again.xlsx")
    cells = [cell for row in again["Items"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)  # text as text
    assert [row[0].value for row in again["About"].iter_rows()][:2] == ["handling", "contract"]


def test_answers_of_who_is_no_party_or_does_not_answer_for_the_provider_are_not_taken(desk):
    desk.json("worklist", "export", "CPA-1", "list.xlsx", "--as", "prime1")
    filled(desk, "list.xlsx", {2: {"reason": "Received next month"}})
    desk.json("user", "add", "prime2", "prime2")
    desk.json("grant", "prime2", "PRIME_MANAGER", "--contract", "CPA-2")
    told = desk.json("worklist", "import", "CPA-1", "list.xlsx", "--as", "jobs1", code=1)
    assert [one["rule"] for one in told["problems"]] == ["worklist_unknown"]
    desk("worklist", "import", "CPA-1", "list.xlsx", "--as", "prime2")  # unknown to them
    assert desk("worklist", "import", "CPA-1", "list.xlsx", "--as", "tppm1").code != 0
    assert items(desk, "tppm1", state="answered") == []


def test_what_cannot_be_taken_says_what_where_and_how_and_nothing_is_taken(desk):
    desk.json("worklist", "export", "CPA-1", "list.xlsx", "--as", "prime1")
    sheet = filled(desk, "list.xlsx", {})
    settled, twice = sheet["A5"].value, sheet["A6"].value
    desk.json("worklist", "close", "CPA-1", settled, "--reason", "duplicate", "--as", "tppm1")
    made = {
        2: {"reason": "Received next month"},
        3: {"reason": "Perhaps"},
        4: {"reason": "Another reason, told in a sentence"},
        5: {"reason": "Deferred"},
        6: {"reason": "Deferred"},
        7: {"reason": "Deferred", "item": twice},
        8: {"reason": "Deferred", "item": "0123456789ab"},
        9: {"answer": "No reason given."},
        10: {"reason": "Deferred", "item": None},
    }
    filled(desk, "list.xlsx", made)
    told = desk.json("worklist", "import", "CPA-1", "list.xlsx", "--as", "prime1", code=1)
    assert told["answers"] == 0
    assert [(one["row"], one["column"], one["rule"]) for one in told["problems"]] == [
        (3, "reason", "reason_unknown"),
        (4, "answer", "answer_missing"),
        (5, "item", "item_settled"),
        (6, "item", "item_twice"),
        (7, "item", "item_twice"),
        (8, "item", "item_unknown"),
        (9, "reason", "reason_unknown"),
        (10, "item", "item_missing"),
    ]
    assert all(one["message"].endswith(".") for one in told["problems"])
    assert items(desk, "tppm1", state="answered") == []


def test_a_file_that_is_no_answer_to_this_list_is_not_taken(desk):
    for text, rule in (
        ("item,reason,answer\n0123456789ab,deferred,x\n", "item_unknown"),
        ("item,why\n1,2\n", "column_missing"),
        ("item,reason,answer\n0123456789ab,,\n", "no_answers"),
    ):
        (desk.folder / "made.csv").write_text(text, encoding="utf-8")
        told = desk.json("worklist", "import", "CPA-1", "made.csv", "--as", "prime1", code=1)
        assert [one["rule"] for one in told["problems"]] == [rule]


def test_who_sees_no_clients_sees_no_item_and_a_code_says_nothing_of_a_client(desk):
    assert items(desk, "jobs1") == []
    rows = items(desk, "tppm1")
    assert all(row["client_ref"] is None for row in rows)
    assert len(set(codes(rows))) == 48
    unknown = ("CPA-1", "0123456789ab", "--reason", "duplicate", "--as", "tppm1")
    told = desk("worklist", "close", *unknown)
    assert (told.code, told.err.strip()) == (
        2, "There is no item 0123456789ab on the worklist of contract CPA-1.",
    )  # fmt: skip


def test_every_step_has_its_command_and_a_note_keeps_to_its_readers(desk):
    [one, two, *_] = codes(items(desk, "tppm1"))
    steps = (
        ("note", "--text", "Ask again.", "--as", "tppm1"),
        ("send", "--text", "Look.", "--as", "tppm1"),
        ("answer", "--reason", "other", "--text", "Moved away.", "--as", "prime1"),
        ("return", "--text", "When?", "--as", "tppm1"),
        ("answer", "--reason", "left_earlier", "--as", "prime1"),
        ("accept", "--as", "cm1"),
        ("reopen", "--text", "Not so.", "--as", "tppm1"),
        ("close", "--reason", "too_small", "--as", "tppm1"),
    )
    for name, *words in steps:
        assert desk.json("worklist", name, "CPA-1", one, two, *words)["items"] == 2, name
    assert desk("worklist", "note", "CPA-1", one, "--text", "x", "--audience", "all").code == 2
    rows = everything(desk, "prime1")
    mine = [row for row in rows if row["item"] in {one, two}]
    assert [(row["state"], row["reason"]) for row in mine] == [("closed", "too_small")] * 2
    assert "Ask again." not in str(rows)


def test_a_reader_of_nothing_is_told_nothing_and_no_fault(desk):
    desk.json("user", "add", "new1", "New")
    for name in ("confidence", "worklist", "agreed"):
        assert desk.rows(name, "--as", "new1") == []
