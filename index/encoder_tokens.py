"""How many tokens a text has, counted by words where words stand apart: a text repeats them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import BertPreTokenizer

REMEMBERED = 200_000
"""Words whose tokens are remembered."""

_CONTROLS = (0x0B, 0x0C, *range(0x1C, 0x20), 0x85)
_NO_SPACE = dict.fromkeys(_CONTROLS)
_ODD = re.compile(f"[{''.join(map(chr, _CONTROLS))}]")
"""Controls that Python takes for white space and BERT for nothing."""


class TokenCounts:
    """Counts tokens, without the special ones, for one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        # BERT's parts a text at white space before all else: no token spans two words, and a word
        # has as many wherever it stands (Devlin et al. 2019).
        self._apart = isinstance(tokenizer.pre_tokenizer, BertPreTokenizer)
        self._words = _Words(tokenizer)

    def of(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text."""
        if not self._apart:
            return self.of_whole(texts)
        if len(self._words) > REMEMBERED:
            self._words = _Words(self._tokenizer)
        tokens = self._words.__getitem__  # of these alone, whoever forgets them meanwhile
        parted = (text.translate(_NO_SPACE) if _ODD.search(text) else text for text in texts)
        return [sum(map(tokens, text.split())) for text in parted]

    def of_whole(self, texts: Sequence[str]) -> list[int]:
        """The same, each text tokenized as it stands."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]


class _Words(dict[str, int]):
    """A word's tokens, counted when they are first asked for."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> int:
        self[word] = count = len(self._tokenizer.encode(word, add_special_tokens=False).ids)
        return count
