"""Does a real mail server on loopback get each reminder once, without figures or people?"""

from __future__ import annotations

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from db.governance.duties import add_contact
from db.scope import OPERATOR
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.handing_over import Reach

ADDRESS = "returns@prime.example"


class Box:
    """What the server was given; it can be told to refuse."""

    def __init__(self):
        self.letters = []
        self.refuses = False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the server's name
        """Take a letter, or refuse it."""
        if self.refuses:
            return "451 Try again later"
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"


@pytest.fixture
def box(monkeypatch):
    held = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(held, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("MONITOR_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("MONITOR_SMTP_FROM", "monitor@department.example")
    yield held
    server.stop()


@pytest.fixture
def known(terminal, store):
    """Two contracts that owe January on 10 February; one of them has a post to write to."""
    pen = Pen(store, OPERATOR, terminal.now)
    add_contact(pen, Place("CPA-1", Audience.SHARED), Reach("prime", "national", "Returns desk",
                                                            ADDRESS))
    terminal.at(2009, 2, 10)
    return terminal


def told(terminal, *words):
    rows = terminal.json("remind", *words)["reminders"]
    return [(row["to"], row["about"], row["sent"]) for row in rows]


def test_a_post_is_reminded_once(known, box):
    assert told(known) == [(ADDRESS, "CPA-1", "yes"), (None, "CPA-2", "no address")]
    (letter,) = box.letters
    assert letter["To"] == ADDRESS
    assert letter["Subject"] == "OFFICIAL: Returns and requests that wait for you"
    assert "January 2009 fell due on 7 February 2009" in letter.get_content()
    known.later()
    assert told(known) == [(None, "CPA-2", "no address")]
    assert len(box.letters) == 1


def test_a_dry_run_sends_nothing_and_forgets_nothing(known, box):
    assert told(known, "--dry-run")[0] == (ADDRESS, "CPA-1", "no")
    assert box.letters == []
    assert told(known)[0] == (ADDRESS, "CPA-1", "yes")


def test_what_a_server_does_not_take_is_tried_again(known, box):
    box.refuses = True
    said = known("remind")
    assert said.code == 2
    assert "The mail server did not take every reminder" in said.err
    box.refuses = False
    assert told(known)[0] == (ADDRESS, "CPA-1", "yes")


def test_without_a_mail_server_it_says_which_setting_is_wanting(known, monkeypatch):
    monkeypatch.delenv("MONITOR_SMTP_URL", raising=False)
    said = known("remind")
    assert (said.code, "MONITOR_SMTP_URL" in said.err) == (2, True)
