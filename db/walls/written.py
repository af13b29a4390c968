"""Who may read what people wrote down? Only its audience, whoever asks and however."""

from __future__ import annotations

from db.models import REFERENCE_STREAM
from db.walls.conditions import (
    Always,
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
from db.walls.levels import Level
from db.walls.withheld import opened
from monitoring.audiences import READERS, Side
from monitoring.vocabulary import Ended

AUDIENCED = (
    "note", "meeting", "item_step", "request_step", "variation_step", "assumption", "pack",
    "responsibility", "handover", "contact_point", "agreed_step",
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


OF_RETURN = "i.contract_id = {f}.contract_id AND i.submission_id = {f}.submission_id"
REFERENCE = Where(f"{{f}}.contract_id = {REFERENCE_STREAM}")


def _about_people() -> Rule:
    """Give the rule of what is written about single people: for readers who may see them."""
    reads = Both((_audience(), Seen(Level.CLIENTS)))
    return Rule(
        read=reads,
        compare=Seen(Level.CONTRACT),  # so that numbers never meet
        add=Both((reads, Seen(Level.WRITE), Mine("{f}.by_user"))),
    )


def _line() -> Condition:
    """Give the condition that the return a row is about may be seen, and is not withheld."""
    seen = Both((Seen(Level.ROWS, "i.contract_id", "i.sender"), opened("i")))
    return Beside("submission_contract", OF_RETURN, seen)


def _about_a_return(add: Condition) -> Rule:
    """Give the rule of what is said of a return; one of reference data is everybody's to read."""
    mine = Either((add, Both((REFERENCE, Held(Level.REGISTER)))))
    return Rule(
        read=Either((_line(), Both((REFERENCE, Held(Level.SIGNED))))),
        compare=Either((Seen(Level.CONTRACT), REFERENCE)),
        add=Both((mine, Mine("{f}.by_user"))),
    )


def _sent() -> Condition:
    """Give the condition that one sends for the return's line."""
    own = Either(
        (
            Seen(Level.SEND, "i.contract_id", "i.sender"),
            Both((Where("i.sender = ''"), Seen(Level.SEND, "i.contract_id"))),
        )
    )
    return Either((Beside("submission_contract", OF_RETURN, own), _several(Level.PUBLISH)))


def _several(level: Level) -> Condition:
    """Give the condition that a return is of several arrangements, one's own maybe among them."""
    partners = "i.submission_id = {f}.submission_id AND i.source = 'partner'"
    line = Both((Where("i.sender = ''"), Seen(level, "i.contract_id")))
    return Both(
        (Beside("submission", partners, Always()), Beside("submission_contract", OF_RETURN, line))
    )


def _ends() -> Condition:
    """Give the condition that one may end a return: send it back, or take back what one sends."""
    back = Both((Where(f"{{f}}.kind = '{Ended.RETURNED}'"), Seen(Level.SEND_BACK)))
    return Either((back, Both((Where(f"{{f}}.kind = '{Ended.WITHDRAWN}'"), _sent()))))


def _release() -> Rule:
    """Give the rule of releases: the contract's rule opens a return in nobody's name.

    The department never opens one: it would read what is not yet for it.
    """
    mine = Either((Mine("{f}.by_user"), Where("{f}.by_user = ''")))
    line = Seen(Level.PARTNER, "i.contract_id", "i.sender")
    partner = Either((Beside("submission_contract", OF_RETURN, line), _several(Level.ANY_PARTNER)))
    chain, sends = Either((Seen(Level.PRIME), partner)), Seen(Level.PUBLISH)
    return Rule(read=_line(), compare=Seen(Level.CONTRACT), add=Both((chain, sends, mine)))


WRITTEN: dict[str, Rule] = {
    **{
        name: Rule(
            read=_audience(),
            compare=Seen(Level.CONTRACT),  # so that numbers never meet
            add=Both((_audience(), Seen(Level.WRITE), Mine("{f}.by_user"))),
        )
        for name in AUDIENCED
    },
    "difference_step": _about_people(),
    "certification": _about_a_return(Seen(Level.CERTIFY)),
    "ending": _about_a_return(_ends()),
    "release": _release(),
}
"""The rules of notes, meetings, actions, requests and what else people write, by table."""
