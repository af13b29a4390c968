"""A month of two contracts goes in, is certified by another, withdrawn in part and sent again."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import UTC, date, datetime

import pytest

from db import doors, registers, rules
from db.scope import OPERATOR
from db.store import Store
from monitoring.parameters import Setting
from sample_data import loading
from sample_data.generate import Assignment
from tests.browser import harness
from tests.browser.harness import words
from tests.browser.serving import serve

ONE, TWO = "PLP-A3", "PLP-L2"  # both of the third prime
SENDER, MANAGER, OTHER_MANAGER = "prime-3", "cm-3", "cm-5-8"
MONTH, SAID = "2010-12", "December 2010"
TODAY = datetime(2011, 1, 10, 9, tzinfo=UTC)  # three days after December fell due
PRIME = "Prime Provider 3"
DIRECTOR = Assignment(
    "signing-director", f"Director, {PRIME}", PRIME, "PRIME_MANAGER", "", "", PRIME
)
ASKED = Setting("certified_returns", "monthly_return", date(2011, 1, 1), "Schedule 6")
WHY = "Two sites were counted twice."
OUTCOMES, CORRECTED = 17, 15
HEADER = "contract,month,measure,client_category,value\n"
STARTS = f"""contract,client_ref,referred_on,started_on,client_category
{ONE},ZZ-9001,2010-12-01,2010-12-13,mandatory
{TWO},ZZ-9002,2010-12-02,2010-12-14,voluntary
"""
EXITS = f"""contract,client_ref,exited_on,reason
{TWO},ZZ-9003,2010-12-15,other
"""


def returned(contract, outcomes=OUTCOMES, category="mandatory"):
    rows = (
        ("starts", "all", 96),
        ("starts", category, 96),
        ("job_outcomes", "all", outcomes),
        ("job_outcomes", category, OUTCOMES - 4),
    )
    return HEADER + "".join(f"{contract},{MONTH},{m},{c},{v}\n" for m, c, v in rows)


def december():
    """Give one zip: two contracts, three datasets, one of its four parts faulty."""
    parts = {
        "return-area-3.csv": returned(ONE),
        "return-area-6.csv": returned(TWO, category="mandatry"),
        "starts.csv": STARTS,
        "exits.csv": EXITS,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


@pytest.fixture(scope="module")
def served(sample_store, tmp_path_factory):
    """Serve the sample in January, both contracts asking for certificates, with a director."""
    folder = tmp_path_factory.mktemp("signed") / "store"
    shutil.copytree(sample_store, folder)
    store = Store.open(f"sqlite:///{folder / 'monitor.db'}")
    with doors.owner(store) as session:
        for definition in registers.shipped_programmes():
            if definition["code"] == "PLP":
                registers.add_programme(session, definition, TODAY.date(), TODAY)
    for contract in (ONE, TWO):
        rules.set_parameter(store, OPERATOR, contract, ASKED, TODAY)
    loading.add_people(store, [DIRECTOR], TODAY)
    store.dispose()
    with serve(folder) as running:
        yield running


def states(page):
    header, *rows = harness.read_grid(page, "Parts of this sending")
    return {row[header.index("Part")]: row[header.index("State")] for row in rows}


def read_month(page, login, contract):
    """Give December's row of the contract's job outcomes, and what its page says."""
    harness.view_as(page, login, f"/profile_vs_actual?contract={contract}&measure=job_outcomes")
    header, newest, *_ = harness.read_grid(page, "Job outcomes by month")
    assert newest[header.index("Month")] == SAID
    return dict(zip(header, newest, strict=True)), words(page)


def waits(said):
    """Say whether December waits to be certified, alone or with other months."""
    return re.search(rf"[^.]*{SAID}[^.]* not yet certified", said) is not None


def certify(page, login, receipt):
    harness.view_as(page, login, f"/submissions?submission={receipt}")
    page.get_by_label("Your post").fill("Operations director")
    harness.press(page, "Certify")


def send_and_mend(page):
    """Send December in one zip, put right what is wrong in one part, and give the receipts."""
    harness.view_as(page, SENDER, "/upload_return")
    harness.upload(page, "december.zip", december(), kind="application/zip")
    page.get_by_text("4 parts: 3 ready, 1 to mend.").wait_for()
    harness.press(page, "Open this part")
    harness.press(page, "Put right in all 2 rows")
    harness.press(page, "Back to all parts")
    page.get_by_text("4 parts: 4 ready.").wait_for()
    harness.press(page, "Publish all 4 that are ready")
    page.get_by_text("4 parts: 4 published.").wait_for()
    harness.wait_idle(page)
    found = {
        name: re.fullmatch(r"published, receipt (\d+)", said) for name, said in states(page).items()
    }
    assert all(found.values())
    return found["return-area-3.csv"][1], found["return-area-6.csv"][1]


def withdraw(page, receipt):
    harness.view_as(page, SENDER, f"/submissions?submission={receipt}")
    page.get_by_text("Withdraw this return").click()
    page.get_by_label("Why", exact=True).fill(WHY)
    harness.press(page, "See what it would do")
    page.get_by_text(f"{ONE}, {SAID}: reads no return.").wait_for()
    harness.screenshot(page, "journey-withdraw", 1440)
    harness.press(page, f"Withdraw return {receipt}")
    page.get_by_text("Withdrawn on").wait_for()


def send_again(page):
    """Send the one part again with its figure put right, and give the receipt."""
    harness.view_as(page, SENDER, "/upload_return")
    harness.upload(page, "return-area-3.csv", returned(ONE, CORRECTED).encode())
    page.get_by_role("button", name="Publish 4 rows").wait_for()
    harness.press(page, "Publish 4 rows")
    page.get_by_text("Published. Your receipt is number").wait_for()
    return re.search(r"receipt is number (\d+)", words(page))[1]


def test_a_month_is_sent_mended_certified_by_another_withdrawn_in_part_and_sent_again(
    visitor, served
):
    page = visitor
    one, two = send_and_mend(page)

    row, said = read_month(page, MANAGER, ONE)
    assert row["Actual"] == str(OUTCOMES)
    assert waits(said)
    harness.screenshot(page, "journey-not-yet-certified", 1440)

    certify(page, SENDER, one)
    page.get_by_text(f"You sent return {one} yourself.").wait_for()
    harness.view_as(page, DIRECTOR.login, "/submissions?status=waits")
    listed = harness.read_grid(page, "Returns received")
    asked = {row[listed[0].index("Receipt")] for row in listed[1:]}
    assert {one, two} <= asked
    for receipt in (one, two):
        certify(page, DIRECTOR.login, receipt)
        page.get_by_text(f"by {DIRECTOR.login}, Operations director").wait_for()
    harness.screenshot(page, "journey-certified", 1440)

    row, said = read_month(page, MANAGER, ONE)
    assert row["Actual"] == str(OUTCOMES)
    assert not waits(said)

    withdraw(page, one)
    row, said = read_month(page, MANAGER, ONE)
    assert row["Actual"] == ""
    assert row["To know"] == "no return"
    harness.screenshot(page, "journey-no-return", 1440)
    row, said = read_month(page, OTHER_MANAGER, TWO)  # what was not withdrawn stands
    assert row["Actual"] == str(OUTCOMES)
    assert not waits(said)

    again = send_again(page)
    assert int(again) > int(two)
    row, said = read_month(page, MANAGER, ONE)
    assert row["Actual"] == str(CORRECTED)
    assert waits(said)
    harness.visit(page, f"/submissions?submission={one}")
    assert WHY in words(page)
    assert "Something went wrong" not in served.said()
