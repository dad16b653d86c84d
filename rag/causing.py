"""What comes of what: a "because" or "therefore" only where the words cited say so too."""

from __future__ import annotations

from rag.covering import Covering
from rag.relating import governed

YET = frozenset(["despite", "although", "though"])
"""Words that say what did not keep something from being so."""

_CAUSES = "because since so therefore thus hence as due reason why mean result caus make lead"
CAUSES = frozenset(_CAUSES.split())
"""Words, and stems, of which at least one says what comes of what."""

REASONS = frozenset(["because", "since", "as", "due", "reason", "why", "for", "if", "when"])
"""Words behind which a cause is told; behind "so" it is what comes of one."""

SO = frozenset(["so", "therefore", "thus", "hence"])
"""Words before which a cause stands."""

_LOOSE = frozenset(["give", "by", "for", "from", "if", "when", "after", "once"])
DRAWS = dict.fromkeys(("therefore", "thus", "hence"), frozenset[str]()) | {"because": _LOOSE}
"""Words that draw something from something, and what else may say so where it is cited."""


def drawn(covering: Covering) -> str:
    """A cause that the basis does not name, or has the other way round; "" if there is none."""
    claim, basis = covering.claim, covering.basis
    said = {word.text for word in basis} | {word.stem for word in basis}
    says = {word.text for word in claim}
    for word in claim:
        if word.text in DRAWS and said.isdisjoint(CAUSES | DRAWS[word.text]):
            return f"“{word.text}” is not in the words cited"
    if "because" in says and said.isdisjoint(REASONS):
        so = [word.place for word in basis if word.text in SO]
        under = governed(claim)["because"]
        if so and any(covering.to[place] > so[0] for place in under if place in covering.to):
            return "“because” is turned round in the words cited"
    concedes = YET & {word.text for word in basis}
    if concedes and "because" in says:
        return "“because” is not in the words cited"
    if concedes - says and "so" in says:
        return f"“{min(concedes)}” is left out of the words cited"
    return ""
