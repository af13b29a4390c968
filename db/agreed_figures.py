"""How is a figure proposed, signed, answered and withdrawn, and when does it become the actual?

Each is a step. With its last signature the figure is published as a source of its own, *agreed*,
which comes before every other; withdrawn, it is no figure any more. No source is changed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db import doors, registers, writing
from db.chain import KEY_PURPOSE
from db.models import AgreedStep
from db.publishing import benchmarks, cells, ledger, summaries
from db.publishing.request import CallError, NotYoursError
from db.queries import agreed_figures as queries
from db.queries import contracts
from db.queries.governance import written
from db.scope import WHOLE
from db.writing import Place
from monitoring import agreed_figures, periods
from monitoring.agreed_figures import SIGNATORIES, Attempt, Did, Figure, State, needs
from monitoring.audiences import Audience
from monitoring.vocabulary import ALL_CATEGORIES, WHOLE_CONTRACT, Origin, Role, Source

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.scope import Scope
    from db.writing import Pen, Values

KIND = "agreed figure"


@dataclass(frozen=True, slots=True)
class Which:
    """Of which contract, measure, month and category a figure is."""

    contract: str
    measure: str
    month: date
    category: str = ALL_CATEGORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a step says: the value of a proposal, by when the provider is asked, and why."""

    value: int | None = None
    answer_by: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Of:
    """What a step is about: the contract, who signs, what stands, how many steps there were."""

    number: int
    which: Which
    signing: tuple[Role, ...]
    figure: Figure | None
    steps: int


def take(pen: Pen, which: Which, did: Did, saying: Saying | None = None) -> None:
    """Take one step of an agreed figure.

    Who proposes a figure signs it for their own role in the same act.

    Raises
    ------
    CallError
        If it is not the writer's to do, the step cannot follow, or something is left unsaid.
    """
    said = saying or Saying()
    place = Place(which.contract, Audience.SHARED)
    with doors.publisher(pen.store, pen.principal) as session:
        number = writing.begin(session, place)
        act = _act(pen, doors.scope_of(session), number, did, said.text)
        signing = _signing(session, pen, number, which)
        of = _of(session, number, which, signing)
        if refused := agreed_figures.stranger(signing, act):
            raise NotYoursError(refused)
        if refused := agreed_figures.refusal(of.figure, signing, act):
            raise CallError(refused)
        rows = _rows(session, of, act, said)
        effect = _effect(of, rows)
        if effect is not None:
            rows[-1]["number"] = _publish(session, pen, of, effect)
        writing.write_all(session, AgreedStep, pen, place, rows)


def roles_of(scope: Scope, number: int) -> frozenset[Role]:
    """Give the roles somebody holds over a whole contract, those they cover among them."""
    if scope.everything:
        return frozenset(Role)
    return frozenset(one.role for one in scope.senders if one.covers(number, WHOLE))


def _act(pen: Pen, scope: Scope, number: int, did: Did, text: str) -> Attempt:
    roles = roles_of(scope, number)
    provider = scope.may_send("monthly_return", "provider_mi", number)
    if not (provider or roles.intersection(SIGNATORIES)):
        msg = "Agreed figures are signed by who answers for them, and answered by the provider."
        raise NotYoursError(msg)
    return Attempt(did, pen.principal.login, roles, provider, text)


def _signing(session: Session, pen: Pen, number: int, which: Which) -> tuple[Role, ...]:
    """Give who signs for the measure; refuse what is no count or no month of the contract's."""
    programme = registers.programme_of(session, number)
    measure = programme.by_code.get(which.measure)
    if measure is None or measure.is_rate:
        counts = ", ".join(each.code for each in programme.measures if not each.is_rate)
        msg = f"{which.measure} is no count of programme {programme.code}. Choose one of: {counts}."
        raise CallError(msg)
    terms = contracts.terms(session, [number])[0]
    ended = periods.last_ended(registers.working_date(programme, pen.now))
    last = min(ended, terms.last_month) if terms.last_month else ended
    if not terms.first_month <= which.month <= last:
        msg = f"{which.month:%B %Y} is no month of contract {which.contract} that has ended."
        raise CallError(msg)
    return needs(measure.owner)


