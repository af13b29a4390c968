"""Who delivers this contract, and under which other contracts does each of them work?

Contracts and arrangements come as two frames and are put together here, so that nobody is counted
under a contract the reader may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.frames import ARRANGED, REGISTERED
from monitoring.narrative.supply_chain import MODELS
from monitoring.narrative.words import day
from monitoring.rates import rate

if TYPE_CHECKING:
    from datetime import date

COUNTED = ("contracts", "primes", "districts", "partners")
DEFINITIONS = {
    "contract": "the contract's reference",
    "prime": "the prime provider that holds it",
    "partner": "an organisation that delivers part of a contract, such as a subcontractor",
    "arrangement": "the reference of the arrangement with the partner",
    "district": "the district it serves",
    "service": "the phase of roll-out or type of service the contract belongs to",
    "starts_on": "the day it begins",
    "ends_on": "the last day of its last month; blank where no length is agreed",
    "contracts": "how many contracts it holds, or works under as a partner",
    "share": "the same in percent of the contracts counted",
    "districts": "how many districts these contracts serve",
    "partners": "how many organisations deliver part of it",
    "primes": "how many prime providers hold these contracts",
    "elsewhere": "contracts of others under which it is itself a partner",
    "others": "other contracts under which it works",
    "holds": "contracts it holds itself",
    "model": "which of the four models the arrangement follows",
    "area": "the part of the district it covers",
    "since": "the day these terms began",
    "until": "the last day of these terms; blank where none is set",
}
"""What each column of the tables means."""
UNRETURNED = frozenset({"contracts", "profile_sets", "arrangements", "sites"})
"""Datasets that say what was agreed; any other brings something to look at."""


@dataclass(frozen=True)
class Chain:
    """The contracts in view with the arrangements standing on a day.

    ``register`` is the frame REGISTERED, ``links`` the frame ARRANGED, both of what the reader may
    see; ``on`` is the day.
    """

    register: pd.DataFrame
    links: pd.DataFrame
    on: date

    @property
    def together(self) -> pd.DataFrame:
        """Give each arrangement with its contract's own columns."""
        return self.links.merge(self.register, on="contract", suffixes=("_of_terms", ""))


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of everything in a chain, each counted once."""

    contracts: int
    ended: int
    alone: int  # contracts that name no partner
    primes: int
    partners: int
    arrangements: int
    both: int  # organisations that hold a contract and work under another
    districts: int
    half: int  # the fewest primes that hold half of the contracts


def chain(register: pd.DataFrame, links: pd.DataFrame, on: date) -> Chain:
    """Give the chain of some contracts on a day.

    Parameters
    ----------
    register
        The frame REGISTERED: a row a contract.
    links
        The frame ARRANGED: a row for each arrangement and each dated change of its terms.
    on
        The day. The terms last begun by then stand; what had ended, or has not begun, is left out.
    """
    known = ARRANGED.check(links).sort_values(["contract", "arrangement", "starts_on"])
    begun = known[known["starts_on"] <= pd.Timestamp(on)]
    last = begun.drop_duplicates(["contract", "arrangement"], keep="last")
    standing = last[last["ends_on"].isna() | (last["ends_on"] >= pd.Timestamp(on))]
    return Chain(REGISTERED.check(register), standing.reset_index(drop=True), on)


def size(of: Chain) -> Size:
    """Count what is in a chain."""
    register, links = of.register, of.links
    primes, partners = set(register["prime"]), set(links["partner"])
    return Size(
        contracts=len(register),
        ended=int((register["ends_on"] < pd.Timestamp(of.on)).sum()),
        alone=int((~register["contract"].isin(links["contract"])).sum()),
        primes=len(primes),
        partners=len(partners),
        arrangements=len(links),
        both=len(primes & partners),
        districts=register["district"].nunique(),
        half=_half(register["prime"].value_counts()),
    )


def _half(held: pd.Series[Any]) -> int:
    """Give how many of the largest make up half of all."""
    reached = 2 * held.cumsum() >= held.sum()
    return int((~reached).sum()) + 1 if len(held) else 0


def by_contract(of: Chain) -> pd.DataFrame:
    """Give a row a contract, by district and service.

    Returns
    -------
    The columns of REGISTERED and ``partners`` (how many).
    """
    partners = of.links.groupby("contract")["partner"].nunique()
    rows = of.register.sort_values(["district", "service", "contract"], ignore_index=True)
    return rows.assign(partners=rows["contract"].map(partners).fillna(0).astype("int64"))


def contracts_in(whole: Chain, own: Chain) -> pd.DataFrame:
    """Give the rows of ``by_contract`` of a part, each with all its partners in the whole.

    The prime provider is left out where one holds them all.
    """
    rows = by_contract(whole)
    found = rows[rows["contract"].isin(own.register["contract"])].reset_index(drop=True)
    alone = len(set(found["prime"])) == 1
    return found.drop(columns="prime") if alone else found


def partners_in(whole: Chain, own: Chain) -> pd.DataFrame:
    """Give a row for each partner under the contracts of one prime provider.

    Returns
    -------
    The columns of ``by_partner`` but ``primes``, counted under these contracts, with ``others``:
    the contracts of other primes under which it works; ``holds`` is what it holds in the whole.
    """
    rows = by_partner(own).drop(columns=["primes", "holds"])
    every = by_partner(whole).set_index("partner")
    others = rows["partner"].map(every["contracts"]) - rows["contracts"]
    return rows.assign(others=others, holds=rows["partner"].map(every["holds"]))


def by_prime(of: Chain) -> pd.DataFrame:
    """Give a row a prime provider, the one with most contracts first.

    Returns
    -------
    ``prime``, ``contracts``, ``share`` (of all contracts, in percent), ``districts``, ``partners``
    and ``elsewhere``: the contracts of others under which it is itself a partner.
    """
    held = of.register.groupby("prime").agg(
        contracts=("contract", "nunique"), districts=("district", "nunique")
    )
    held["partners"] = of.together.groupby("prime")["partner"].nunique()
    held["elsewhere"] = _works_under(of)
    return _ordered(held, of, "prime", "elsewhere")


def by_partner(of: Chain) -> pd.DataFrame:
    """Give a row a partner, the one under most contracts first.

    Returns
    -------
    ``partner``, ``contracts``, ``share`` (of all contracts, in percent), ``primes``, ``districts``
    and ``holds``: the contracts it holds itself.
    """
    works = of.together.groupby("partner").agg(
        contracts=("contract", "nunique"),
        primes=("prime", "nunique"),
        districts=("district", "nunique"),
    )
    works["holds"] = of.register.groupby("prime")["contract"].nunique()
    return _ordered(works, of, "partner", "holds")


def _works_under(of: Chain) -> pd.Series[Any]:
    """Count the contracts under which an organisation is a partner, by its name."""
    return of.links.groupby("partner")["contract"].nunique()


def _ordered(rows: pd.DataFrame, of: Chain, name: str, more: str) -> pd.DataFrame:
    counts = [each for each in (*COUNTED, more) if each in rows]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    whole = pd.Series(len(of.register), index=rows.index)
    told = rows.assign(share=100 * rate(rows["contracts"], whole)).rename_axis(name).reset_index()
    return told.sort_values(["contracts", name], ascending=[False, True], ignore_index=True)


def partners_of(of: Chain, contract: str) -> pd.DataFrame:
    """Give the arrangements of a contract, by partner, with how far else each partner works.

    ``others`` counts the other contracts of the chain under which it is a partner; ``since`` and
    ``until`` say between which days its terms stand, in words.
    """
    rows = of.links[of.links["contract"] == contract].sort_values("partner", ignore_index=True)
    return rows.assign(
        others=rows["partner"].map(_works_under(of)).astype("int64") - 1,
        since=[day(each) for each in rows["starts_on"]],
        until=["" if pd.isna(each) else day(each) for each in rows["ends_on"]],
        model=[MODELS.get(each, each) for each in rows["model"]],
    )


def terms_of(of: Chain, contract: str) -> dict[str, Any] | None:
    """Give a contract's row of ``by_contract``; None where the chain does not hold it."""
    return _row(by_contract(of), "contract", contract)


