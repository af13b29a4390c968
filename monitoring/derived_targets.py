"""What is asked of a partner that carries a share of the contract's profile?

An arrangement with targets is held to its own profile where a set has one, else to its share of
what the set asks of the whole contract, month by month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitoring.periods import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

PLACES = 6
"""Decimal places kept: whole months would not add up to the share of a year."""

NOT_SHARED = frozenset({"referrals"})
"""What is sent to a contract and not asked of it: `expected_referrals` says what was foreseen."""


class Terms(NamedTuple):
    """The terms of an arrangement from one day on."""

    arrangement: str
    starts_on: date
    ends_on: date | None
    has_targets: bool
    share: float | None


class Asked(NamedTuple):
    """What a set asks for in a month, of the whole contract (blank arrangement) or of a part."""

    set: str
    measure: str
    category: str
    arrangement: str
    month: date
    value: float


def derived_targets(profile: Iterable[Asked], terms: Iterable[Terms]) -> list[Asked]:
    """Give the targets that follow from shares of the contract's profile.

    Parameters
    ----------
    profile
        Everything the sets ask for of counts: a rate is a level, of which there is no share.
    terms
        The terms of the contract's arrangements; of two from the same day the first stands.

    Returns
    -------
    The share of what is asked of the whole contract, to six places, for every month in which an
    arrangement has targets and a share. None where a set asks anything of the arrangement itself
    for the same measure and category: its own profile stands, and a month it leaves out has none.

    Examples
    --------
    >>> from datetime import date
    >>> whole = Asked("original", "job_outcomes", "all", "", date(2009, 1, 1), 120)
    >>> partner = Terms("P1", date(2008, 4, 1), None, True, 0.20)
    >>> [(each.arrangement, each.value) for each in derived_targets([whole], [partner])]
    [('P1', 24.0)]

    Notes
    -----
    Source: requirements.md SUP-05, AT-16; architecture section 7 (supply-chain).
    """
    asked = list(profile)
    own = {(each.set, each.measure, each.category, each.arrangement) for each in asked}
    shared = [each for each in asked if not each.arrangement and each.measure not in NOT_SHARED]
    found = []
    for arrangement, rows in _by_arrangement(terms).items():
        shares = {month: _share(rows, month) for month in {each.month for each in shared}}
        for each in shared:
            share = shares[each.month]
            if share is not None and (*each[:3], arrangement) not in own:
                value = round(share * each.value, PLACES)
                found.append(each._replace(arrangement=arrangement, value=value))
    return found


def terms_in_force(rows: Sequence[Terms], month: date) -> Terms | None:
    """Give the terms of one arrangement that count in a month; None where it does not run then.

    Those last begun by its first day, unless they had ended before it: a change counts from its
    first whole month. Where none stand on the first day, those that begin in the month.
    """
    begun = [each for each in rows if each.starts_on <= month]
    last = max(begun, key=lambda each: each.starts_on, default=None)
    if last is not None and (last.ends_on is None or last.ends_on >= month):
        return last
    later = [each for each in rows if first_of(each.starts_on) == month and each not in begun]
    return min(later, key=lambda each: each.starts_on, default=None)


def _share(rows: Sequence[Terms], month: date) -> float | None:
    terms = terms_in_force(rows, month)
    return terms.share if terms is not None and terms.has_targets else None


def _by_arrangement(terms: Iterable[Terms]) -> dict[str, list[Terms]]:
    found: dict[str, list[Terms]] = {}
    for each in terms:
        found.setdefault(each.arrangement, []).append(each)
    return found
