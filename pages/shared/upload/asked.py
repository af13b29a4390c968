"""What exactly is sent, when everything the sender said is put together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.publishing.request import Sending

if TYPE_CHECKING:
    from monitoring.vocabulary import Mode
    from pages.shared.upload.draft import Draft


def sending(draft: Draft, mode: Mode | None, *, sure: bool) -> Sending:
    """Give what is sent, in one mode, with the size confirmed or not."""
    return Sending(
        dataset=draft.dataset or "",
        name=draft.file_name,
        data=draft.data,
        source=draft.source,
        contract=draft.contract,
        mapping=draft.mapping.name if draft.mapping else None,
        sheet=draft.own_sheet,
        mode=mode,
        hold_faulty=draft.hold,
        confirm_size=sure,
        reason=draft.reason,
        mends=draft.mends,
    )
