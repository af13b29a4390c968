"""Does an anonymised export name nobody, show no small number, and join with no other?"""

from __future__ import annotations

import csv

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.store import Store
from tests.db import mixed

SMALL = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 3
    CPA-1    | 2009-02 | job_outcomes | all             | 61
    CPA-2    | 2009-01 | job_outcomes | all             | 0
"""
NAMES = ("CPA-", "Prime", "Area", "R-1", "OPERATOR", "operator", "national")


def sheet(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def desk(terminal):
    terminal.load("monthly_return", SMALL)
    for dataset, data in mixed.files(range(40)).items():
        (terminal.folder / f"{dataset}.csv").write_bytes(data)
        mode = () if dataset in {"starts", "client_facts"} else ("--mode", "corrections")
        terminal.json("load", dataset, f"{dataset}.csv", "--confirm-size", *mode)
    for login, role in (("national", "NATIONAL"), ("auditor", "AUDITOR")):
        terminal.json("user", "add", login, f"The {role.lower()} team")
        terminal.json("grant", login, role)
    return terminal


def acts():
    with doors.journal(Store.open()) as session:
        entry = AccessEntry
        rows = session.execute(select(entry.action, entry.subject, entry.result, entry.detail))
        return [tuple(row) for row in rows]


def test_an_export_names_nobody_shows_nothing_small_and_joins_with_no_other(desk):
    for folder in ("one", "other"):
        desk.json("extract", folder, "--anonymised", "--as", "national")
    one, other = desk.folder / "one", desk.folder / "other"
    assert {path.name for path in one.iterdir()} == {
        "anonymised-figures.csv", "anonymised-mix.csv", "about.csv",
    }  # fmt: skip
    figures, mix = sheet(one, "anonymised-figures.csv"), sheet(one, "anonymised-mix.csv")
    told = "".join(path.read_text("utf-8-sig") for path in one.iterdir())
    assert [name for name in NAMES if name in told] == []
    outcomes = [(row["month"], row["value"], row["shown"]) for row in figures
                if row["measure"] == "job_outcomes"]  # fmt: skip
    assert sorted(outcomes) == [  # 61 to the nearest five
        ("2009-01", "", "<5"), ("2009-01", "", "<5"), ("2009-02", "60", "60"),
    ]  # fmt: skip
    for row in (*figures, *mix):
        count = row["starts"] if "starts" in row else row["value"]
        assert bool(count) != bool(row["reason"])
        assert not count or int(count) % 5 == 0 < int(count)
    assert {row["dimension"] for row in mix} == {"need", "benefit", "benefit_months", "age_band"}
    assert {len(row["month"]) for row in figures} == {len("2009-01")}
    tokens = [{row["token"] for row in sheet(each, "anonymised-figures.csv")}
              for each in (one, other)]  # fmt: skip
    assert len(tokens[0]) == 2
    assert not tokens[0] & tokens[1]
    assert {row["token"] for row in mix} < tokens[0]
    about = sheet(one, "about.csv")
    left = " ".join(row["note"] for row in about if row["about"] == "left out")
    assert "free text" in left
    assert "readiness bands" in left
    assert acts()[-1][:3] == ("export", "anonymised", "taken")


def test_readiness_leaves_only_on_somebody_s_word(desk):
    desk.json("extract", "with", "--anonymised", "--readiness-authority", "Head of policy")
    mix = sheet(desk.folder / "with", "anonymised-mix.csv")
    assert "readiness" in {row["dimension"] for row in mix}
    about = sheet(desk.folder / "with", "about.csv")
    assert "Head of policy" in {row["note"] for row in about}
    assert "readiness included, as authorised" in acts()[-1][3]
    assert "Head of policy" not in acts()[-1][3]


def test_who_may_not_make_one_is_told_who_may_and_it_is_written_down(desk):
    said = desk("extract", "none", "--anonymised", "--as", "auditor")
    assert said.code == 2
    assert "by the national team, evaluators and administrators" in said.err
    assert not (desk.folder / "none").exists()
    assert ("export", "anonymised", "refused", "") in acts()
