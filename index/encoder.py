"""Text → unit vectors.

The encoder that runs is a plain folder: a graph, a tokenizer and ``encoder.json``. It is exported
once from a sentence-transformers model (``encoder_export``), travels inside every snapshot, and
needs neither torch nor transformers: a server starts in a second and reads no hub.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderUnusable

Precision = Literal["auto", "bf16", "f32"]

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), float32, each row of length 1."""

GRAPH = "graph.xml"
WEIGHTS = "graph.bin"
TOKENIZER = "tokenizer.json"
CARD = "encoder.json"
CENTRE = "centre.npy"
FILES = (GRAPH, WEIGHTS, TOKENIZER, CENTRE, CARD)

BATCH = 8
"""Texts encoded at once. In bf16, two streams on two cores, 8 are a tenth faster than 16, and a
fifth than 32; where there are matrix units (AMX), 16 were a little faster than 8."""

HEIGHTS = (1, 2, 4, BATCH)
"""Texts that a batch is filled up to."""

WIDTH_STEP = 16
"""Batches are padded to a multiple of this many tokens."""

TOKENIZED = 2_000
"""Texts tokenized at once: the tokenizer's own results are large."""


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What an encoder is, as a snapshot's manifest records it.

    ``weights_sha256`` is of the model's own weights file, ``max_tokens`` counts the special ones,
    ``centre`` is a hash of where the states of tokens lie on average. ``adapted_from`` are the
    weights that these were fine-tuned from on a corpus, "" for a model as it came.
    """

    name: str
    weights_sha256: str
    dimension: int
    max_tokens: int
    precision: str
    centre: str = ""
    adapted_from: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens as the encoder reads them, without the special ones.

    ``states`` has shape (tokens, dimension of a state), each of length 1; ``starts``, shape
    (tokens,), the character of the text where each begins.
    """

    states: Vectors
    starts: NDArray[np.int64]


Reading = tuple[Vectors, Tokens]
"""A text's vector, shape (dimension,), and its tokens."""


class Encoder(Protocol):
    """What search needs of an encoder."""

    @property
    def card(self) -> EncoderCard: ...

    @property
    def centre(self) -> NDArray[np.float32]:
        """Where the states of tokens lie on average, shape (dimension of a state,)."""
        ...

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts, in their order; ``on_done`` hears how many are ready, now and then."""
        ...

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        """As ``encode``, and the tokens of each text."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        ...

    def save(self, folder: Path) -> None:
        """Put a copy of the encoder into a new folder."""
        ...


_wanted: Precision = "auto"


def use_precision(precision: Precision) -> None:
    """The precision of all encoders that this process opens from now on.

    "auto" is bf16 where the processor has units for it, else f32.
    """
    global _wanted
    _wanted = precision


