"""What leaves by the browser says what it is, and nothing in it runs in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io

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
