"""Does the page tell each reader who the clients are as far as is theirs, and say what is not?"""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.reports import View
from monitoring.client_mix import Dimension
from pages.shared import exports, identity, loaders, mix_files
from tests.db.mixed import arrive
from tests.db.returns import NOW
from tests.pages.conftest import words


@pytest.fixture
def _clients(sample):
    """Give the sample forty clients of CPA-1."""
    arrive(sample, range(40), NOW)


def shown(at, place=0):
    frame = at.dataframe[place].value
    return dict(zip(frame["named"], frame["shown"], strict=True))


def visitor(login):
    with doors.scoped_session(identity.Store.open(), identity.Principal(login, login)) as session:
        return identity.Visitor(login, login, scope=doors.scope_of(session))


@pytest.mark.usefixtures("_clients")
def test_who_sees_clients_reads_every_count_and_month(opened):
    at = opened("client_mix", "tppm", contract="CPA-1")
    assert not at.exception
    assert shown(at)["Sensory"] == "4"
    assert "By need, most starts are under mental health: 50.0% (20 of 40)." in words(at)
    assert "You see this contract's figures but not its clients" not in words(at)
    assert at.dataframe[1].value["month"].dt.strftime("%Y-%m").tolist() == ["2009-02", "2009-01"]


@pytest.mark.usefixtures("_clients")
def test_who_sees_none_reads_that_and_why_counts_are_hidden(opened):
    at = opened("client_mix", "national", contract="CPA-1")
    assert not at.exception
    assert shown(at)["Sensory"] == "<5"
    assert shown(at)["Mental health"] == "20"
    assert len(at.dataframe) == 1, "no months"
    said = words(at)
    assert "12 counts are hidden because few people are behind them." in said
    assert "Counts of fewer than 5 people, or none, read <5." in said
    assert "Counts as given on 10 June 2009, of up to 40 starts with this on record." in said
    copied = "\n".join(each.value for each in at.code)
    assert "Sensory\t<5" in copied
    benefit = opened("client_mix", "national", contract="CPA-1", by="benefit")
    assert sorted(shown(benefit).values()) == ["<5", "suppressed", "suppressed"]
    assert "Every count by benefit is hidden." in words(benefit)


@pytest.mark.usefixtures("_clients")
def test_readiness_is_not_copied_and_stays_out_of_files_until_somebody_answers_for_it(
    opened, monkeypatch
):
    made = []
    monkeypatch.setattr(exports, "offer_report", lambda _, report, *__: made.append(report))
    at = opened("client_mix", "tppm", contract="CPA-1", by="readiness")
    assert "Readiness bands are advisers' own judgement." in words(at)
    assert "red" not in "".join(each.value for each in at.code)
    assert Dimension.READINESS not in set(made[-1].frame["dimension"])
    assert made[-1].parameters["readiness"] == "left out"
    at.checkbox[0].check().run()
    assert Dimension.READINESS in set(made[-1].frame["dimension"])
    assert made[-1].parameters["readiness"] == "as authorised"


@pytest.mark.usefixtures("_clients")
def test_a_download_hides_what_the_page_hides(monkeypatch):
    offered = []
    monkeypatch.setattr(exports, "offer", lambda _, export, **__: offered.append(export))
    who = visitor("national")
    exports.offer_report(who, loaders.report(who, "mix", View(contract="CPA-1")))
    table = list(csv.reader(io.StringIO(offered[0].make().decode("utf-8-sig"))))
    [sensory] = [row for row in table if "sensory" in row]
    assert sensory[:8] == ["CPA-1", "", "need", "sensory", "", "40", "", "<5"]


@pytest.mark.usefixtures("_clients")
def test_an_anonymised_export_is_made_when_asked_by_who_may_and_written_down(monkeypatch):
    offered = []
    monkeypatch.setattr(exports, "offer", lambda _, export, **__: offered.append(export))
    mix_files.anonymised(visitor("cm"))
    assert offered == []
    mix_files.anonymised(visitor("national"))
    data = exports.taken(visitor("national"), offered[0])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        told = "".join(book.read(name).decode("utf-8-sig") for name in book.namelist())
        assert set(book.namelist()) == {"anonymised-figures.csv", "anonymised-mix.csv", "about.csv"}
    assert not [name for name in ("CPA-", "Prime 1", "Area 1", "R-1", "readiness,") if name in told]
    with doors.journal(identity.Store.open()) as session:
        acts = session.execute(select(AccessEntry.action, AccessEntry.subject)).all()
    assert ("export", "anonymised") in [tuple(act) for act in acts]


@pytest.mark.usefixtures("sample")
def test_a_contract_without_clients_says_what_brings_them(opened):
    at = opened("client_mix", "cm", contract="CPA-1")
    assert "No need of any client is on record yet." in words(at)
    assert "Send a return" in "".join(str(each.proto) for each in at.main)
