"""What may each role see and send?"""

from __future__ import annotations

import pytest

from monitoring import datasets
from monitoring.rights import RIGHTS, may_send
from monitoring.vocabulary import Role, Source


def test_every_role_has_its_rights():
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize(
    ("role", "sources"),
    [
        (Role.PRIME_MANAGER, {"provider_mi", "plmi"}),
        (Role.PARTNER_MANAGER, {"partner"}),
        (Role.TPPM, {"tppm", "clerical", "lms"}),
        (Role.CM, {"dwp", "payments", "bdc", "survey", "published"}),
        (Role.NATIONAL, {"dwp", "payments", "bdc", "survey", "published"}),
        (Role.PAYMENT_OFFICE, {"payments"}),
        (Role.BDC_LIAISON, {"bdc"}),
        (Role.AUDITOR, set()),
        (Role.EVALUATOR, set()),
        (Role.JOBCENTRE, set()),
        (Role.ADVISER_MANAGER, set()),
    ],
)
def test_a_role_sends_its_own_sources_and_no_other(role, sources):
    sent = {
        str(source)
        for spec in datasets.ALL.values()
        for source in spec.sources
        if may_send(role, spec.name, source)
    }
    assert sent == sources


def test_every_return_can_be_sent_by_somebody_other_than_an_administrator():
    for spec in datasets.ALL.values():
        for source in spec.sources:
            assert any(may_send(role, spec.name, source) for role in set(Role) - {Role.ADMIN})


@pytest.mark.parametrize("role", Role)
def test_nobody_sends_a_source_a_dataset_does_not_have(role):
    for spec in datasets.ALL.values():
        for source in set(Source) - set(spec.sources):
            assert not may_send(role, spec.name, source)
    assert not may_send(role, "no such dataset", "dwp")


def test_no_role_of_the_department_but_the_administrator_names_advisers():
    named = {role for role, right in RIGHTS.items() if right.advisers}
    assert named == {Role.PRIME_MANAGER, Role.ADVISER_MANAGER, Role.PARTNER_MANAGER, Role.ADMIN}


def test_a_third_party_manager_sees_clients_and_no_prices():
    assert RIGHTS[Role.TPPM].clients
    assert not RIGHTS[Role.TPPM].prices
