"""What has the sender said of a file so far, and what is known of it?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pages.shared.upload.mended_file import MendedFile

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from monitoring.findings import Problem
    from monitoring.mappings import Mapping
    from monitoring.mending import Mend
    from monitoring.vocabulary import Mode, Source
    from pages.shared.upload.foresight import Foreseen


@dataclass
class Draft(MendedFile):
    """One file on its way, from the moment it is dropped to its receipt."""

    source: Source | None = None
    contract: str | None = None
    mapping: Mapping | None = None
    hold: bool = False
    mode: Mode | None = None
    reason: str = ""
    notes: list[str] = field(default_factory=list)
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    named: frozenset[str] = frozenset()  # the contracts its own column names
    may_be_kept: bool = False  # it was looked through, and says of nobody who they are
    number: int | None = None  # of the return that holds it
    already: bool = False  # which held it before it was sent
    foreseen: tuple[object, Foreseen] | None = field(default=None, repr=False)
    past: tuple[object, list[Mend]] | None = field(default=None, repr=False)  # put right before
    looked_at: object = None  # how it stood when it was last looked at among others
    unsaid: str = ""  # what its sender has yet to say, seen then
    unread: tuple[Problem, ...] = ()  # why it could not be read then
    wrong_call: str = ""
    round: int = 0  # goes up when another part was published, which may let this one go on
    receipt: Answer | None = None
    trouble: str = ""  # why it was not published, to be said once
    refused: tuple[Problem, ...] = ()  # why nothing of the file was kept

    def key(self, name: str) -> str:
        """Give the key of a widget that belongs to the file as it stands."""
        return f"{name} {self.mark} {self.turn}"

    @property
    def is_done(self) -> bool:
        """Say whether nothing of it is left to send: it stands, or it was let go of."""
        return self.number is not None or not self.sent

    @property
    def contracts(self) -> frozenset[str] | None:
        """Give the contracts it names; None where that is not known."""
        if self.contract:
            return frozenset({self.contract})
        put_in = {mend.after for step in self.steps for mend in step}
        return self.named | put_in if self.named else None
