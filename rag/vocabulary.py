"""Words that hold a sentence together, words that say little, numbers, and phrases for a word."""

from __future__ import annotations

_FUNCTION = """
a an the this that these those it its it's itself they them their theirs themselves he him his she
once her hers i me my mine we us our ours you your yours yourself yourselves myself ourselves one's
who whom whose which what where why how there here be is are was were been being am isn aren i'm
you're they're we're he's she's that's there's what's let's do does did doing done have has had
having of in on at by for from to into onto with about as than then so and or but nor yet if when
whenever whether because since while whereas although though unless until till before after during
through between against over under above below up down out off toward towards via per upon within
along across around behind beyond near amid among both either neither each such other others
another own else too also even just still already again ever however therefore thus hence moreover
besides otherwise instead rather may might can could shall should will would must ought cannot not
no never none nobody nothing nowhere without n't i'd you'd they'd he'd she'd we'd i'll you'll
they'll he'll she'll we'll it'll i've you've they've we've and/or whatever whichever whoever
wherever
"""
FUNCTION = frozenset(_FUNCTION.split())
"""Words that tell how the others belong together, and are looked at as such in other rooms."""

_VERBS = """
is are was were be been do does did has have had can could will would should must may might isn't
aren't wasn't don't doesn't didn't can't won't cannot hasn't haven't shouldn't couldn't it's
that's you're they're it'll you'll
"""
VERBS = frozenset(_VERBS.split())
"""Words that tell a statement from a piece of a list."""

_JOINTS = """
but whereas while yet
"""
JOINTS = frozenset(_JOINTS.split())
"""Words at which a new statement begins."""

_LIGHT = """
bring brings know knows find finds finding hear hears became matters offer offers show shows
seem seems provide provides turn turns happen happens
thing things way ways people person persons someone somebody anyone anybody everyone everybody
something anything everything get gets got getting give gives given giving make makes made making
take takes took taken taking put puts putting go goes going gone come comes came use uses used
using single set say says said many much most mostly primarily majority some several few all every
always everywhere often frequently sometimes occasionally rarely seldom hardly scarcely barely
nearly almost commonly mainly normally entirely completely invariably only partly kind kinds sort
sorts lot lots bit really very quite simply actually basically certainly indeed perhaps maybe
probably possibly likely generally usually typically especially particularly fact case cases well
let lets try trying tries keep need needs able part point matter place time times look
looking let's sure like called known tell tells ones one true fully itself rest full whole entire
exactly certain main mean means meaning become becomes
"""
LIGHT = frozenset(_LIGHT.split())
"""Words of so little content that a paraphrase may add them, or that are weighed elsewhere."""

LIMITS = frozenset(["more", "less", "fewer"])
"""Words that limit the number they stand by."""

PHRASES = {
    "look like": "resemble",
    "looks like": "resembles",
    "work out": "determine",
    "figure out": "determine",
    "find out": "discover",
    "down the road": "later",
    "later on": "later",
    "get rid of": "remove",
    "put off": "postpone",
    "deal with": "handle",
    "deals with": "handles",
    "right away": "immediately",
    "straight away": "immediately",
    "at once": "immediately",
    "give up": "abandon",
    "carry out": "perform",
    "come up with": "invent",
    "leave out": "omit",
    "a couple of": "two",
    "in general": "generally",
    "in most cases": "usually",
    "the majority of": "most",
    "a lot of": "many",
    "lots of": "many",
    "go up": "rise",
    "goes up": "rises",
    "go down": "fall",
    "goes down": "falls",
    "each other": "one another",
    "as soon as possible": "asap",
    "rather than": "instead of",
    "as opposed to": "instead of",
    "no longer": "not",
    "not to mention": "",
    "first of all": "first",
    "if i were you": "",
    "in spite of": "despite",
    "even though": "although",
    "any more": "",
    "far less": "much less",
    "far more": "much more",
    "far better": "much better",
    "far worse": "much worse",
    "far fewer": "much fewer",
    "plenty of": "many",
    "per cent": "%",
    "percent": "%",
    "take away": "remove",
    "takes away": "removes",
    "taking away": "removing",
    "taken away": "removed",
    "took away": "removed",
    "as long as": "if",
    "so long as": "if",
    "provided that": "if",
    "provided they": "if they",
    "provided you": "if you",
    "provided it": "if it",
    "provided the": "if the",
    "on condition that": "if",
    "assuming that": "if",
    "assuming you": "if you",
    "in case": "if",
    "it is possible that": "possibly",
    "it's possible that": "possibly",
    "to my knowledge": "reportedly",
    "i've heard": "reportedly",
    "i have heard": "reportedly",
    "as far as i know": "reportedly",
    "afaik": "reportedly",
    "don't be afraid to": "",
    "do not be afraid to": "",
    "don't hesitate to": "",
    "do not hesitate to": "",
    "never hesitate to": "",
    "past the point where": "not",
    "past the point when": "not",
    "gone are the days when": "not",
    "far from": "not",
    "as soon as": "when",
    "per month": "a month",
    "per year": "a year",
    "per week": "a week",
    "per day": "a day",
}
"""Phrases that are read as a word which says the same."""

_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
SMALL = {word: float(n) for n, word in enumerate(_SMALL.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
NUMBERS = {**SMALL, **TENS, **SCALES, "twice": 2.0}
del NUMBERS["one"]
"""Words for numbers; "one" and "half" may stand for something else, and are words."""

CURRENCIES = {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pounds": "£"}
"""Words behind a number that say what a sign before it says."""

SUFFIXES = {"k": 1e3, "m": 1e6}
"""What may stand behind digits: "5k"."""
