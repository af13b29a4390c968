"""Does the page say what is kept, due, on hold and destroyed, to those who look after the store?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db import retention
from db.retention.schedule import Period
from db.scope import OPERATOR
from db.writing import Pen
from monitoring.retention import SCHEDULE, DataClass
from pages.shared import loaders
from tests.db.returns import NOW, send
from tests.pages.conftest import words

STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
"""
AFTER = datetime(2014, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def later(sample, monkeypatch):
    """Give the store long after its contracts ended."""
    send(sample, "starts", STARTS)
    monkeypatch.setattr(loaders, "now", lambda: AFTER)
    return sample


def tables(at):
    return [each.value for each in at.dataframe]


@pytest.mark.usefixtures("later")
def test_the_schedule_stands_with_its_reasons_and_what_is_due(opened):
    at = opened("retention", "national")
    assert not at.exception
    said = words(at)
    assert "2 contracts have something due to be destroyed." in said
    assert "No contract is on hold." in said
    assert "Nothing was destroyed yet." in said
    told = " ".join(table.value.to_csv() for table in at.table)
    assert all(line.title in told for line in SCHEDULE.values())
    assert "24 months from the contract's last day" in told
    [due] = tables(at)
    first = due.iloc[0]
    assert (first["Contract"], first["State"]) == ("CPA-1", "Due now")
    assert str(first[SCHEDULE[DataClass.CLIENT_ROWS].title])[:10] == "2014-01-01"


def test_what_was_set_held_and_destroyed_is_told_with_its_reason(later, opened):
    pen = Pen(later, OPERATOR, NOW)
    retention.hold(pen, "CPA-2", "An inquiry")
    words_kept = Period(
        data_class=DataClass.WORDS, months=36, valid_from=NOW.date(), reason="By agreement"
    )
    retention.set_period(pen, words_kept)
    retention.apply(later, AFTER.date(), "As scheduled", AFTER, confirmed=True)
    at = opened("retention", "admin")
    told = " ".join(table.value.to_csv() for table in at.table)
    assert "An inquiry" in told
    assert "By agreement" in told
    due, done = tables(at)
    assert dict(zip(due["Contract"], due["State"], strict=True)) == {
        "CPA-1": "Nothing more is due", "CPA-2": "On hold"
    }
    assert set(done["Contract"]) == {"CPA-1", ""}  # and entries of the access log
    assert set(done["Reason"]) == {"As scheduled"}
    assert "1 contract is on hold." in words(at)


@pytest.mark.usefixtures("later")
def test_nobody_else_opens_it(opened):
    assert "not found" in words(opened("retention", "cm")).lower()


def test_a_destroyed_file_and_rows_say_so_and_not_that_there_are_none(later, opened):
    retention.apply(later, AFTER.date(), "As scheduled", AFTER, confirmed=True)
    gone = "destroyed under the retention schedule on 1 February 2014"
    assert f"Its file was {gone}" in words(opened("submissions", "cm", submission="4"))
