"""Which differences are open, and what closed the others?"""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd

from monitoring.worklist import views
from monitoring.worklist.items import SAID, ClosedBy, Rules, Tolerance, work
from monitoring.worklist.views import Wanted
from tests.tables import table

TODAY = date(2009, 4, 20)
LEFT = """
    client_id | on | left_on | right_on | difference | left_by | right_by | known_since
    1 | 2009-03-02 | 2009-03-02 | 2009-03-02 | agrees | 4 | 5 | 2009-04-06
    2 | 2009-03-03 | 2009-03-03 |  | left_only | 4 |  | 2009-04-06
    3 | 2009-03-04 | 2009-03-04 | 2009-03-09 | date | 4 | 5 | 2009-04-06
    4 | 2009-02-05 |  | 2009-02-05 | right_only |  | 5 | 2009-03-06
"""
STEPS = """
    client_id | on | step | did | state | owner | due_on | reason | answer | said_on
    2 | 2009-03-03 | 1 | asked | with the provider | TPPM | 2009-04-15 |  |  | 2009-04-07
    4 | 2009-02-05 | 1 | asked | with the provider |  |  |  |  | 2009-04-07
    4 | 2009-02-05 | 2 | answered | answered |  |  | received_next_month | Later. | 2009-04-08
"""


def differences(drawn=LEFT):
    named = {"left_by": "left_submission", "right_by": "right_submission"}
    return table(drawn).rename(columns=named).assign(reason="")


def steps(drawn=STEPS):
    if drawn is None:
        return SAID.empty()
    return table(drawn).assign(clerical_ref="", partner=np.nan)


def worked(drawn=LEFT, said=STEPS, **rules):
    return work(differences(drawn), steps(said), Rules(TODAY, **rules)).set_index("client_id")


def test_what_agrees_is_no_work_and_what_differs_is_open_by_itself():
    rows = worked(said=None)
    assert rows["state"].to_dict() == {4: "open", 2: "open", 3: "open"}
    assert rows["turn"].unique().tolist() == ["department"]
    assert not rows["written"].any()


def test_the_last_step_says_how_it_stands():
    rows = worked()
    assert rows["state"].to_dict() == {4: "answered", 2: "with the provider", 3: "open"}
    assert rows["turn"].to_dict() == {4: "department", 2: "provider", 3: "department"}
    assert (rows.loc[4, "reason"], rows.loc[4, "answer"]) == ("received_next_month", "Later.")
    assert rows["overdue"].to_dict() == {4: False, 2: True, 3: False}  # due 15 April, seen on 20


def test_age_counts_from_when_it_could_first_be_seen():
    assert worked()["age_days"].to_dict() == {4: 45, 2: 14, 3: 14}  # since 6 March and 6 April


def test_a_later_return_closes_what_it_explains_and_is_named():
    now = LEFT.replace(
        "4 | 2009-02-05 |  | 2009-02-05 | right_only |  | 5",
        "4 | 2009-02-04 | 2009-02-04 | 2009-02-05 | agrees | 9 | 5",
    )
    assert now != LEFT
    row = worked(now, received={9: date(2009, 4, 19)}).loc[4]
    assert (row["state"], row["closed_by"]) == ("closed", ClosedBy.RECEIPT)
    assert (row["receipt"], row["closed_on"].date()) == (9, date(2009, 4, 19))
    assert np.isnan(row["age_days"])


def test_what_was_closed_by_hand_stays_closed_by_hand_when_the_sources_agree_later():
    said = STEPS + "4 | 2009-02-05 | 3 | closed | closed |  |  | duplicate | Later. | 2009-04-09\n"
    gone = "\n".join(line for line in LEFT.splitlines() if not line.strip().startswith("4 "))
    row = worked(gone, said).loc[4]
    assert (row["closed_by"], row["closed_on"].date()) == (ClosedBy.PERSON, date(2009, 4, 9))


def test_what_no_source_holds_any_more_reads_closed_without_a_receipt():
    gone = "\n".join(line for line in LEFT.splitlines() if not line.strip().startswith("4 "))
    row = worked(gone).loc[4]
    assert (row["state"], row["closed_by"]) == ("closed", ClosedBy.RECEIPT)
    assert np.isnan(row["receipt"])


def test_what_is_older_than_the_start_month_is_closed_and_kept():
    rows = worked(start=date(2009, 3, 1))
    assert rows["closed_by"].to_dict() == {4: ClosedBy.START, 2: "", 3: ""}
    assert rows.loc[4, "state"] == "closed"


def test_what_was_opened_again_by_hand_is_not_closed_by_the_start_month():
    said = STEPS + (
    "4 | 2009-02-05 | 3 | closed | closed |  |  | duplicate | Later. | 2009-04-09\n"
    "4 | 2009-02-05 | 4 | reopened | open |  |  |  | Later. | 2009-04-10\n"
    )
    assert worked(said=said, start=date(2009, 3, 1)).loc[4, "state"] == "open"