class ExportedEncoder:
    """An exported model, run by OpenVINO in the precision that ``use_precision`` says.

    ``many`` is for a build: several batches at once, where else each has all of the processor.
    Raises EncoderUnusable, also where the processor has no units for that precision.
    """

    def __init__(self, folder: Path, many: bool = False) -> None:
        # Imported here: the command line must not wait for it to print its help.
        silence_openvino()
        import openvino
        from tokenizers import Tokenizer

        from index.encoder_tokens import TokenCounts

        self._folder = folder
        try:
            card = json.loads((folder / CARD).read_text("utf-8"))
            core = openvino.Core()
            bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
            if _wanted == "bf16" and not bf16:
                raise EncoderUnusable(
                    "this processor has no units for bf16",
                    mend="Unset FOOTNOTE_PRECISION: the fastest precision there is will be taken.",
                )
            precision = "bf16" if bf16 and _wanted != "f32" else "f32"
            hints: dict[str, Any] = {
                "INFERENCE_PRECISION_HINT": precision,
                "PERFORMANCE_HINT": "THROUGHPUT" if many else "LATENCY",
            }
            self._graph = core.compile_model(folder / GRAPH, "CPU", hints)
            self._parallel = self._graph.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self.centre = np.load(folder / CENTRE)
            self.card = EncoderCard(**card, precision=precision)
        except EncoderUnusable:
            raise
        except Exception as error:  # tokenizers raises nothing more exact
            raise EncoderUnusable(
                f"the encoder cannot be opened ({error})",
                where=str(folder),
                mend="Build again: footnote build",
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._token_counts = TokenCounts(self._tokenizer)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._token_counts.of(texts)

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        return self._encode(texts, on_done, None)

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        states: dict[int, Vectors] = {}
        vectors = self._encode(texts, on_done, states)
        found: list[Tokens] = []
        for first in range(0, len(texts), TOKENIZED):
            for encoding in self._tokenizer.encode_batch(list(texts[first : first + TOKENIZED])):
                of = states[len(found)]
                starts = [start for start, _ in encoding.offsets[1 : 1 + len(of)]]
                found.append(Tokens(of, np.array(starts, np.int64)))
        return vectors, found

    def _encode(
        self,
        texts: Sequence[str],
        on_done: Callable[[int], None] | None,
        states: dict[int, Vectors] | None,
    ) -> Vectors:
        """The vectors; the states are put into ``states`` where it is given."""
        tokens = self._tokens(texts)
        vectors = np.empty((len(tokens), self.card.dimension), np.float32)
        # Texts of like length share a batch, so that little is spent on padding; the longest go
        # first, so that the time left is never more than it seems.
        order = sorted(range(len(tokens)), key=lambda i: -len(tokens[i]))
        # Not AsyncInferQueue: its threads may still hold the callback when Python exits, and abort.
        running: deque[tuple[Any, list[int]]] = deque()
        idle: list[Any] = []
        done = 0

        def finish_one() -> None:
            nonlocal done
            request, rows = running.popleft()
            request.wait()
            vectors[rows] = request.get_output_tensor(0).data[: len(rows)]
            if states is not None:
                of = request.get_output_tensor(1).data
                for place, i in enumerate(rows):
                    # The first token and the last are the special ones.
                    states[i] = of[place, 1 : max(len(tokens[i]) - 1, 1)].copy()
            idle.append(request)
            done += len(rows)
            if on_done:
                on_done(done)

        for first in range(0, len(order), BATCH):
            rows = order[first : first + BATCH]
            # Few widths: OpenVINO keeps compiled code, and its memory, for each shape it meets.
            width = -(-len(tokens[rows[0]]) // WIDTH_STEP) * WIDTH_STEP
            # And few heights: rows are added that nobody asked for, of one token each.
            height = next(each for each in HEIGHTS if each >= len(rows))
            ids = np.zeros((height, width), np.int64)
            mask = np.zeros((height, width), np.int64)
            mask[:, 0] = 1
            for place, i in enumerate(rows):
                ids[place, : len(tokens[i])] = tokens[i]
                mask[place, : len(tokens[i])] = 1
            if len(running) == self._parallel:
                finish_one()
            request = idle.pop() if idle else self._graph.create_infer_request()
            request.start_async({0: ids, 1: mask})
            running.append((request, rows))
        while running:
            finish_one()
        if not np.isfinite(vectors).all():
            raise EncoderUnusable(
                "the encoder gave vectors that are not finite",
                where=str(self._folder),
                mend="Choose another model with FOOTNOTE_ENCODER, then build again.",
            )
        return vectors

    def _tokens(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Token ids of each text, special ones included, cut to the most the model reads."""
        most = self.card.max_tokens
        tokens = []
        for first in range(0, len(texts), TOKENIZED):
            some = list(texts[first : first + TOKENIZED])
            for encoding in self._tokenizer.encode_batch_fast(some):
                ids = np.array(encoding.ids, np.int32)
                # The last token closes the text and stays when a text is cut.
                tokens.append(ids if len(ids) <= most else np.append(ids[: most - 1], ids[-1]))
        return tokens

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name in FILES:
            link_or_copy(self._folder / name, folder / name)


def silence_openvino() -> None:
    """Keep OpenVINO's converter from being imported: the import alone reports to its maker.

    Footnote needs the runtime only, and OpenVINO does without the converter where it is absent.
    """
    sys.modules.setdefault("openvino.tools.ovc", None)  # type: ignore[arg-type]


def link_or_copy(old: Path, new: Path) -> None:
    """Files of a snapshot never change, so two snapshots may share them on disk."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def write_card(folder: Path, card: EncoderCard) -> None:
    """Write ``encoder.json``; the precision is chosen anew by each processor that opens it."""
    fields = asdict(card)
    del fields["precision"]
    (folder / CARD).write_text(json.dumps(fields, indent=1) + "\n", "utf-8")
