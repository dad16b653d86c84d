"""The real small language model, asked many things at once: a batch costs little more than one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from speaker import bundled

from rag import model_local

BATCH = 28
"""Replies written together."""

LONGEST = 96
"""Tokens of a reply, some five lines: an order that is obeyed is obeyed in them."""


def replies(asked: Sequence[Sequence[dict[str, str]]], longest: int = LONGEST) -> list[str]:
    """What the model says to each list of messages, as it would alone, but for rounding."""
    model, tokenizer = model_local.loaded(str(bundled()))
    tokenizer.padding_side = "left"
    prompts = [
        tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        for messages in asked
    ]
    said = [""] * len(prompts)
    # Those of a length together, so that little is spent on filling up.
    order = sorted(range(len(prompts)), key=lambda number: len(prompts[number]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        texts = [prompts[number] for number in batch]
        given: Any = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)
        with torch.inference_mode():
            out = model.generate(**given, max_new_tokens=longest, do_sample=False)
        news = out[:, given["input_ids"].shape[1] :]
        for number, tokens in zip(batch, news, strict=True):
            said[number] = tokenizer.decode(tokens, skip_special_tokens=True)
    return said
