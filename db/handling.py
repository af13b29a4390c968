"""Which marking stands on every page, file and print, and through whose eyes was a file made?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from monitoring.narrative.roles import reach
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.scope import Scope

SETTING = "MONITOR_MARKING"
DEFAULT = "OFFICIAL"


def marking() -> str:
    """Give the handling marking of this installation; OFFICIAL where none is set."""
    return os.environ.get(SETTING, "").strip() or DEFAULT


def seen_by(scope: Scope, contracts: Iterable[str]) -> str:
    """Say through whose eyes a file was made: roles and contracts, never a person's name."""
    roles = {Role.ADMIN} if scope.everything else {one.role for one in scope.senders}
    return reach(sorted(str(role) for role in roles), sorted(contracts))
