"""What does the page do where things are unusual: doubts, many faults, a store that moves?"""

from __future__ import annotations

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

from db import registers
from db.publishing.request import CallError
from db.scope import OPERATOR
from monitoring.mappings import Mapping
from pages.shared import exports
from pages.shared.upload import foresight, publishing
from tests.db import returns
from tests.pages.conftest import words
from tests.pages.test_upload import APRIL, HEADER, LAYOUT, box, button, drop, press, sent

STARTS = "contract | client_ref | referred_on | started_on | client_category\n"


@pytest.fixture
def dropped(sample, opened):  # noqa: ARG001 - it puts the store behind the pages
    """Give a function that opens the page as the first prime and drops a file."""
    return lambda drawn, name="april.csv": drop(opened("upload_return", "prime-1"), name, drawn)


@pytest.fixture
def offered(monkeypatch):
    """Give what is offered for download, by its label, instead of offering it."""
    found = {}
    monkeypatch.setattr(exports, "offer", lambda label, export, **_: found.update({label: export}))
    return found


def test_dates_that_may_mean_two_days_are_said_to_be_read_day_first(dropped):
    at = dropped(STARTS + "CPA-1 | R-1 | 03/04/2009 | 05/04/2009 | mandatory")
    said = words(at)
    assert "dates were read day first" in said
    assert "nothing in the file proves it" in said


def test_a_file_in_another_encoding_says_how_it_was_read(dropped):
    data = returns.csv_of(
        HEADER.replace("| value", "| value | note") + "CPA-1 | 2009-04 | starts | all | 1 | x"
    )
    at = dropped(data.replace(b"x\n", b"caf\xe9\n"))
    assert "CSV in Windows-1252" in words(at)


def test_declared_totals_are_shown_with_the_details_and_checked(dropped):
    at = dropped(b"#rows,3\n" + returns.csv_of(APRIL))
    assert "1 control total declared" in words(at)
    assert "The file declares 3 for rows but holds 2." in words(at)


def test_many_kinds_of_fault_are_counted_beyond_the_first(dropped):
    rows = "".join(f"CPA-1 | 2009-04 | starts | x{n} | {n}\n" for n in range(11))
    at = dropped(HEADER + "CPA-1 | 2009-04 | job_outcomes | all | 90\n" + rows)
    assert "And 3 more kinds of problem" in words(at)


def test_many_rows_of_one_fault_are_shown_some_at_a_time(dropped):
    rows = "".join(f"CPA-1 | 2009-04 | starts | everyone | {n}\n" for n in range(60))
    at = dropped(HEADER + "CPA-1 | 2009-04 | job_outcomes | all | 90\n" + rows)
    assert "**Rows 3, 4, 5, 6, 7, 8 and 54 more** (60 rows)" in words(at)
    at.toggle[0].set_value(True).run()
    assert "The first 50 of 60 rows." in words(at)


def test_a_file_of_faults_only_cannot_be_held_whole(dropped):
    at = dropped(HEADER + "CPA-1 | 2009-04 | starts | everyone | 7")
    assert not at.radio


def test_much_that_is_only_for_attention_is_cut_short(dropped):
    rows = "".join(
        f"CPA-1 | 2009-04 | {m} | all | {n}\n" * 2
        for n, m in enumerate(["starts", "referrals", "job_starts", "exits", "deferrals"])
    )
    rows += "".join(
        f"CPA-1 | 2009-05 | {m} | {c} | {n}\n" * 2
        for m in ("starts", "referrals", "job_starts", "exits", "deferrals", "ftas")
        for c, n in (("all", 2), ("mandatory", 1), ("voluntary", 1))
    )
    assert "And 3 more; the receipt lists them all." in words(dropped(HEADER + rows))


def test_the_problems_are_taken_away_with_row_remedy_and_nothing_that_may_not_be_repeated(
    dropped, offered
):
    dropped(
        STARTS + "CPA-1 | total | 2009-04-01 | 2009-04-09 | mandatory\n"
        "CPA-1 | R-2 | 2009-04-01 | 2009-04-09 | everyone"
    )
    text = offered["Download the problems"].make().decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["row"].isdecimal()]
    assert [(row["row"], row["column"], row["found"]) for row in rows] == [
        ("2", "client_ref", ""),
        ("3", "client_category", "everyone"),
    ]
    assert all(row["what_to_do"] and row["effect"] == "holds the row" for row in rows)


def test_the_marked_file_is_taken_away(dropped, offered):
    dropped(APRIL.replace("| 90", "| 9o"))
    made = offered["Download the marked file"]
    first = made.make().decode("utf-8-sig").splitlines()[1]
    assert first.startswith('"value: This is not a number.')
    assert made.file_name.startswith("april-marked-")


def test_the_list_of_returns_is_taken_away_with_what_was_asked(sample, opened, offered):  # noqa: ARG001 - behind the pages
    opened("submissions", "cm", contract="CPA-1")
    text = offered["Download as CSV"].make().decode("utf-8-sig")
    assert "Monthly return,January to March 2009,Published," in text
    assert "contract,CPA-1" in text


def test_the_file_as_sent_is_taken_away_byte_for_byte(sample, opened, offered):
    number = str(sent(sample)[0].submission)
    opened("submissions", "cm", submission=number)
    assert offered["Download the file as sent"].make() == returns.csv_of(returns.RETURN)


