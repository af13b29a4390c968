"""AT-03 in full: a set is shared, a month closes, and the original stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db import profile_drafts, rules
from db.scope import OPERATOR
from db.sending import Desk
from db.store import Store
from monitoring.periods import add_months
from monitoring.reprofiling import Draft, spread
from monitoring.vocabulary import ProfileKind

FIRST, APRIL = date(2009, 1, 1), date(2009, 4, 1)
MONTHS = [add_months(FIRST, place) for place in range(36)]
AT = datetime(2009, 6, 10, 10, 0, tzinfo=UTC)
RETURN = """
    contract | month   | measure      | client_category | value
    CPA-2    | 2009-04 | job_outcomes | all             | {}
"""


def profiled(total, april):
    """Give 36 months with April as told and the others sharing the rest."""
    others = {month: 1.0 for month in MONTHS if month != APRIL}
    return dict(sorted({**spread(total - april, others), APRIL: float(april)}.items()))


def drawn(name, months):
    rows = [
        f"CPA-2 | {name} | {month:%Y-%m} | job_outcomes | all | {value:g}"
        for month, value in months.items()
    ]
    return "\n".join(["contract | set | month | measure | client_category | value", *rows])


@pytest.fixture
def shared(filled):
    """Give a terminal on a store with the original, an aspirational set shared, and April at 80."""
    filled.load("profiles", drawn("original", profiled(3600, 130)))
    draft = Draft(
        contract="CPA-2",
        name="aspirational",
        kind=ProfileKind.ASPIRATIONAL,
        author="Contract manager",
        rationale="Fewer voluntary clients.",
        figures={("job_outcomes", "all"): profiled(2700, 85)},
    )
    profile_drafts.share(Desk(Store.open(), OPERATOR, AT), draft)
    filled.later()
    filled.load("monthly_return", RETURN.format(80))
    return filled


def april(terminal, name):
    words = ("--contract", "CPA-2", "--set", name, "--from", "2009-04", "--to", "2009-04")
    (row,) = terminal.rows("profile", *words)
    return row


def test_april_is_61_5_of_the_original_and_94_1_of_the_aspirational(shared):
    assert (april(shared, "original")["profile"], april(shared, "original")["actual"]) == (130, 80)
    assert f"{april(shared, 'original')['share_of_profile']:.1%}" == "61.5%"
    assert f"{april(shared, 'aspirational')['share_of_profile']:.1%}" == "94.1%"


def test_the_sets_differ_by_900_a_quarter_of_the_original(shared):
    totals = [
        sum(row["profile"] for row in shared.rows("profile", "--contract", "CPA-2", "--set", name))
        for name in ("original", "aspirational")
    ]
    assert totals == [3600, 2700]


def test_an_attempt_to_edit_the_original_is_refused(shared):
    answer = shared.load("profiles", drawn("original", {APRIL: 85.0}), code=1)
    assert [problem["rule"] for problem in answer["problems"]] == ["original_locked"]
    assert april(shared, "original")["profile"] == 130


def test_april_closes_at_80_and_what_it_says_later_is_a_restatement(shared):
    rules.close_month(Store.open(), OPERATOR, "CPA-2", APRIL, shared.now)
    assert shared.rows("restatements", "--contract", "CPA-2") == []
    shared.later()
    shared.load("monthly_return", RETURN.format(86))
    (row,) = shared.rows("restatements", "--contract", "CPA-2")
    told = {name: row[name] for name in ("month", "measure", "as_closed", "now", "difference")}
    assert told == {
        "month": "2009-04",
        "measure": "job_outcomes",
        "as_closed": 80,
        "now": 86,
        "difference": 6,
    }
    (step,) = shared.rows("restatements", "--contract", "CPA-2", "--detail")
    assert (step["before"], step["after"], step["step"]) == (80, 86, 1)
