"""Who may read what people wrote down? Only its audience, whoever asks and however."""

from __future__ import annotations

from db.models import REFERENCE_STREAM
from db.walls.conditions import Beside, Both, Condition, Either, Held, Mine, Rule, Seen, Where
from db.walls.levels import Level
from monitoring.audiences import READERS, Side

AUDIENCED = (
    "note", "meeting", "item_step", "request_step", "variation_step", "assumption", "pack",
    "responsibility", "handover", "contact_point",
)


def _for(side: Side) -> Where:
    """Give the condition that a row is meant for one side of the contract."""
    named = ", ".join(f"'{one}'" for one in READERS if side in READERS[one])
    return Where(f"{{f}}.audience IN ({named})")


def _audience() -> Condition:
    """Give the condition that the reader belongs to a row's audience.

    A row that names no arrangement is for every partner of the contract alike.
    """
    partner = Either(
        (
            Seen(Level.PARTNER, arrangement="{f}.arrangement"),
            Both((Where("{f}.arrangement = ''"), Seen(Level.ANY_PARTNER))),
        )
    )
    return Either(
        (
            Both((_for(Side.DEPARTMENT), Seen(Level.DEPARTMENT))),
            Both((_for(Side.PRIME), Seen(Level.PRIME))),
            Both((_for(Side.PARTNER), partner)),
        )
    )


def _line() -> Condition:
    """Give the condition that the return a row is about may be seen."""
    return Beside(
        "submission_contract",
        "i.contract_id = {f}.contract_id AND i.submission_id = {f}.submission_id",
        Seen(Level.ROWS, "i.contract_id", "i.sender"),
    )


def _about_a_return() -> Rule:
    """Give the rule of what is said of a return; one of reference data is everybody's to read."""
    reference = Where(f"{{f}}.contract_id = {REFERENCE_STREAM}")
    mine = Either((Seen(Level.CONTRACT), Both((reference, Held(Level.REGISTER)))))
    return Rule(
        read=Either((_line(), Both((reference, Held(Level.SIGNED))))),
        compare=Either((Seen(Level.CONTRACT), reference)),
        add=Both((mine, Mine("{f}.by_user"))),
    )


def _release() -> Rule:
    """Give the rule of releases: the contract's rule opens a return in nobody's name."""
    mine = Either((Mine("{f}.by_user"), Where("{f}.by_user = ''")))
    return Rule(
        read=_line(), compare=Seen(Level.CONTRACT), add=Both((Seen(Level.CONTRACT), mine))
    )


WRITTEN: dict[str, Rule] = {
    **{
        name: Rule(
            read=_audience(),
            compare=Seen(Level.CONTRACT),  # so that numbers never meet
            add=Both((_audience(), Mine("{f}.by_user"))),
        )
        for name in AUDIENCED
    },
    "certification": _about_a_return(),
    "ending": _about_a_return(),
    "release": _release(),
}
"""The rules of notes, meetings, actions, requests and what else people write, by table."""
