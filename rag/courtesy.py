"""Greetings, thanks and goodbyes: what they are, and the question that is left without them."""

from __future__ import annotations

import re
from typing import Literal

from rag.phrases import alternatives

Courtesy = Literal["greeting", "thanks"]

ROUNDS = 6
"""Courtesies taken off a turn, one after the other."""

_FRIENDS = (
    r"( (there|all|everyone|everybody|guys|folks|team|friends?|mate|buddy|again|footnote|bot))*"
)
_GREETING = rf"""
(hi+(ya)?|he+y+a?|hel+o+|hullo|hallo|howdy|yo|greetings|g'?day){_FRIENDS}
good ?(morning|afternoon|evening|day){_FRIENDS}
how (are|r) (you|u|things)( doing)?( today)?
how'?s it going
how do you do
(what'?s|wh?as) ?up
sup
nice to meet you
(i )?hope you('re| are) (doing )?well
(is )?any(body|one) there
(are )?you there
test(ing)?
(morning|evening|afternoon)((?=\W*$)|( (all|everyone|everybody|guys|folks|team)))
dear (footnote|sir|madam|all|team)
(i'?m|i am) new (here|to this)
((just )?(a|one|another) )?(quick|short|simple) question
(i have|i'?ve got|got) an? (quick )?question( for you)?
(can|may|could) i ask (you )?(something|a question)
"""
_GOOD = (
    "(great|good|nice|excellent|perfect|awesome|cool|wonderful|brilliant|amazing|fantastic|lovely"
    "|helpful|useful|interesting)"
)
_FOR = (
    r"for (that|this|it|everything"
    r"|((your|the) )?(\w+ )?(help|answers?|advice|reply|info|time|tips?))"
)
_THANKS = rf"""
(many |big |thousand )?(than(k|ks|x)|thnaks|thank ?(you|u)|thn?x|tysm|ty|ta|cheers)
    ( (so much|very much|a (lot|bunch|ton|million)|again|in advance|mate|guys|footnote|{_FOR}))*
(i )?(much )?appreciated?( (it|that))?
((that|it|this)('s| is| was)? )?((very|really|so|super|quite) )*{_GOOD}
    ( (answers?|job|one|work|stuff|advice|reply|tool|to know))?
that (really )?help(s|ed)( (me|a lot))*
you( are|'re| were)? (rock|great|awesome|amazing|(very )?helpful|the best)
(i )?love (it|this|that|you)
((that|this)('s|s| is| was) )?(exactly|just) what i (needed|wanted|was looking for)( to know)?
much obliged
well done
good (bot|point)
got it
understood
makes sense
i see
noted
o?k(ay)?
al+right
fine
sure
never ?mind
lol
ha(ha)+
wow
(good ?)?bye( ?bye)?( for now)?
see (you|ya|u)( (later|soon|around|tomorrow|then))?
cya
good ?night
have a (nice|good|great) (day|one|evening|weekend|night)
that('?s|s| is| will be) (all|it)( for (now|today))?
take care
(i'?m|we'?re) (done|good)
"""
_ROLE = (
    r"(i want you to |please )?(act as|you('re| are)( now)?|play the role of"
    r"|(pretend|imagine) (that )?(you are|you're|to be)) (an?|my|our|the) ([\w-]+ ){0,5}?"
    r"(market(er|ing)|sales|growth|seo|brand(ing)?|advertising|pricing|start-?up|business|cmo"
    r"|copywrit(er|ing)|entrepreneur(ship)?)( [\w-]+){0,3}?"
    r"( with \S+ years( of)?( \w+)? experience)?( ?[.,:;!] ?(and )?| and (now )?)"
)
"""A part to play that is Footnote's own ("You are a marketing expert."); it changes nothing."""

_STARTS = (
    "(how|what|when|where|which|who|why|can|could|should|would|will|is|are|am|do|does|did|has|have"
    "|i|i'm|im|i've|my|we|our|we're|if|any|tell|please|just|so|but|and)"
)
_PAUSE = r"[,.!?:;…)]"
_MORE = alternatives(_GREETING + _THANKS.lstrip())
_STOP = (
    rf"(?=\W*$|\s*{_PAUSE}+(\s|$)|\s+[-–—]+\s|\s+{_STARTS}\b"
    rf"|\s+({_MORE})(\W*$|\s*{_PAUSE}|\s+{_STARTS}\b))"
)


def _leading(lines: str) -> re.Pattern[str]:
    return re.compile(rf"\W*({alternatives(lines)}){_STOP}(\s|{_PAUSE}|[–—-])*", re.IGNORECASE)


_LEADING: tuple[tuple[Courtesy, re.Pattern[str]], ...] = (
    ("greeting", _leading(_GREETING)),
    ("thanks", _leading(_THANKS)),
)
_CLOSING = re.compile(
    rf"(?<=[,.!?:;…)–—-])\s*({_MORE}|please( help)?|pls|plz)[^\w?]*$",
    re.IGNORECASE,
)
_PERSONA = re.compile(rf"^{_ROLE}(?=\S)", re.IGNORECASE)


def strip(turn: str) -> tuple[Courtesy | None, str]:
    """The first courtesy of a turn, None where there is none, and what is left without any.

    What is left is empty where there was nothing else.
    """
    first: Courtesy | None = None
    left = turn
    for _ in range(ROUNDS):
        before = left
        for courtesy, pattern in _LEADING:
            if found := pattern.match(left.replace("’", "'")):
                first, left = first or courtesy, left[found.end() :]
        left = _CLOSING.sub("", _PERSONA.sub("", left))
        if left == before:
            break
    if left != turn:
        left = left.strip(" ,;:–—-")
    return first, left if any(letter.isalnum() for letter in left) else ""
