"""Is each post reminded once, of what it owes, without a figure?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd

from monitoring.audiences import Audience
from monitoring.governance.handing_over import Contact
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Request, Step, Wanted
from monitoring.punctuality import PUNCTUALITY, Owes, judge
from monitoring.reminders import Line, letters, of_requests, of_returns
from monitoring.vocabulary import Source

AT = datetime(2009, 6, 10, 9, tzinfo=UTC)
OWES = {"CPA-1": Owes(date(2009, 1, 1), date(2009, 1, 1), Source.PROVIDER_MI, {})}
LATE = Line("late:CPA-1", "CPA-1", Party.PRIME, "Late.")


def contact(address, party=Party.PRIME, number=1, *, ended=False):
    return Contact(
        "CPA-1", number, party, "national", "Returns desk", address, ended, Audience.SHARED, AT
    )


def request(*dids, of=Party.PRIME):
    steps = [
        Step(at, did, Wanted(of_party=of, purpose="x", due_on=date(2009, 6, 1)), "cm", AT,
             Audience.SHARED)
        for at, did in enumerate(dids, start=1)
    ]
    return Request("CPA-1", 3, tuple(steps))


def test_a_late_return_is_named_without_a_figure():
    rows = judge(PUNCTUALITY.empty()[["contract", "source", "arrangement", "period",
                                      "received_on", "submission"]], OWES, date(2009, 3, 1))
    (line,) = of_returns(rows, PUNCTUALITY.empty())
    assert line.party is Party.PRIME
    assert line.text == (
        "Provider MI of contract CPA-1 for January 2009 fell due on 7 February 2009 and has not "
        "been received."
    )
    assert line.key == "late:CPA-1:provider_mi::2009-01-01"


def test_a_return_about_to_fall_due_is_said_another_way():
    ahead = judge(PUNCTUALITY.empty()[["contract", "source", "arrangement", "period",
                                       "received_on", "submission"]], OWES, date(2009, 2, 5))
    (line,) = of_returns(PUNCTUALITY.empty(), ahead)
    assert line.text.endswith("falls due on 7 February 2009.")


def test_a_late_request_is_for_whom_it_was_put_to_and_an_answer_for_the_other_side():
    today = date(2009, 6, 12)
    (late,) = of_requests([request(Did.ASKED)], today)
    assert (late.party, late.text) == (
        Party.PRIME, "Request 3 on CPA-1 was due on 1 June 2009 and waits for an answer."
    )
    (answered,) = of_requests([request(Did.ASKED, Did.ANSWERED)], today)
    assert (answered.party, answered.text) == (
        Party.CM, "Request 3 on CPA-1 was answered on 10 June 2009."
    )
    assert of_requests([request(Did.ASKED)], date(2009, 5, 30)) == []


def test_everything_for_an_address_goes_in_one_letter():
    other = Line("due:CPA-1", "CPA-1", Party.PRIME, "Due.")
    ((letter,), unheard) = letters([LATE, other], [contact("returns@prime.example")], set())
    assert letter.address == "returns@prime.example"
    assert letter.lines == (LATE, other)
    assert "- Late.\n- Due.\n" in letter.body
    assert unheard == []


def test_nobody_is_told_the_same_twice():
    told = {(LATE.key, "returns@prime.example")}
    assert letters([LATE], [contact("returns@prime.example")], told) == ([], [])


def test_what_nobody_can_be_told_is_given_back():
    people = [contact("by post"), contact("a@b.example", ended=True),
              contact("cm@dwp.example", Party.CM)]
    assert letters([LATE], people, set()) == ([], [LATE])


def test_frames_keep_their_kind_without_rows():
    assert of_returns(PUNCTUALITY.empty(), PUNCTUALITY.check(pd.DataFrame(
        columns=list(PUNCTUALITY.columns)))) == []
