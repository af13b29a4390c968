"""What does every section of a pack stand on: the contract, its quarter, and what was written?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from db import variations
from db.publishing.request import CallError
from db.queries import governance
from db.queries.governance.promised import series_of
from db.reports import certified, profile
from db.reports.ground import Ground, grounds, profile_sets, set_in_view
from db.reports.view import View
from monitoring.narrative import ProfileView
from monitoring.pack.figures import Figures, Quarter
from monitoring.pack.readers import Readers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.packs.asked import Asked
    from db.queries.contracts import Terms
    from monitoring.governance.items import Item
    from monitoring.governance.notes import Note
    from monitoring.governance.requests import Request
    from monitoring.governance.reviews import Meeting, Series
    from monitoring.profile_sets import ProfileSet
    from monitoring.programmes import Measure
    from monitoring.variations import Variation


@dataclass(frozen=True)
class Made:
    """What a pack is made from, as known at its instant and for its readers."""

    session: Session
    asked: Asked
    ground: Ground

    @classmethod
    def of(cls, session: Session, asked: Asked) -> Made:
        """Give the ground of a pack.

        Raises
        ------
        CallError
            If the contract is unknown or not the caller's, or was not known then.
        """
        found = grounds(session, View(contract=asked.contract, as_at=asked.as_at), asked.as_at)
        if not found:
            msg = f"Nothing was known of contract {asked.contract} at that time."
            raise CallError(msg)
        return cls(session, asked, found[0])

    @property
    def view(self) -> View:
        """Give the view of every report the pack reads."""
        return View(contract=self.asked.contract, as_at=self.asked.as_at)

    @property
    def terms(self) -> Terms:
        """Give the contract's terms."""
        return self.ground.contracts[0]

    @property
    def on(self) -> date:
        """Give the day that decides what is due."""
        return self.ground.working_date

    @property
    def quarter(self) -> Quarter:
        """Give the contract's own quarter."""
        return Quarter(self.asked.first, self.asked.last)

    @property
    def readers(self) -> Readers:
        """Give for whom the pack is made."""
        return Readers(self.asked.audience, self.asked.as_at)

    @property
    def titles(self) -> dict[str, str]:
        """Give what each measure is called."""
        return {each.code: each.title for each in self.ground.programme.measures}

    @property
    def measures(self) -> list[Measure]:
        """Give the measures a pack is of: the headline first, then the journey."""
        of = self.ground.programme
        codes = dict.fromkeys([of.headline, *of.journey])
        return [of.by_code[code] for code in codes]

    @property
    def rates(self) -> list[Measure]:
        """Give the programme's rates that are not among those."""
        mine = {each.code for each in self.measures}
        every = self.ground.programme.measures
        return [each for each in every if each.is_rate and each.code not in mine]

    @cached_property
    def items(self) -> list[Item]:
        """Give the items its readers may read, with the steps they may read."""
        found = governance.items(self.session, self.asked.contract, self.asked.as_at)
        return self.readers.stepped(found)

    @cached_property
    def requests(self) -> list[Request]:
        """Give the requests its readers may read."""
        found = governance.requests(self.session, self.asked.contract, self.asked.as_at)
        return self.readers.stepped(found)

    @cached_property
    def notes(self) -> list[Note]:
        """Give the notes that stand and its readers may read, the latest first."""
        found = governance.notes(self.session, self.asked.contract, self.asked.as_at)
        return self.readers.of([one.note for one in found if not one.taken_back])

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Give the meetings its readers may read of."""
        return self.readers.of(
            governance.meetings(self.session, self.asked.contract, self.asked.as_at)
        )

    @cached_property
    def series(self) -> Sequence[Series]:
        """Give when each kind of meeting is next due, by the meetings its readers know of."""
        return series_of(self.ground, self.terms, self.meetings)

    @cached_property
    def variations(self) -> list[Variation]:
        """Give the variations with the steps taken by then."""
        return variations.log(self.session, self.asked.contract, self.asked.as_at)

    @cached_property
    def figures(self) -> list[Figures]:
        """Give the measures that have a figure or a profile, up to the quarter's last month."""
        every = [self._figures(each) for each in (*self.measures, *self.rates)]
        return [one for one in every if len(one.months)]

    def _figures(self, measure: Measure) -> Figures:
        ground = replace(self.ground, measure=measure)
        rows = profile.against_every_set(self.session, ground, self.view)
        marked = certified.marked(self.session, ground, rows, self.asked.as_at)
        months = marked[marked["month"] <= str(self.asked.last)].reset_index(drop=True)
        names = [name for name in months["set"].unique() if name]
        contract = self.terms.reference
        declared = profile_sets(self.session, ground, {contract: names}, self.asked.as_at)
        sets = {name: one for (_, name), one in declared.items()}
        chosen = set_in_view(ground, self.terms, self.view, names) if names else ""
        return Figures(measure, months, sets, chosen, self._words(ground, sets.get(chosen)))

    def _words(self, ground: Ground, chosen: ProfileSet | None) -> ProfileView:
        number = self.terms.contract_id
        return ProfileView(
            ground.measure,
            self.terms.first_month,
            set=chosen,
            contract=self.terms.reference,
            origin=str(ground.in_force(number, "actual_origin")),
            stage=str(ground.in_force(number, "actual_stage")),
            event=str(ground.in_force(number, "actual_event")),
            event_said=ground.says(number, "actual_event"),
        )
