"""A wrong call ends with exit 2, a sentence on the error stream and nothing on the output."""

from __future__ import annotations

import sqlite3
from datetime import UTC

import pytest

from db.scope import Principal
from terminal import faults, output
from tests.db.returns import RETURN

WRONG = [
    ("report", "nonsense"),
    ("report", "profile", "--contract", "CPA-9"),
    ("report", "profile", "--programme", "XYZ"),
    ("report", "profile", "--measure", "nonsense"),
    ("report", "profile", "--programme", "PLP", "--measure", "recovery_rate"),
    ("report", "profile", "--client-category", "nobody"),
    ("report", "profile", "--set", "stretch"),
    ("report", "profile", "--arrangement", "A9"),
    ("report", "profile", "--source", "rumour"),
    ("report", "profile", "--by", "week"),
    ("report", "profile", "--basis", "guess"),
    ("report", "profile", "--elapsed", "-1"),
    ("report", "profile", "--left", "referrals"),
    ("report", "profile", "--right", "starts:lms"),
    ("report", "profile", "--as-at", "yesterday"),
    ("report", "profile", "--as-at", ""),
    ("report", "profile", "--from", "2009-13"),
    ("report", "profile", "--to", "March"),
    ("report", "profile", "--from", "2009-06", "--to", "2009-01"),
    ("report", "profile", "--as", "nobody"),
    ("report", "profile", "--as", ""),
    ("report",),
    ("nonsense",),
    ("submissions", "--contract", "CPA-9"),
    ("submissions", "--contract", ""),
    ("template", "nonsense"),
    ("load", "nonsense", "r.csv"),
    ("load", "monthly_return", "missing.csv"),
    ("load", "monthly_return", "r.csv", "--contract", "CPA-9"),
    ("load", "monthly_return", "r.csv", "--source", "lms"),
    ("load", "monthly_return", "r.csv", "--mapping", "nobody's"),
    ("load", "monthly_return", "r.csv", "--month", "2009"),
    ("load", "monthly_return", "r.csv", "--mode", "half"),
    ("load", "contracts", "r.csv", "--mode", "whole"),
    ("load", "monthly_return", "r.csv", "--received", "soon"),
    ("load", "monthly_return", "r.csv", "--as", "nobody"),
    ("load", "starts", "r.csv", "--mapping", "ours"),
    ("check", "monthly_return", "missing.csv"),
    ("check", "monthly_return", "r.csv", "--contract", "CPA-9"),
    ("mapping", "show", "nothing"),
    ("mapping", "save", "ours", "r.csv"),
    ("mapping", "save", "ours", "missing.json"),
    ("user", "add", "", "Nobody"),
    ("user", "disable", "nobody"),
    ("grant", "nobody", "CM", "--contract", "CPA-1"),
    ("grant", "pm", "BOSS"),
    ("grant", "pm", "CM", "--contract", "CPA-9"),
    ("grant", "pm", "CM", "--contract", "CPA-1", "--from", "tomorrow"),
    ("parameter", "set", "CPA-1", "nonsense", "1", "--from", "2009-01-01", "--authority", "x"),
    ("parameter", "set", "CPA-1", "swing_count", "x", "--from", "2009-01-01", "--authority", "x"),
    ("parameter", "set", "CPA-9", "swing_count", "1", "--from", "2009-01-01", "--authority", "x"),
    ("parameter", "set", "CPA-1", "swing_count", "1", "--from", "2009-01-01"),
    ("parameter", "set", "CPA-1", "swing_count", "1", "--authority", "x"),
    ("close", "CPA-9", "2009-01"),
    ("close", "CPA-1", "January"),
    ("restore", "missing.zip"),
    ("backup", "no/such/folder/b.zip"),
]


@pytest.fixture
def desk(terminal):
    """Give a terminal beside a sound file and a prime manager of one contract."""
    terminal.file("r.csv", RETURN)
    terminal.json("user", "add", "pm", "Prime manager, Area 1")
    terminal.json("grant", "pm", "PRIME_MANAGER", "--contract", "CPA-1")
    return terminal


def test_a_wrong_call_ends_with_2_and_a_sentence_and_changes_nothing(desk):
    before = desk.json("submissions"), desk.json("user", "list"), desk.json("mapping", "list")
    said = {" ".join(words): desk(*words) for words in WRONG}
    assert {call: (one.code, one.out) for call, one in said.items()} == dict.fromkeys(said, (2, ""))
    assert [call for call, one in said.items() if not one.err.strip()] == []
    assert [call for call, one in said.items() if "fault of the product" in one.err] == []
    assert (desk.json("submissions"), desk.json("user", "list"), desk.json("mapping", "list")) == (
        before
    )


