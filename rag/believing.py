"""What others believe or say, and what is only wished, never told as a fact or as the author's."""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
from rag.crediting import REPORTS, SOMEBODY
from rag.doing import FIRST, doer_of
from rag.wording import Word

_BELIEFS = "think believ fear hope myth imagin pretend guess wish"
BELIEFS = frozenset(_BELIEFS.split())
"""Stems of words that make what follows somebody's belief."""

WISHES = frozenset(["wish", "imagin", "pretend"])
"""Stems of those that make it untrue, whoever's it is."""

TELLING = frozenset(["tell", "claim", "insist", "call"])
"""Stems of words that do so where "they" or their like come before."""

OTHERS = frozenset(["they", "he", "she"])

TELLS = frozenset(["it", "it's", "they", "they're", "there", "this", "you", "you're"])
"""Words with which it begins what is believed, where no "that" does."""

OWN = frozenset(["i", "we", "i'd", "i've", "i'm", "me", "my", "our"])
"""Whose belief it may be: the author's is what is cited for."""


def believed(covering: Covering) -> str:
    """What others believe or say, or somebody wishes, told as a fact; "" if nothing is."""
    basis, met = covering.basis, covering.met
    for word in basis:
        if word.place in met:
            continue
        before = {w.text for w in basis[max(word.place - 3, 0) : word.place]}
        after = basis[word.place + 1 : word.place + 7]
        taken = [w for w in basis[word.place + 1 :] if w.place in met]
        thinks_of = word.stem == "think" and any(w.text == "of" for w in after[:1])
        if 2 * len(taken) <= len(met) or thinks_of:
            continue
        if word.stem in WISHES and before & OWN and not before & {"not", "don't"}:
            return f"what is cited is only what somebody may “{word.text}”"
        told = after and (after[0].text in TELLS or any(w.text == "that" for w in after))
        telling = word.stem in TELLING and before & OTHERS
        if told and (telling or word.stem in BELIEFS) and not before & OWN:
            return f"what is cited is only what somebody may “{word.text}”"
        doer = doer_of(basis, word.place)
        calls = word.text in ("calls", "called") or (told and word.stem in TELLING)
        if calls and doer and doer.told and doer.place not in met:
            return f"what is cited is what “{doer.text} {word.text}”"
    return ""


def others_say(claim: Sequence[Word], covering: Covering) -> bool:
    """Whether the author is said to think or say what in the basis "they" do, and no "I"."""
    framed = [word.stem for word in claim[:4] if word.text in SOMEBODY]
    if not framed or {word.text for word in covering.basis} & FIRST:
        return False
    third = any(word.text in ("they", "he", "she") for word in covering.basis)
    verbs = {word.stem for word in claim[:5] if word.text in REPORTS}
    return third and any(word.stem in verbs for word in covering.basis)
