"""AT-18 in full: the review's day, the issue carried three times, and the pack, as typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from db import doors, governance
from db.governance import Held
from db.models import MeasureValue
from db.publishing.request import CallError
from db.scope import OPERATOR
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.reviews import MeetingKind
from monitoring.vocabulary import Origin, Source
from tests.terminal.conftest import START

RATED = """
    contract | programme | prime   | district | starts_on  | length_months | risk_rating | tppm
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36            | High        | TPPM 1
"""
ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late", measure="job_outcomes")
OLDER = Terms(kind=ItemKind.ISSUE, what="An older issue", who="A post", due_on=date(2009, 12, 1))
SHARED = Place("CPA-1", Audience.SHARED)


def held(kind, on):
    return Held(kind=kind, held_on=on, as_at=START - timedelta(days=1), channel="face")


@pytest.fixture
def at_18(store, filled):
    """Risk High, a review on 15 January, one issue in three monthly meetings without an owner."""
    filled.load("contracts", RATED, "--mode", "corrections")
    pen = Pen(store, OPERATOR, START - timedelta(hours=2))
    governance.hold(pen, SHARED, held(MeetingKind.PPR, date(2009, 1, 15)))
    governance.raise_item(pen, SHARED, OLDER)
    governance.hold(pen, SHARED, held(MeetingKind.TPPM, date(2009, 2, 9)), raised=[ISSUE])
    for month in (3, 4):
        governance.hold(pen, SHARED, held(MeetingKind.TPPM, date(2009, month, 9)), [2])
    return filled


def agree(store, value):
    """Write an agreed figure of March; nothing sends one yet."""
    row = {
        "contract_id": 1,
        "month": date(2009, 3, 1),
        "measure": "job_outcomes",
        "category": "all",
        "arrangement": "",
        "band": "",
        "source": Source.AGREED.value,
        "origin": Origin.RETURNED.value,
        "value": value,
        "missing_reason": "",
        "known_from": 1,
    }
    with doors.owner(store) as session:
        session.connection().execute(insert(MeasureValue.__table__), [row])


def test_the_next_review_falls_due_and_the_issue_heads_the_list(store, at_18):
    rows = {row["kind"]: row for row in at_18.rows("reviews", "--contract", "CPA-1")}
    assert (rows["ppr"]["last_held"], rows["ppr"]["next_due"]) == ("2009-01-15", "2009-04-15")
    first, second = at_18.rows("actions", "--contract", "CPA-1")
    assert (first["what"], first["carried"]) == (ISSUE.what, 3)
    assert (first["who"], first["due_on"]) == (None, None)
    assert (second["what"], second["carried"]) == (OLDER.what, 0)
    pen = Pen(store, OPERATOR, START)
    with pytest.raises(CallError, match="nothing closes without that"):
        governance.take_step(pen, SHARED, 2, Did.CLOSED, ISSUE)
    assert at_18.rows("actions", "--contract", "CPA-1")[0]["state"] == "open"


def test_the_pack_says_so_with_the_agreed_figures(store, at_18):
    made = at_18.json("pack", "CPA-1", "before.html", "--quarter", "2009-01")
    before = (at_18.folder / "before.html").read_text("utf-8")
    assert made["pack"] == 1
    assert "the next was due 15 April 2009" in before
    assert "178 of 300 profiled for January to March 2009 (59.3%)" in before
    assert before.index(ISSUE.what) < before.index(OLDER.what)
    assert "carried 3\N{MULTIPLICATION SIGN}" in before
    agree(store, 83)
    at_18.json("pack", "CPA-1", "after.html", "--quarter", "2009-01")
    after = (at_18.folder / "after.html").read_text("utf-8")
    # 38 + 60 + 83, where the return had 80
    assert "181 of 300 profiled for January to March 2009 (60.3%)" in after
