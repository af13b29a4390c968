"""Is a figure agreed on the page of its sources: proposed, signed, answered, withdrawn?"""

from __future__ import annotations

import pytest
import streamlit as st

from tests.db import returns
from tests.pages.conftest import words

MARCH = {"contract": "CPA-1", "measure": "referrals", "month": "2009-03"}
REFERRALS = """
    contract | month   | measure   | client_category | value
    CPA-1    | 2009-03 | referrals | all             | 397
"""


@pytest.fixture
def returned(sample):
    answer = returns.send(sample, "monthly_return", REFERRALS, mode="corrections",
                          confirm_size=True, reason="Late.")  # fmt: skip
    assert answer.submission, answer.problems
    st.cache_data.clear()
    return sample


def press(at, label):
    return next(one for one in at.button if one.label == label).click().run()


@pytest.mark.usefixtures("returned")
def test_a_figure_is_agreed_where_its_sources_stand(opened):
    at = opened("sources", "tppm", **MARCH)
    assert "None is agreed: the first source that has a figure stands." in words(at)
    at.number_input(key="agreed value").set_value(405)
    at.text_area(key="agreed why").set_value("Eight came in April.")
    at = press(at, "Propose and sign")
    assert not at.exception
    said = words(at)
    assert "Proposed: 405 people. Eight came in April." in said
    assert "Waits for: contract manager" in said
    assert "never for payment" in said
    at = press(opened("sources", "cm", **MARCH), "Sign it")
    said = words(at)
    assert "Agreed: 405 people" in said
    assert "The agreed figure is 405." in said
    assert "Rests on: provider MI 397" in said
    at = opened("sources", "prime-1", **MARCH)
    assert not {"Sign it", "Withdraw it"} & {one.label for one in at.button}
    at.text_area(key="agreed disagrees").set_value("397 reached us.")
    at = press(at, "Disagree")
    assert "The provider: disagrees because: 397 reached us." in words(at)
    at = opened("profile_vs_actual", "cm", contract="CPA-1", measure="referrals")
    assert "agreed figure" in words(at)


@pytest.mark.usefixtures("returned")
def test_a_figure_withdrawn_says_why_and_the_first_source_stands_again(opened):
    at = opened("sources", "cm", **MARCH)
    at.number_input(key="agreed value").set_value(405)
    at = press(press(at, "Propose and sign"), "Withdraw it")
    assert "Say why it is withdrawn." in at.error[0].value.replace("\\", "")
    at.text_area(key="agreed withdrawn").set_value("A slip.")
    at = press(at, "Withdraw it")
    assert "None is agreed" in words(at)
    assert "Propose and sign" in {one.label for one in at.button}


@pytest.mark.usefixtures("returned")
def test_who_neither_signs_nor_answers_is_offered_nothing(opened):
    at = opened("sources", "national", **MARCH)
    assert not at.exception
    assert "Agreed figure" not in words(at)
