"""Does the folder hold every sheet whole, with what it means beside it, and only what is theirs?"""

from __future__ import annotations

import csv

import pytest

from tests.db.returns import RETURN


def sheet(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(terminal):
    terminal.load("monthly_return", RETURN)
    terminal.json("extract", "sheets")
    return terminal.folder / "sheets"


def test_the_flat_sheet_has_a_row_a_contract_month_and_measure(folder):
    rows = [row for row in sheet(folder, "flat.csv") if row["measure"] == "job_outcomes"]
    assert [(row["contract"], row["month"], row["actual"], row["profile"]) for row in rows] == [
        ("CPA-1", "2009-01", "38", "40"),
        ("CPA-1", "2009-02", "60", "100"),
        ("CPA-1", "2009-03", "80", "160"),
    ]


def test_every_sheet_is_told_of_beside_them(folder):
    about = sheet(folder, "about.csv")
    sheets = {path.name for path in folder.iterdir()} - {"about.csv"}
    assert {row["sheet"] for row in about} == sheets
    assert {row["note"] for row in about if row["about"] == "handling"} == {"OFFICIAL"}
    columns = {row["about"] for row in about if row["sheet"] == "flat.csv"}
    assert {f"column {name}" for name in sheet(folder, "flat.csv")[0]} <= columns


def test_the_marking_is_a_setting(terminal, monkeypatch):
    monkeypatch.setenv("MONITOR_MARKING", "OFFICIAL-SENSITIVE")
    terminal.json("extract", "sheets")
    about = sheet(terminal.folder / "sheets", "about.csv")
    assert {row["note"] for row in about if row["about"] == "handling"} == {"OFFICIAL-SENSITIVE"}


def test_somebody_takes_away_what_is_theirs(terminal):
    terminal.json("user", "add", "cm-2", "Contract manager, Area 2")
    terminal.json("grant", "cm-2", "CM", "--contract", "CPA-2")
    terminal.json("extract", "sheets", "--as", "cm-2")
    assert {row["contract"] for row in sheet(terminal.folder / "sheets", "portfolio.csv")} == {
        "CPA-2"
    }


def test_a_file_in_the_way_is_said(terminal):
    (terminal.folder / "sheets").write_text("in the way")
    said = terminal("extract", "sheets")
    assert said.code == 2
    assert "The folder sheets cannot be made." in said.err
