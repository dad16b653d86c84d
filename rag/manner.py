"""What can be seen of a sentence's manner without a model: named signals, each a number.

Each is a surface property that a reader would name as well: how it opens, whether a word points
back at something unsaid, whom it addresses, how it ends. None was made for one sentence, and none
weighs anything by itself: ``rag/quoting`` sums them with weights fitted to labelled sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

BOUND = 6
"""Words that name something, from which on "this thing" is likely one of them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence where it stands: ``before`` is the one before it in its section, "" if it is the
    first; ``place`` counts from 0; ``item`` is whether it stands in a list."""

    text: str
    before: str
    place: int
    item: bool


def signals(setting: Setting) -> dict[str, float]:
    """Every signal's value, in the order of ``NAMES``; 0 is the absence of all but ``length``."""
    text, small = typed(setting.text)
    seen = {name: float(bool(pattern.search(small))) for name, pattern in _PATTERNS.items()}
    seen |= {name: float(bool(pattern.search(text))) for name, pattern in _CASED.items()}
    seen |= {name: float(measure(text)) for name, measure in _MEASURES.items()}
    bare = _EMPTY_IT.sub(lambda match: "_" * len(match[0]), small)
    seen["opens with a pronoun"] = float(bool(_PRONOUN.search(bare)))
    thing = _named_before(_THIS_THING, bare)
    seen["this thing"] = float(thing < BOUND)
    seen["this thing, late"] = float(BOUND <= thing < math.inf)
    pointing = _named_before(_POINTING, bare)
    seen |= {f"points back at once after {n}": float(pointing == n) for n in (0, 1, 2)}
    seen["answers a question of its own"] = float(setting.before.rstrip().endswith("?"))
    seen["place"] = math.log1p(setting.place)
    seen["item"] = float(setting.item)
    return seen


def typed(text: str) -> tuple[str, str]:
    """The text as it would be typed plainly, and that in lower case."""
    text = " ".join(text.split()).replace("’", "'")
    return text, text.lower()


def any_of(*patterns: str | re.Pattern[str]) -> re.Pattern[str]:
    """Any of the patterns, anywhere; they are for text in lower case."""
    texts = (each if isinstance(each, str) else each.pattern for each in patterns)
    return re.compile("|".join(f"(?:{text})" for text in texts))


def at_word(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns where a word begins: other places are passed over for all at once."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})")


def _opens(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{'|'.join(patterns)})(?!\w)")


