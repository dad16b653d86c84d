"""What a snapshot says of itself, and whether its files are as it says."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import SnapshotDamaged
from index.adaptation import Adaptation
from index.encoder import EncoderCard, Vectors
from index.vectors import INDEX, ROWS

FORMAT = 4
MANIFEST = "manifest.json"
TEXTS = "texts.sqlite"
WINDOWS = "windows"
LEXICAL = "lexical"
ENCODER = "encoder"
COPIES = "copies.npy"
REPORT = "report.json"
PAGE = "report.html"

# Without paths it would be the starter texts that replace somebody's own.
AGAIN = "Build the index again, from the same texts as before: footnote build [PATH…]"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of.

    ``fingerprint`` is a hash of its content, ``code`` of the code that made it, ``inputs`` of this
    and of all that was read. ``thresholds`` and ``quality`` were measured on it when it was built;
    ``objections`` are those it was published in spite of, ``golden`` the questions that were asked,
    and ``asked`` is a hash of these and of what was to be found. ``search`` is how vectors are
    searched: every one compared ("exact"), or all sketches and of the nearest the vectors
    ("sketched"). ``canaries`` maps texts to the vectors they had then, ``files`` each file's path
    to its sha256. ``adaptation`` is what came of adapting the encoder to the corpus, None where
    nobody asked for it.
    """

    format: int
    id: str
    created: str
    fingerprint: str
    inputs: str
    passage_tokens: int
    encoder: EncoderCard
    counts: Mapping[str, int]
    thresholds: Mapping[str, float]
    quality: Mapping[str, float]
    objections: tuple[str, ...]
    golden: tuple[str, ...]
    canaries: Mapping[str, str]
    files: Mapping[str, str]
    asked: str = ""
    code: str = ""
    search: str = "exact"
    adaptation: Adaptation | None = None


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest; raises SnapshotDamaged."""
    file = folder / MANIFEST
    try:
        fields = json.loads(file.read_text("utf-8"))
        if not isinstance(fields, dict) or fields.get("format") != FORMAT:
            raise damaged(file, f"it is not of format {FORMAT}")
        if fields.pop("seal", None) != _seal_of(fields):
            raise damaged(file, "it is not as it was written (its own checksum differs)")
        files = fields.get("files")
        if not isinstance(files, dict) or not {TEXTS, ROWS, INDEX, COPIES, REPORT} <= files.keys():
            raise damaged(file, "it does not list the snapshot's files")
        for name in ("objections", "golden"):
            fields[name] = tuple(fields[name])
        if adaptation := fields.pop("adaptation", None):
            fields["adaptation"] = Adaptation(**adaptation)
        return Manifest(encoder=EncoderCard(**fields.pop("encoder")), **fields)
    except FileNotFoundError as error:
        raise damaged(file, "it is missing") from error
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(file, f"it cannot be read ({error})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest with a checksum of its own, so that an edit by hand is seen."""
    fields = asdict(manifest)
    text = json.dumps({**fields, "seal": _seal_of(fields)}, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of every file in a folder but the manifest, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: sha256(path) for name, path in names.items() if name != MANIFEST}


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its checksum, before a native reader touches a byte."""
    for name, expected in manifest.files.items():
        try:
            actual = sha256(folder / name)
        except FileNotFoundError as error:
            raise damaged(folder / name, "it is missing") from error
        except OSError as error:
            raise damaged(folder / name, f"it cannot be read ({error})") from error
        if actual != expected:
            raise damaged(folder / name, "it is not as it was written (its checksum differs)")


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def damaged(file: Path, why: str) -> SnapshotDamaged:
    return SnapshotDamaged(why, where=str(file), mend=AGAIN)


def packed(vectors: Vectors) -> list[str]:
    """Each row as base64 of little-endian float32."""
    return [base64.b64encode(row.astype("<f4").tobytes()).decode() for row in vectors]


def unpacked(rows: list[str]) -> Vectors:
    """The vectors that ``packed`` packed."""
    return np.stack([np.frombuffer(base64.b64decode(row), "<f4") for row in rows])


def _seal_of(fields: Mapping[str, Any]) -> str:
    text = json.dumps({k: v for k, v in fields.items() if k != "seal"}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
