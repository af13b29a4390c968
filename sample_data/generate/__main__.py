"""Write the sample to a folder: ``python -m sample_data.generate --out DIR``.

Without ``--all`` only what the project keeps beside the code is written: everything but the files
about single clients, which are made when they are needed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data.generate.shipped import every_file, shipped_files


def main() -> None:
    """Write the files and say how many."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_data.generate", description="Write the sample to a folder."
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--all", action="store_true", help="the files about single clients too")
    asked = parser.parse_args()
    written = every_file() if asked.all else shipped_files()
    for name, data in written.items():
        target = asked.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    print(f"{len(written)} files written to {asked.out}")  # noqa: T201 - the answer of a command


if __name__ == "__main__":
    main()
