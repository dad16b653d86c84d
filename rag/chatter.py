"""What is said to Footnote about Footnote: questions about itself, and complaints."""

from __future__ import annotations

import re
from typing import Literal

from rag.phrases import phrases, wording

Chatter = Literal["about", "complaint"]

_THIS = "(this|it|footnote|(this|the) (thing|site|page|tool|bot|service|app|website))"
_MACHINE = (
    "(bot|robot|machine|ai|program|computer|chat ?bot|llm|gpt|chat ?gpt|claude|gemini|siri|alexa"
    "|human( being)?|person|man|woman|real|alive|free|open source|language model|expert)"
)
_FILLERS = re.compile(
    r"^((so|well|ok|then|now|please) )+|\b(exactly|really|actually|even|please|anyway) "
    r"|( (exactly|really|actually|anyway|please|then|though))+$"
)
_MATERIAL = "(answers?|info|information|data|sources?|quotes?|sentences?|knowledge|texts?|advice)"
_LEAD = "((and|can you|could you|tell me|show me|explain( to me)?|i wonder|i want to know) )*"
_ABOUT = phrases(rf"""
{_LEAD}(who|what) (are|r) (you|u)
{_LEAD}((who|what) you are|what you (can )?(do|know)|how you work)
{_LEAD}do you use (chat ?gpt|gpt|an? (llm|ai|language model)|ai|claude|openai)
{_LEAD}(who|what) (is|'s) (footnote|(this|the) (thing|site|page|tool|bot|service|app|website))
    ( about)?
{_LEAD}what('?s| is) (footnote|this about|this for)
{_LEAD}what (can|do|could|does) (you|u|this|footnote) (do|know|offer|cover|help with|talk about)
    ( (for|about|with|here|me|us|this))*
{_LEAD}what (else )?can i (ask|type)( (you|here|this|footnote|about))*
{_LEAD}what (should|do|could|may|can) i (ask|type|write|do)( (you|here|with|this|footnote))+
{_LEAD}what (else )?(can|could) (you|u) (do|tell me|help( me)? with)
{_LEAD}(what|which) ((kinds?|sorts?|types?) of )?(questions?|things?|topics?|subjects?|stuff)
     can (you|i|u) (ask|answer|do|know|cover|help)( (you|here|about|footnote|for|me|with))*
{_LEAD}(can|do) (you|u|footnote) (speak|understand) \w+
{_LEAD}(can|do) (you|u|footnote) (search|browse|read|use|have access to)
     (the )?(web|internet|google|news)
{_LEAD}how (do|can|does|to) (you|u|i|footnote) (work|function|operate
    |use (you|this|it|footnote))( \w+)?
{_LEAD}how (do|does|did) (you|footnote) (know|find|choose|pick|make|write|get|come up with|answer)
    ( (your|the|these|all|this|that|it|answers?|sentences?|quotes?|sources?|questions?|things?|to))*
{_LEAD}how (are|were) (you|your answers) (made|built|trained|written)
{_LEAD}where (do|did|does) (you|(your|the|these|this|all)( \w+)? {_MATERIAL}) (come|get|take|know)
    ( (from|it|this|that|your|the|these|all|{_MATERIAL}))*
{_LEAD}(where|what|which|who) (are|is) your (answers?|data|sources?|quotes?|texts?)
    ( (from|taken from|based on))?
{_LEAD}(what|which|whose) {_MATERIAL} (do|can|are) (you|u) (use|using|have|quote|search|read|know)
{_LEAD}(are|do) (you|u) (connected to|have access to|use|search|online) ?(the )?
    (internet|web|google)?
{_LEAD}what('?s|s| is| are) your (names?|purpose|job|role|limits?|limitations|abilities|features)
{_LEAD}do you have a name
{_LEAD}what are you (for|good (at|for)|called|made of|capable of)
{_LEAD}(are|r) (you|u)( (an?|the|some|any|real))* {_MACHINE}( or( (an?|real))* {_MACHINE})?
{_LEAD}(am i|is this)( (talking|speaking|chatting|writing))?( (to|with))?
    ( (an?|the|real))* {_MACHINE}
{_LEAD}who (made|built|created|wrote|programmed|runs|owns|trained|developed|is behind)
     (you|{_THIS})
{_LEAD}(what|which) ((language|ai) )?(model|llm|ai|gpt)( (are|do|is|does))?
     (you|this|footnote)( \w+)?
{_LEAD}(can|could|will) (you|u|footnote) (help|assist)( (me|us|please|out))*
help( (me|please))*
(i )?need help
(instructions|commands|menu|info|about( (you|footnote))?)
{_LEAD}(do|will|does) (you|this|footnote) (store|save|keep|remember|log|share|record|track)
    ( (my|our|the|these|what|i|all|any|your|a|of|me|record))*( \w+){{0,2}}
{_LEAD}(can|should|why should|how can) i (trust|believe|rely on) (you|this|your answers?|footnote)
{_LEAD}are (you|your answers)( \w+)? (right|correct|reliable|true|accurate|sure|biased|up to date)
{_LEAD}do you (make (things|stuff|it) up|hallucinate|think|understand( me)?|lie|learn|have feelings)
{_LEAD}(how old are you|where are you( located| from)?)
{_LEAD}(introduce|describe|explain) yourself
{_LEAD}((something|more) )?about (yourself|you|footnote|this (site|tool|page))
{_LEAD}(what|which) languages? (do|can) you \w+
""")
_HOW_THIS_WORKS = phrases(rf"""
{_LEAD}how (does|do|did) {_THIS} work( exactly| here)?
{_LEAD}what('?s| is) this
""")

