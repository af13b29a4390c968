"""Can returns be taken back, sent back, certified and purged from the terminal?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.db.returns import RETURN, csv_of


@pytest.fixture
def sent(filled):
    """Give a terminal, and the number of the return it has sent."""
    filled.now += timedelta(hours=1)
    last = filled.json("submissions")["submissions"][0]
    assert last["dataset"] == "monthly_return"
    filled.now += timedelta(hours=1)
    return filled, str(last["submission"])


def actuals(terminal):
    return [row["actual"] for row in terminal.rows("profile", "--contract", "CPA-1")]


def test_a_return_is_withdrawn_with_a_reason_and_may_be_sent_again(sent):
    terminal, number = sent
    assert terminal("withdraw", number).code == 2
    asked = terminal.json("withdraw", number, "--reason", "Wrong file", "--preview")
    assert (asked["kept"], actuals(terminal)) == (False, [38, 60, 80])
    told = terminal.json("withdraw", number, "--reason", "Wrong file")
    assert (told["status"], told["kept"], told["figures_moved"]) == ("withdrawn", True, 3)
    [contract] = told["contracts"]
    assert contract["months"][0] == {"month": "2009-01", "stands": None}
    assert actuals(terminal) == [None, None, None]
    listed = terminal.json("submissions", "--contract", "CPA-1")["submissions"]
    one = next(row for row in listed if str(row["submission"]) == number)
    assert (one["status"], one["ended_why"], one["ended_on"]) == (
        "withdrawn", "Wrong file", "2009-06-10"
    )
    (terminal.folder / "again.csv").write_bytes(csv_of(RETURN))
    again = terminal.json("load", "monthly_return", "again.csv")
    assert again["status"] == "published"


def test_a_return_is_sent_back_for_one_contract(sent):
    terminal, number = sent
    said = terminal("send-back", number, "--contract", "CPA-1", "--reason", "Months are swapped")
    assert said.code == 0
    assert said.lines[0] == f"Return {number} is sent back."
    assert "2009-01" in said.out
    assert terminal("send-back", number, "--reason", "Again").err.strip().endswith(
        "withdrawn or sent back already."
    )
    assert terminal("audit", "verify").code == 0


def test_a_manager_of_the_provider_certifies_where_the_contract_asks(sent):
    terminal, number = sent
    for login, role, over in (
        ("clerk", "PRIME_MANAGER", ("--organisation", "Prime 1")),
        ("director", "PRIME_MANAGER", ("--organisation", "Prime 1")),
    ):
        terminal("user", "add", login, login)
        terminal("grant", login, role, *over)
    terminal("parameter", "set", "CPA-1", "certified_returns", "monthly_return", "--from",
             "2009-01-01", "--authority", "Schedule 4")
    waits = [row["certified"] for row in terminal.rows("profile", "--contract", "CPA-1")]
    assert waits == [False, False, False]
    words = ("--statement", "They agree with our records.", "--post", "Operations director")
    assert terminal("certify", number, *words).code == 2  # nobody of the provider says so
    told = terminal.json("certify", number, *words, "--as", "director")
    assert told == {"submission": int(number), "status": "certified", "contracts": ["CPA-1"]}
    done = [row["certified"] for row in terminal.rows("profile", "--contract", "CPA-1")]
    assert done == [True, True, True]


def test_a_purge_names_the_backups_that_still_hold_the_file(sent):
    terminal, number = sent
    assert terminal("backup", "kept.zip").code == 0
    said = terminal("purge", number, "--reason", "Names of clients")
    assert said.code == 0
    assert f"Return {number} is purged: 3 rows and its bytes are gone." in said.out
    assert "kept.zip (10 June 2009)" in said.out
    told = terminal.json("purge", number, "--reason", "Once more")
    assert (told["status"], told["rows"], told["backups"]) == (
        "purged", 0, ["kept.zip (10 June 2009)"]
    )
    assert terminal("purge", number, "--reason", "Names", "--as", "operator").code == 2
    assert terminal("audit", "verify").code == 0
