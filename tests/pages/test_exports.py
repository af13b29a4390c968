"""What leaves by the browser says what it is, and nothing in it runs in a spreadsheet."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.reports import View
from db.scope import Principal
from db.store import Store
from pages.shared import exports, identity, loaders
from pages.shared.exports import Export

FIGURES = [{"prime": "=1+1", "actual": None}, {"prime": "Prime 1", "actual": 0}]
SAID = {"contract": "CPA-1", "as_at": "2009-06-10"}
MEANING = {"actual": "what was delivered"}


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.usefixtures("sample")
def test_rows_come_first_then_what_was_asked_and_what_it_means():
    table = read(exports.rows(["prime", "actual"], FIGURES, SAID, MEANING))
    assert table[:3] == [["prime", "actual"], ["'=1+1", ""], ["Prime 1", "0"]]
    assert ["data", exports.SAMPLE] in table
    assert ["handling", "OFFICIAL"] in table
    assert ["contract", "CPA-1"] in table
    assert ["actual", "what was delivered"] in table


def test_a_real_store_is_not_called_a_sample(monkeypatch):
    monkeypatch.setattr(identity, "sample", lambda: False)
    assert ["data", exports.SAMPLE] not in read(exports.rows(["prime"], FIGURES, SAID, MEANING))


def test_a_files_name_differs_with_what_it_was_made_from():
    one, other = (
        Export("profile CPA/1", "csv", version, bytes, subject="x") for version in ("1", "2")
    )
    assert one.file_name != other.file_name
    assert one.file_name.startswith("profile-CPA-1-")
    assert Export("", "csv", "1", bytes, subject="x").file_name.startswith("file-")


def test_a_report_is_offered_made_only_when_asked_and_written_down(sample, monkeypatch):
    offered = []
    monkeypatch.setattr(exports, "offer", lambda label, export: offered.append((label, export)))
    visitor = identity.Visitor("cm", "Manager", scope=loaders_scope("cm"))
    report = loaders.report(visitor, "profile", View(contract="CPA-1"))
    exports.offer_report(visitor, report)
    [(label, export)] = offered
    assert label == "Download as CSV"
    assert detailed(sample) == []
    data = exports.taken(visitor, export)
    table = read(data)
    assert table[0][:2] == ["contract", "month"]
    assert table[1][:2] == ["CPA-1", "2009-01"]
    ((who, deed, subject, contract, result, detail),) = detailed(sample)
    told = (who, deed, subject, contract, result)
    assert told == ("cm", "export", "report profile", "CPA-1", "taken")
    digest = hashlib.sha256(data).hexdigest()
    assert f"rows 3, bytes {len(data)}, sha256 {digest}, file " in detail
    assert "measure job_outcomes" in detail


def written(store):
    """Give what the journal holds of who did what."""
    return [(who, deed, subject, result) for who, deed, subject, _, result, _ in detailed(store)]


def detailed(store):
    """Give all the journal holds of who did what, but for what set the store up."""
    with doors.journal(store) as session:
        entries = session.scalars(select(AccessEntry).where(AccessEntry.by_user != "operator"))
        return [
            (each.by_user, each.action, each.subject, each.contract, each.result, each.detail)
            for each in entries
        ]


def loaders_scope(login):
    return doors.scope_for(Store.open(), Principal(login, login))


OFFERED = {
    "data_dictionary.py": {"NOWHERE"},  # the template
    "shared/access/by_role.py": {"ROWS"},
    "shared/audit/table.py": {"ROWS"},
    "shared/deadline_tables.py": {"CALENDAR"},
    "shared/differences/files.py": {"COVER"},
    "shared/exports.py": {"ROWS"},
    "shared/keeping/lines.py": {"ROWS"},
    "shared/mix_files.py": {"COVER"},  # one of its sheets says what was left out
    "shared/packs/opening.py": {"COVER"},
    "shared/received/details.py": {"NOWHERE"},  # the file as it was sent, byte by byte
    "shared/received/table.py": {"ROWS"},
    "shared/rows_shown.py": {"ROWS"},
    "shared/since/offering.py": {"ROWS"},
    "shared/upload/downloads.py": {"ROWS", "NOWHERE"},  # the marked file goes back as it is
    "shared/upload/start.py": {"NOWHERE"},  # the template
}
"""Where each file that leaves says what it is."""

TOLD = re.compile(r"told=[\w.]*?(NOWHERE|COVER|CALENDAR)", re.IGNORECASE)


def test_every_export_is_named_here_with_where_it_says_what_it_is():
    pages = Path(exports.__file__).parents[1]
    found = {}
    for path in sorted(pages.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "id", getattr(called, "attr", "")) == "Export":
                said = TOLD.findall(ast.unparse(node))
                name = str(path.relative_to(pages))
                found.setdefault(name, set()).update([each.upper() for each in said] or ["ROWS"])
    assert found == OFFERED


@pytest.mark.usefixtures("sample")
def test_a_table_that_does_not_say_what_it_is_never_leaves():
    bare = Export("x", "csv", "1", lambda: b"prime,actual\nPrime 1,1\n", subject="x")
    with pytest.raises(RuntimeError, match="does not say its handling"):
        bare.made()
    rows = exports.rows(["prime"], FIGURES, SAID, MEANING)
    said = Export("x", "csv", "1", lambda: rows, subject="x")
    table = read(said.made())
    assert {"handling", "data", "seen_by", "as_at", "contract", "actual"} <= {
        row[0] for row in table if row
    }
    nowhere = exports.Told.NOWHERE
    back = Export("x", "csv", "1", lambda: b"contract,month\n", subject="x", told=nowhere)
    assert back.made() == b"contract,month\n"


@pytest.mark.usefixtures("sample")
def test_a_file_says_whose_eyes_it_was_made_with_by_role_and_contract_and_no_name(monkeypatch):
    for login, said in (
        ("cm", "CM; contracts CPA-1 and CPA-2"),
        ("prime-1", "PRIME_MANAGER; contract CPA-1"),
        ("admin", "ADMIN; contracts CPA-1 and CPA-2"),
    ):
        visitor = identity.Visitor(login, "A name", scope=loaders_scope(login))
        monkeypatch.setattr(identity, "visitor", lambda one=visitor: one)
        assert exports.seen_by() == said
        assert ["seen_by", said] in read(exports.rows(["prime"], FIGURES, SAID, MEANING))
    monkeypatch.setattr(identity, "visitor", lambda: None)
    assert exports.seen_by() == "nobody signed in"
