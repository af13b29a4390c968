"""A provider sends a day's returns of two contracts in one zip, and nothing begun is lost."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.browser import harness

ONE, TWO = "PLP-A1", "PLP-L1"  # both of the first prime
MONTH = "2011-04"
HEADER = "contract,month,measure,client_category,value\n"
STARTS = f"""contract,client_ref,referred_on,started_on,client_category
{ONE},ZZ-9001,2011-01-05,2011-01-12,mandatory
"""
EXITS = f"""contract,client_ref,exited_on,reason
{TWO},ZZ-9002,2011-02-05,other
"""
ALT = "Parts of this sending"


def returned(contract, *, category="mandatory", outcomes="17"):
    rows = (
        ("starts", "all", 96),
        ("starts", category, 96),
        ("job_outcomes", "all", outcomes),
        ("job_outcomes", category, 17),
    )
    return HEADER + "".join(f"{contract},{MONTH},{m},{c},{v}\n" for m, c, v in rows)


def day():
    """Give one zip: two contracts, three datasets, one part faulty."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("april/return-one.csv", returned(ONE))
        archive.writestr("april/return-two.csv", returned(TWO, category="mandatry", outcomes="l7"))
        archive.writestr("april/starts.csv", STARTS)
        archive.writestr("april/exits.csv", EXITS)
        archive.writestr("readme.txt.md", "not a return")
    return held.getvalue()


@pytest.fixture(scope="module")
def served(sample):
    """Give the sample's server, for this module to write to."""
    return sample


@pytest.fixture
def prime(visitor):
    """Give the page as the first prime's manager sees it, ready for files."""
    harness.view_as(visitor, "prime-1", "/upload_return")
    return visitor


def states(page):
    header, *rows = harness.read_grid(page, ALT)
    part, state = header.index("Part"), header.index("State")
    return {row[part]: row[state] for row in rows}


def test_a_day_is_sent_in_one_zip_mended_across_a_reload_and_published(prime):
    page = prime
    harness.upload(page, "april.zip", day(), kind="application/zip")
    page.get_by_text("4 parts: 3 ready, 1 to mend.").wait_for()
    harness.wait_idle(page)
    assert states(page) == {
        "return-one.csv": "ready",
        "return-two.csv": "3 to mend",
        "starts.csv": "ready",
        "exits.csv": "ready",
    }
    assert "Left out, for it is no return: readme.txt.md." in harness.words(page)
    harness.screenshot(page, "upload-day-review", 1440, 400)

    harness.press(page, "Open this part")  # the one to mend is the one offered
    page.get_by_text("Part 2 of 4: return-two.csv").wait_for()
    harness.press(page, "Put right in all 2 rows")
    page.get_by_text("1 change made here so far.").wait_for()
    page.reload()  # a new visit as far as the server is concerned
    page.get_by_text("1 change made here so far.").wait_for()
    harness.wait_idle(page)
    page.get_by_label("Right value for value").fill("17")
    harness.press(page, "Put right")
    page.get_by_text("2 changes made here so far.").wait_for()
    harness.screenshot(page, "upload-day-part", 1440, 400)

    harness.press(page, "Back to all parts")
    page.get_by_text("4 parts: 4 ready.").wait_for()
    harness.press(page, "Publish all 4 that are ready")
    page.get_by_text("4 parts: 4 published.").wait_for()
    harness.wait_idle(page)
    assert all(re.fullmatch(r"published, receipt \d+", each) for each in states(page).values())
    harness.screenshot(page, "upload-day-receipts", 1440, 400)
    name, data = harness.download(page, "Download what was put right")
    lines = data.decode("utf-8-sig").splitlines()
    assert name.startswith("mends-put-right-")
    assert lines[: lines.index("")] == [
        "file,row,column,found,put_right,what",
        "return-two.csv,3,client_category,mandatry,mandatory,value changed",
        "return-two.csv,5,client_category,mandatry,mandatory,value changed",
        "return-two.csv,4,value,l7,17,value changed",
    ]

    harness.visit(page, "/upload_return")
    assert "Unfinished" not in harness.words(page)
    harness.view_as(page, "cm-1-2", f"/profile_vs_actual?contract={ONE}&to={MONTH}")
    page.get_by_text("April 2011").first.wait_for()


def test_last_time_s_mends_are_offered_and_what_is_left_is_found_by_nobody_else(prime):
    page = prime
    faulty = returned(TWO, category="mandatry").replace(MONTH, "2011-05")
    harness.upload(page, "may.csv", faulty.encode())
    page.get_by_text("Put right as last time").first.wait_for()
    assert "client_category: 'mandatry' → 'mandatory' (2 rows)" in harness.words(page)
    harness.screenshot(page, "upload-day-last-time", 1440, 400)
    harness.press(page, "Put right as last time")
    page.get_by_text("1 change made here so far.").wait_for()
    address = page.url
    assert "draft=" in address
    for login in ("prime-2", "cm-1-2", "admin"):
        harness.view_as(page, login, "/upload_return?" + address.partition("?")[2])
        page.get_by_text("What are you sending?").wait_for()
        said = harness.words(page)
        assert "may.csv" not in said
        assert "Unfinished" not in said
    harness.view_as(page, "prime-1", "/upload_return")
    page.get_by_text("Unfinished").wait_for()
    harness.screenshot(page, "upload-day-unfinished", 1440, 400)
    harness.press(page, "Go on")
    page.get_by_text("1 change made here so far.").wait_for()
    harness.press(page, "Throw away")
    page.get_by_text("What are you sending?").wait_for()
    assert "Unfinished" not in harness.words(page)
