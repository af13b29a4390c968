"""A provider withdraws a return with a reason and sends it again; one sent back says why."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness

MONTH = "PLP-L3,2010-12"
RETURN = f"""contract,month,measure,client_category,value
{MONTH},job_outcomes,all,11
{MONTH},job_outcomes,mandatory,8
{MONTH},job_outcomes,voluntary,3
"""
WHY = "Two sites were counted twice"


@pytest.fixture(scope="module")
def served(sample):
    """Serve a copy of the sample to this module."""
    return sample


def publish(page, name):
    """Send December's return and give its receipt."""
    harness.upload(page, name, RETURN.encode())
    page.get_by_text("How it was read").wait_for()
    harness.wait_idle(page)
    harness.press(page, "Publish 3 rows")
    page.get_by_text("Published. Your receipt is number").wait_for()
    return re.search(r"receipt is number (\d+)", harness.words(page))[1]


def december(page):
    """Give December's job outcomes as the contract manager sees them drawn."""
    harness.view_as(page, "cm-5-8", "/profile_vs_actual?contract=PLP-L3&measure=job_outcomes")
    drawn = harness.chart(page, re.compile("Job outcomes by month"))
    return {
        value
        for trace in drawn
        if "Actual" in str(trace.get("name"))
        for month, value in zip(trace["x"], trace["y"], strict=True)
        if str(month).startswith("2010-12") and value is not None
    }


def test_a_return_is_withdrawn_with_a_reason_and_sent_again(visitor, served):
    page = visitor
    assert december(page) == set()
    harness.view_as(page, "prime-5", "/upload_return")
    number = publish(page, "december.csv")
    assert december(page) == {11}

    harness.view_as(page, "prime-5", f"/submissions?submission={number}")
    page.get_by_text("Withdraw this return").click()
    page.get_by_label("Why").fill(WHY)
    harness.press(page, "See what it would do")
    said = harness.words(page)
    assert "The department and the prime provider read the reason." in said
    assert "PLP-L3, December 2010: reads no return." in said
    harness.screenshot(page, "withdraw-preview", 1440, 400)
    harness.press(page, f"Withdraw return {number}")
    page.get_by_text(re.compile(f"Withdrawn on .* by prime-5: {WHY}")).wait_for()
    harness.screenshot(page, "withdrawn", 1440, 400)
    assert december(page) == set()

    harness.view_as(page, "prime-5", "/upload_return")
    again = publish(page, "december.csv")  # the very same bytes
    assert again != number
    assert december(page) == {11}
    harness.visit(page, "/submissions?contract=PLP-L3")
    listed = [",".join(row) for row in harness.read_grid(page, "Returns received")]
    assert [word in " ".join(listed) for word in ("Withdrawn", WHY)] == [True, True]
    assert "Something went wrong" not in served.said()


def test_who_was_sent_a_return_back_reads_why_at_home(visitor):
    harness.view_as(visitor, "prime-5", "/portfolio")
    visitor.get_by_text("The figures are October's, word for word").wait_for()
    assert "Sent back" in harness.words(visitor)
