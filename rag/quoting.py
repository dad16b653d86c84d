"""What makes a sentence worth quoting: vetoes, whether it leans, and how much its manner is worth.

Three questions of every sentence. *Never*: greetings, thanks, questions, links, self-promotion,
what is broken off. *Leaning*: it points at something outside itself, so it is quoted with the
sentence before it or not at all. *Worth*: the weighted sum of its signals, with the weights
that ``rag/quoting_training`` fits to sentences labelled by readers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rag.manner import POINTING, Setting, any_of, at_word, signals, typed

SHORTEST, LONGEST = 4, 55
"""Words of a quotable sentence."""

LEANS = -0.95
"""Log-odds at which what points back makes a sentence lean."""

WEIGHTS: Mapping[str, float] = {
    "opens with this or that": -1.96,
    "opens with a connective": -0.82,
    "opens with an example": -1.87,
    "opens with one of several": -1.63,
    "opens with I or we": 0.86,
    "opens with advice": 0.42,
    "leads in": -2.99,
    "to the asker": -1.12,
    "to other answerers": -0.44,
    "my own": -1.22,
    "I": -0.87,
    "we": -1.02,
    "tells of the past": -0.89,
    "gives an opinion": 1.63,
    "names a condition": 0.68,
    "opens small": -0.94,
    "length": 1.30,
    "under 12 words": -0.68,
    "words that name something": 1.57,
    "reads like a title": -3.03,
    "opens with a pronoun": -2.07,
    "this thing": -1.30,
    "this thing, late": -1.05,
    "points back at once after 0": -1.14,
    "points back at once after 1": -1.21,
    "points back at once after 2": -0.93,
    "answers a question of its own": -0.61,
    "place": -0.20,
    "item": 0.67,
}
"""As ``rag/quoting_training`` fits them to the tuning half of the labelled sentences."""

BIAS = -3.31


_TEXTS = r"links?|articles?|posts?|blogs?|videos?|lists?|books?|threads?|sites?|urls?|pages?|series"

VETOES: Mapping[str, re.Pattern[str]] = {
    "asks": re.compile(r"\?[\"'”’)*\]]*$"),
    "ends in a colon": re.compile(r":[\"'”’)*\]]*$"),
    "address": re.compile(r"https?://|\bwww\.|\w@\w+\."),
    "points to a text": at_word(
        r"(?:check out|click|must[- ]read|have a look|take a look|look at this|goes into this)\b",
        r"(?:see|read) (?:here|below|above|also|my|this|part|more|on|about)\b",
        rf"(?:this|these|following|his|her) (?:\w+ )?(?:{_TEXTS})\b",
        r"(?:great|excellent|good|recent|detailed|interesting|brief) (?:\w+ )?(?:links?|articles?"
        r"|posts?|threads?|books?|videos?|series|reads?)"
        r" (?:by|on|about|of|from|here|that|called)\b",
        r"more (?:information|details|info|on this)\b|(?:presentation|explain(?:ed|s)) here\b",
        rf"here(?:'s| is| are) (?:an?|some|another|the) (?:\w+ )?(?:{_TEXTS}|example|excerpt)\b",
        r"read the following\b|(?:great|good|excellent) list of\b",
        r"answers? (?:above|below|to \w+'s question)\b|due respect\b",
        r"(?:in|of) (?:this|our|the next|the previous) (?:post|article|blog|series)\b",
    ),
    "promotes": at_word(
        r"(?:sign(?:ing)? up for|subscribe to|download|contact|call|follow) (?:our|us|me|my|the)\b",
        r"stay tuned\b|shameless\b|disclosure\b|i (?:work for|founded)\b|affiliated\b",
        r"our (?:free|new)\b",
        r"we (?:provide|specialize|help)\b|free (?:consultation|analysis|assessment|report)\b",
        r"to learn more about\b",
        r"is an? (?:\w+ )?(?:start-?up|company|agency|firm|platform|service) (?:that|which)\b",
    ),
    "courtesy": any_of(
        at_word(
            r"(?:thanks|thank you|(?:good|best of) luck|hope (?:this|that|it) helps|welcome to)\b",
            r"(?:cheers|congrat\w*|sorry|feel free|happy to|glad to|let (?:me|us) know|regards)\b",
            r"(?:comments? (?:below|section)|in the comments)\b",
            r"(?:interesting|great|good) question\b",
        ),
        r"^\W*(?:hi|hello|hey|dear|edit|update|disclaimer|p\.?s\.?)\b",
    ),
    "knows nothing": any_of(
        r"^\W*i (?:do not|don't) (?:actually |really )?"
        r"(?:have (?:an? |any )?(?:idea|clue)|know (?:anything|enough|your)\b)",
        r"\b(?:mileage may vary|ymmv|ianal)\b",
    ),
    # A condition or a reason without what it is for, by how it opens or since it is too short.
    "half a sentence": any_of(
        r"^\W*(?:especially|particularly|even|only|but only) (?:if|when|since|because)\b[^,;:–—]*$",
        r"^\W*(?:not to mention|as opposed to)\b",
        r"^\W*(?:if|when|because|although|though|unless|until|whether)"
        r"(?!.*(?:[,;:–—]| - |\bthen\b))(?:\W+[\w'/]+){1,9}\W*$",
    ),
}
"""What no quotable sentence holds, in lower case."""

CASED_VETOES: Mapping[str, re.Pattern[str]] = {
    "ends in a title": re.compile(r"[:–—-] (?:[A-Z0-9][\w']*\s+){3,}[A-Z]\w*\W*$"),
    "points to a name": re.compile(r"^\W*[Ss]ee [A-Z]"),
    # A heading and the sentence under it, without a stop between them.
    "run together": re.compile(
        r"[a-z] (?:The|If|You|This|Whether|With|When|We|They|There|These|Many|Most) [a-z]"
    ),
}
"""What no quotable sentence holds, as it is written."""

_BROKEN_OFF = re.compile(
    r"(?:[,;–—-]|\b(?:like|such as|see|e\.g\.?|i\.e\.?|and|or|the|of|to|an?|with|for))$"
)
_CURSE = re.compile(r"[@#$%^&*()]*[@#%^&][@#$%^&*()]{2,}")
_NO_LETTER = re.compile(r"[^\w\s]|[\d_]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of a sentence where it stands.

    One that is ``never`` to be quoted is not looked at any further. ``alone`` and ``together`` are
    the log-odds that readers would call one of this manner worth quoting, by itself and with the
    sentence before it: then what it points at is said.
    """

    never: bool
    leaning: bool
    alone: float
    together: float


@lru_cache(4_096)
def judge(setting: Setting) -> Verdict:
    """Judge a sentence by its manner alone; whether it answers the question is not asked here."""
    text, small = typed(setting.text)
    if (
        _no_sentence(text, small)
        or any(veto.search(small) for veto in VETOES.values())
        or any(veto.search(text) for veto in CASED_VETOES.values())
    ):
        return Verdict(never=True, leaning=False, alone=-math.inf, together=-math.inf)
    seen = signals(setting)
    pointing = _sum(seen, POINTING)
    alone = BIAS + _sum(seen, WEIGHTS)
    return Verdict(False, pointing <= LEANS, alone, alone - pointing)


def _no_sentence(text: str, small: str) -> bool:
    return (
        not SHORTEST <= len(text.split()) <= LONGEST
        or len(_NO_LETTER.findall(text)) > 0.25 * len(text)
        or text.isupper()
        or " = " in text
        or bool(_CURSE.search(text))
        or bool(_BROKEN_OFF.search(small))
    )


def _sum(seen: Mapping[str, float], names: Collection[str]) -> float:
    return sum(WEIGHTS[name] * seen[name] for name in names)
