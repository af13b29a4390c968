"""Does long work go on whatever the page does, and say how far it is?"""

from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.upload.work import Job, look_on


def test_work_that_is_done_at_once_gives_what_it_gave():
    job = Job("Adding").start(lambda _: 2 + 3)
    assert look_on(job, 1) == 5


def test_what_the_work_raised_is_raised_to_whoever_looks_on():
    def fail(_):
        msg = "the disk is full"
        raise OSError(msg)

    with pytest.raises(OSError, match="the disk is full"):
        look_on(Job("Writing").start(fail), 1)


def test_the_stages_are_told_in_order():
    job = Job("Publishing").start(lambda tell: [tell("Reading"), tell("Writing")])
    job.ended(5)
    assert job.stages == ["Reading", "Writing"]


def test_somebody_who_looks_on_early_is_told_it_has_not_ended():
    go_on = threading.Event()
    job = Job("Waiting").start(lambda _: go_on.wait(5))
    assert not job.ended(0)
    go_on.set()
    assert job.ended(5)


def page():
    import streamlit as st  # noqa: PLC0415 - a page of its own

    from pages.shared.upload.work import look_on as looking  # noqa: PLC0415 - the same

    st.text(f"It gave {looking(st.session_state['job'], 4)}.")


def test_long_work_shows_its_stage_and_then_what_it_gave(monkeypatch):
    shown = []
    go_on = threading.Event()

    def show(_self, value, text):
        shown.append((value, text))
        go_on.set()

    def work(tell):
        tell("Checking every row")
        go_on.wait(10)
        return "a receipt"

    monkeypatch.setattr("streamlit.delta_generator.DeltaGenerator.progress", show)
    at = AppTest.from_function(page, default_timeout=20)
    at.session_state["job"] = Job("Reading the file").start(work)
    at.run()
    assert at.text[0].value == "It gave a receipt."
    assert shown[0] == (1 / 5, "Checking every row. You can stay on this page; nothing is lost.")


def test_a_run_that_is_cut_short_leaves_the_work_to_the_next_one():
    go_on = threading.Event()
    job = Job("Publishing").start(lambda _: go_on.wait(10) and "done")
    at = AppTest.from_function(page, default_timeout=1)
    at.session_state["job"] = job
    with pytest.raises(RuntimeError, match="timed out"):
        at.run()
    go_on.set()
    again = AppTest.from_function(page, default_timeout=10)
    again.session_state["job"] = job
    assert again.run().text[0].value == "It gave done."
