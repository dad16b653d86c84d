"""What makes a sentence worth quoting on its own: rules read off real answers.

Three verdicts. *Never*: greetings, thanks, questions back, links, self-promotion, remarks to other
answerers, lead-ins to a list. *Leaning*: opens with a word that points back, so it may be quoted
only together with the sentence before it. Otherwise a penalty, 0 for a sentence that stands firm.
"""

from __future__ import annotations

import re

SHORTEST, LONGEST = 5, 45
"""Words of a quotable sentence."""

_NEVER = re.compile(
    r"""
    ^\W*(?:hi|hello|hey|dear|thanks?|thank\ you|cheers|welcome|congrat\w*|good\ luck|best\ of\ luck
        |hope\ (?:this|that|it)|edit(?:ed)?\b|update[d:]|disclaimer|disclosure|full\ disclosure|p\.?s\.?\b
        |just\ my|my\ (?:2|two)\ cents|my\ \$?0?\.02|(?:great|good|interesting|tough|excellent)\ question
        |sorry\b|\+1|@\w|regards|best\ wishes|source:|via\b|image|photo|note:|tl;?dr:?$|answer:?$
        |(?:let|tell|e-?mail|ping|contact|pm|drop|ask)\ (?:me|us)\b|feel\ free|i\ am\ not\ a\ lawyer|ianal)
    | https?:// | \bwww\. | \b[\w.]+@[\w.]+\b
    | \b(?:my|our)\ (?:own\ )?(?:blog|book|e-?book|company|firm|agency|site|website|web\ site|post|article|podcast
        |product|startup|start-up|app|profile|service|newsletter|free\ \w+|page|answer|previous\ \w+|experience\ with)\b
    | \b(?:i|we)(?:\ have|'ve)?\ (?:wrote|written|blogged|posted|published|work\ (?:for|at)|run\ a|founded|co-?founded)\b
    | \b(?:check\ (?:out|it|them|this)|click\ (?:here|on)|sign\ up\ (?:here|for\ our)|download\ (?:our|my|the|this)
        |subscribe\ to\ (?:our|my)|contact\ us|call\ us|see\ (?:here|below|above|also|my|this)|read\ (?:this|more|my|on)
        |have\ a\ look\ at|take\ a\ look|look\ at\ this|shameless\ plug|(?:this|these|following|here(?:'s|\ is|\ are)\ (?:a|an|the|some|my|few))
        \ (?:link|article|post|blog|video|list|book|example|thread|site|url|page|resource)s?)\b
    | \b(?:as|like)\ (?:others|everyone|\w+)(?:\ (?:have|has|already))*\ (?:said|mentioned|suggested|pointed|noted|stated|wrote)
    | \b(?:other|above|previous)\ (?:answers?|posters?|comments?|replies)\b | \bagree\ with\ (?:@|the\ (?:other|above|previous)|[A-Z]\w+)
    | \b(?:your\ (?:question|post|idea\ (?:sounds|is))|you\ (?:mention|said|asked|wrote|describe)\w*|you're\ asking|you\ are\ asking|the\ op\b
        |in\ (?:this|the)\ (?:post|article|blog|series|webinar)|(?:next|last|previous)\ (?:week|month|post)(?:'s)?\b|i'd\ love\ to\ hear|leave\ a\ comment|let\ us\ know|in\ the\ comments)
    """,
    re.IGNORECASE | re.VERBOSE,
)

_LEANING = re.compile(
    r"""
    ^\W*(?:
      (?:this|that|these|those|he|she|him|her|his|hers|they|them|their|theirs|its|such|both|neither|either
        |that's|that’s|they're|they’re|he's|she's|here|there|same|ditto|and|but|or|nor|so|also|then|therefore
        |however|instead|otherwise|thus|hence|yet|still|besides|likewise|similarly|additionally|furthermore
        |moreover|again|plus|because|which|whereas|although\ that|conversely|consequently|accordingly
        |alternatively|meanwhile|nevertheless|nonetheless|another|others|second(?:ly)?|third(?:ly)?|fourth(?:ly)?
        |finally|lastly|next|afterwards?|obviously|except|especially|particularly|e\.g\.?|i\.e\.?|etc|yes|no|yep
        |nope|yeah|exactly|true|right|sure|agreed|maybe\ (?:it|this|that)|now|well|ok|okay)\b
      |it(?:'s|’s|'ll|’ll|'d)?\b
      |(?:for|in|on|at|by|with|after|before|once|when|if|since|as|from|of|to|until|unless|besides|despite|while)\ (?:this|that|these|those|it|them|him|her|doing\ (?:so|this|that)|example|instance|addition|such|so)\b
      |(?:if|in)\ (?:so|not|which)\b|on\ the\ (?:other|flip|same|contrary)|at\ the\ same|in\ (?:other\ words|either\ case|both\ cases|short|turn)
      |the\ (?:former|latter|same|other|others|second|third|next|last|reason|answer|problem|result|result\ is|point|key|trick|idea|goal|thing|above|following|rest|more\ \w+\ (?:one|it))\b
      |one\ (?:of\ (?:them|these|those)|is|was)|all\ (?:of\ )?(?:this|that|these|those)|some\ of\ (?:them|these|those)
      |(?:most|many|none|each|any|either|half)\ of\ (?:them|these|those|this|that)|even\ (?:then|so|if\ (?:it|they|that|this))|as\ such|like\ (?:this|that|i\ said)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLEONASTIC = re.compile(
    r"^it(?:'s|’s|\s+(?:is|was|may|might|can|could|would|will|takes?|depends|pays|helps|makes))\b"
    r".{0,60}?\b(?:to|that|if|when|how|whether|on|for|sense|worth)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|me|we|our|us)\b")
_ASKER = re.compile(
    r"\b(?:in your (?:case|situation|example|shoes)|your (?:situation|case|friend|partner|particular)"
    r"|sounds like|it seems you|I (?:guess|suppose|assume|wonder|don['’]t know)|not sure)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should|must|need to|have to|never|always|avoid|don['’]t|try|make sure|focus|start|instead of"
    r"|better|best|rather than|key|important|works?|because|means|depends?|if you|when you|you can"
    r"|\d+(?:\.\d+)?\s?(?:%|percent|per cent|days?|weeks?|months?|hours?|users?|customers?|people|\$))",
    re.IGNORECASE,
)


def never(text: str) -> bool:
    """Whether a sentence must not be quoted at all."""
    words = text.split()
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return (
        not SHORTEST <= len(words) <= LONGEST
        or text.rstrip("\"'”’)*").endswith(("?", ":"))
        or letters < 0.75 * len(text)
        or text.isupper()
        or bool(_NEVER.search(text))
    )


def leaning(text: str) -> bool:
    """Whether a sentence opens with a word that points back at the one before it."""
    first = next((c for c in text if c.isalnum()), "")
    if first.islower():
        return True
    return bool(_LEANING.match(text)) and not _PLEONASTIC.match(text)


def penalty(text: str) -> float:
    """How much less a sentence is worth for its manner, on the scale of a cosine."""
    words = len(text.split())
    score = 0.0
    if words < 8:
        score += 0.04
    if words > 32:
        score += 0.04
    if _FIRST_PERSON.search(text):
        score += 0.04
    if _ASKER.search(text):
        score += 0.06
    if text.count("(") != text.count(")") or text.count('"') % 2:
        score += 0.05
    if not text.rstrip("\"'”’)").endswith((".", "!")):
        score += 0.03
    if text.endswith(("...", "…")):
        score += 0.05
    if _ADVICE.search(text):
        score -= 0.04
    return score
