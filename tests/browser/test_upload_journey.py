"""A provider mends and publishes a return; its contract manager sees it against the profile."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness

MONTH = "PLP-A1,2010-12"
RETURN = f"""contract,month,measure,client_category,value
{MONTH},starts,all,96
{MONTH},starts,mandatry,86
{MONTH},starts,voluntary,10
{MONTH},job_outcomes,all,l7
{MONTH},job_outcomes,mandatry,14
{MONTH},job_outcomes,voluntary,3
"""


@pytest.fixture(scope="module")
def served(sample):
    """Serve a copy of the sample to this module."""
    return sample


@pytest.fixture
def prime(visitor):
    """Give the page as the first prime's manager sees it, ready for a file."""
    harness.view_as(visitor, "prime-1", "/upload_return")
    return visitor


def drop(page, name, text):
    harness.upload(page, name, text.encode())
    page.get_by_text("How it was read").wait_for()
    harness.wait_idle(page)


def test_a_broken_return_is_mended_published_and_seen_against_the_profile(prime, served):
    page = prime
    drop(page, "december.csv", RETURN)
    said = harness.words(page)
    assert "3 of 6 rows cannot be stored as they are." in said
    assert "Rows 3 and 6, column client_category, found mandatry" in said
    harness.screenshot(page, "upload-problems", 1440, 400)
    harness.press(page, "Put right in all 2 rows")  # the value meant is offered
    page.get_by_label("Right value for value").fill("17")
    harness.press(page, "Put right")
    said = harness.words(page)
    assert "2 changes made here so far." in said
    assert "December 2010, contract PLP-A1." in said
    assert harness.figures(page)["Rows added"] == "6"
    harness.screenshot(page, "upload-changes", 1440, 400)
    harness.press(page, "Publish 6 rows")
    page.get_by_text("Published. Your receipt is number").wait_for()
    receipt = re.search(r"receipt is number (\d+)", harness.words(page))
    harness.screenshot(page, "upload-receipt", 1440, 400)

    harness.view_as(page, "cm-1-2", "/profile_vs_actual?contract=PLP-A1&measure=job_outcomes")
    drawn = harness.chart(page, re.compile("Job outcomes by month"))
    months = [str(month)[:7] for trace in drawn for month in trace["x"]]
    assert "2010-12" in months
    assert 17 in [
        value
        for trace in drawn
        for month, value in zip(trace["x"], trace["y"], strict=True)
        if str(month).startswith("2010-12")
    ]

    harness.visit(page, f"/submissions?submission={receipt[1]}")
    said = harness.words(page)
    assert "Rows 3 and 6: client_category set to mandatory (was mandatry)." in said
    assert "Row 5: value set to 17 (was l7)." in said
    assert "Something went wrong" not in served.said()


def test_the_same_file_again_is_not_stored_twice(prime):
    sound = (
        RETURN.replace("mandatry", "mandatory").replace("l7", "17").replace("2010-12", "2011-01")
    )
    drop(prime, "january.csv", sound)
    harness.press(prime, "Publish 6 rows")
    prime.get_by_text("Published. Your receipt is number").wait_for()
    harness.press(prime, "Send another file")
    harness.upload(prime, "again.csv", sound.encode())
    prime.get_by_text("This file was published before").wait_for()


def test_a_file_put_right_in_a_spreadsheet_from_the_marked_file_goes_in(prime):
    drop(prime, "december.csv", RETURN.replace("2010-12", "2011-02"))
    name, data = harness.download(prime, "Download the marked file")
    assert name.startswith("december-marked")
    text = data.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("What to put right,contract,")
    harness.press(prime, "Send another file")
    mended = text.replace("mandatry", "mandatory").replace(",l7", ",17")
    drop(prime, "december-marked.csv", mended)
    said = harness.words(prime)
    assert "The first column, What to put right, was taken off: it is ours." in said
    assert "Publish 6 rows" in said


def test_going_back_loses_nothing(prime):
    drop(prime, "december.csv", RETURN.replace("2010-12", "2011-03"))
    harness.press(prime, "Put right in all 2 rows")
    prime.get_by_role("link", name="Returns received").click()
    harness.wait_idle(prime)
    prime.go_back()
    prime.get_by_text("1 change made here so far.").wait_for()
