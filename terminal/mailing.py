"""A command that reminds of what is due, late or answered, where a mail server is set."""

from __future__ import annotations

import os
import smtplib
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote, urlsplit

import typer

from db import journal, reminders
from db.handling import marking
from db.publishing.request import CallError
from db.reports import View
from db.store import Store
from monitoring.reminders import SUBJECT
from terminal.options import As, Contract, Programme
from terminal.output import Form, Format, now, principal, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.reminders import Letter

app = typer.Typer()
SERVER, SENDER = "MONITOR_SMTP_URL", "MONITOR_SMTP_FROM"
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
PATIENCE = 20  # seconds a server may take to answer
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would be sent; send nothing.")]


@app.command()
def remind(
    programme: Programme = None,
    contract: Contract = None,
    dry_run: DryRun = False,
    user: As = None,
    form: Format = Form.TABLE,
) -> None:
    """Remind each contact, once, of what is due, late or answered; no figures, no people."""
    store = Store.open()
    who = principal(store, user)
    post = reminders.waiting(store, who, View(programme=programme, contract=contract), now())
    sent = "no" if dry_run else "yes"
    rows: list[dict[str, str | None]] = [
        {"to": letter.address, "about": line.contract, "line": line.text, "sent": sent}
        for letter in post.letters
        for line in letter.lines
    ]
    rows += [
        {"to": None, "about": line.contract, "line": line.text, "sent": "no address"}
        for line in post.unheard
    ]
    if post.letters and not dry_run:
        _send(store, post.letters)
        act = journal.Act(action=journal.Deed.REMIND, subject=f"{len(post.letters)} addresses",
                          result="sent")
        journal.write(store, who, act, now())
    show(form, {"reminders": rows}, ["to", "about", "line", "sent"], rows)


def _send(store: Store, letters: tuple[Letter, ...]) -> None:
    """Send each letter, and remember it as soon as the server has taken it."""
    try:
        with _server() as server:
            for letter in letters:
                server.send_message(_message(letter))
                reminders.note_sent(store, letter, now())
    except (OSError, smtplib.SMTPException) as fault:
        msg = (
            f"The mail server did not take every reminder ({type(fault).__name__}). Those it took "
            f"are remembered. Check {SERVER}, then run remind again for the rest."
        )
        raise CallError(msg) from None


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = _setting(SENDER)
    message["To"] = letter.address
    message["Subject"] = f"{marking()}: {SUBJECT}"
    message.set_content(letter.body)
    return message


@contextmanager
def _server() -> Iterator[smtplib.SMTP]:
    """Open the mail server that is set: smtp, smtps or smtp+starttls, with or without a login."""
    where = urlsplit(_setting(SERVER))
    if where.scheme not in PORTS or not where.hostname:
        msg = f"{SERVER} must read smtp://host:port, smtps://... or smtp+starttls://..."
        raise CallError(msg)
    kind = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with kind(where.hostname, where.port or PORTS[where.scheme], timeout=PATIENCE) as server:
        if where.scheme == "smtp+starttls":
            server.starttls()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        yield server


def _setting(name: str) -> str:
    """Give a setting; without it nothing can be sent."""
    value = os.environ.get(name, "").strip()
    if not value:
        msg = f"No mail server is set. Set {SERVER} and {SENDER}, or see what waits by --dry-run."
        raise CallError(msg)
    return value