_NUMBERS = (
    r"two|three|four|five|six|seven|eight|ten|twelve|several|few|some|many|a number of|lots of"
    r"|couple of"
)
_LISTED = (
    r"things?|tips?|reasons?|ways?|steps?|questions?|points?|ideas?|advantages|options?|thoughts?"
    r"|suggestions?|ingredients|examples?|factors?|kinds?|groups?|scenarios?|rules?|mistakes?"
    r"|hurdles|obstacles|challenges|aspects|actions|benefits|approaches|considerations"
)
_OWN = (
    r"blog|book|e-?book|company|firm|agency|(?:web ?)?site|post|article|podcast|product|start-?up"
    r"|app|profile|service|newsletter|webinar|guide|software|tool|platform|clients?|customers?|users?"
)
ADVISING = (
    r"ask|avoid|be|build|buy|call|charge|check|choose|collect|consider|contact|create|decide|define"
    r"|do|don't|find|focus|follow|forget|get|give|go|have|hire|identify|invest|keep|launch|learn"
    r"|let|list|listen|look|make|measure|never|offer|pay|pick|price|provide|put|remember|research"
    r"|run|search|sell|send|set|show|spend|start|stay|stick|stop|take|talk|target|tell|test|think"
    r"|track|treat|try|understand|use|wait|watch|work|write"
)

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    # What it opens with.
    "opens with this or that": _opens("this", "that", "these", "those"),
    "opens with a connective": _opens(
        *("but", "and", "so", "or", "nor", "also", "however", "then", "therefore", "thus", "hence"),
        *("otherwise", "instead", "besides", "likewise", "similarly", "additionally", "again"),
        *("furthermore", "moreover", "plus", "because", "which", "whereas", "conversely", "still"),
        *("consequently", "alternatively", "meanwhile", "nevertheless", "nonetheless", "yet"),
        *(
            "that (?:being )?said",
            "having said that",
            "on the (?:other hand|flip side)",
            "of course",
            "as such",
        ),
        *("in (?:other words|short|summary|addition|return|turn)", "even (?:then|so)", "finally"),
        *("second(?:ly)?", "third(?:ly)?", "lastly", "next", "after that", "more importantly"),
    ),
    "opens with an example": _opens(
        "for (?:example|instance)",
        r"e\.?g",
        r"i\.?e",
        "to give you an example",
        r"suppose|imagine|assum(?:e|ing)|let'?s (?:say|assume)|say,",
        "in (?:my|our) case",
    ),
    "opens with one of several": _opens(
        "another",
        "others?",
        r"the (?:other|second|third|next|last|same|former|latter|only|main|biggest|rest|above"
        r"|following|answer|reason|problem|result|point|key|trick|idea|goal|thing|downside|upside"
        r"|author|method|likelihood|question|first|one)s?",
    ),
    "opens with I or we": _opens("i", "we", "my", "our", r"i'\w+", r"we'\w+"),
    "opens with advice": _opens(
        rf"(?:please |just |simply |first,? |always )?(?:{ADVISING})(?! me\b)"
    ),
    # What it points at outside itself.
    "leads in": any_of(
        r"^\W*(?:and |so )?here (?:are|is)\b",
        rf"\b(?:the following|as follows|below|(?:{_NUMBERS}) (?:\w+ )?(?:{_LISTED}))\b"
        r"(?:\W+\w+){0,6}\W*$",
    ),
    # Whom it addresses, and in whose name it speaks.
    "to the asker": any_of(
        r"\byour (?:question|post|case|situation|example|friend|partner|idea (?:sounds|is))\b",
        r"\byou (?:mention|said|say|asked|wrote|describe|state|don't say)\w*\b|\bthe op\b",
        r"\bfor your need\b|\byou've (?:already|recogni[sz]ed|identified)\b",
        r"\bsounds like\b|\bit seems you\b|\byou(?:'re| are) asking\b",
    ),
    "to other answerers": any_of(
        at_word(
            r"as \w+(?: (?:have|has|already))* (?:said|mentioned|suggested|pointed|noted|stated)\b",
            r"i (?:\w+ |tend to )?(?:dis)?agree\b|other (?:answers?|posters?|comments?|replies)\b",
            r"(?:mentioned|said|stated|described) (?:above|by|earlier)\b|hit the nail\b",
        ),
        r"\+1\b",
        r"@\w",
    ),
    "my own": any_of(rf"\b(?:my|our) (?:own )?(?:\w+ )?(?:{_OWN})\b"),
    "we": any_of(r"\b(?:we|our|us|we'\w+)\b"),
    "tells of the past": any_of(
        r"\b(?:i|we)(?:'ve| have)?(?: \w+)? (?:was|were|had|did|went|got|found|made|said|told"
        r"|took|saw|used|ran|built|sold|tried|met|spent|bought|launched|started|decided|\w+ed)\b"
    ),
    "gives an opinion": any_of(
        r"\b(?:i'd|i would|i (?:suggest|recommend)|my advice|in my (?:opinion|experience))\b"
    ),
    # What it says.
    "names a condition": any_of(
        r"\b(?:if|when|unless|until|before|as long as|once|whenever|depends on|depending)\b"
    ),
}
"""Over text in lower case: to let each of these see to the case takes twice the time."""

_CASED: Mapping[str, re.Pattern[str]] = {
    "I": re.compile(r"\b(?:I|I'\w+|[Mm]y|[Mm]e|mine|myself)\b"),
    "opens small": re.compile(r"^[^A-Za-z0-9]*[a-z]"),
}

