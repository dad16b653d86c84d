"""A language model on this machine: weights that transformers can load, GGUF files included.

Only this, the model of entailment and the encoder know transformers and torch.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from threading import Event, Lock
from typing import Any

from rag.model import LONGEST, Message, ModelFailed, spoken

MEND = (
    "Set FOOTNOTE_LLM_MODEL to a folder of a model for text generation, to a .gguf file, or to a "
    "hub name downloaded before with: hf download NAME"
)


class LocalModel:
    """A model that runs in this process, one reply at a time; it is loaded when first asked.

    ``place`` is a folder, a ``.gguf`` file, or a hub name that has been downloaded before: nothing
    is downloaded here. No code that comes with a model is run.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._loading = Lock()
        self._speaking = Lock()
        self._loaded: tuple[Any, Any] | None = None

    @property
    def name(self) -> str:
        path = Path(self._place)
        return path.stem if path.suffix == ".gguf" else path.name if path.exists() else self._place

    def reply(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The pieces of a reply; see ``Model``."""
        return spoken(lambda say, stop: self._generate(messages, say, stop))

    def check(self) -> None:
        """Load it. Raises ModelFailed."""
        self._load()

    def _generate(
        self, messages: Sequence[Message], say: Callable[[str], None], stop: Event
    ) -> None:
        model, tokenizer = self._load()
        import torch
        from transformers import StoppingCriteria, TextStreamer

        class Saying(TextStreamer):
            def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
                say(text)

        class Stopping(StoppingCriteria):
            def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
                return torch.full((len(input_ids),), stop.is_set(), dtype=torch.bool)

        said = [{"role": each.role, "content": each.text} for each in messages]
        while not self._speaking.acquire(timeout=0.1):
            if stop.is_set():
                return
        try:
            asked = tokenizer.apply_chat_template(
                said, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )
            room = getattr(model.config, "max_position_embeddings", None)
            if room and asked["input_ids"].shape[1] + LONGEST > room:
                raise ModelFailed(
                    f"it reads {room} tokens, and the question with its sources and a reply take "
                    f"{asked['input_ids'].shape[1] + LONGEST}",
                    where=self._place,
                )
            with torch.inference_mode():
                model.generate(
                    **asked,
                    max_new_tokens=LONGEST,
                    do_sample=False,
                    streamer=Saying(tokenizer, skip_prompt=True, skip_special_tokens=True),
                    stopping_criteria=[Stopping()],
                )
        except ModelFailed:
            raise
        except Exception as error:
            raise ModelFailed(
                f"it broke off ({type(error).__name__})", where=self._place, mend=MEND
            ) from error
        finally:
            self._speaking.release()

    def _load(self) -> tuple[Any, Any]:
        with self._loading:
            if self._loaded is None:
                self._loaded = loaded(self._place)
            return self._loaded


def loaded(place: str) -> tuple[Any, Any]:
    """The model and its tokenizer, as transformers has them. Raises ModelFailed."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: the library reads it only then
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, modeling_gguf_pytorch_utils
    from transformers.utils import logging

    logging.disable_progress_bar()
    # The reader of GGUF files draws a bar of its own: it gets the one that was just disabled.
    vars(modeling_gguf_pytorch_utils)["tqdm"] = logging.tqdm
    logging.set_verbosity_error()
    path = Path(place)
    where, file = place, {}
    if path.suffix == ".gguf":
        where, file = str(path.parent), {"gguf_file": path.name}
    try:
        tokenizer = AutoTokenizer.from_pretrained(where, local_files_only=True, **file)
        model = AutoModelForCausalLM.from_pretrained(
            where,
            local_files_only=True,
            dtype=torch.bfloat16 if _halves() else torch.float32,
            **file,
        )
    except ImportError as error:
        raise ModelFailed(
            "a GGUF file needs the package gguf",
            where=place,
            mend="pip install 'footnote-adviser[llm]'",
        ) from error
    except Exception as error:
        raise ModelFailed(
            f"this is no language model that transformers can load ({type(error).__name__})",
            where=place,
            mend=MEND,
        ) from error
    if not tokenizer.chat_template:
        raise ModelFailed(
            "it has no chat template: it was not made to follow instructions",
            where=place,
            mend=MEND,
        )
    return model.eval(), tokenizer


def _halves() -> bool:
    """Whether the processor reckons in bfloat16, which is then faster: half is read for a token."""
    import torch

    able = torch.cpu.get_capabilities()
    return any(able.get(name) for name in ("avx512_bf16", "amx_bf16"))
