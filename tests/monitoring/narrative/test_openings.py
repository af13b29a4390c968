"""Is a person told of by post, and a return named without its figures?"""

from __future__ import annotations

from datetime import date

import pytest

from monitoring.narrative.openings import POSTS, in_a_message, opened_by
from monitoring.vocabulary import Role

THIRD, FIFTH = date(2010, 12, 3), date(2010, 12, 5)


@pytest.mark.parametrize(
    ("roles", "last", "said"),
    [
        ([Role.CM], THIRD, "contract manager, 3 December 2010"),
        ([Role.CM], FIFTH, "contract manager, 3 December 2010, last 5 December 2010"),
        ([Role.CM, Role.TPPM], THIRD,
         "contract manager and third party provision manager, 3 December 2010"),
        (list(Role), THIRD, "administrator, 3 December 2010"),
        ([], THIRD, "somebody whose roles have ended, 3 December 2010"),
    ],
)
def test_who_opened_a_return_is_told_by_post(roles, last, said):
    assert opened_by(roles, THIRD, last) == said


def test_every_role_has_a_post():
    assert set(POSTS) == set(Role)


def test_a_return_is_named_in_one_line():
    months = [date(2010, 10, 1), date(2010, 11, 1)]
    assert in_a_message(12, "Monthly return", "contract CPA-1", months, THIRD) == (
        "Return 12: Monthly return, contract CPA-1 for October to November 2010, "
        "received 3 December 2010."
    )
    assert in_a_message(12, "Contracts", "contract CPA-1", [], THIRD).endswith(
        "contract CPA-1, received 3 December 2010."
    )
