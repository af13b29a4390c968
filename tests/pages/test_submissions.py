"""Can what was sent be found again, with what was found in it and what it changed?"""

from __future__ import annotations

import pytest

from db import doors
from db.queries import submissions, versions
from db.scope import OPERATOR
from monitoring.vocabulary import Mode
from tests.db import returns
from tests.pages.conftest import words

LATER = returns.RETURN.replace("| 38", "| 41")


@pytest.fixture
def corrected(sample):
    """Give the store with a correction of January, and a return with a held row."""
    returns.send(sample, "monthly_return", LATER, reason="Counted again", mode=Mode.WHOLE)
    faulty = returns.RETURN.replace("2009-0", "2010-0") + "    CPA-1 | 2010-01 | starts | x | 1\n"
    returns.send(sample, "monthly_return", faulty, hold_faulty=True)
    return sample


def sent(store):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.submissions(session)


def table(at):
    return at.dataframe[0].value


def frame(at, column):
    return next(each.value for each in at.dataframe if column in each.value.columns)


def facts(at):
    return "\n".join(each.value for each in at.get("html"))


def test_what_was_sent_is_listed_the_latest_first(corrected, opened):
    at = opened("submissions", "cm")
    assert list(table(at)["Receipt"]) == sorted(
        (each.submission for each in sent(corrected)), reverse=True
    )
    assert "5 returns, the latest first." in words(at)


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"contract": "CPA-2"}, {"Contracts"}),
        ({"dataset": "profiles"}, {"Profiles"}),
        ({"status": "held"}, {"Monthly return"}),
    ],
)
@pytest.mark.usefixtures("corrected")
def test_the_list_is_narrowed_by_what_stands_in_the_address(opened, asked, kinds):
    at = opened("submissions", "cm", **asked)
    assert set(table(at)["What it holds"]) == kinds


@pytest.mark.usefixtures("corrected")
def test_nobody_sees_what_was_sent_for_another_contract(opened):
    at = opened("submissions", "cm-2")
    assert set(table(at)["Contract"]) == {"CPA-2"}


@pytest.mark.usefixtures("corrected")
def test_where_nothing_is_found_the_page_says_so(opened):
    at = opened("submissions", "cm", contract="CPA-2", dataset="monthly_return")
    assert at.info[0].value.startswith("Nothing was sent yet for what you are looking at.")
    assert not at.dataframe


def receipt_of(store, status="published", dataset="monthly_return"):
    return next(s.submission for s in sent(store) if (s.status, s.dataset) == (status, dataset))


def test_a_return_is_opened_with_its_receipt_and_why_it_was_sent(corrected, opened):
    number = receipt_of(corrected)
    at = opened("submissions", "cm", submission=str(number))
    assert "Monthly return, contract CPA-1: 3 rows are stored." in words(at)
    assert "Counted again" in facts(at)
    assert "3 read, 3 stored, 0 held" in facts(at)


def test_what_was_found_in_it_is_listed(corrected, opened):
    number = receipt_of(corrected, "held")
    at = opened("submissions", "cm", submission=str(number))
    assert "3 rows are stored and 1 faulty row is held." in words(at)
    findings = frame(at, "What to do")
    assert findings["Found"].iloc[0] == "x"
    assert findings["Where"].iloc[0] == "Row 5"


def test_versions_of_the_same_months_stand_side_by_side_with_what_differs(corrected, opened):
    number = receipt_of(corrected)
    at = opened("submissions", "cm", submission=str(number))
    shown = frame(at, "This one")
    assert list(shown["Version"]) == [2, 1]
    assert list(shown["Changed"]) == [1, 0]
    figures = frame(at, "Measure")
    earlier = shown["Receipt"].iloc[1]
    assert list(figures.columns)[-2:] == [str(earlier), str(number)]
    assert figures.to_numpy().tolist() == [
        ["January 2009", "Job outcomes", "all", "whole contract", 38, 41]
    ]


def test_the_file_as_sent_is_offered_to_who_may_see_all_of_it_and_refused_to_others(
    corrected, opened
):
    number = receipt_of(corrected)
    offered = opened("submissions", "cm", submission=str(number))
    assert "Download the file as sent" in [each.label for each in offered.get("download_button")]
    both = receipt_of(corrected, dataset="contracts")  # it holds contracts of two managers
    at = opened("submissions", "cm-2", submission=str(both))
    assert "The file as sent is for people who may see everything in it." in words(at)


@pytest.mark.parametrize("asked", ["999", "0", "x", "1 OR 1"])
def test_a_return_that_is_not_there_or_not_yours_is_not_found(corrected, opened, asked):
    at = opened("submissions", "cm-2", submission=asked)
    assert "Not found" in words(at)
    mine = opened("submissions", "cm-2", submission=str(receipt_of(corrected)))
    assert "Not found" in words(mine)


def test_back_to_the_list(corrected, opened):
    at = opened("submissions", "cm", submission=str(receipt_of(corrected)))
    at = next(b for b in at.button if b.label == "Back to all returns").click().run()
    assert "Receipt" in table(at).columns


def test_a_return_of_other_months_is_no_version_of_it(corrected):
    every = [each for each in sent(corrected) if each.dataset == "monthly_return"]
    assert [len(versions.of_same_months(every, each)) for each in every] == [1, 2, 2]
