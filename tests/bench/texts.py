"""Real passages out of a built index, as its encoder read them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus.splitting import embedding_text
from index.manifest import TEXTS, read_manifest
from index.snapshot import current_id
from index.store import Store


def folder_of(index: Path) -> Path:
    """The folder of an index's current snapshot."""
    return index / "snapshots" / (current_id(index) or "")


def encoded_texts(index: Path, count: int) -> list[str]:
    """So many texts, evenly from all over the index."""
    folder = folder_of(index)
    budget = read_manifest(folder).passage_tokens
    store = Store(folder / TEXTS)
    try:
        held = len(store.passage_section)
        rows = np.linspace(0, held - 1, min(count, held), dtype=int)
        titles: dict[str, str] = {}
        found = []
        for passage in store.passages(rows.tolist()):
            id = passage.document_id
            if id not in titles:
                titles[id] = store.document(id).title
            found.append(embedding_text(titles[id], passage, budget))
        return found
    finally:
        store.close()