_BAD = (
    r"(stupid|dumb|idiot(ic|s)?|morons?|useless|worthless|pointless|garbage|trash|rubbish"
    r"|crap(py)?|shit(ty)?|bull ?shit|bs|nonsense|terrible|awful|horrible|pathetic|annoying|jokes?"
    r"|lame|lousy|hopeless|asshole|bitch|bastard|liar|fraud|wrong|bad|ridiculous|incompetent"
    r"|clueless|fools?|worst|suck(s|ed)?|loser|scam|disappointing|waste of time|unhelpful|boring"
    r"|broken|incorrect|false|no (good|use|help)"
    r"|not (very )?(good|helpful|useful|right|true|smart))"
)
_CURSE = (
    "(stupid|dumb|idiots?|moron|useless|worthless|garbage|rubbish|crap|shit|bull ?shit|nonsense"
    "|terrible|awful|horrible|pathetic|asshole|bitch|bastard|loser|wrong|unhelpful|sucks)"
)
_VERY = (
    r"(such|so|all|just|really|an?|totally|completely|absolutely|fucking|f\w*ing|bloody|very|pretty"
    r"|load of|bunch of|pile of|full of|the|piece of|quite|too|simply|utter|complete|total|plain)"
)
_YOURS = (
    "(you|u|ur|your|this|that|it|what|how|(your|this|that|the|these|those|all your)"
    " (answers?|repl(y|ies)|responses?|bots?|things?|sites?|tools?|apps?|results?|quotes?|page))"
)
_THING = "((chat )?bot|chatbot|machine|ai|answers?|thing|program|computer|robot)"
_SIGH = r"((ugh|wow|man|well|no|omg|god|sorry|but|hey|oh|lol|ok|yeah|again) )*"
_COMPLAINT = phrases(rf"""
{_SIGH}{_YOURS}('| )?((re|are|s|is|was|were|r) )?({_VERY} )*{_BAD}( (and )?({_VERY} )*{_BAD})*
    ( ({_THING}|advice|tool|site|app|website|software))?
{_SIGH}(({_VERY}|this|that|what) )*{_CURSE}( {_THING})?
{_SIGH}(you )?({_VERY} )*{_BAD} {_THING}( ever)?
{_SIGH}(what|why) the (fuck|hell|heck)( (is|was) (this|that|wrong with you))?
{_SIGH}you ({_VERY} )*{_BAD} ({_THING}|{_BAD}|piece of)( \w+){{0,6}}
{_SIGH}(why|how) (are|r) (you|u|your answers|these answers) (so|such an?)( \w+)? {_BAD}
{_SIGH}(are|r) (you|u) (kidding( me)?|serious|joking|drunk|blind|deaf)
{_SIGH}f(u|\*)?(c|\*)?(k|\*+)( (you|off|u|this|it|yourself))*( {_THING})?
{_SIGH}(screw you|go to hell|shut( the \w+)? up|piss off|damn (you|it)|get lost|go away|wtf|stfu)
{_SIGH}i( really)? (hate|don'?t like|despise) (you|this|your answers?)
{_SIGH}(that|this|it|you) (did|does|do|is|was|are)(n'?t| not)( (even|really|at all))* (help|answer
    |what i (asked|meant|wanted|said)|an answer|correct|my question|relevant|understand|get (it|me)
    |listen(ing)?|helping|answering|working)( \w+){{0,4}}
{_SIGH}(that'?s )?not( (even|really|at all))* (what i (asked|meant|wanted|said)|an answer
    |my question|helpful|useful)( \w+){{0,3}}
{_SIGH}(it|this|that) (makes no sense|has nothing to do with (it|my question|what i asked))
""")


def chatter(turn: str, follows: bool) -> Chatter | None:
    """What a turn says about Footnote, None where it is about something else.

    ``follows`` is whether something was asked before: "how does it work?" is then about that.
    """
    text = _FILLERS.sub("", wording(turn))
    if all(_ABOUT.fullmatch(part) for part in text.split(" and ")):
        return "about"
    if _HOW_THIS_WORKS.fullmatch(text) and not follows:
        return "about"
    return "complaint" if _COMPLAINT.fullmatch(text) else None
