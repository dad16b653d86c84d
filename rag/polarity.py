"""Does a claim deny what its basis affirms, or affirm what it denies?

Each word that denies ("not", "never", "avoid", "without") has a reach: the words it bears on. One
in the claim must answer to one in the basis, with a word in common within their reach; one in the
basis may be left out only with the words it bears on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.covering import Covering
from rag.wording import Word

_DENIES = """
not no never none nobody nothing nowhere neither nor cannot without hardly rarely seldom scarcely
barely against except unlike outside
"""
DENIES = frozenset(_DENIES.split())
"""Words that deny what follows them."""

CONTRARY = (
    frozenset(["above", "below"]),
    frozenset(["over", "under"]),
    frozenset(["inside", "outside"]),
    frozenset(["for", "against"]),
    frozenset(["towards", "away"]),
)
"""Little words that say the opposite of each other."""

SPEAKS = frozenset(
    ["warn", "advis", "caution", "argu", "decid", "recommend", "speak", "vote", "guard", "is"]
)
"""Stems of words behind which "against" denies."""

_REFUSES = """
avoid stop refus fail lack resist prevent forget unless ignor quit deni reject refrain discourag
skip impossibl unabl loath remov lose delet omit ditch discard eras ban
"""
REFUSES = frozenset(_REFUSES.split())
"""Stems of verbs that deny what follows them; as any word of content they must be met as well."""

_CLOSES = "and but or because which who that if when while than until so how what why"
CLOSES = frozenset(_CLOSES.split())
"""Words that end a reach once it holds a word that says something."""

STOPS = frozenset(["and", "but", "because", "so", "while", "whereas", "instead"])
"""Words behind which nothing is denied by what stands before them."""

REACH = 4
"""Words that say something within one reach."""

WHOLE = frozenset(
    [
        "always",
        "all",
        "every",
        "necessarily",
        "everyone",
        "everybody",
        "each",
        "only",
        "sole",
        "solely",
    ]
)
"""What is denied of these is not denied of all."""

MILD = frozenset(["hardly", "rarely", "seldom", "scarcely", "barely"])
"""These deny almost, and answer only to each other."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, and the places of the words it bears on, the nearest first."""

    place: int
    mild: bool
    reach: tuple[int, ...]
    subject: tuple[int, ...]


def denials(words: Sequence[Word]) -> Iterator[Denial]:
    """Every word of a sentence that denies, in order."""
    for word in words:
        if not _denies(word, words):
            continue
        # "Hold off" and "stay away" bear on themselves as well.
        reach = [word.place - 1] if word.text in ("off", "away") else []
        for other in words[word.place + 1 :]:
            if other.clause != word.clause or (reach and other.text in CLOSES):
                break
            if other.kind != "function" and other.text != "longer":
                reach.append(other.place)
            if len(reach) == REACH:
                break
        subject: list[int] = []
        for other in reversed(words[: word.place]):
            if other.clause != word.clause or len(subject) == 3:
                break
            if other.kind != "function":
                subject.append(other.place)
        yield Denial(word.place, word.text in MILD, tuple(reach), tuple(subject))


def _denies(word: Word, words: Sequence[Word]) -> bool:
    after = words[word.place + 1].text if word.place + 1 < len(words) else ""
    before = words[word.place - 1].text if word.place else ""
    if word.text in ("not", "nothing") and after in ("only", "just", "but"):
        return False
    if word.text == "not" and before == "why":
        return False
    if word.text in ("no", "nothing") and after in ("matter", "doubt"):
        return False
    if word.text in ("no", "nothing") and after in ("less", "more"):
        return not any(other.text == "than" for other in words[word.place + 2 : word.place + 3])
    if word.text == "against":
        return word.place > 0 and words[word.place - 1].stem in SPEAKS
    if word.text in ("instead", "short"):
        return after == "of"
    if word.text == "away":
        return before in ("stay", "keep")
    if word.text == "off":
        return before == "hold"
    return word.text in DENIES or word.text.endswith("n't") or word.stem in REFUSES


