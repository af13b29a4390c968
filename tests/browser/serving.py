"""How is the real server started for a test, and how is it sure to stop?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 10
PROBE = "tests/browser/probe/serve.py"


@dataclass(frozen=True)
class Served:
    """A server of ours that is running: its address and what it says."""

    url: str
    log: Path

    def said(self) -> str:
        """Give everything the server has printed."""
        return self.log.read_text("utf-8")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        """Ask without a browser; give the status and the headers by their small names."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=names)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the same
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {k.lower(): v for k, v in error.headers.items()}


def surroundings(store: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a command on a store in a folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {
        "HOME": str(store),
        "PYTHONUNBUFFERED": "1",
        "MONITOR_DATABASE_URL": f"sqlite:///{store / 'monitor.db'}",
        **settings,
    }


@contextmanager
def serve(store: Path, script: str = "server.py", **settings: str) -> Iterator[Served]:
    """Serve a store on a free port of the loopback for as long as the block lasts.

    The port is drawn by the system and read from what this very process prints, so it cannot be
    another server's. The process ends with the block, and with this one if that is killed.
    """
    log = store / "server.log"
    asked = {"MONITOR_DEMO": "1", "MONITOR_ADDRESS": "127.0.0.1", "MONITOR_PORT": "0"} | settings
    with log.open("w") as output:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", sys.executable, script],  # noqa: S607 - util-linux
            cwd=ROOT,
            env=surroundings(store, PYTHONPATH=str(ROOT), **asked),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Served(_address(process, log), log)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server says where it is and answers there."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"URL: (http://127\.0\.0\.1:\d+)", log.read_text("utf-8"))
        if found and Served(found[1], log).get("/_stcore/health")[0] == 200:
            return found[1]
        time.sleep(0.05)
    msg = f"The server did not start. It said:\n{log.read_text('utf-8')}"
    raise AssertionError(msg)
