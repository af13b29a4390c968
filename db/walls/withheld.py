"""Is a return withheld from the department still? One condition for everything that tells of it."""

from __future__ import annotations

from db.walls.conditions import Always, Among, Beside, Condition, Either, Seen, Where
from db.walls.levels import Level


def opened(alias: str) -> Condition:
    """Give the condition that a line of a return is not withheld from who asks.

    A partner's weekly return has rows in ``release``, for each contract its own: it opens there on
    the first of their days. Partner and prime see it at once.
    """
    return Either(
        (
            Seen(Level.PRIME, f"{alias}.contract_id"),
            Seen(Level.PARTNER, f"{alias}.contract_id", f"{alias}.sender"),
            *_by_day(alias),
        )
    )


def known_by(column: str) -> Condition:
    """Give the condition that the step a row of a partner names tells of nothing withheld.

    A return still withheld must not be known by the week it replaced either.
    """
    on = f"i.contract_id = {{f}}.contract_id AND i.number = {{f}}.{column}"
    partner = Seen(Level.PARTNER, arrangement="{f}.arrangement")
    step = Beside("publication", on, Either(_by_day("i", blank=True)))
    return Either((Seen(Level.PRIME), partner, step))


def told_of() -> Condition:
    """Give the condition that a row naming a return, or none, tells of nothing withheld.

    The row itself names no sender: the return's own line does.
    """
    mine = Beside(
        "submission_contract",
        "i.contract_id = {f}.contract_id AND i.submission_id = {f}.submission_id",
        Seen(Level.PARTNER, "i.contract_id", "i.sender"),
    )
    whole = Seen(Level.PRIME)
    return Either((whole, *_by_day("{f}", blank=True), mine))


def _by_day(alias: str, *, blank: bool = False) -> tuple[Condition, ...]:
    """Give the conditions that a return was never withheld, or that its day has come."""
    line = f"{alias}.contract_id, {alias}.submission_id"
    none = (Where(f"{alias}.submission_id IS NULL"),) if blank else ()
    return (
        *none,
        Among(line, "release", Always(), inside=False),
        Among(line, "release", Where("i.opens_on <= {today}")),
    )
