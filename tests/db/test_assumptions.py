"""Is what the bid assumed kept step by step, and set beside this contract's own returns?"""

from __future__ import annotations

import pytest

from db import assumptions, doors
from db.publishing.request import CallError
from monitoring.assumptions import Assumption
from tests.db import returns
from tests.db.agreements import pen, who, with_people
from tests.stores import prepared

STARTS = """
    contract | month   | measure | client_category | value
    CPA-1    | 2009-01 | starts  | all             | 300
    CPA-1    | 2009-02 | starts  | all             | 300
"""


@prepared
def peopled(store):
    """Give a store with returns and people, on each engine."""
    return with_people(store)


def lines(store, login="prime"):
    with doors.scoped_session(store, who(login)) as session:
        return assumptions.beside_experience(session, "CPA-1", returns.NOW)


def test_both_sides_write_and_read_and_the_last_said_stands(peopled):
    assert (
        assumptions.write(pen(peopled, "cm"), "CPA-1", Assumption("conversion", "all", "", 0.3))
        == 1
    )
    better = Assumption("conversion", "all", "", 0.37, "Bid, table 4")
    assert assumptions.write(pen(peopled, "prime"), "CPA-1", better) == 2
    with doors.scoped_session(peopled, who("tppm")) as session:
        [one] = assumptions.of_contract(session, "CPA-1")
    assert (one.value, one.origin, one.by_user, one.step) == (0.37, "Bid, table 4", "prime", 2)


def test_conversion_and_volumes_come_from_months_returned(peopled):
    with_starts = returns.RETURN + STARTS.partition("value\n")[2]
    returns.send(peopled, "monthly_return", with_starts, confirm_size=True)
    for assumed in (
        Assumption("conversion", "all", "", 0.2),
        Assumption("starts", "all", "", 3600),
    ):
        assumptions.write(pen(peopled, "cm"), "CPA-1", assumed)
    volume, conversion = lines(peopled)
    # job outcomes of January and February, the months that have both: 38 + 60 of 300 + 300
    assert conversion.found == "98 of 600 (16.3%)"
    # two of the contract's 36 months: 3,600 x 2 / 36 = 200
    assert volume.said == "400 more than the 200 an even pace would have brought by now (300.0%)."


def test_without_ratings_that_mean_a_band_the_mix_is_not_known(peopled):
    red = Assumption("readiness_share", "all", "red", 0.2)
    assumptions.write(pen(peopled, "cm"), "CPA-1", red)
    assert [line.found for line in lines(peopled)] == ["not known"]


def test_who_cannot_bind_a_side_writes_none_and_a_wrong_value_is_refused(peopled):
    with pytest.raises(CallError, match="Only who sends"):
        assumptions.write(pen(peopled, "tppm"), "CPA-1", Assumption("starts", "all", "", 1))
    with pytest.raises(CallError, match="between 0% and 100%"):
        assumptions.write(pen(peopled, "cm"), "CPA-1", Assumption("conversion", "all", "", 37))
    assert lines(peopled) == []
