"""What ``make bench`` measures, on both engines. It prints; nothing passes or fails by time."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.bench import loading, reading, reconciling

if TYPE_CHECKING:
    import pytest

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
FEW = 10_000
FACTOR = 100


def told(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        print(f"\n  {line}", flush=True)  # noqa: T201 - printing is what a benchmark is for


def test_load_against_the_bare_minimum(store, capsys):
    loading.prepared(store)
    data = loading.starts_file(ROWS)
    bare = loading.bare_minimum(store, data)
    took = loading.load(store, data)
    told(
        capsys,
        f"load, {store.dialect}, {ROWS:,} starts: {took:.1f} s; bare minimum {bare:.1f} s; "
        f"ratio {took / bare:.2f}",
    )


def test_peak_memory_of_a_load(sqlite_store, tmp_path, capsys):
    loading.prepared(sqlite_store)
    (tmp_path / "starts.csv").write_bytes(loading.starts_file(ROWS))
    url = sqlite_store.url.render_as_string(hide_password=False)
    script = (
        "import resource, sys, cli\n"
        "try:\n    cli.main()\nfinally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
    )
    command = [
        sys.executable,
        "-c",
        script,
        "load",
        "starts",
        str(tmp_path / "starts.csv"),
        "--format",
        "json",
    ]
    settings = os.environ | {
        "MONITOR_DATABASE_URL": url,
        "MONITOR_SECRET_KEY": str(sqlite_store.given_secret),
    }
    ended = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-500:] + ended.stderr[-500:]
    told(capsys, f"peak memory of that load in a process of its own: {ended.stderr.split()[-1]} MB")


def test_pages_at_fifty_contracts_by_sixty_months(two_stores, capsys):
    few, many = map(reading.fill, two_stores)
    reading.clients(few, FEW)
    reading.clients(many, FEW * FACTOR)
    for name in ("portfolio", "profile"):
        before, after = reading.seconds_in_turn((few, many), name)
        told(
            capsys,
            f"{name}, {few.dialect}: {before * 1000:.0f} ms; with {FACTOR} times the clients "
            f"{after * 1000:.0f} ms; ratio {after / before:.2f} "
            f"(medians of {reading.RUNS} runs of each, in turn)",
        )


def test_reconciling_against_datacompy(store, tmp_path, capsys):
    loading.prepared(store)
    loading.load(store, reconciling.referrals_file(ROWS), "referrals")
    loading.load(store, reconciling.starts_file(ROWS))
    took, found = min((reconciling.ours(store) for _ in range(3)), key=lambda each: each[0])
    rival, matched = reconciling.theirs(found, tmp_path)
    assert int((found.rows["left_at"].ge(0) & found.rows["right_at"].ge(0)).sum()) == matched
    told(
        capsys,
        f"reconciling, {store.dialect}, {ROWS:,} referrals with {ROWS:,} starts, from the store: "
        f"{took:.1f} s; datacompy on the same frames in memory: {rival:.1f} s; "
        f"ratio {took / rival:.2f}",
    )