@pytest.mark.parametrize(
    "words",
    [
        ("report", "profile", "--contract"),
        ("submissions", "--contract"),
        ("load", "monthly_return", "r.csv", "--contract"),
        ("check", "monthly_return", "r.csv", "--contract"),
    ],
)
def test_unknown_and_not_yours_are_said_in_the_same_words(desk, words):
    unknown = desk(*words, "CPA-9", "--as", "pm")
    not_yours = desk(*words, "CPA-2", "--as", "pm")
    assert (unknown.code, not_yours.code) == (2, 2)
    assert unknown.err == not_yours.err.replace("CPA-2", "CPA-9")


def test_a_file_naming_a_contract_that_is_not_yours_is_refused_as_one_unknown(desk):
    answers = [
        desk.load("monthly_return", RETURN.replace("CPA-1", name), "--as", "pm", code=1)
        for name in ("CPA-9", "CPA-2")
    ]
    unknown, not_yours = (
        [(each["rule"], each["message"].replace("CPA-2", "CPA-9")) for each in one["problems"]]
        for one in answers
    )
    assert unknown == not_yours


@pytest.mark.parametrize(
    "words",
    [
        ("load", "monthly_return", "r.csv", "--received", "2009-05-01"),
        ("user", "add", "other", "Somebody"),
        ("user", "disable", "pm"),
        ("grant", "pm", "NATIONAL"),
        ("parameter", "set", "CPA-1", "swing_count", "1", "--from", "2009-01-01",
         "--authority", "x"),
        ("close", "CPA-1", "2009-01"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_an_administrator_does_is_a_wrong_call_for_anybody_else(desk, words):
    said = desk(*words, "--as", "pm")
    assert (said.code, said.out) == (2, "")
    assert len(desk.json("submissions")["submissions"]) == 3


def test_rules_of_a_contract_not_yours_are_refused_as_of_one_unknown(desk):
    words = ("swing_count", "1", "--from", "2009-01-01", "--authority", "x", "--as", "pm")
    unknown = desk("parameter", "set", "CPA-9", *words)
    assert desk("parameter", "set", "CPA-2", *words).err == unknown.err.replace("CPA-9", "CPA-2")


def test_without_a_store_the_sentence_says_how_to_make_one(bare, monkeypatch):
    place = bare.folder / "none.db"
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{place}")
    monkeypatch.setenv("MONITOR_OWNER_URL", f"sqlite:///{place}")
    for words in (("report", "profile"), ("submissions",), ("user", "list"), ("backup", "b.zip")):
        said = bare(*words)
        assert (said.code, said.out) == (2, "")
        assert "Run init" in said.err
    assert not place.exists()


def test_a_store_of_another_kind_is_a_wrong_call(bare, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "mysql://somewhere/else")
    assert bare("submissions").code == 2


def test_a_file_that_is_no_store_is_told_from_one(bare, monkeypatch):
    place = bare.folder / "notes.db"
    place.write_text("this is no database at all, only some lines of text\n" * 20)
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{place}")
    monkeypatch.setenv("MONITOR_OWNER_URL", f"sqlite:///{place}")
    said = bare("submissions")
    assert (said.code, said.err.strip()) == (2, faults.NOT_READY)


def test_a_server_that_is_not_there_is_not_reached(bare, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none")
    said = bare("submissions")
    assert (said.code, said.err.strip()) == (2, faults.NOT_REACHED)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_store_somebody_else_is_writing_to_says_so(desk, store, monkeypatch):
    monkeypatch.setattr("db.engines.BUSY_SECONDS", 0.05)
    store.dispose()
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = desk("load", "monthly_return", "r.csv")
    other.rollback()
    other.close()
    assert (said.code, said.err.strip()) == (2, faults.BUSY)
    assert desk("load", "monthly_return", "r.csv").code == 0


def test_a_folder_that_may_not_be_read_is_a_wrong_call(desk, monkeypatch):
    (desk.folder / "shut").mkdir()

    def refuse(_):
        raise PermissionError(13, "Permission denied", "shut")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    said = desk("load", "monthly_return", "shut")
    assert (said.code, said.err) == (2, "The folder shut cannot be read. Check its path.\n")


def test_a_fault_of_ours_is_named_by_its_place_and_never_by_what_it_was_about(desk, monkeypatch):
    def fail(*_):
        raise KeyError(Principal("secret", "secret"))

    monkeypatch.setattr("terminal.reports.reports.run", fail)
    said = desk("report", "profile")
    assert (said.code, said.out) == (2, "")
    assert "KeyError at " in said.err
    assert "secret" not in said.err


def test_a_fault_without_a_place_is_told_all_the_same():
    assert faults.sentence(ValueError("secret")).startswith(
        "This is a fault of the product, not of your call: ValueError. "
    )


def test_a_file_the_disk_refuses_is_named():
    error = OSError(28, "No space left on device", "/var/store/b.zip")
    assert faults.sentence(error) == "b.zip cannot be read or written: No space left on device."


def test_the_clock_of_the_terminal_knows_its_zone():
    assert output.now().tzinfo is UTC


def test_no_words_at_all_print_what_can_be_typed(desk):
    said = desk()
    assert said.code == 2
    assert "load" in said.out + said.err
