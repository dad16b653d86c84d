"""API keys: made once, shown once, and kept as hashes in one small file."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path

from corpus.errors import FootnoteError

PREFIX = "fn"


class KeysRefused(FootnoteError):
    """The file of keys is not as written, or there is no such key."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: ``sha256`` is of its secret, ``created`` in ISO 8601."""

    id: str
    name: str
    created: str
    sha256: str


def read_keys(file: Path) -> list[Key]:
    """The keys there are; none where there is no file. Raises KeysRefused."""
    try:
        return [Key(**fields) for fields in json.loads(file.read_text("utf-8"))["keys"]]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KeysRefused(
            f"the file of keys cannot be read ({error})",
            where=str(file),
            mend="Put back the file as it was, or remove it and make new keys: footnote keys add",
        ) from error


def add_key(file: Path, name: str) -> str:
    """A new key, which nobody can read again; raises KeysRefused."""
    id, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    _write(file, [*read_keys(file), Key(id, name, created, _hash(secret))])
    return f"{PREFIX}_{id}_{secret}"


def revoke_key(file: Path, id: str) -> Key:
    """Take a key back, by its id; raises KeysRefused."""
    keys = read_keys(file)
    gone = next((key for key in keys if key.id == id), None)
    if gone is None:
        raise KeysRefused(
            f"there is no key {id!r}",
            where=str(file),
            mend="See which there are: footnote keys list",
        )
    # The file stays when the last key goes: nothing may open because a key was taken back.
    _write(file, [key for key in keys if key is not gone])
    return gone


def owner(keys: Sequence[Key], presented: str) -> Key | None:
    """The key that was presented, if it is one of these."""
    prefix, _, rest = presented.partition("_")
    id, _, secret = rest.partition("_")
    found = next((key for key in keys if key.id == id), None)
    if prefix != PREFIX or found is None or not compare_digest(found.sha256, _hash(secret)):
        return None
    return found


def _hash(secret: str) -> str:
    # 256 random bits cannot be guessed from their hash, however quick it is.
    return hashlib.sha256(secret.encode()).hexdigest()


def _write(file: Path, keys: Sequence[Key]) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(0o600)
        draft.write_text(json.dumps({"keys": [asdict(key) for key in keys]}, indent=1), "utf-8")
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise KeysRefused(
            f"the file of keys cannot be written ({error.strerror})",
            where=str(file),
            mend="Name a file that can be: FOOTNOTE_KEYS=FILE",
        ) from error
