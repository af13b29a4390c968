"""Which claims count, and by which of their days."""

import pytest

from monitoring.dating import claim_day, only_paid


@pytest.mark.parametrize(
    ("source", "stage", "event", "day"),
    [
        ("provider_mi", "reported", "", "decided_on"),
        ("provider_mi", "accepted", "", "decided_on"),
        ("provider_mi", "paid", "", "paid_on"),
        ("provider_mi", "paid", "claimed_on", "claimed_on"),
        ("payments", "reported", "job_started_on", "paid_on"),
    ],
)
def test_a_claim_counts_on_the_day_named_else_on_the_day_it_became_what_is_counted(
    source, stage, event, day
):
    assert claim_day(source, stage, event) == day


def test_payments_know_paid_claims_only():
    assert only_paid("payments", "reported")
    assert only_paid("provider_mi", "paid")
    assert not only_paid("provider_mi", "accepted")
