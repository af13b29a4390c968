"""A review pack is frozen, written and made again from the terminal."""

from __future__ import annotations

from datetime import timedelta

import openpyxl
import pytest

PACK = ("pack", "CPA-1")


@pytest.fixture
def frozen(filled):
    """Give a terminal on a store of which one pack is frozen, and a figure came after it."""
    made = filled.json(*PACK, "pack.xlsx", "--quarter", "2009-01", "--sections", "notes,findings")
    filled.now += timedelta(minutes=1)
    return filled, made


def test_a_pack_is_numbered_and_its_workbook_written(frozen):
    terminal, made = frozen
    assert (made["pack"], made["same"], made["sections"]) == (1, True, "findings, notes")
    book = openpyxl.load_workbook(terminal.folder / "pack.xlsx")
    assert book.sheetnames == ["Review pack", "What the figures say", "Notes and events"]


def test_a_pack_is_made_again_from_its_number(frozen):
    terminal, made = frozen
    again = terminal.json(*PACK, "again.html", "--number", "1")
    assert (again["sha256"], again["same"]) == (made["sha256"], True)
    assert (terminal.folder / "again.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    said = terminal(*PACK, "--number", "1").out
    assert said == "Pack 1 of CPA-1. Made again from its number: the same, word for word.\n"


def test_a_pack_as_known_on_an_earlier_day_holds_what_was_known_then(filled):
    filled.now += timedelta(days=1)
    asked = (*PACK, "--quarter", "2009-01", "--audience", "shared")
    made = filled.json(*asked, "--as-at", "2009-06-10T12:00+01:00")
    assert (made["as_at"], made["audience"]) == ("2009-06-10T12:00:00+01:00", "shared")
    assert filled.json(*PACK, "--number", "1")["same"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name a --quarter to make a pack of, or the --number"),
        (("--quarter", "2009-01", "--number", "1"), "Name a --quarter"),
        (("pack.pdf", "--quarter", "2009-01"), "written as .xlsx or .html, not .pdf"),
        (("pack", "--quarter", "2009-01"), "not without an ending"),
        (("--quarter", "2009-02"), "begins no quarter"),
        (("--quarter", "2009-01", "--sections", "stars"), "There is no section stars"),
        (("--quarter", "2009-01", "--audience", "prime"), "A pack is for dwp or shared, not prime"),
        (("--number", "4"), "There is no pack 4"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_sentence(filled, words, said):
    ended = filled(*PACK, *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
