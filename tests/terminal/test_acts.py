"""Is each kind of act written down once, in one of the two logs, with no value in it?"""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from db import doors
from db.audit import timeline
from db.audit.timeline import Sought
from db.journal import Deed
from db.models import AccessEntry
from db.publishing.request import CallError
from db.scope import OPERATOR, Principal
from tests.db.returns import RETURN
from tests.terminal.conftest import use
from tests.terminal.test_keeping import elsewhere, saved

ROOT = Path(__file__).resolve().parents[2]
OURS = [file for folder in ("db", "pages", "terminal") for file in (ROOT / folder).rglob("*.py")]
BY_SIGN_IN = {"SIGN_IN", "SIGN_OUT", "BIND", "RELEASE"}  # tests/db/test_signing_in.py
OF_ACCOUNTS = {"INVITE", "APPROVE", "END_SITTINGS", "COVER", "END_ROLE", "REVIEW_ACCESS"}
"""The same, tests/db/test_accounts.py."""
IN_PAGES = {"LOOK", "GO_ON", "REMIND", "WORKLIST"}  # tests/pages, tests/terminal/test_reminders.py
NUMBER = "AB123456C"


def called(file, name):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
            yield node


def test_every_act_is_of_a_kind_that_is_listed_and_every_kind_is_written_somewhere():
    named = set()
    for file in OURS:
        for call in called(file, "Act"):
            action = next(ast.unparse(one.value) for one in call.keywords if one.arg == "action")
            assert "Deed." in action or action == "deed", file
            named.add(action.rpartition(".")[2])
    passed_on = {ast.unparse(arg).rpartition(".")[2] for file in OURS
                 for name in ("_remember", "_write")
                 for call in called(file, name) for arg in call.args}
    assert set(Deed.__members__) - BY_SIGN_IN <= named | passed_on


def test_nothing_leaves_by_the_browser_but_through_the_helper_that_writes_it_down():
    for file in (ROOT / "pages").rglob("*.py"):
        if file.name != "exports.py":
            assert "download_button" not in file.read_text("utf-8"), file


def entries(store):
    with doors.journal(store, reading=True) as session:
        return session.scalars(select(AccessEntry).order_by(AccessEntry.entry_id)).all()


def test_each_kind_of_act_appears_once_and_no_value_with_it(filled, store, tmp_path, monkeypatch,
                                                           request):
    before = len(entries(store))
    filled.json("user", "add", "cm1", "Contract manager, Area 1")
    filled.json("grant", "cm1", "CM", "--contract", "CPA-1")
    assert filled("report", "profile", "--contract", "CPA-9", "--as", "cm1").code == 2
    filled.json("report", "profile", "--contract", "CPA-1", "--as", "cm1")
    filled.json("user", "disable", "cm1")
    saved(filled)
    refused = f"{RETURN}\n    CPA-1 | 2009-04 | job_outcomes | {NUMBER} | 5"
    assert filled.load("monthly_return", refused, code=1)["status"] == "refused"
    filled.json("backup", "b.zip")
    filled.json("parameter", "set", "CPA-1", "below_from", "0.55", "--from", "2009-06-01",
                "--authority", "Review")
    filled.json("close", "CPA-1", "2009-03")
    number = filled.json("submissions")["submissions"][0]["submission"]
    filled.json("withdraw", str(number), "--reason", "sent too early")
    filled.json("purge", str(number), "--reason", "sent in breach")
    filled.json("purge", str(number), "--reason", "sent in breach")

    made = entries(store)[before:]
    seen = Counter(one.action for one in made)
    elsewhere_or_later = {Deed[one] for one in BY_SIGN_IN | OF_ACCOUNTS | IN_PAGES}
    expected = set(Deed) - elsewhere_or_later - {Deed.RESTORE, Deed.VERIFY, Deed.DESTROY}
    assert seen == dict.fromkeys(expected, 1)
    told = {one.action: (one.by_user, one.subject, one.contract, one.result) for one in made}
    assert told[Deed.GRANT] == ("operator", "cm1", "CPA-1", "made")
    assert told[Deed.OPEN] == ("cm1", "what was named", "", "refused")
    assert told[Deed.EXPORT] == ("cm1", "report profile", "CPA-1", "taken")
    assert told[Deed.PURGE] == ("operator", f"return {number}", "", "made")
    written = json.dumps([[one.subject, one.contract, one.detail] for one in made])
    assert NUMBER not in written
    assert "CPA-9" not in written

    found = timeline.found(store, OPERATOR, Sought(), most=500)
    kinds = Counter(line.what for line in found.lines if line.log == timeline.PUBLICATIONS)
    assert {"parameter", "close", "purge", "withdrawal"} <= set(kinds)
    assert [kinds[one] for one in ("parameter", "close", "purge", "withdrawal")] == [1] * 4

    place = elsewhere(store, tmp_path, request)
    use(monkeypatch, place)
    filled.json("restore", "b.zip")
    assert [one.action for one in entries(place)][-1] == Deed.RESTORE
    filled.json("audit", "verify")
    assert [one.action for one in entries(place)][-1] == Deed.VERIFY
    place.dispose()


def test_the_timeline_is_read_by_who_audits_only(filled, store):
    filled.json("user", "add", "cm1", "Contract manager")
    filled.json("grant", "cm1", "CM", "--contract", "CPA-1")
    with pytest.raises(CallError, match="not yours"):
        timeline.found(store, Principal("cm1", "x"), Sought())
    assert filled("audit", "list", "--as", "cm1").code == 2
