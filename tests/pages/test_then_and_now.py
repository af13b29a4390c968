"""On pages that show rows of their own: is what reads otherwise than on an earlier day told?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from db import governance
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.parties import Party
from monitoring.governance.requests import Wanted
from tests.db import returns
from tests.db.seeded import who
from tests.pages.conftest import words

THEN = "2009-06-11"
LATER = datetime(2009, 6, 12, 9, tzinfo=UTC)
ARRANGED = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner A | end_to_end | yes         | yes
"""
WEEKS = """
    contract | arrangement | week_starting | referrals
    CPA-1    | A1          | 2009-03-02    | {}
"""
ASPIRATIONAL = """
    contract | set          | month   | measure      | client_category | value
    CPA-1    | aspirational | 2009-03 | job_outcomes | all             | 85
"""


@pytest.fixture
def moved(sample):
    """Give the sample with something of every page that came, or moved, after a day."""
    returns.send(sample, "arrangements", ARRANGED)
    returns.send(sample, "partner_weekly", WEEKS.format(4))
    returns.send(sample, "partner_weekly", WEEKS.format(9), now=LATER, mode="corrections")
    further = ARRANGED.replace("A1  ", "A2  ").replace("Partner A", "Partner B")
    returns.send(sample, "arrangements", further, now=LATER)
    returns.send(sample, "profiles", ASPIRATIONAL, now=LATER)
    wanted = Wanted(
        of_party=Party.PRIME, purpose="For the district", measure="starts", due_on=LATER.date()
    )
    for minutes in (-2 * 24 * 60, 0):
        pen = Pen(sample, who("cm"), LATER + timedelta(minutes=minutes))
        governance.ask(pen, Place("CPA-1", Audience.SHARED), wanted)
    return sample


def told(at):
    """Give row, what, then and now of every line of the table of differences."""
    assert not at.exception
    [found] = [each for each in at.dataframe if each.proto.alt == "Then and now"]
    return [tuple(row) for row in found.value.itertuples(index=False)]


@pytest.mark.usefixtures("moved")
def test_each_of_them_says_what_reads_otherwise_than_on_an_earlier_day(opened):
    def page(name, **address):
        return told(opened(name, "prime-1", **{"contract": "CPA-1", "then": THEN, **address}))

    assert page("partner_weeks") == [("A1, 2009-03-02", "Referrals", "4", "9")]
    assert page("profile_sets") == [("2009-03-01, aspirational", "the row is new", "", "")]
    assert ("Request 2", "the row is new", "", "") in page("requests")
    assert page("supply_chain")[0][:2] == ("Partner B, A2, 1 January 2009", "the row is new")


@pytest.mark.usefixtures("moved")
def test_the_whole_chain_and_a_partner_of_it_are_compared_row_by_row(opened):
    at = opened("supply_chain", "cm", then=THEN, rows="contract")
    assert told(at) == [("CPA-1", "partners", "1", "2")]
    at = opened("supply_chain", "cm", then=THEN, rows="partner")
    assert ("Partner B", "the row is new", "", "") in told(at)
    at = opened("supply_chain", "cm", then=THEN, partner="Partner A")
    assert told(at) == [("CPA-1", "partners", "1", "2")]


@pytest.mark.usefixtures("moved")
def test_a_day_on_which_nothing_was_known_and_one_that_has_not_come_are_said_to_be_so(opened):
    at = opened("profile_sets", "cm", contract="CPA-1", then="2009-01-01")
    assert "Nothing was known of contract CPA-1 at that time." in words(at)
    at = opened("partner_weeks", "prime-1", contract="CPA-1", then="2099-01-01")
    assert "Choose a day before the one this page shows." in words(at)
    at = opened("partner_weeks", "prime-1", contract="CPA-1", then=f"{LATER:%Y-%m-%d}")
    assert "Nothing on this page reads otherwise than on 12 June 2009." in words(at)
    assert "Choose a day: what reads otherwise" in words(opened("supply_chain", "cm"))