_SMALL_WORDS = """
a an the of to in on at for with by from as and or but so if when while because since that
which who whom whose what where why how not no nor is are was were be been being am do does did
done have has had having will would can could should may might must shall i you we me us my your
our he she it they them him her his its their this these those there here very really just also
too only even more most much many some any all both each every such own same than then now well
get got im i'm you're it's don't about into onto over under up out off down after before between
through during without within against again one ones
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that name nothing."""


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text)


def _content(text: str) -> float:
    words = _words(text)
    return sum(word.lower() not in _SMALL for word in words) / max(len(words), 1)


def _capitals(text: str) -> float:
    later = text.split()[1:]
    return sum(w[:1].isupper() and not re.match(r"I\b", w) for w in later) / max(len(later), 1)


_MEASURES: Mapping[str, Callable[[str], float]] = {
    "length": lambda text: math.log1p(len(text.split())),
    "under 12 words": lambda text: len(text.split()) < 12,
    "words that name something": _content,
    "reads like a title": lambda text: _capitals(text) > 0.25,
}

# "It is better to …" points at what follows it, "sure that …" joins.
_EMPTY_IT = any_of(
    r"\bit(?:'?s|\s+(?:is|was|may|might|can|could|would|will|takes?|depends|pays|helps|makes"
    r"|seems|sounds))\b.{0,60}?\b(?:to|that|if|when|how|whether|on|for|sense|worth)\b",
    r"\bit (?:all )?(?:comes down|depends)",
    r"\bmakes? it (?:\w+ )?(?:easy|easier|hard|harder|difficult|clear|possible|simple)",
)
_THIS_THING = any_of(
    at_word(
        r"(?:this|these|those) (?!(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could"
        r"|may|might|should|makes?|means|gives?|works?|helps?|who|that|days?|year|month|week|way)\b)"
        r"[a-z-]{3,}",
        r"that (?:kind|sort|point|approach|way|case|method|strategy|idea|time|reason|question|page"
        r"|person|problem|list|risk|number|information|stage)\b",
        r"(?:at|in|of|to|for|on|with|by|from|about|like|than|after|before|during|until) that\b",
        r"(?:is|are|would|will) then\b",
        r"of (?:that|this) kind\b|in (?:both|the latter) cases?\b|the example\b",
        r"do(?:es)? the (?:reverse|opposite|same)\b",
        r"(?:a|the) (?:first|second|third|fourth|other|former|latter) (?:kind|case)\b",
        r"both(?=\s*(?:[.,;!)]|$|when\b|if\b|because\b))",
    ),
    r"^\W*(?:if|when|once|since|because|while|though|although|whether) that\b",
    r"^(?=.*\bsuch an? )\W*(?:[\w']+\W+){0,9}such an? (?!\w*(?:good|bad|big|great|small|long|short"
    r"|huge|nice|high|low|large|hard)\b)\w+",
)
_PRONOUN = _opens(
    "it", "they", "he", "she", "him", "her", "his", "their", "its", "them", "both", "such"
)
_POINTING = re.compile(
    r"(?<![\w'])(?:it|it'?s|its|they|them|their|they'\w+|he|she|him|her|his|this|these|those"
    r"|both|neither|(?:^\W*)that"
    r"|that(?=(?:'s| is| was| would| will| means| first| too| up| out)\b|[,;)]|\W*$))(?!\w)"
)


def _named_before(pointer: re.Pattern[str], text: str) -> float:
    """How many words that name something stand before the first word that points back.

    Infinite where no word does. With few before it, what it points at is not in the sentence.
    """
    found = pointer.search(text)
    if not found:
        return math.inf
    return sum(word.lower() not in _SMALL for word in _words(text[: found.start()]))


NAMES = tuple(signals(Setting("", "", 0, False)))

POINTING = frozenset(
    name for name in NAMES if name.startswith(("points back", "opens with a pronoun"))
) | {
    "opens with this or that",
    "opens with a connective",
    "opens with an example",
    "opens with one of several",
    "answers a question of its own",
    "this thing",
}
"""The signals of a sentence that leans on the one before it."""
