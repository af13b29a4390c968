"""Has a profile that is said to be revised by contract been agreed by both sides?

A set is of that kind only with the reference of a variation that names it and that each side has
accepted; and where the variation holds figures, its figures are those. What both sides agreed stays
until both agree to something else: one file takes neither a figure nor the kind of such a set away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from db import variations
from db.models import FACTS
from db.publishing.changes import removed_keys
from db.publishing.guards import kinds_of_sets
from monitoring.findings import Problem, holds, refuses
from monitoring.vocabulary import WHOLE_CONTRACT, ProfileKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.publishing.changes import Comparison
    from monitoring.variations import Variation

REVISED = ProfileKind.REVISED_CONTRACTUAL.value
PROFILES = FACTS["profiles"]
ROUNDING = 1e-6
Agreed = dict[tuple[int, str], "Variation"]
"""The variation that brings a contract's set in."""


def not_agreed(session: Session, comparison: Comparison, *, whole: bool) -> list[Problem]:
    """Find what would make, change or take away a revised set or its figures without agreement."""
    if comparison.dataset.name == "profile_sets":
        return _sets(session, comparison) + _kinds(session, comparison)
    if comparison.dataset.name == "profiles":
        gone = _removed(session, comparison) if whole else []
        return _figures(session, comparison) + gone
    return []


def _agreed(session: Session, ids: set[int]) -> Agreed:
    """Give the last variation both sides accepted for each set."""
    found = variations.of_contracts(session, ids)
    return {
        (contract_id, each.set): each
        for contract_id, own in found.items()
        for each in own
        if each.is_agreed and each.set
    }


def _sets(session: Session, comparison: Comparison) -> list[Problem]:
    """Hold a set that is called revised without the variation that makes it so."""
    stage = comparison.stage
    rows: list[Any] = list(
        session.execute(select(stage).where(stage.c.kind == REVISED).order_by(stage.c.row_number))
    )
    agreed = _agreed(session, {row.contract_id for row in rows})
    problems = []
    for row in rows:
        variation = agreed.get((row.contract_id, row.set))
        if variation is None:
            problems.append(_needed(row.row_number, row.set))
        elif row.authority != variation.reference:
            said = (
                f"The set {row.set} is brought in by variation {variation.reference}. Write that "
                "reference as its authority."
            )
            problems.append(holds("variation_needed", said, row=row.row_number, column="authority"))
        elif _standing_otherwise(session, row, variation):
            said = (
                f"The figures that stand in the set {row.set} are not those of variation "
                f"{variation.reference}. Send the figures agreed, then the set."
            )
            problems.append(holds("not_as_agreed", said, row=row.row_number, column="set"))
    return problems


def _needed(row: int, name: str) -> Problem:
    said = (
        f"The set {name} can be revised_contractual only by a variation that names it and that the "
        "department and the provider have both accepted. Propose one on the page Profile sets, or "
        "send the set as aspirational or informal."
    )
    return holds("variation_needed", said, row=row, column="kind")


def _kinds(session: Session, comparison: Comparison) -> list[Problem]:
    """Hold a row that would make a set something else than the revised one both sides agreed."""
    stage = comparison.stage
    rows: list[Any] = list(
        session.execute(select(stage).where(stage.c.kind != REVISED).order_by(stage.c.row_number))
    )
    ids = {row.contract_id for row in rows}
    kinds, agreed = kinds_of_sets(session, ids), _agreed(session, ids)
    return [
        holds("agreed_locked", _stays(row.set, variation), row=row.row_number, column="kind")
        for row in rows
        if kinds.get((row.contract_id, row.set)) == REVISED
        and (variation := agreed.get((row.contract_id, row.set)))
    ]


def _stays(name: str, variation: Variation) -> str:
    return (
        f"Both sides accepted the set {name} as revised by contract (variation "
        f"{variation.reference}), so it stays of that kind. Give the other set a name of its own."
    )


def _standing_otherwise(session: Session, row: Any, variation: Variation) -> bool:  # noqa: ANN401 - a row of the stage
    """Say whether figures stand in a set already that differ from those agreed."""
    standing = session.execute(
        select(PROFILES).where(
            PROFILES.c.contract_id == row.contract_id,
            PROFILES.c.set == row.set,
            PROFILES.c.arrangement == WHOLE_CONTRACT,
            PROFILES.c.known_to.is_(None),
        )
    )
    return any(not _as_agreed(each, variation) for each in standing)


def _figures(session: Session, comparison: Comparison) -> list[Problem]:
    """Hold figures of a revised set that were not agreed."""
    stage = comparison.stage
    pairs = select(stage.c.contract_id, stage.c.set).distinct()
    sets = {(row.contract_id, row.set) for row in session.execute(pairs)}
    kinds = kinds_of_sets(session, {contract_id for contract_id, _ in sets})
    revised = {pair for pair in sets if kinds.get(pair, pair[1]) == REVISED}
    if not revised:
        return []
    agreed = _agreed(session, {contract_id for contract_id, _ in revised})
    rows = session.execute(
        select(stage)
        .where(
            or_(*((stage.c.contract_id == one) & (stage.c.set == name) for one, name in revised)),
            stage.c.arrangement == WHOLE_CONTRACT,
        )
        .order_by(stage.c.row_number)
    )
    return [said for row in rows if (said := _figure(row, agreed))]


def _removed(session: Session, comparison: Comparison) -> list[Problem]:
    """Refuse a file of whole months that leaves out figures both sides agreed."""
    fact = comparison.fact
    going = select(fact).where(removed_keys(comparison), fact.c.arrangement == WHOLE_CONTRACT)
    rows: list[Any] = list(session.execute(going))
    ids = {row.contract_id for row in rows}
    kinds, agreed = kinds_of_sets(session, ids), _agreed(session, ids)
    lost = {
        row.set: agreed[row.contract_id, row.set]
        for row in rows
        if kinds.get((row.contract_id, row.set), row.set) == REVISED
        and (row.contract_id, row.set) in agreed
        and _as_agreed(row, agreed[row.contract_id, row.set])
    }
    return [
        refuses("agreed_locked", _left_out(name, variation))
        for name, variation in sorted(lost.items())
    ]


def _left_out(name: str, variation: Variation) -> str:
    return (
        f"The file leaves out standing figures of the set {name}, which both sides accepted in "
        f"variation {variation.reference} and which cannot be removed. Send it as corrections."
    )


def _figure(row: Any, agreed: Agreed) -> Problem | None:  # noqa: ANN401 - a row of the stage
    variation = agreed.get((row.contract_id, row.set))
    if variation is None:
        return _needed(row.row_number, row.set)
    if _as_agreed(row, variation):
        return None
    said = (
        f"This is not the figure both sides accepted in variation {variation.reference}. "
        "Propose another variation, or send it in another set."
    )
    return holds("not_as_agreed", said, row=row.row_number, column="value")


def _as_agreed(row: Any, variation: Variation) -> bool:  # noqa: ANN401 - a row of the facts or of the stage
    """Say whether a figure is the one agreed; one told in words cannot be held against it."""
    if not variation.figures:
        return True
    month = row.month.replace(day=1)
    said = variation.figures.get((row.measure, row.client_category), {}).get(month)
    return said is not None and abs(float(row.value) - said) < ROUNDING
