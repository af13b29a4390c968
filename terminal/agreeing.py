"""Commands that propose, sign, answer and withdraw the figures both sides work with."""

from __future__ import annotations

from typing import Annotated

import typer

from db import agreed_figures
from db.agreed_figures import Saying, Which
from db.choices import day_of, month_of
from db.store import Store
from db.writing import Pen
from monitoring.agreed_figures import NEVER_FOR_PAYMENT, Did
from monitoring.vocabulary import ALL_CATEGORIES
from terminal.options import As, Category, Reason
from terminal.output import Form, Format, now, principal, tell

app = typer.Typer(help="Figures both sides work with; for monitoring, never for payment.")
AnswerBy = Annotated[str | None, typer.Option("--answer-by", help="The provider is asked by then.")]
Disagrees = Annotated[bool, typer.Option("--disagrees", help="The provider does not agree.")]


@app.command()
def propose(
    contract: str,
    measure: str,
    month: str,
    value: int,
    category: Category = ALL_CATEGORIES,
    answer_by: AnswerBy = None,
    reason: Reason = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Propose a figure for a month, and sign it for your own role."""
    asked = day_of(answer_by) if answer_by is not None else None
    saying = Saying(value=value, answer_by=asked, text=reason)
    which = Which(contract, measure, month_of(month), category)
    _take(which, Did.PROPOSED, saying, user, form)


@app.command()
def sign(
    contract: str,
    measure: str,
    month: str,
    category: Category = ALL_CATEGORIES,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Sign the figure proposed for a month; with the last signature it is the actual."""
    _take(Which(contract, measure, month_of(month), category), Did.SIGNED, Saying(), user, form)


@app.command()
def answer(
    contract: str,
    measure: str,
    month: str,
    disagrees: Disagrees = False,
    category: Category = ALL_CATEGORIES,
    reason: Reason = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Say for the provider that it agrees with a figure, or why it does not."""
    did = Did.DISAGREES if disagrees else Did.AGREES
    which = Which(contract, measure, month_of(month), category)
    _take(which, did, Saying(text=reason), user, form)


@app.command()
def withdraw(
    contract: str,
    measure: str,
    month: str,
    category: Category = ALL_CATEGORIES,
    reason: Reason = "",
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Withdraw a figure: the first source of the month stands again."""
    which = Which(contract, measure, month_of(month), category)
    _take(which, Did.WITHDRAWN, Saying(text=reason), user, form)


def _take(which: Which, did: Did, saying: Saying, user: str | None, form: Form) -> None:
    store = Store.open()
    agreed_figures.take(Pen(store, principal(store, user), now()), which, did, saying)
    row = {
        "contract": which.contract,
        "measure": which.measure,
        "month": f"{which.month:%Y-%m}",
        "did": str(did),
    }
    tell(form, f"{str(did).capitalize()}. {NEVER_FOR_PAYMENT}", row)
