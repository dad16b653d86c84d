"""Words in another order than in what is cited, where that may turn what they say.

The words that answer to each other must come in the same order, but that two stretches side by side
may change places where ``rag/moving`` knows that this leaves the sense.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
from rag.moving import Met, Turn, doer, floats, keeps_sense
from rag.wording import Word


def disordered(covering: Covering) -> str:
    """Words that stand in another order for no reason that leaves their sense; "" if none do."""
    told = [w for w in covering.claim if w.told and w.place in covering.to and not floats(w)]
    path = _path([_choices(covering, word) for word in told])
    met = [Met(word, place) for word, place in zip(told, path, strict=True)]
    if voice := _other_voice(covering, met):
        return voice
    while ends := [n for n in range(1, len(met)) if met[n].there < met[n - 1].there]:
        turns = (_turn(covering, met, end) for end in ends)
        turn = next((each for each in turns if each and keeps_sense(each)), None)
        if turn is None:
            one, two = met[ends[0] - 1].word.text, met[ends[0]].word.text
            return f"“{one}” and “{two}” stand in another order in what is cited"
        met[turn.first : turn.last] = [*turn.two, *turn.one]
    return ""


def _other_voice(covering: Covering, met: Sequence[Met]) -> str:
    """ "A is seen by B" told as "A sees B", in words; "" if it is not."""
    for words in (covering.claim, covering.basis):
        other = covering.basis if words is covering.claim else covering.claim
        place = doer(words)
        if not place or any(word.text == "by" for word in other):
            continue
        be, by = place
        if words is covering.claim:
            pairs = [(each.word.place, each.there) for each in met]
        else:
            pairs = [(each.there, each.word.place) for each in met]
        done = [there for here, there in pairs if here < be]
        does = [there for here, there in pairs if here > by]
        verb = [there for here, there in pairs if be < here < by]
        if done and does and verb and max(done) < min(verb) < min(does):
            return f"“{words[by].text}” has another voice in what is cited"
    return ""


def _choices(covering: Covering, word: Word) -> list[int]:
    exact = [b.place for b in covering.basis if b.stem == word.stem and b.value == word.value]
    return exact or covering.alike(word) or [covering.to[word.place]]


def _path(choices: Sequence[Sequence[int]]) -> list[int]:
    """A place for each word, so that the fewest stand before the one before them."""
    if not choices:
        return []
    best: dict[int, tuple[int, int, list[int]]] = {place: (0, 0, [place]) for place in choices[0]}
    for places in choices[1:]:
        best = {
            place: min(
                (turns + (place < last), far + abs(place - last), [*path, place])
                for last, (turns, far, path) in best.items()
            )
            for place in places
        }
    return min(best.values())[2]


def _turn(covering: Covering, met: Sequence[Met], end: int) -> Turn | None:
    """The smallest two stretches that meet at ``end`` and would, turned, stand in order with what
    is beside them: with both, or but for what has itself moved past both."""
    places = [each.there for each in met]
    low, high = places[end], places[end - 1]
    for first in range(end - 1, -1, -1):
        if first < end - 1 and places[first] > places[first + 1]:
            break
        for last in range(end + 1, len(places) + 1):
            falls = last > end + 1 and places[last - 1] < places[last - 2]
            if falls or places[last - 1] >= places[first]:
                break
            before = first == 0 or places[first - 1] <= low
            after = last == len(places) or places[last] >= high
            past = first > 0 and places[first - 1] > high
            passed = last < len(places) and places[last] < low
            if (before or past) and (after or passed):
                return Turn(covering, met, first, end, last, before and after)
    return None
