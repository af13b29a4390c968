"""Who may come in, in a sentence?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def people_finding(states: Iterable[str]) -> str:
    """Say how many people may come in, and who still waits.

    Examples
    --------
    >>> people_finding(["active", "active", "waiting", "invited", "disabled"])
    '2 people may come in. 1 waits for approval. 1 is invited and has not signed in. 1 is disabled.'
    >>> people_finding(["active"])
    '1 person may come in. Nobody waits for approval.'
    """
    many = Counter(states)
    active, waiting = many["active"], many["waiting"]
    said = [f"{active} {'person' if active == 1 else 'people'} may come in."]
    waits = f"{waiting} {'waits' if waiting == 1 else 'wait'} for approval."
    said.append(waits if waiting else "Nobody waits for approval.")
    if invited := many["invited"]:
        verbs = ("is", "has") if invited == 1 else ("are", "have")
        said.append(f"{invited} {verbs[0]} invited and {verbs[1]} not signed in.")
    if disabled := many["disabled"]:
        said.append(f"{disabled} {'is' if disabled == 1 else 'are'} disabled.")
    return " ".join(said)
