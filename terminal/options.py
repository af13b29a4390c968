"""Which options do the commands take, and what does their help say?"""

from __future__ import annotations

from typing import Annotated

import typer

from monitoring.periods import By
from monitoring.vocabulary import Basis, Mode, Source


def _said(*names: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, help=text)
    return option


Contract = Annotated[str | None, _said("--contract", text="The contract's reference.")]
OfSource = Annotated[Source | None, _said("--source", text="Whose word it is; else the default.")]
Through = Annotated[str | None, _said("--mapping", text="A saved mapping it is read through.")]
Sheet = Annotated[str | None, _said("--sheet", text="Which sheet of a workbook, where several.")]
Months = Annotated[list[str] | None, _said("--month", text="A month it covers whole; repeatable.")]
As = Annotated[str | None, _said("--as", text="Act as this user; else the local operator.")]
HowMuch = Annotated[Mode | None, _said("--mode", text="Whole months, or corrections.")]
Hold = Annotated[bool, _said("--hold-faulty", text="Publish without the faulty rows; they wait.")]
Confirm = Annotated[bool, _said("--confirm-size", text="Yes, totals move by that much.")]
Reason = Annotated[str, _said("--reason", text="Why, for who reads the receipt.")]
Received = Annotated[str | None, _said("--received", text="When it came (administrators).")]

Programme = Annotated[str | None, _said("--programme", text="Its contracts only.")]
First = Annotated[str | None, _said("--from", text="First month, YYYY-MM.")]
Last = Annotated[str | None, _said("--to", text="Last month, YYYY-MM.")]
OfMeasure = Annotated[str | None, _said("--measure", text="Else the programme's headline.")]
Category = Annotated[str, _said("--client-category", text="Else everybody.")]
InSet = Annotated[str | None, _said("--set", text="Else what the contract is watched against.")]
Arrangement = Annotated[str, _said("--arrangement", text="Else the whole contract.")]
Stretch = Annotated[By | None, _said("--by", text="How much time a row covers.")]
OnBasis = Annotated[Basis | None, _said("--basis", text="Period or cohort.")]
Elapsed = Annotated[int | None, typer.Option("--elapsed", min=0, help="Months since a cohort.")]
Left = Annotated[str | None, _said("--left", text="DATASET:SOURCE of a comparison.")]
Right = Annotated[str | None, _said("--right", text="DATASET:SOURCE of a comparison.")]
Detail = Annotated[bool, _said("--detail", text="Row by row.")]
AsAt = Annotated[str | None, _said("--as-at", text="As known then: a date or an instant.")]
FirstDay = Annotated[str | None, _said("--from", text="First day, YYYY-MM-DD.")]
LastDay = Annotated[str | None, _said("--to", text="Last day, YYYY-MM-DD.")]
InForce = Annotated[str, _said("--from", text="In force from this day, YYYY-MM-DD.")]
Anonymised = Annotated[bool, _said("--anonymised", text="Under tokens, with no small number.")]
Authority = Annotated[
    str, _said("--readiness-authority", text="Who allowed readiness bands to leave; else none do.")
]