def _of(session: Session, number: int, which: Which, signing: tuple[Role, ...]) -> _Of:
    wanted = {"measure": which.measure, "category": which.category, "month": which.month}
    rows = written.rows(session, AgreedStep, [number], None, "step", **wanted)
    figure = queries.standing(which.contract, rows, signing) if rows else None
    return _Of(number, which, signing, figure, len(rows))


def _rows(session: Session, of: _Of, act: Attempt, said: Saying) -> list[Values]:
    """Give the steps an act comes to: a proposal is signed by who makes it."""
    if act.did is not Did.PROPOSED:
        role = agreed_figures.role_to_sign(of.figure, act) if of.figure else None
        signs = str(role) if role and act.did is Did.SIGNED else ""
        return [_row(of, 1, act.did, role=signs, text=act.text.strip())]
    if said.value is None or said.value < 0:
        msg = "Say the figure: a whole number, 0 or more."
        raise CallError(msg)
    names = {of.number: of.which.contract}
    now = queries.sources_now(session, names, [of.which.measure], of.which.category)
    rests = now.get((of.which.contract, of.which.measure, of.which.month), ())
    mine = next(role for role in of.signing if role in act.roles)
    first = _row(
        of,
        1,
        Did.PROPOSED,
        value=said.value,
        answer_by=said.answer_by,
        rests_on=[asdict(one) for one in rests],
        text=act.text.strip(),
    )
    return [first, _row(of, 2, Did.SIGNED, role=str(mine))]


def _row(of: _Of, after: int, did: Did, **said: object) -> Values:
    return {
        "contract_id": of.number,
        "measure": of.which.measure,
        "category": of.which.category,
        "month": of.which.month,
        "step": of.steps + after,
        "did": str(did),
        "rests_on": [],
        **said,
    }


def _effect(of: _Of, rows: list[Values]) -> tuple[int | None] | None:
    """Give the value that begins to be the actual (None: ceases to be); None where nothing does."""
    did, before = rows[-1]["did"], of.figure
    if did == Did.WITHDRAWN:
        return (None,) if before is not None and before.state is State.AGREED else None
    if did != Did.SIGNED:
        return None
    proposed = rows[0]["did"] == Did.PROPOSED
    signed = () if proposed or before is None else before.signed
    if {*signed, rows[-1]["role"]} < {str(role) for role in of.signing}:
        return None
    return (rows[0]["value"] if proposed or before is None else before.value,)


def _publish(session: Session, pen: Pen, of: _Of, effect: tuple[int | None]) -> int:
    """Write the figure among the monthly ones, or take it out, as a publication of its own."""
    numbers = ledger.next_numbers(session, [of.number], pen.now)
    summing = summaries.Summing(session, numbers, registers.programmes(session))
    month = of.which.month
    region = cells.Region(
        numbers, (of.which.measure,), Source.AGREED, Origin.RETURNED, month, month
    )
    wanted = cells.standing(session, region)
    cell = cells.Cell(
        of.number, of.which.measure, of.which.category, WHOLE_CONTRACT, "", month
    )
    wanted.pop(cell, None)
    if effect[0] is not None:
        wanted[cell] = cells.Figure(effect[0])
    summing.rewrite(region, wanted)
    word = "withdrawn" if effect[0] is None else "agreed"
    step = ledger.Step(
        kind=KIND,
        submission_id=None,
        by_user=pen.principal.login,
        published_at=pen.now,
        recorded_at=pen.now,
        detail=f"{of.which.measure} {month:%Y-%m} {word}",
    )
    ledger.write_publications(session, numbers, step, pen.store.key(KEY_PURPOSE))
    benchmarks.refresh(summing, step, pen.store)
    return numbers[of.number]
