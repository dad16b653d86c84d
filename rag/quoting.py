"""What makes a sentence worth quoting on its own: rules read off real answers.

Three verdicts. *Never*: greetings, thanks, questions back, links, self-promotion, remarks to other
answerers, lead-ins to a list. *Leaning*: opens with a word that points back, so it may be quoted
only together with the sentence before it. Otherwise a penalty, 0 for a sentence that stands firm.
"""

from __future__ import annotations

import re

SHORTEST, LONGEST = 5, 45
"""Words of a quotable sentence."""


def _any(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_OPENINGS_NEVER = _any(
    r"hi|hello|hey|dear|thanks?|cheers|welcome|congrat\w*|regards|sorry|\+1|@\w+",
    r"good luck|best of luck|best wishes|hope (?:this|that|it)|feel free|note:|tl;?dr:?$|answer:?$",
    r"edit(?:ed)?|update[d:]|disclaimer|disclosure|full disclosure|p\.?s\.?|source:|via|image",
    r"photo|see|suppose|for many years|just my|my (?:2|two) cents|my \$?0?\.02",
    r"i am not a lawyer|ianal",
    r"(?:great|good|interesting|tough|excellent) question",
    r"(?:let|tell|e-?mail|ping|contact|pm|drop|ask) (?:me|us)",
)
_OWN = _any(
    r"blog|book|e-?book|company|firm|agency|site|website|web site|post|article|podcast|product",
    r"start-?up|app|profile|service|newsletter|free \w+|page|answer|previous \w+|experience with",
)
_THINGS = r"(?:link|article|post|blog|video|list|book|example|thread|site|url|page|resource)s?"
_ANYWHERE_NEVER = _any(
    rf"(?:my|our) (?:own )?{_OWN}",
    r"(?:i|we)(?: have|'ve|’ve)?(?: \w+)? (?:wrote|written|blogged|posted|published)",
    r"[A-Z]\w+ (?:is|was) (?:right|correct|wrong)",
    r"(?:i|we) (?:work (?:for|at)|run an?|founded|co-?founded)",
    r"check (?:out|it|them|this)|click (?:here|on)|sign up (?:here|for our)|shameless plug",
    r"download (?:our|my|the|this)|subscribe to (?:our|my)|contact us|call us|let us know",
    r"see (?:here|below|above|also|my|this)|read (?:this|more|my|on)|have a look at",
    r"take a look|look at this|leave a comment|in the comments|i['’]d love to hear",
    rf"(?:this|these|following|here(?:['’]s| is| are) (?:an?|the|some|my|few)) {_THINGS}",
    r"(?:as|like) \w+(?: (?:have|has|already))* (?:said|mentioned|suggested|pointed|noted|stated)",
    r"(?:other|above|previous) (?:answers?|posters?|comments?|replies)",
    r"agree with (?:@|the (?:other|above|previous)|everyone|all)",
    r"your (?:question|post|idea (?:sounds|is))|you (?:mention|said|asked|wrote|describe)\w*",
    r"you(?:['’]re| are) asking|the op|in (?:this|the) (?:post|article|blog|series|webinar)",
    r"(?:next|last|previous) (?:week|month|post)(?:['’]s)?|mentioned by",
    r"(?:the|as|mentioned|described|stated|listed) above|above-mentioned",
    r"you(?: \w+)? (?:state|mean)|i think you['’]re|if you answered|i agree that|given scenario",
    r"(?:this|these|that|those) (?:criteria|conditions?|scale|gatherings?|scenario|lawsuit)",
    r"(?:this|these|that|those) (?:customers|things|is|may be|points?|loop|about)",
)
_NEVER = re.compile(
    rf"^(?:as an? \w+, you|your primary|you are new)\b|^\W*{_OPENINGS_NEVER}(?!\w)|https?://|\bwww\.|[\w.]+@\w+\.|\b{_ANYWHERE_NEVER}\b",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"^(?:how|what|why|when|where|who|which)\b.{0,40}\b"
    r"(?:do|does|did|is|are|can|could|should|would|will) (?:you|i|we|they|he|she|it)\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"(?:\b(?:like|see|such as|e\.g\.?|i\.e\.?|as follows|following|and|or|the|of|to|a)|[-–—,;:])$",
    re.IGNORECASE,
)

_BACK = r"(?:this|that|these|those|it|them|him|her|such|so)"
_LEANING = re.compile(
    r"^\W*"
    + _any(
        r"(?:anywhere else|one way is|other than that|do (?:this|these|that)|eventually)\b",
        r"(?:at the end of (?:that|this)|the only way|might as well|needless|definitely)\b",
        r"(?:considering (?:the )?above|more importantly|having said|depends)\b",
        r"(?:this|that|these|those|he|she|him|her|his|hers|they|them|their|theirs|its|such|both)\b",
        r"(?:mine|yours|ours|neither|either|here|there|same|ditto|and|but|or|nor|so|also)\b",
        r"(?:then|therefore|however)\b",
        r"(?:instead|otherwise|thus|hence|yet|still|besides|likewise|similarly|additionally)\b",
        r"(?:furthermore|moreover|again|plus|because|which|whereas|conversely|consequently)\b",
        r"(?:accordingly|alternatively|meanwhile|nevertheless|nonetheless|another|others)\b",
        r"(?:second|third|fourth)(?:ly)?\b|(?:finally|lastly|next|afterwards?|obviously|except)\b",
        r"(?:especially|particularly|e\.g|i\.e|etc|yes|no|yep|nope|yeah|exactly|true|right)\b",
        r"(?:sure|agreed|now|well|ok|okay|it)\b|maybe (?:it|this|that)\b",
        rf"(?:for|in|on|at|by|with|after|before|once|when|if|since|as|from|of|to) {_BACK}\b",
        rf"(?:until|below|above|behind|beyond|without|between) {_BACK}\b",
        r"(?:one|two|three|four|five|six|ten|several|many|most|few|more) such\b",
        r"(?:for|in) (?:example|instance|addition)\b|(?:if|in) (?:not|which)\b|as such\b",
        r"on the (?:other|flip|same|contrary)\b|at the same\b|in (?:other words|short|turn)\b",
        r"in (?:either case|both cases)\b|like (?:this|that|i said)\b|even (?:then|so)\b",
        r"the (?:former|latter|same|others?|second|third|next|last|reason|answer|problem)\b",
        r"the (?:result|point|key|trick|idea|goal|thing|above|following|rest)\b",
        rf"(?:one|all|some|most|many|none|each|any|half) of {_BACK}\b|one (?:is|was)\b",
        rf"all {_BACK}\b|(?:you|they|we) (?:can|could|should|will) (?:also|then)\b",
    ),
    re.IGNORECASE,
)
_PLEONASTIC = re.compile(
    r"^it(?:['’]s|\s+(?:is|was|may|might|can|could|would|will|takes?|depends|pays|helps|makes))\b"
    r".{0,60}?\b(?:to|that|if|when|how|whether|on|for|sense|worth)\b",
    re.IGNORECASE,
)
_THERE_IS = re.compile(
    r"^there(?:['’]s|\s+(?:is|are|was|were|will|may|might|can))\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|me|we|our|us)\b")
_ASKER = re.compile(
    r"\b(?:in your (?:case|situation|example|shoes)|sounds like|it seems you|not sure"
    r"|your (?:situation|case|friend|partner|particular)"
    r"|I (?:guess|suppose|assume|wonder|don['’]t know))\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:refers? to|the definition of|is closer to|is defined as|stands for"
    r"|is a (?:term|type|form|kind) of)\b"
)
_ANECDOTE = re.compile(
    r"\b(?:I|we)(?:['’]ve)? (?:last |just )?(?:met|found|formed|spent|had|tried|hired|built)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(?:are|is) (?:amazing|tricky|challenging|awesome|a part of life)\b"
    r"|there['’]s no magic|there are a number of|tip of the .{0,20}iceberg",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|must|need to|have to|never|always|avoid|don['’]t|try|make sure|focus|start"
    r"|instead of|better|best|rather than|key|important|works?|because|means|depends?"
    r"|if you|when you|you can"
    r"|\d+(?:\.\d+)?\s?(?:%|percent|per cent|days?|weeks?|months?|hours?|users?|customers?|\$))",
    re.IGNORECASE,
)


def never(text: str) -> bool:
    """Whether a sentence must not be quoted at all."""
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return (
        not SHORTEST <= len(text.split()) <= LONGEST
        or text.rstrip("\"'”’)*").endswith(("?", ":"))
        or letters < 0.75 * len(text)
        or text.isupper()
        or bool(_NEVER.search(text) or _ASKS.search(text) or _BROKEN_OFF.search(text))
    )


def leaning(text: str) -> bool:
    """Whether a sentence opens with a word that points back at the one before it."""
    first = next((c for c in text if c.isalnum()), "")
    if first.islower():
        return True
    return bool(_LEANING.match(text) and not _PLEONASTIC.match(text) and not _THERE_IS.match(text))


def penalty(text: str) -> float:
    """How much less a sentence is worth for its manner, on the scale of a cosine."""
    words = len(text.split())
    score = 0.04 * (words < 8) + 0.04 * (words > 32)
    score += 0.04 * bool(_FIRST_PERSON.search(text)) + 0.06 * bool(_ASKER.search(text))
    score += 0.05 * (text.count("(") != text.count(")") or text.count('"') % 2 == 1)
    score += 0.06 * (not text.rstrip("\"'”’)").endswith((".", "!")))
    score += 0.05 * text.endswith(("...", "…")) + 0.08 * bool(_DEFINES.search(text))
    score += 0.08 * bool(_ANECDOTE.search(text)) + 0.10 * bool(_EMPTY.search(text))
    return score - 0.04 * bool(_ADVICE.search(text))
