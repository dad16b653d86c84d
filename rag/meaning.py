"""Which words mean the same, and which the opposite: WordNet's, and a few of this trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rag.wording import Word, lines, roots

_TRADE = """
email e-mail mail
phone telephone call
site website webpage
app application
ad advert advertisement advertising
company firm business startup venture
client customer
seller vendor
shop store
homepage frontpage
logo brandmark
buyer customer purchaser
mobile cellphone
signup registration register
money cash
expensive costly pricey
cheap inexpensive
fortnight fortnightly
seldom rarely
big large
small little
employee staff
tell inform
show display
help assist aid
mistake error
aim goal target
idea concept
start begin launch
ask request
answer reply response
visit visitor
choose pick select
create build make
wrong false
right correct
promise pledge
fix repair mend
dislike hate
thank thanks
important essential vital crucial
difficult hard tough
easy simple
quick fast rapid
slow sluggish
worth value valuable
opinion view
sell sale selling sales salesperson salesman
cost costs price
bad poor
max maximum biggest largest highest
min minimum smallest lowest
grow rise increase climb
shrink fall decrease drop
minus less
less fewer
least fewest
recommend advise suggest
boost raise increase strengthen
build create
happen occur
permission consent
prospect lead
"""
_OPPOSITE = """
more less fewer
most least fewest
up down
long short
longer shorter
before after
high low
higher lower
large small
big small
bigger smaller
larger smaller
increase decrease reduce lower fall drop
grow shrink fall decrease
rise fall drop
raise lower cut reduce
good bad
better worse
best worst
right wrong
always never
often rarely seldom
cheap expensive
public private
early late
first last
easy hard difficult
strong weak
start stop end finish
begin end stop
open closed
buy sell
win lose
accept reject refuse decline
include exclude
add remove cut
love hate
hire fire
free paid
old new
same different
broad narrow
wide narrow
formal informal
legal illegal
likely unlikely
possible impossible
useful useless
success failure
succeed fail
fast slow
quick slow
satisfied dissatisfied
honest dishonest
help hurt
with without
all none
everybody nobody
keep drop
separate main
"""


def same(one: Word, other: Word) -> bool:
    """Whether two words may stand for each other."""
    if one.value is not None or other.value is not None:
        return one.value == other.value and one.money == other.money
    if one.stem == other.stem:
        return True
    return other.stem in _known().get(one.stem, ()) and not opposite(one, other)


def opposite(one: Word, other: Word) -> bool:
    """Whether two words say the opposite of each other."""
    return other.stem in _opposites().get(one.stem, ()) or _denied(one.text, other.text)


def _denied(one: str, other: str) -> bool:
    """Whether one is the other with a syllable that denies: "useful", "unuseful"; "valid"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and long in (f"{p}{short}" for p in ("un", "in", "im", "il", "ir", "dis"))


@cache
def _known() -> Mapping[str, frozenset[str]]:
    trade = [line.split() for line in _TRADE.split("\n")]
    every = [[word, *group] for group in trade for word in group]
    return _pairs([*lines("same.txt"), *every])


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    own = [line.split() for line in _OPPOSITE.split("\n") if line]
    graded = [
        [first, *_graded(others)]
        for mine, *rest in own
        for first in _graded([mine])
        for others in [rest]
    ]
    return _pairs([*lines("opposite.txt"), *graded])


def _graded(words: Sequence[str]) -> list[str]:
    """The words, with what they are compared by: "hard" with "harder" and "hardest"."""
    grown = [w[:-1] + "i" if w.endswith("y") else w.removesuffix("e") for w in words]
    return [*words, *(f"{w}er" for w in grown), *(f"{w}est" for w in grown)]


def _pairs(groups: Iterable[Sequence[str]]) -> Mapping[str, frozenset[str]]:
    """Each line's first word with each of the others, both ways, as stems."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        first, *others = roots(group) or [""]
        for other in others:
            if other != first:
                found[first].add(other)
                found[other].add(first)
    return {stem: frozenset(others) for stem, others in found.items()}
