"""A section → what may be quoted of it: a sentence that stands, or two that stand together.

Two stand together where the second leans on the first, where the first is a bare verdict ("It
depends."), or where the first leads in the list that the second is an item of and the item says too
little alone. An item under words that deny ("Avoid these:") is never quoted without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Section
from rag.manner import ADVISING, Setting
from rag.placing import Placed, placed
from rag.quoting import judge

FLOOR = -0.4
"""Log-odds of its manner below which nothing is quoted."""

TOGETHER = 0.5
"""What it costs, in log-odds, to need two sentences."""

WORTH_TWO = 8
"""Words a leaning sentence must have to be worth bringing along the one before it."""

LEAD = 20
"""Words of the longest sentence that leads in a list."""

_VERDICT = re.compile(
    r"(?:yes|no|yep|yeah|nope|sure|absolutely|definitely|probably|possibly|maybe|perhaps|never"
    r"|certainly|of course|not (?:really|necessarily|at all|always)|it (?:really |all )?depends"
    r"|depends|both|neither)\b[\w\s,’']{0,24}[.!]",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\W*(?:yes|no(?=[,.!;: ]+(?!one|matter|need))|nope|yep|yeah)\b", re.IGNORECASE
)
DENIES = re.compile(
    r"\b(?:not|never|no|avoid|against|don['’]?ts?|mistakes?|myths?|wrong|worst|bad|problems?"
    r"|downsides?|cons|drawbacks|disadvantages?|pitfalls|without|stop|fails?|\w+n['’]t)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"^\W*(?:{ADVISING})\b|\b(?:is|are|was|were|be|has|have|had|do|does|did|will|would|can|could"
    r"|should|may|might|must|you|we|they|it|he|she|i|me|us|them|who|that)\b|n['’]t\b|['’](?:s|re|ll)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\W*(?:some|a few|several|other|examples?|on|regarding|concerning|as|to|in|for|from|my|our|the"
    r"|more|also|another|\$?\d\S*)\b",
    re.IGNORECASE,
)
"""How a lead-in opens that is no sentence, if it has no verb either: "Some thoughts:"."""

_GOES_ON = re.compile(r"\W*(?:and|or|but|then|also|finally)\b", re.IGNORECASE)
"""How an item opens that goes on from the one before it."""

_ORDERED = re.compile(
    r"\b(?:in (?:this|that|the(?: \w+)?) order|order of|steps?|sequence|priority|priorities)\b",
    re.IGNORECASE,
)
"""What leads in a list whose items say something by their places."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One or two spans ``[start, end)`` of a section's text, each a sentence, in reading order.

    ``place`` counts the section's sentences up to the last of them, from 0. ``worth`` is the
    log-odds that its manner is worth quoting. ``answers`` is whether it begins with a yes or a no
    to what its thread asked, which may not be what is asked now.
    """

    spans: tuple[tuple[int, int], ...]
    place: int
    worth: float
    answers: bool = False


def units(section: Section, first: int, last: int) -> list[Unit]:
    """The quotable units whose last sentence begins in ``[first, last)`` of the section's text."""
    found = placed(section)
    return [
        unit
        for place, sentence in enumerate(found)
        if first <= sentence.start < last and not sentence.quoted
        for unit in _ending(found, place)
        if unit.worth >= FLOOR
    ]


def _ending(found: Sequence[Placed], place: int) -> list[Unit]:
    """What may be quoted that ends with this sentence."""
    here = found[place]
    verdict = judge(here.setting)
    if verdict.never:
        return []
    if here.leads:
        return _item(found, place)
    units = []
    if not verdict.leaning:
        answers = bool(_ANSWERS.match(here.setting.text))
        units.append(Unit((_span(here),), place, verdict.alone, answers))
    if not here.opens:
        before = found[place - 1]
        spans = (_span(before), _span(here))
        other = judge(before.setting)
        if place == 1 and _VERDICT.fullmatch(before.setting.text):
            units.append(Unit(spans, place, verdict.together - TOGETHER, answers=True))
        elif (
            verdict.leaning
            and len(here.setting.text.split()) >= WORTH_TWO
            and not (other.never or other.leaning or other.alone < FLOOR)
        ):
            worth = (other.alone + verdict.together) / 2 - TOGETHER
            units.append(Unit(spans, place, worth))
    return units


def _item(found: Sequence[Placed], place: int) -> list[Unit]:
    """An item of a list alone, where it stands and means the same, or with what leads it in."""
    here = found[place]
    text, alone = here.setting.text, judge(here.setting)
    continues = not here.leads.endswith((".", "!", "?"))
    whole = text[:1].isupper() and (not continues or text.endswith((".", "!")))
    stands = whole and not alone.leaning and not DENIES.search(here.leads)
    units = [Unit((_span(here),), place, alone.alone)] if stands else []
    needless = (stands and says(text)) or (_BARE.match(here.leads) and not says(here.leads))
    if here.lead is None or not here.opens or not continues or needless:
        return units
    first = here.block == found[here.lead].block + 1
    if _GOES_ON.match(text) or (_ORDERED.search(here.leads) and not first):
        return units
    joined = judge(Setting(f"{here.leads.rstrip(':;,- ')} {text}", "", here.lead, True))
    if len(here.leads.split()) <= LEAD and not joined.never and not joined.leaning:
        spans = (_span(found[here.lead]), _span(here))
        units.append(Unit(spans, place, joined.alone - TOGETHER))
    return units


def says(text: str) -> bool:
    """Whether words are a sentence as far as can be seen: they advise, or have a verb."""
    return bool(_SAYS.search(text))


def _span(sentence: Placed) -> tuple[int, int]:
    return sentence.start, sentence.end