def turned(covering: Covering) -> str:
    """What is denied or affirmed against the basis, in words; "" if nothing is."""
    claimed, based = list(denials(covering.claim)), list(denials(covering.basis))
    for pair in CONTRARY:
        mine, its = (
            {word.text for word in words} & pair for words in (covering.claim, covering.basis)
        )
        if mine and its and mine.isdisjoint(its):
            return f"“{min(mine)}” is “{min(its)}” in the words cited"
    only = _has(covering.claim, "only") and _has(covering.basis, "only")
    if only and _not_only(covering.claim) != _not_only(covering.basis):
        return "“not only” is not “only”"
    answered: set[int] = set()
    for denial in claimed:
        subject = {covering.to[place] for place in denial.subject if place in covering.to}
        matching = [
            other
            for other in based
            if other.mild == denial.mild
            and not (_states(covering.claim, denial) and _forbids(covering.basis, other))
            and (
                _bears_on(covering, denial, other)
                or (not denial.reach and not other.reach and _alike(covering, denial, other))
                or (not (denial.reach and other.reach) and subject & set(other.subject))
                or covering.to.get(denial.place) == other.place
            )
        ]
        if not matching:
            return f"“{covering.claim[denial.place].text}” is not in the words cited"
        near = {place: n for n, place in enumerate(denial.reach)}
        best = min(matching, key=lambda o: (o.place in answered, _apart(covering, near, o)))
        if best.place in answered:
            return f"“{covering.claim[denial.place].text}” is once too often"
        answered.add(best.place)
        whole = [w for w in covering.basis[best.place + 1 : best.place + 3] if w.text in WHOLE]
        if whole and not any(word.text in WHOLE for word in covering.claim):
            return f"“{whole[0].text}” is left out of the words cited"
    met = covering.met
    for other in based:
        if other.place in answered:
            continue
        # What is better than another may be said to be instead of it.
        if covering.basis[other.place].text == "instead" and _has(covering.claim, "than"):
            continue
        if any(other.place < place <= other.place + REACH for place in answered):
            return f"“{covering.basis[other.place].text}” is left out of the words cited"
        after = covering.basis[other.place + 1 : other.place + 2]
        if after and after[0].stem == "mean" and covering.basis[other.place].text != "don't":
            # "That they sell does not mean that it pays" denies what it draws, not what is known.
            return f"“{covering.basis[other.place].text} mean” is left out of the words cited"
        borne = set(_borne(covering.basis, other)) or set(other.subject[:1])
        if (borne | _under(covering.basis, other)) & met:
            return f"“{covering.basis[other.place].text}” is left out of the words cited"
    return ""


def _bears_on(covering: Covering, denial: Denial, other: Denial) -> bool:
    """Whether two denials bear on the same: what one does first, the other does too."""
    claim = [covering.to[place] for place in denial.reach if place in covering.to]
    first = [place for place in other.reach if covering.basis[place].told][:1]
    told = [p for p in denial.reach if covering.claim[p].told][:1]
    mine = [covering.to[p] for p in told if p in covering.to]
    unless = covering.claim[denial.place].text == covering.basis[other.place].text == "unless"
    if unless or not told or not first:
        return bool(set(claim) & set(other.reach))
    return bool(set(mine) & set(other.reach) or set(first) & set(claim))


def _has(words: Sequence[Word], text: str) -> bool:
    return any(word.text == text for word in words)


def _not_only(words: Sequence[Word]) -> bool:
    return any(
        one.text in ("not", "don't", "doesn't", "isn't") and two.text == "only"
        for one, two in pairwise(words)
    )


def _states(words: Sequence[Word], denial: Denial) -> bool:
    """Whether it denies that something is so: "it is not a waste"."""
    before = words[denial.place - 1].text if denial.place else ""
    return before in ("is", "are", "was", "were", "it's") or words[denial.place].text in (
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
    )


def _forbids(words: Sequence[Word], denial: Denial) -> bool:
    """Whether it tells not to do something: "don't waste"."""
    before = words[denial.place - 1].text if denial.place else ""
    return words[denial.place].text == "don't" or (
        words[denial.place].text == "not" and before == "do"
    )


def _alike(covering: Covering, one: Denial, other: Denial) -> bool:
    return covering.claim[one.place].text == covering.basis[other.place].text


def _borne(words: Sequence[Word], denial: Denial) -> tuple[int, ...]:
    """What is denied for certain: up to the first word that says something; three of a verb's."""
    if words[denial.place].stem in REFUSES:
        return denial.reach[:3]
    told = [n for n, place in enumerate(denial.reach) if words[place].told]
    return denial.reach[: told[0] + 1] if told else denial.reach


def _under(words: Sequence[Word], denial: Denial) -> set[int]:
    """The places that a "not" may reach: all that is told after it, up to what another verb has."""
    found: set[int] = set()
    if words[denial.place].stem in REFUSES:
        return found
    for word in words[denial.place + 1 :]:
        if word.clause != words[denial.place].clause or word.text in STOPS:
            break
        if word.told:
            found.add(word.place)
    return found


def _apart(covering: Covering, near: dict[int, int], other: Denial) -> int:
    reach = {covering.to[place]: n for place, n in near.items() if place in covering.to}
    return min((n + reach.get(place, 9) for n, place in enumerate(other.reach)), default=99)
