"""What may this person do with a return: withdraw it, send it back, certify it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import certifying
from monitoring.rights import may_send
from monitoring.vocabulary import Source, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.models import Submission
    from db.queries.submissions import Sent
    from db.scope import Scope

STANDING = frozenset({Status.PUBLISHED.value, Status.HELD.value})


@dataclass(frozen=True, slots=True)
class Takeable:
    """What a person may do with one return: each for the contracts named."""

    withdraw: tuple[str, ...] = ()
    send_back: tuple[str, ...] = ()
    certify: tuple[str, ...] = ()


def takeable(
    scope: Scope,
    one: Submission,
    parts: Sequence[Sent],
    ids: Mapping[str, int],
    waiting: Mapping[tuple[int, str], bool],
) -> Takeable:
    """Give what a person may do with a return that stands.

    Parameters
    ----------
    scope
        The person's.
    one, parts
        The return, and its lines for the contracts the person sees.
    ids
        The numbers of those contracts by reference.
    waiting
        The returns that are to be certified, and whether they are.
    """
    standing = [each for each in parts if each.status in STANDING]
    whole = sum(each.rows_stored for each in parts) == one.rows_stored
    own = whole and all(_is_own(scope, each, ids.get(each.contract, 0)) for each in standing)
    back = (s.contract for s in standing if scope.may_send_back(s.source, ids.get(s.contract, 0)))
    certify = (
        each.contract
        for each in standing
        if waiting.get((each.submission, each.contract)) is False
        and certifying.may_certify(scope, ids[each.contract])
    )
    withdraw = tuple(each.contract for each in standing) if own else ()
    return Takeable(withdraw, () if withdraw else tuple(back), tuple(certify))


def _is_own(scope: Scope, part: Sent, contract_id: int) -> bool:
    """Say whether a return may be one's organisation's; of several arrangements any will do."""
    if part.source == Source.PARTNER and not part.sender:
        return scope.everything or any(
            one.contract_id in {None, contract_id} and may_send(one.role, part.dataset, part.source)
            for one in scope.senders
        )
    return scope.may_send(part.dataset, part.source, contract_id, part.sender)
