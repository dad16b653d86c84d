"""Does one text entail another? Asked of a model for that, if one is set; it may only say no.

Any model for sequence classification that transformers can load and that has a label "entailment":
a folder, or a hub name downloaded before. It is loaded when first asked, and runs none of the code
that comes with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Any

from rag.model import ModelFailed

MEND = (
    "Set FOOTNOTE_ENTAILMENT to a folder of a model for sequence classification with a label "
    '"entailment", or to a hub name downloaded before with: hf download NAME'
)


class Entailment:
    """A model of entailment on this machine, asked one pair at a time."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._lock = Lock()
        self._loaded: tuple[Any, Any, int] | None = None

    def __call__(self, premise: str, hypothesis: str) -> float:
        """The chance that the hypothesis follows from the premise. Raises ModelFailed."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._place)
            model, tokenizer, label = self._loaded
            import torch

            try:
                pair = tokenizer(premise, hypothesis, truncation=True, return_tensors="pt")
                with torch.inference_mode():
                    return float(model(**pair).logits.softmax(-1)[0, label])
            except Exception as error:
                raise ModelFailed(
                    f"it broke off ({type(error).__name__})", where=self._place, mend=MEND
                ) from error


def _load(place: str) -> tuple[Any, Any, int]:
    """The model, its tokenizer, and the number of its label. Raises ModelFailed."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: the library reads it only then
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    given = str(Path(place).expanduser()) if Path(place).expanduser().exists() else place
    try:
        tokenizer = AutoTokenizer.from_pretrained(given)
        model = AutoModelForSequenceClassification.from_pretrained(given)
    except Exception as error:  # it raises nothing more exact
        raise ModelFailed(
            f"it cannot be loaded ({type(error).__name__})", where=place, mend=MEND
        ) from error
    for number, label in model.config.id2label.items():
        if label.lower().startswith("entail"):
            return model.eval(), tokenizer, int(number)
    raise ModelFailed('it has no label "entailment"', where=place, mend=MEND)