def prime_of(of: Chain, prime: str) -> dict[str, Any] | None:
    """Give a prime provider's row of ``by_prime``; None where the chain does not hold it."""
    return _row(by_prime(of), "prime", prime)


def _row(rows: pd.DataFrame, column: str, name: str) -> dict[str, Any] | None:
    found = rows[rows[column] == name].to_dict("records")
    plain = {str(key): value for row in found for key, value in row.items()}
    return {key: None if value is pd.NaT else value for key, value in plain.items()} or None


def part(of: Chain, *, prime: str = "", partner: str = "") -> Chain:
    """Give what belongs to one prime provider, or to one partner, of a chain."""
    register, links = of.register, of.links
    if partner:
        links = links[links["partner"] == partner]
        register = register[register["contract"].isin(links["contract"])]
    if prime:
        register = register[register["prime"] == prime]
        links = links[links["contract"].isin(register["contract"])]
    return Chain(register.reset_index(drop=True), links.reset_index(drop=True), of.on)


def matching(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Give the rows that hold every one of the words, whatever the case, in any of their texts."""
    texts: list[list[str]] = rows.select_dtypes("string").to_numpy().tolist()
    told = [" ".join(row).casefold() for row in texts]
    wanted = words.casefold().split()
    found = [all(word in row for word in wanted) for row in told]
    return rows[pd.Series(found, index=rows.index, dtype="bool")].reset_index(drop=True)


def filled(rows: pd.DataFrame) -> list[str]:
    """Give the columns in which anything is known; all of them where there is no row."""
    blank = rows.isna() | (rows == "")
    return [str(name) for name in rows if rows.empty or not blank[name].all()]


def only_registered(*, register_only: bool, sent: set[str]) -> bool:
    """Say whether a programme's contracts are on record and nothing else is known of them.

    Parameters
    ----------
    register_only
        Whether the programme expects no return until the first one comes.
    sent
        The datasets of everything sent for its contracts.
    """
    return register_only and sent <= UNRETURNED
