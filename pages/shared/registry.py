"""Which pages are there, what does each answer, and who may open it?

A page that is not named here cannot be opened, whatever its address.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

DEPARTMENT = frozenset({Role.CM, Role.TPPM, Role.NATIONAL, Role.PAYMENT_OFFICE, Role.ADMIN})
LOOKING_ON = frozenset({Role.EVALUATOR, Role.AUDITOR, Role.JOBCENTRE, Role.BDC_LIAISON})
PRIMES = frozenset({Role.PRIME_MANAGER, Role.ADVISER_MANAGER})
EVERYBODY = frozenset(Role)
ANSWERS_FOR_PEOPLE = frozenset({Role.ADMIN, Role.PRIME_MANAGER, Role.AUDITOR})
SENDERS = frozenset(
    {Role.CM, Role.TPPM, Role.PRIME_MANAGER, Role.PARTNER_MANAGER, Role.PAYMENT_OFFICE}
    | {Role.NATIONAL, Role.BDC_LIAISON, Role.ADMIN}
)
WHOLE_CONTRACTS = EVERYBODY - {Role.PARTNER_MANAGER}
"""A partner sees its own arrangement, never a contract's own figures."""

CLIENTS = DEPARTMENT - {Role.NATIONAL} | PRIMES | {Role.BDC_LIAISON}
"""Who sees single clients of whole contracts."""

PARTIES = EVERYBODY - {Role.EVALUATOR}
"""An evaluator reads nobody's notes."""

AUDITORS = frozenset({Role.AUDITOR, Role.ADMIN})
KEEPERS = AUDITORS | {Role.NATIONAL}
"""Who looks after the store itself."""

PERFORMANCE, RETURNS, REVIEWS, REFERENCE = "Performance", "Returns", "Reviews", "Reference"
CLIENT_JOURNEY, AGREEMENT, OVERSIGHT = "Clients", "Do the records agree?", "Oversight"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file (which is also its address), its title and the roles that may open it."""

    name: str
    title: str
    section: str
    roles: frozenset[Role]

    @property
    def file(self) -> str:
        """Give the file, from the folder of ``app.py``."""
        return f"pages/{self.name}.py"

    def opens_for(self, visitor: Visitor) -> bool:
        """Say whether a person may open it."""
        return bool(self.roles & visitor.roles)


ROOT = Path(__file__).parents[2]
_ALL = (
    Page("portfolio", "Contracts", PERFORMANCE, WHOLE_CONTRACTS),
    Page("profile_vs_actual", "Profile against actual", PERFORMANCE, EVERYBODY),
    Page("profile_sets", "Profile sets", PERFORMANCE, WHOLE_CONTRACTS),
    Page("control_chart", "Unusual months", PERFORMANCE, WHOLE_CONTRACTS),
    Page("funnel", "Contracts compared", PERFORMANCE, WHOLE_CONTRACTS),
    Page("supply_chain", "Supply chain", PERFORMANCE, EVERYBODY),
    Page("referral_flow", "Referral flow", CLIENT_JOURNEY, WHOLE_CONTRACTS),
    Page("journey", "Client journey", CLIENT_JOURNEY, CLIENTS),
    Page("appointments", "Appointments", CLIENT_JOURNEY, CLIENTS),
    Page("find_client", "Find one client", CLIENT_JOURNEY, CLIENTS),
    Page("client_mix", "Who the clients are", CLIENT_JOURNEY, WHOLE_CONTRACTS),
    Page("reconcile", "Reconciliation", AGREEMENT, WHOLE_CONTRACTS),
    Page("worklist", "Worklist", AGREEMENT, CLIENTS),
    Page("sources", "Do the sources agree?", AGREEMENT, WHOLE_CONTRACTS),
    Page("upload_return", "Send a return", RETURNS, SENDERS),
    Page("submissions", "Returns received", RETURNS, EVERYBODY),
    Page("calendar", "Due and received", RETURNS, EVERYBODY),
    Page("partner_weeks", "Partners' weeks", RETURNS, EVERYBODY),
    Page("since_review", "Since your last review", REVIEWS, PARTIES & WHOLE_CONTRACTS),
    Page("review_pack", "Review pack", REVIEWS, PARTIES & WHOLE_CONTRACTS),
    Page("reviews", "Reviews and actions", REVIEWS, PARTIES),
    Page("requests", "Ask once", REVIEWS, PARTIES),
    Page("responsibilities", "Who owns what", REVIEWS, PARTIES),
    Page("audit_log", "Who did what", OVERSIGHT, AUDITORS),
    Page("retention", "Keeping and destroying", OVERSIGHT, KEEPERS),
    Page("people", "People and access", OVERSIGHT, ANSWERS_FOR_PEOPLE),
    Page("definitions", "Definitions", REFERENCE, EVERYBODY),
    Page("data_dictionary", "Data dictionary", REFERENCE, EVERYBODY),
)
PAGES = tuple(page for page in _ALL if (ROOT / page.file).exists())
BY_NAME = {page.name: page for page in PAGES}
SENDING_FIRST = frozenset({Role.PRIME_MANAGER, Role.PARTNER_MANAGER})
"""Whose first errand here is to send a return."""


def open_to(visitor: Visitor) -> list[Page]:
    """Give the pages a person may open, in the order they are listed."""
    return [page for page in PAGES if page.opens_for(visitor)]


def home(visitor: Visitor) -> Page:
    """Give the page a person begins on."""
    sends = visitor.roles <= SENDING_FIRST
    first = BY_NAME["upload_return" if sends else "portfolio"]
    return first if first.opens_for(visitor) else BY_NAME["definitions"]
