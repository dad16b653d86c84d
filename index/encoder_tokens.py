"""How many tokens a text has, counted by words where words stand apart: a text repeats them."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import BertPreTokenizer

REMEMBERED = 200_000
"""Words whose tokens are remembered."""

_NO_SPACE = dict.fromkeys((0x0B, 0x0C, *range(0x1C, 0x20), 0x85))
"""Controls that Python takes for white space and BERT for nothing."""


class TokenCounts:
    """Counts tokens, without the special ones, for one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        # BERT's parts a text at white space before all else: no token spans two words, and a word
        # has as many wherever it stands (Devlin et al. 2019).
        self._apart = isinstance(tokenizer.pre_tokenizer, BertPreTokenizer)
        self._counts: dict[str, int] = {}

    def of(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text."""
        if not self._apart:
            return self.of_whole(texts)
        parted = [text.translate(_NO_SPACE).split() for text in texts]
        # What other threads look up is never taken from: where there is too much, all begin anew.
        known = self._counts
        new = {word for words in parted for word in words if word not in known}
        if len(known) + len(new) > REMEMBERED:
            known = self._counts = {}
            new = {word for words in parted for word in words}
        known.update(zip(new, self.of_whole([*new]), strict=True))
        return [sum(map(known.__getitem__, words)) for words in parted]

    def of_whole(self, texts: Sequence[str]) -> list[int]:
        """The same, each text tokenized as it stands."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]
