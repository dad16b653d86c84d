"""What the faster encoder costs: its vectors and its rankings against the model's own in fp32."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.found import Found, Table, Verdict
from bench.ground import ROOT, SHARED, STARTER, Ground
from bench.subset import of_documents, subset
from bench.texts import encoded_texts
from corpus.reading import Source, parse_source
from index.building import build
from index.encoder import Encoder, Tokens, Vectors
from index.encoder_export import bundled_model, load_encoder
from index.judgments import JudgedSet, read_judgments
from index.measures import measure
from index.runs import Run
from index.searching import search
from index.snapshot import load
from index.vectors import unit

TITLE = "Fidelity"
COSINE, CHANGE = 0.999, 0.005
DEPTH = 20


class Reference:
    """The model itself, in torch and fp32; all but its numbers is as in the exported one."""

    def __init__(self, exported: Encoder) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(bundled_model()), device="cpu")
        self._exported = exported
        self.card = exported.card
        self.centre: NDArray[np.float32] = exported.centre

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        found: Vectors = self._model.encode(list(texts), normalize_embeddings=True)
        return found

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        read = self._model.encode(list(texts), output_value=None, convert_to_numpy=False)
        tokens = []
        for text, of in zip(texts, read, strict=True):
            length = int(of["attention_mask"].sum())
            own = of["token_embeddings"][1 : length - 1].cpu().numpy()
            encoding = self._model.tokenizer.backend_tokenizer.encode(text)
            starts = [start for start, _ in encoding.offsets[1 : 1 + len(own)]]
            tokens.append(Tokens(unit(own), np.array(starts, np.int64)))
        return unit(np.stack([of["sentence_embedding"].cpu().numpy() for of in read])), tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._exported.count_tokens(texts)

    def save(self, folder: Path) -> None:
        self._exported.save(folder)


def run(ground: Ground) -> Found:
    assert ground.archive
    exported = load_encoder(None, ground.work / "encoders")
    reference = Reference(exported)
    texts = encoded_texts(ground.archive, ground.sizes.passages)
    cosines = (exported.encode(texts) * reference.encode(texts)).sum(axis=1)
    judged = judged_set(ground)
    sources = corpus_of(judged, ground)
    values = {}
    for name, encoder in (("fp32", reference), (exported.card.precision, exported)):
        index = ground.work / "fidelity" / name
        passages = build(sources, index, encoder, keep=1).passages
        values[name] = ndcg(index, encoder, judged)
    return told(cosines, values, exported.card.precision, judged, passages)


def judged_set(ground: Ground) -> JudgedSet:
    if ground.sources == (str(STARTER),):
        return read_judgments(STARTER / "evaluation")
    dev = SHARED / "evaluation" / "dev"
    there = dev.with_suffix(".queries.tsv").exists()
    return read_judgments(dev if there else ROOT / "tests" / "judged" / "archives")


def corpus_of(judged: JudgedSet, ground: Ground) -> list[Source]:
    """Every document that was judged for any question, and no other."""
    if ground.sources == (str(STARTER),):
        return [parse_source(f"starter={STARTER}")]
    sections = {section for grades in judged.qrels.values() for section in grades}
    ids = {section.partition("#")[0] for section in sections}
    return subset(ground.sources, of_documents(ids), ground.work / "fidelity" / "texts")


def ndcg(index: Path, encoder: Encoder, judged: JudgedSet) -> dict[str, float]:
    """nDCG@10 of each question."""
    snapshot = load(index, encoder)
    try:
        rankings = {
            query: tuple(hit.passage.section_id for hit in search(snapshot, text, DEPTH))
            for query, text in judged.queries.items()
        }
    finally:
        snapshot.close()
    measured = measure(Run("fidelity", rankings), judged)
    return {query: of["nDCG@10"] for query, of in measured.items() if "nDCG@10" in of}


def told(
    cosines: NDArray[np.float32],
    values: dict[str, dict[str, float]],
    precision: str,
    judged: JudgedSet,
    passages: int,
) -> Found:
    exact, ours = (fmean(values[name].values()) for name in ("fp32", precision))
    change = ours / exact - 1
    moved = sum(
        abs(values[precision][query] - value) > 0.001 for query, value in values["fp32"].items()
    )
    found = Found()
    found.verdicts += [
        Verdict(
            "fidelity, mean cosine to fp32",
            f"{COSINE}",
            f"{cosines.mean():.5f}, least {cosines.min():.5f}",
            bool(cosines.mean() >= COSINE),
        ),
        Verdict(
            "fidelity, nDCG@10",
            f"within {CHANGE:.1%} of fp32's",
            f"{ours:.4f} against {exact:.4f} ({change:+.2%})",
            abs(change) <= CHANGE,
        ),
    ]
    found.tables.append(
        Table(
            ["", "mean nDCG@10", "questions"],
            [["fp32, torch", f"{exact:.4f}", str(len(values["fp32"]))],
             [f"{precision}, OpenVINO", f"{ours:.4f}", str(len(values[precision]))]],
        )
    )  # fmt: skip
    found.notes.append(
        f"Cosines of {len(cosines)} passages. nDCG@10 of the whole ranking, windows of tokens "
        f"included, over the {passages:,} passages of all documents that were judged for any of "
        f"the {len(judged.queries)} questions; {moved} of them move by more than 0.001."
    )
    return found
