"""Whatever is changed in a file of a snapshot, it is refused by the name of the file."""

from __future__ import annotations

import random
import shutil

import pytest
from conftest import FULL, ToyEncoder

from corpus.errors import EncoderMismatch, SnapshotDamaged
from index.snapshot import load

pytestmark = pytest.mark.proof


def corrupted(content: bytes, other: bytes, way: str, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    match way:
        case "bit":
            flipped = bytes([content[place] ^ (1 << chance.randrange(8))])
            return content[:place] + flipped + content[place + 1 :]
        case "cut":
            return content[:place]
        case "zeros":
            start = place & ~4095
            page = content[start : start + 4096]
            return content[:start] + bytes(len(page)) + content[start + 4096 :]
    return other


def test_every_corruption_is_a_named_error(before, tmp_path):
    index = tmp_path / "index"
    shutil.copytree(before / "index", index)
    folder = next((index / "snapshots").iterdir())
    good = load(index, ToyEncoder())
    manifest = good.manifest
    good.close()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    chance = random.Random(4)
    refused = harmless = 0
    for number in range(1000 if FULL else 100):
        file = files[number % len(files)]
        content = file.read_bytes()
        way = ("bit", "cut", "zeros", "swapped")[number // len(files) % 4]
        broken = corrupted(content, chance.choice(files).read_bytes(), way, chance)
        file.unlink()
        file.write_bytes(broken)
        try:
            snapshot = load(index, ToyEncoder())
        except (SnapshotDamaged, EncoderMismatch) as error:
            assert str(folder) in (error.where or "")
            assert error.where.endswith(file.relative_to(folder).as_posix())
            refused += 1
        else:
            # Only where nothing was changed, or nothing that means anything.
            assert snapshot.manifest == manifest
            assert broken == content or file.name == "manifest.json"
            snapshot.close()
            harmless += 1
        file.write_bytes(content)
    assert refused > 0.9 * (refused + harmless)
    print(
        f"\n{refused + harmless} corruptions: {refused} refused by name, {harmless} changed nothing"
    )