def test_a_mapping_is_chosen_by_hand_and_left_again(sample, dropped):
    other = Mapping.from_json(
        LAYOUT.as_json()
        | {"name": "of-another", "columns": {"contract": "Contract no", "month": "Month no"}}
    )
    registers.keep_mapping(sample, OPERATOR, LAYOUT, returns.NOW)
    registers.keep_mapping(sample, OPERATOR, other, returns.NOW)
    at = dropped("Ref | Period | Outcomes | Starters\nCPA-1 | 2009-04 | 90 | 200")
    box(at, "Its columns").select("of-another").run()
    assert "The mapping does not fit this file." in words(at)
    box(at, "Its columns").select("Those of the template").run()
    assert "The file as a whole cannot be stored yet" in at.warning[0].value


def test_a_header_that_fits_nothing_asks_what_the_file_holds(dropped):
    at = dropped("a | b\n1 | 2")
    assert "Its header fits nothing you may send: a, b." in words(at)
    box(at, "What it holds").select("monthly_return").run()
    assert "do not hold" in words(at) or "does not hold the headings" in words(at)


def test_reference_data_asks_for_no_contract(sample, opened):  # noqa: ARG001 - behind the pages
    at = drop(
        opened("upload_return", "admin"),
        "area.csv",
        "district | month | indicator | value\nArea 1 | 2009-04 | jsa_claimants | 12450",
    )
    assert box(at, "What it holds").value == "area_indicators"
    assert "reference data." in words(at)
    press(at, "Publish 1 row")


def test_a_call_that_is_refused_at_the_last_moment_says_so_and_keeps_the_file(dropped, monkeypatch):
    at = dropped(APRIL)

    def refuse(*_):
        msg = "The file cannot be received now."
        raise CallError(msg)

    monkeypatch.setattr(publishing.sending, "send", refuse)
    at = button(at, "Publish 2 rows").click().run()
    assert at.warning[0].value == "The file cannot be received now."
    assert button(at, "Publish 2 rows")


def test_a_call_that_is_wrong_from_the_start_says_so(dropped, monkeypatch):
    def refuse(*_):
        msg = "There is no mapping of that name."
        raise CallError(msg)

    monkeypatch.setattr(foresight.sending, "preview", refuse)
    assert dropped(APRIL).error[0].value == "There is no mapping of that name."


def test_what_was_published_meanwhile_is_looked_at_once_more(sample, dropped):
    at = dropped(APRIL)
    returns.send(sample, "monthly_return", APRIL.replace("| 90", "| 900"))
    at = press(at, "Publish 2 rows")
    assert at.warning[0].value.startswith("Something else was published meanwhile.")
    assert at.checkbox


def test_an_error_of_ours_leaves_the_page_usable(dropped, monkeypatch):
    at = dropped(APRIL)

    def fail(*_):
        raise OSError

    monkeypatch.setattr(publishing.sending, "send", fail)
    assert button(at, "Publish 2 rows").click().run().exception
    assert not at.run().exception
    assert button(at, "Publish 2 rows")


def test_a_measure_that_is_not_known_is_chosen_from_those_of_the_programme(dropped):
    at = dropped(APRIL.replace("starts", "beginnings"))
    measures = box(at, "Right value for measure")
    assert {"starts", "job_outcomes"} <= set(measures.options)
    measures.select("starts")
    assert button(press(at, "Put right"), "Publish 2 rows")


def test_a_client_file_is_taken_as_corrections_unless_its_sender_says_otherwise(sample, dropped):
    rows = STARTS + "CPA-1 | R-1 | 2009-04-01 | 2009-04-09 | mandatory\n"
    press(dropped(rows + "CPA-1 | R-2 | 2009-04-01 | 2009-04-10 | voluntary\n"), "Publish 2 rows")
    at = dropped(rows.replace("mandatory", "voluntary"))
    assert at.radio[-1].value == "corrections"
    press(at, "Publish 1 row")
    assert (sent(sample)[0].rows_changed, sent(sample)[0].rows_removed) == (1, 0)


def test_what_was_put_right_and_how_it_was_read_stand_on_the_return_s_own_page(
    sample, dropped, opened
):
    data = returns.csv_of(
        HEADER.replace("| value", "| value | note") + "CPA-1 | 2009-04 | starts | alll | 1 | x"
    )
    at = dropped(data.replace(b"x\n", b"caf\xe9\n"))
    press(press(at, "Put right"), "Publish 1 row")
    at = opened("submissions", "cm", submission=str(sent(sample)[0].submission))
    assert "1 change made in the browser before sending:" in words(at)
    assert "Row 2: client_category set to all (was alll)." in words(at)


def test_a_row_of_the_list_opens_its_return(sample, opened):
    at = opened("submissions", "cm", contract="CPA-1")
    at.session_state["returns contract=CPA-1"] = {
        "selection": {"rows": [0], "columns": [], "cells": []}
    }
    at.run()
    assert at.title[0].value == f"Return {sent(sample)[0].submission}"


def nobody_s_page():
    from db.scope import Scope  # noqa: PLC0415 - a page of its own
    from pages.shared.identity import Visitor  # noqa: PLC0415 - the same
    from pages.shared.upload import start  # noqa: PLC0415 - the same

    start.ask(Visitor("x", "X", scope=Scope("x")))


def test_somebody_with_nothing_to_send_is_told_why():
    at = AppTest.from_function(nobody_s_page).run()
    assert at.text[0].value.startswith("Nothing is yours to send")
    assert not at.file_uploader
