"""How is long work done while the page stays alive?

In a thread of its own, which never calls Streamlit: a click between begin and commit would raise
there. The page looks on; a run that is cut short leaves the work alone, and the next one looks on.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 0.4  # work shorter than this shows no progress
LOOK_SECONDS = 0.15


@dataclass
class Job:
    """A piece of work under way: the stages it has told and, at its end, what it gave."""

    what: str
    stages: list[str] = field(default_factory=list)
    result: Any = None
    error: BaseException | None = None
    thread: threading.Thread | None = None

    def start(self, work: Callable[[Callable[[str], None]], Any]) -> Job:
        """Begin the work; it is given what to tell its stages to."""

        def run() -> None:
            try:
                self.result = work(self.stages.append)
            except BaseException as error:  # noqa: BLE001 - handed to whoever looks on
                self.error = error

        self.thread = threading.Thread(target=run, name=self.what)
        self.thread.start()
        return self

    def ended(self, seconds: float) -> bool:
        """Wait so long at most; say whether the work has ended."""
        if self.thread is not None:
            self.thread.join(seconds)
        return self.thread is None or not self.thread.is_alive()


def look_on(job: Job, stages: int) -> Any:  # noqa: ANN401 - whatever the work gives
    """Show how far the work is until it ends, and give what it gave; raise what it raised.

    Parameters
    ----------
    job
        The work.
    stages
        How many stages it usually tells.
    """
    if not job.ended(PATIENCE_SECONDS):
        place = st.empty()
        while not job.ended(LOOK_SECONDS):
            said = job.stages[-1] if job.stages else job.what
            done = min(len(job.stages) / (stages + 1), 0.95)
            place.progress(done, text=f"{said}. You can stay on this page; nothing is lost.")
        place.empty()
    if job.error is not None:
        raise job.error
    return job.result
