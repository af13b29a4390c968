"""Who may open the sample, by role?

Nobody has a person's name: people are called by what they do and where.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from sample_data.generate import moj

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.generate.story import Plan

COLUMNS = (
    "login",
    "display_name",
    "works_for",
    "role",
    "contract",
    "district",
    "organisation",
    "arrangement",
    "from",
)
FROM = date(2007, 11, 1)
DEPARTMENT = "Department"
JOBCENTRES = "Jobcentre Plus"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role of one person and where it holds; everywhere if no scope is named."""

    login: str
    display_name: str
    works_for: str
    role: str
    contract: str = ""
    district: str = ""
    organisation: str = ""
    arrangement: str = ""

    def row(self) -> dict[str, object]:
        """Give the assignment as a row of users.csv."""
        return {**asdict(self), "from": FROM}


def login_of_prime(prime: str) -> str:
    """Give the login of a prime provider's manager."""
    return f"prime-{prime.rsplit(' ', 1)[1]}"


def login_of_tppm(area: str) -> str:
    """Give the login of a district's third party provision manager."""
    return f"tppm-area-{area.rsplit(' ', 1)[1]}"


def login_of_partner(partner: str) -> str:
    """Give the login of a partner's manager."""
    return f"partner-{partner.rsplit(' ', 1)[1].lower()}"


def login_of_cm(label: str) -> str:
    """Give the login of a contract manager from the label in the contracts file."""
    areas = label.removeprefix("Contract manager, ").replace("Areas ", "").replace("Area ", "")
    return "cm-" + areas.replace(" and ", "-").replace(" to ", "-")


def assignments(plans: tuple[Plan, ...]) -> list[Assignment]:
    """Give everybody in the sample with every role they hold."""
    whole = [*_managers(plans), *_providers(plans), *_partners(plans), *_others(plans)]
    return [*whole, *_of_the_register()]


def _managers(plans: tuple[Plan, ...]) -> Iterator[Assignment]:
    """Give the contract managers, by contract, and the third party provision managers."""
    for plan in plans:
        yield Assignment(login_of_cm(plan.cm), plan.cm, DEPARTMENT, "CM", contract=plan.contract)
    for plan in plans:
        yield Assignment(
            login_of_tppm(plan.area), plan.tppm, JOBCENTRES, "TPPM", district=plan.area
        )


def _providers(plans: tuple[Plan, ...]) -> Iterator[Assignment]:
    """Give a manager for each prime provider, a director in one, an adviser manager in Area 3."""
    for prime in sorted({plan.prime for plan in plans}):
        yield Assignment(
            login_of_prime(prime),
            f"Prime provider manager, {prime}",
            prime,
            "PRIME_MANAGER",
            organisation=prime,
        )
    yield Assignment(
        "director-1",
        "Operations director, Prime Provider 1",
        "Prime Provider 1",
        "PRIME_MANAGER",
        organisation="Prime Provider 1",
    )
    yield Assignment(
        "advisers-area-3",
        "Prime adviser manager, Area 3",
        "Prime Provider 3",
        "ADVISER_MANAGER",
        contract="PLP-A3",
    )


def _partners(plans: tuple[Plan, ...]) -> Iterator[Assignment]:
    """Give a manager for each partner that sends weekly returns."""
    seen: set[str] = set()
    for plan in plans:
        for terms in plan.terms:
            if terms.weekly and terms.partner not in seen:
                seen.add(terms.partner)
                yield Assignment(
                    login_of_partner(terms.partner),
                    f"Partner manager, {terms.partner}",
                    terms.partner,
                    "PARTNER_MANAGER",
                    contract=plan.contract,
                    arrangement=terms.arrangement,
                )


def _others(plans: tuple[Plan, ...]) -> Iterator[Assignment]:
    """Give the national team and those who look on."""
    areas = [plan.area for plan in plans]
    yield Assignment("cm-london", "Commissioner, London", "NHS England", "CM", district="London")
    yield Assignment("national", "National performance team", DEPARTMENT, "NATIONAL")
    yield Assignment("payment-office", "Regional payment team", DEPARTMENT, "PAYMENT_OFFICE")
    yield Assignment(
        "jobcentre-area-1", "Jobcentre staff, Area 1", JOBCENTRES, "JOBCENTRE", district=areas[0]
    )
    for area in areas[:4]:
        yield Assignment(
            "bdc-liaison",
            "Benefit delivery centre liaison",
            "Benefit delivery centre",
            "BDC_LIAISON",
            district=area,
        )
    yield Assignment("evaluator", "Evaluator", "Research team", "EVALUATOR")
    yield Assignment("auditor", "Auditor", "Internal audit", "AUDITOR")
    yield Assignment("admin", "Administrator", DEPARTMENT, "ADMIN")


def _of_the_register() -> Iterator[Assignment]:
    """Give the contract manager of the register: contract by contract, as managers are appointed.

    By organisation or district the role would reach contracts of other programmes too.
    """
    for reference in moj.references():
        yield Assignment(
            "cm-moj",
            "Contract manager, rehabilitative services register",
            "Ministry of Justice",
            "CM",
            contract=reference,
        )
