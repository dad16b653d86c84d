"""One fine-tuning of a sentence-transformers model: its steps, and where a killed one goes on."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderUnusable
from index.pairs import Pair

RATE = 5e-5
"""The learning rate's peak (AdamW: Loshchilov and Hutter 2019)."""

WARM = 0.1
"""Share of the steps that lead up to the peak; the others lead down from it."""

SHARPNESS = 20.0
"""What scores are multiplied by in the loss, as when the encoder was first trained."""

SHARE = 0.4
"""How far from the old weights to the trained ones those lie that are kept: a part of the way keeps
what the encoder knew of other texts, and more (Wortsman et al. 2022)."""

ASKED_TOKENS, ANSWER_TOKENS = 40, 96
"""Tokens read of either side: half the time of reading all, and advice begins at the beginning."""


class Training:
    """A batch's other answers are the wrong ones, both ways (InfoNCE: van den Oord et al. 2018)."""

    def __init__(self, model: Path, steps: int, *, bf16: bool) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: the library reads it only then
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        transformers_logging.set_verbosity_error()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        torch.manual_seed(0)
        self._torch: Any = torch
        self._bf16 = bf16
        self._model: Any = SentenceTransformer(
            str(model),
            device="cpu",
            local_files_only=True,
            model_kwargs={"attn_implementation": "eager"},  # measured faster in bf16 than sdpa
        ).train()
        for part in self._model.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = 0.0
            if isinstance(part, torch.nn.Embedding):
                # A fifth of the time, and words that the corpus lacks keep their place.
                part.weight.requires_grad_(False)
        self._before = {name: each.clone() for name, each in self._model.state_dict().items()}
        weights = [weight for weight in self._model.parameters() if weight.requires_grad]
        self._optimizer: Any = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
        warm = max(1, round(WARM * steps))
        self._schedule: Any = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm))),
        )

    def step(self, batch: Sequence[Pair], alike: NDArray[np.bool_]) -> float:
        """Learn from one batch and return its loss.

        ``alike``, shape (pairs, pairs), marks what is no wrong answer though another's.
        """
        torch = self._torch
        asked = self._vectors([pair.asked for pair in batch], ASKED_TOKENS)
        answers = self._vectors([pair.answer for pair in batch], ANSWER_TOKENS)
        scores = (SHARPNESS * asked @ answers.T).masked_fill(torch.from_numpy(alike), -1e4)
        right = torch.arange(len(batch))
        weights = torch.tensor([pair.weight for pair in batch])
        entropy = torch.nn.functional.cross_entropy
        each = entropy(scores, right, reduction="none") + entropy(scores.T, right, reduction="none")
        loss = (each * weights).sum() / (2 * weights.sum())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())

    def checkpoint(self, file: Path, done: int) -> None:
        """Keep the training as it stands after ``done`` steps; a kill leaves this or the last."""
        parts = (self._model, self._optimizer, self._schedule)
        kept = io.BytesIO()  # torch writing a file itself hides that the disk is full
        self._torch.save({"done": done, "parts": [part.state_dict() for part in parts]}, kept)
        draft = file.with_suffix(".draft")
        draft.write_bytes(kept.getbuffer())
        draft.replace(file)

    def resume(self, file: Path) -> int:
        """Go on from a checkpoint: the steps it had done, 0 where none can be read."""
        if not file.is_file():
            return 0
        try:
            kept = self._torch.load(file, weights_only=True)
            for part, state in zip(
                (self._model, self._optimizer, self._schedule), kept["parts"], strict=True
            ):
                part.load_state_dict(state)
            return int(kept["done"])
        except Exception:  # torch raises anything on a damaged file; it is only lost time
            return 0

    def save(self, folder: Path) -> None:
        """Write the model, ``SHARE`` of the way, as sentence-transformers reads it."""
        torch = self._torch
        trained = self._model.state_dict()
        between = {
            name: torch.lerp(old, trained[name], SHARE) if old.is_floating_point() else old
            for name, old in self._before.items()
        }
        self._model.load_state_dict(between)
        try:
            self._model.save(str(folder), create_model_card=False)
        except Exception as error:  # safetensors has its own for a full disk
            raise EncoderUnusable(
                f"the adapted encoder cannot be written ({error})",
                where=str(folder),
                mend="Make room there, or choose another place with --index.",
            ) from error

    def _vectors(self, texts: Sequence[str], tokens: int) -> Any:
        torch = self._torch
        features = self._model.tokenizer(
            list(texts), padding=True, truncation=True, max_length=tokens, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bf16):
            vectors = self._model(dict(features))["sentence_embedding"]
        return torch.nn.functional.normalize(vectors.float(), dim=1)
