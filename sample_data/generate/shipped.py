"""Which files of the sample stand beside the code, and what do the others come to?

The files about single clients would be 20 MB, and those of the partners' single weeks are a
thousand: they are made from the seed whenever they are needed. The checksum of all files together,
kept here, proves that they are the same everywhere.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sample_data.generate import moj, nhs
from sample_data.generate.broken import broken_files
from sample_data.generate.key import answer_key
from sample_data.generate.people_list import COLUMNS, assignments
from sample_data.generate.plp import PLANS, plp_files, world
from sample_data.generate.sample_file import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generate.plp import World
    from sample_data.generate.sample_file import SampleFile

MADE_WHEN_NEEDED = ("plp/clients/", "plp/weeks/")
MANIFEST = "plp/manifest.csv"
KEY = "plp/answer_key.json"
CHECKSUM = "plp/stream.sha256"


def numbered(told: World) -> list[SampleFile]:
    """Give every file of the sample in order of receipt, numbered from 1."""
    every = [*plp_files(told), *nhs.files(), *moj.files()]
    return [replace(file, order=order) for order, file in enumerate(every, 1)]


def shipped_files() -> dict[str, bytes]:
    """Give what stands beside the code, by its path within ``sample_data``."""
    return {
        name: data for name, data in every_file().items() if not name.startswith(MADE_WHEN_NEEDED)
    }


def every_file() -> dict[str, bytes]:
    """Give every file of the sample, and the lists, the key and the checksum about them."""
    told = world()
    return with_lists(told, numbered(told))


def with_lists(told: World, files: list[SampleFile]) -> dict[str, bytes]:
    """Give the files by their path, with the manifest, the key, the people and what is broken."""
    return {
        **{file.name: file.data for file in files},
        MANIFEST: manifest(files),
        CHECKSUM: f"{checksum(files)}\n".encode(),
        KEY: _json(answer_key(told, files)),
        "plp/users.csv": csv_bytes((each.row() for each in assignments(PLANS)), COLUMNS),
        **broken_files(),
    }


def manifest(files: list[SampleFile]) -> bytes:
    """Give the list of all files with what a loader must know of each."""
    rows = [file.manifest_row() for file in files]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def checksum(files: Iterable[SampleFile]) -> str:
    """Give the SHA-256 of every file's entry and bytes, in order."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(repr(sorted(file.manifest_row().items())).encode())
        digest.update(file.data)
    return digest.hexdigest()


def _json(key: object) -> bytes:
    """Write the key so that a change of it can be read line by line."""
    return (json.dumps(key, indent=1, ensure_ascii=False) + "\n").encode()
