"""Who may read and change people and their roles?

Everybody reads their own row. Who administers changes all; who audits reads all. A manager of a
prime provider reads the people of their own organisation, invites one who then waits for approval,
ends one, and lets one stand in for another until a day: nothing that lasts or reaches further.
"""

from __future__ import annotations

from db.walls.conditions import (
    Among,
    Beside,
    Both,
    Condition,
    Either,
    Held,
    Mine,
    Rule,
    Seen,
    Where,
)
from db.walls.levels import NO_CONTRACT, Level
from monitoring.vocabulary import Role

MINE, ADMINISTERS, READS = Mine("{f}.login"), Held(Level.ADMINISTER), Held(Level.PEOPLE)
COVERED = (Role.PRIME_MANAGER, Role.ADVISER_MANAGER)
"""The roles of a prime's own that its manager may hand on for a while."""


def _own(column: str) -> Condition:
    """Give the condition that an organisation is the one whose people the reader manages."""
    return Seen(Level.OWN_PEOPLE, str(NO_CONTRACT), column)


def _of(person: Condition) -> Condition:
    """Give the condition that a role is held by such a person."""
    return Among("{f}.user_id", "app_user", person)


def _account() -> Rule:
    own = _own("{f}.organisation")
    waiting = Where("{f}.approved_at IS NULL")
    ended = Where("{f}.disabled_at IS NOT NULL")
    return Rule(
        read=Either((READS, MINE, own)),
        identify=MINE,
        compare=Either((ADMINISTERS, own)),
        add=Either((ADMINISTERS, Both((own, waiting)))),
        closes=(
            "display_name", "organisation", "disabled_at", "email", "invited_by", "approved_at",
            "approved_by", "sessions_valid_from",
        ),
        closes_if=Either((ADMINISTERS, own)),
        closed_as=Either((ADMINISTERS, Both((own, ended)))),
    )


def _assignment() -> Rule:
    own = _of(_own("i.organisation"))
    named = ", ".join(f"'{role}'" for role in COVERED)
    for_a_while = Where(f"({{f}}.role IN ({named}) AND {{f}}.valid_to IS NOT NULL)")
    within = Either(
        (
            _own("{f}.organisation"),
            Beside("contract", "i.reference = {f}.contract", Seen(Level.PRIME, "i.contract_id")),
        )
    )
    return Rule(
        read=Either((READS, _of(Mine("i.login")), own)),
        identify=_of(Mine("i.login")),
        compare=Either((ADMINISTERS, own)),
        add=Either((ADMINISTERS, Both((own, for_a_while, within)))),
        closes=("valid_to",),
    )


def _review() -> Rule:
    own = _own("{f}.organisation")
    return Rule(
        read=Either((READS, own)),
        compare=Either((ADMINISTERS, own)),
        add=Both((Either((ADMINISTERS, own)), Mine("{f}.by_user"))),
    )


PEOPLE: dict[str, Rule] = {
    "app_user": _account(),
    "role_assignment": _assignment(),
    "access_review": _review(),
}
"""The rules of people, by table."""
