"""What did an organisation put right in the returns it sent before?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Submission
from monitoring.mending import Mend

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.drafts import Owner

LOOKED_BACK = 24  # returns of the same dataset and source


def put_right_before(session: Session, owner: Owner, dataset: str, source: str) -> list[Mend]:
    """Give what an organisation put right in earlier returns of a dataset, the latest first.

    What another organisation put right is never among it, whoever may see its returns.

    Parameters
    ----------
    session
        A reading session of the owner's.
    owner
        Who sends now, and for whom.
    dataset, source
        What is sent.
    """
    rows = session.execute(
        select(Submission.how_read, Submission.sent_by)
        .where(Submission.dataset == dataset, Submission.source == source)
        .order_by(Submission.submission_id.desc())
        .limit(LOOKED_BACK)
    )
    found = []
    for how_read, sent_by in rows:
        for record in reversed(how_read.get("mends", [])):
            mend = Mend.from_json(record)
            if mend.by == owner.organisation if mend.by else sent_by == owner.login:
                found.append(mend)
    return found
