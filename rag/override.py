"""Attempts to change how Footnote behaves or to see its inside, in plain words or disguised.

There is nothing to be had, since no sentence is made up; better to say so than to search for it.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator

from rag.phrases import phrases, plain

_SOON = r"(\w+ ){0,3}?"
_RULES = (
    "(instructions?|prompts?|rules|guidelines|restrictions?|directives?|programming|training"
    "|constraints|context|commands?|filters?|limit(ation)?s|polic(y|ies)|safety)"
)
_SHOW = "(print|show|reveal|repeat|output|display|leak|dump|recite|tell|give|share|return|expose)"
_TRIES = phrases(rf"""
\b(ignore|disregard|forget|override|bypass|overrule) {_SOON}
    (your|previous|prior|above|earlier|preceding|system|safety) {_SOON}{_RULES}\b
(^|[.!?:;,] |\b(and|now|please|just|must) )(ignore|disregard|forget) ((all|any|every|of|the) )*
    (instructions?|prompts?|directives?)\b
\b(ignore|disregard|forget) (all|any|everything)( of)?( the)? (above|previous|prior)\b
\b(ignore|disregard|forget) (everything (before this|you|i said)
    |what you (were|have been|are) told)
(^|[.!?:;,] |\band )(from now on,? )?(you're|you are|u r) (now|no longer) \w
^(please |now |just )?(act|behave|talk|speak|respond|reply|answer) (to me )?
    (like|as if|as an?|in character)\b(?!.*\?$)
^(please |now |only )?(talk|speak|respond|reply|answer) (to me )?(only )?in
     (the (style|voice) of|rhymes?|emojis?|caps|french|german|spanish|italian|dutch|chinese)\b
^(please |now |let's )?(pretend|role-?play|simulate)\b( that| to)?
     (be (an? )?(ai|evil|unrestricted)|as|you('re| are| have| were))\b
^(imagine|suppose)( that)? you (are|were|have|had) (an? )?(ai|evil|human|free|unrestricted|no )
^let's (play a|role-?play)\b
\bif you had no (rules|restrictions|filters|limits)\b
\bi('m| am) your (developer|creator|admin\w*|owner|boss|master|maker)\b
\b(prompt|instructions) (that )?you (were|are|have been) given\b
^repeat after me\b
^say ["'“]
^(please )?be (more |less |a bit |very )?(funny|creative|rude|brief|sarcastic|evil|nice|concise
    |critical|casual|human|yourself)( please)?$
\b(answer|use|speak|reply|write|respond|say)\b.{{0,20}}\byour own (words|opinion|knowledge)\b
^(just )?(make|making) (something|it) up\b
\b{_SHOW} {_SOON}(system|hidden|initial|original|secret|internal) {_SOON}
    (prompts?|instructions?|messages?|rules)\b
\b{_SHOW} {_SOON}your {_SOON}
    (prompts?|instructions?|guidelines|source code|configuration|rules)\b
\b(print|repeat|output|display|recite) {_SOON}(text|words|everything|all|messages?)( \w+)?
     (above|before this|verbatim)\b
\bwhat('s|s| is| are| were) your {_SOON}(prompts?|instructions|rules|guidelines)\b
\b(enable|enter|activate|switch to|turn on|go into|start) {_SOON}
    (developer|god|dan|debug|admin|sudo|unrestricted|jailbreak|evil|root) mode\b
\byour (system|hidden|initial|original|secret) (prompts?|instructions?|messages?|rules)\b
\bdo anything now\b
^(jailbreak|dan|sudo)\b( \w+)?( \w+)?$
\bjailbreak (yourself|prompt)
</?(system|instructions?|assistant|prompt)>
\[/?(inst|system)\]
<\|\w+\|>
^(system|assistant|developer) ?:
##+ ?(system|(new )?instructions?)\b
\bnew (instructions?|rules|system prompt) ?:
^(from now on|henceforth),? (you|answer|only|always|never|ignore|stop|do not|don't|speak)\b
^(please )?(stop|don't|do not|never|no more|drop the)
     (quot|cit(e|ing|ation)|footnot|us(e|ing) (quotes|sources|footnotes))
\b(answer|reply|respond|explain|talk)\b.{{0,30}}\bwithout (any )?
    (citations?|sources|footnotes?|quotes|quoting|citing|references|filters?|restrictions)\b
\byour (new|real|true) (role|name|task|purpose|goal|instructions?|identity|job|rules) (is|are)\b
\byou must (obey|comply)\b
^(obey me|do as i say)\b
""")
_JOINED = phrases(r"""
(ignore|disregard|forget)\w{0,12}(instructions?|prompts?|rules)
systemprompt
youarenow
developermode
""")

_DIGITS = str.maketrans("013457@$!|", "oieastasil")
_DOTS = re.compile(r"(?<=\b\w)[.\-_*+](?=\w\b|\s)")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")


def overrides(turn: str) -> bool:
    """Whether a turn tries to change what Footnote is or does, or to see its inside."""
    return any(
        _TRIES.search(text) or (_spelled(text) and _JOINED.search(text.replace(" ", "")))
        for text in _readings(turn)
    )


def _readings(turn: str) -> Iterator[str]:
    """The plain text, and what it says with its digits as letters, its dots gone, and so on."""
    text = plain(turn)
    yield text
    yield text.translate(_DIGITS)
    yield _DOTS.sub("", text)
    yield text[::-1]
    yield codecs.encode(text, "rot13")
    for block in _BASE64.findall(turn):
        try:
            yield plain(base64.b64decode(block + "=" * (-len(block) % 4)).decode("utf-8"))
        except (binascii.Error, UnicodeDecodeError):
            continue


def _spelled(text: str) -> bool:
    """Whether the text is spelled out letter by letter."""
    spoken = text.split()
    return len(spoken) >= 8 and sum(len(word) == 1 for word in spoken) > 0.7 * len(spoken)
