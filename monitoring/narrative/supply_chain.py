"""What does a supply chain say: who holds the contracts, and who works under them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.narrative.words import count_of, day, month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Size

REGISTER_ONLY = "No returns yet: a register only"
MODELS = {
    "end_to_end": "End to end",
    "specialist": "Specialist",
    "sla": "Service level agreement",
    "informal": "Informal",
}
"""What the four models of an arrangement are called."""
FEW = 4
"""That a few hold half is said where they are a quarter of the prime providers, or fewer."""


def chain_finding(told: Size) -> str:
    """Say who holds the contracts in view and how many work under them."""
    if not told.contracts:
        return "No contract is in view."
    held = (
        f"{count_of(told.contracts, 'contract is', 'contracts are')} held by "
        f"{count_of(told.primes, 'prime provider', 'prime providers')}"
    )
    few = FEW * told.half <= told.primes
    half = f"; {told.half} of them {'holds' if told.half == 1 else 'hold'} half" if few else ""
    return f"{held}{half}. {_partners(told)}"


def _partners(told: Size) -> str:
    if not told.partners:
        return "None names a partner."
    named = told.contracts - told.alone
    said = (
        f"{count_of(named, 'contract names', 'contracts name')} "
        f"{count_of(told.partners, 'partner', 'partners')} in "
        f"{count_of(told.arrangements, 'arrangement', 'arrangements')}"
    )
    none = f", and {count_of(told.alone, 'names', 'name')} none" if told.alone else ""
    return f"{said}{none}."


def chain_size(told: Size, on: date) -> tuple[tuple[str, int, str], ...]:
    """Give the few figures that head a supply chain, each with what it is made of."""
    ended = f"{told.ended:,} ended by {month(on)}" if told.ended else "all of them running"
    both = f"{told.both:,} also partners" if told.both else "none also a partner"
    return (
        ("Contracts", told.contracts, ended),
        ("Prime providers", told.primes, both),
        ("Partners", told.partners, count_of(told.arrangements, "arrangement", "arrangements")),
        ("Districts", told.districts, _alone(told)),
    )


def _alone(told: Size) -> str:
    if not told.alone:
        return "every contract names a partner"
    return f"{count_of(told.alone, 'contract names', 'contracts name')} no partner"


def register_only(told: Size) -> str:
    """Say what a register without returns can show, and what would bring the rest."""
    return (
        "No contract here has sent a monthly return or has a profile, so nothing is owed and "
        "nothing can be set against anything. From the first return on, this page shows how each "
        f"contract does. {chain_finding(told)}"
    )


def partner_finding(partner: str, told: Size) -> str:
    """Say under how many contracts, and whose, a partner works."""
    return (
        f"{partner} works under {count_of(told.contracts, 'contract', 'contracts')} of "
        f"{count_of(told.primes, 'prime provider', 'prime providers')}, in "
        f"{count_of(told.districts, 'district', 'districts')}."
    )


def prime_finding(row: Mapping[str, Any]) -> str:
    """Say what a prime provider holds, and whether it works under others too."""
    said = (
        f"{row['prime']} holds {count_of(row['contracts'], 'contract', 'contracts')} "
        f"({row['share']:.1f}% of those in view) in "
        f"{count_of(row['districts'], 'district', 'districts')}, with "
        f"{count_of(row['partners'], 'partner', 'partners')}."
    )
    if not row["elsewhere"]:
        return said
    under = count_of(row["elsewhere"], "contract", "contracts")
    return f"{said} It is itself a partner under {under}."


def rows_found(shown: int, every: int, words: str) -> str:
    """Say how many rows hold the words looked for."""
    if not shown:
        return f"No row holds {words}. Shorten what you search for."
    return f"{shown:,} of {every:,} rows hold {words}."


def contract_terms(row: Mapping[str, Any], phase_name: str, on: date) -> str:
    """Say what a contract is for, who holds it, from when to when, and how many deliver parts."""
    service = f"{phase_name}: {row['service']}. " if row["service"] else ""
    partners = count_of(row["partners"], "partner delivers", "partners deliver")
    parts = f" {partners} part of it." if row["partners"] else ""
    return f"{service}Held by {row['prime']}{_runs(row, on)}.{parts}"


def _runs(row: Mapping[str, Any], on: date) -> str:
    """Say from which month to which a contract runs, as it stands on a day."""
    starts_on, ends_on = row["starts_on"], row["ends_on"]
    if ends_on is None:
        return f" from {month(starts_on)}"
    span = f" from {month(starts_on)} to {month(ends_on)}"
    return f"{span}, when it ended" if ends_on.date() < on else span


def no_partner(row: Mapping[str, Any]) -> str:
    """Say what it means that a contract names no partner."""
    return (
        f"No partner is named for this contract: {row['prime']} delivers it alone, or has not said "
        "with whom. Partners appear here when the dataset arrangements names them."
    )


def about_chain(of: Programme, on: date) -> tuple[tuple[str, str], ...]:
    """Say what stands in a supply chain, and on which day."""
    every = (
        ("Partner", "An organisation that delivers part of a contract, such as a subcontractor."),
        ("Counted", "Organisations, contracts and districts once each, only those you may see."),
        ("Day", f"Arrangements as they stood on {day(on)}; those that had ended are left out."),
    )
    if not of.register_only:
        return every
    register = (
        "Names, places and months only. It says who a subcontractor is, and not on what terms, so "
        "no model, target or payment is shown. A contract's first month is the month it was "
        "listed from, which may not be the month it began."
    )
    return (*every, ("What the register holds", register))