def test_a_tolerance_closes_the_untouched_of_a_month_with_no_more_of_them():
    # March has two differences among three people; February one, with an answer
    assert worked(tolerance=Tolerance(count=1))["closed_by"].to_dict() == {4: "", 2: "", 3: ""}
    two = worked(tolerance=Tolerance(count=2))
    assert two["closed_by"].to_dict() == {4: "", 2: "", 3: ClosedBy.TOLERANCE}
    assert two.loc[2, "state"] == "with the provider"  # somebody wrote about it
    share = worked(said=None, tolerance=Tolerance(share=0.7))  # 2 of 3 is under 70%
    assert share["closed_by"].to_dict() == {4: "", 2: "tolerance", 3: "tolerance"}


def test_nothing_compared_gives_an_empty_list():
    assert work(differences().iloc[:0], SAID.empty(), Rules(TODAY)).empty


def many(rows):
    """Give differences of a thousand clients a day, every tenth of which agrees."""
    number = np.arange(rows)
    on = pd.Timestamp("2007-01-01") + pd.to_timedelta(number // 100, unit="D")
    return pd.DataFrame(
        {
            "client_id": number, "on": on, "left_on": on, "right_on": on,
            "difference": np.where(number % 10 == 0, "agrees", "left_only"), "reason": "",
            "left_submission": 1.0, "right_submission": 2.0, "known_since": on,
        }
    )


def test_fifty_thousand_are_worked_out_and_filtered_without_waiting():
    known, said = many(55_556), SAID.empty()
    began = time.perf_counter()
    rows = work(known, said, Rules(TODAY))
    views.chosen(rows, Wanted(month=date(2007, 5, 1)))
    assert views.standing(rows).open == 50_000
    assert time.perf_counter() - began < 5  # 0.2 s alone on an idle machine


def test_a_filter_keeps_what_is_wanted():
    rows = worked().reset_index()
    ids = {
        "all": views.chosen(rows, Wanted(state="all")),
        "answered": views.chosen(rows, Wanted(state="answered")),
        "class": views.chosen(rows, Wanted(difference="date")),
        "turn": views.chosen(rows, Wanted(turn="provider")),
        "owner": views.chosen(rows, Wanted(owner="TPPM")),
        "overdue": views.chosen(rows, Wanted(overdue=True)),
        "month": views.chosen(rows, Wanted(month=date(2009, 2, 1))),
    }
    assert {name: list(kept["client_id"]) for name, kept in ids.items()} == {
        "all": [4, 2, 3], "answered": [4], "class": [3], "turn": [2], "owner": [2],
        "overdue": [2], "month": [4],
    }
    assert views.chosen(worked(start=date(2009, 3, 1)).reset_index(), Wanted())["state"].ne(
        "closed"
    ).all()


def test_the_head_of_the_list_counts_what_is_open_and_unexplained():
    found = views.standing(worked().reset_index())
    # three open; of the classes no source explains one has an answer, one waits for it
    assert (found.open, found.unexplained, found.answered) == (3, 1, 1)
    assert (found.with_provider, found.overdue, found.oldest_days) == (1, 1, 45)
    nothing = views.standing(worked().iloc[:0].reset_index())
    assert (nothing.open, nothing.oldest_days) == (0, None)


def test_ages_are_counted_together_youngest_first():
    rows = views.ageing(worked().reset_index())
    assert rows["open"].to_list() == [0, 2, 1, 0]
    assert rows["with_provider"].to_list() == [0, 1, 0, 0]


def test_reasons_are_ranked_by_how_often_they_were_given():
    said = f"{STEPS}3 | 2009-03-04 | 1 | closed | closed | | | received_next_month | | 2009-04-09\n"
    ranked = views.reasons(worked(said=said).reset_index())
    assert ranked.to_dict("records") == [
        {"reason": "Received next month", "items": 2, "months": 2}
    ]


def test_what_moved_counts_the_opened_and_the_closed_and_who_closed_them():
    before = worked(said=None).reset_index()
    said = "\n".join(STEPS.splitlines()[:2]) + (
    "\n3 | 2009-03-04 | 1 | closed | closed |  |  | duplicate |  | 2009-04-09\n"
    )
    now = LEFT.replace("4 | 2009-02-05 |", "6 | 2009-02-06 |")
    after = worked(now, said).reset_index()
    found = views.moved(before, after)
    # 2, 3 and 4 were open: 3 was closed by hand, 4 went with a return, 6 is new
    assert (found.opened, found.closed, found.by_people, found.open_then) == (1, 2, 1, 3)
    assert found.closure_rate == 2 / 3
