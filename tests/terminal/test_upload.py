"""AT-06: a return with mistakes in it is refused, held, told apart from itself and corrected."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db import doors
from db.queries import submissions
from db.scope import OPERATOR

FOLDER = Path(__file__).resolve().parents[2] / "sample_data" / "broken_returns"
FAULTY, CORRECTED = FOLDER / "starts_at06.csv", FOLDER / "starts_at06_corrected.csv"
CONTRACT = """
    contract | programme | prime   | district | starts_on  | length_months
    PLP-A1   | PLP       | Prime 1 | Area 1   | 2008-04-01 | 36
"""
WHOLE_RETURNS = sorted(
    each.name for each in FOLDER.iterdir() if not each.name.startswith(("starts_at06",))
)
READ_RIGHTLY = {"month_rewritten_by_excel.csv", "formula_for_a_figure.xlsx"}
OF_STARTS = {"start_before_referral.csv", "insurance_number.csv"}


@pytest.fixture
def desk(terminal):
    """Give a terminal on a store in which the contract of the broken returns is registered."""
    terminal.load("contracts", CONTRACT)
    terminal.at(2011, 1, 7)
    return terminal


def bytes_of(store, number):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.content(session, number)


def listed(desk):
    every = desk.json("submissions", "--contract", "PLP-A1")["submissions"]
    return [each for each in every if each["dataset"] == "starts"]


def test_seven_findings_with_row_numbers_and_nothing_stored(desk):
    answer = desk.json("load", "starts", FAULTY, code=1)
    assert (answer["status"], answer["submission"]) == ("refused", None)
    assert answer["rows"] == {"read": 250, "stored": 0, "held": 0}
    assert len(answer["problems"]) == 7
    assert all(isinstance(each["row"], int) for each in answer["problems"])
    assert Counter(each["rule"] for each in answer["problems"]) == {
        "unknown_code": 3,
        "referred_on_after_started_on": 2,
        "repeated_row": 2,
    }
    assert listed(desk) == []


def test_held_corrected_and_each_version_stays_viewable(desk, store):
    held = desk.json("load", "starts", FAULTY, "--hold-faulty")
    assert held["status"] == "held"
    assert held["rows"] == {"read": 250, "stored": 243, "held": 5}  # 2 repeats left out

    again = desk.json("load", "starts", FAULTY, "--hold-faulty")
    assert (again["status"], again["earlier_submission"]) == ("duplicate", held["submission"])

    desk.later()
    corrected = desk.json("load", "starts", CORRECTED)
    assert corrected["status"] == "published"
    assert corrected["rows"] == {"read": 250, "stored": 250, "held": 0}
    assert corrected["changes"] == {"added": 7, "changed": 0, "removed": 0, "unchanged": 243}
    assert corrected["earlier_submission"] == held["submission"]

    second, first = listed(desk)
    assert (second["version"], first["version"]) == (2, 1)
    assert (second["submission"], first["submission"]) == (
        corrected["submission"],
        held["submission"],
    )
    assert bytes_of(store, first["submission"]) == FAULTY.read_bytes()
    assert bytes_of(store, second["submission"]) == CORRECTED.read_bytes()


def test_starts_are_counted_from_the_rows_that_stand(desk):
    desk.json("load", "starts", FAULTY, "--hold-faulty")
    before = desk.rows("profile", "--contract", "PLP-A1", "--measure", "starts")
    desk.later()
    desk.json("load", "starts", CORRECTED)
    after = desk.rows("profile", "--contract", "PLP-A1", "--measure", "starts")
    started = [
        line.split(",")[4][:7]
        for line in CORRECTED.read_text().splitlines()[1:]
        if line.split(",")[4]
    ]
    assert {row["month"]: row["actual"] for row in after if row["actual"]} == Counter(started)
    assert sum(row["actual"] or 0 for row in before) < len(started)


@pytest.mark.parametrize("name", WHOLE_RETURNS)
def test_every_broken_return_is_answered_in_words_and_never_half_stored(desk, name):
    dataset = "starts" if name in OF_STARTS else "monthly_return"
    before = len(desk.json("submissions")["submissions"])
    said = desk("load", dataset, str(FOLDER / name), "--format", "json")
    answer = said.json
    if answer["status"] == "refused":
        assert (said.code, answer["rows"]["stored"]) == (1, 0)
        assert answer["problems"]
        assert len(desk.json("submissions")["submissions"]) == before
    else:
        assert (said.code, answer["status"]) == (0, "published")
        assert name in READ_RIGHTLY
