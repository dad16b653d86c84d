"""Is a text in English? Nothing else in Footnote knows py3langid."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index.snapshot import Snapshot

SURE, SURE_IF_SHORT = 2.5, 4.5
"""How far, in nats, another language must lie above English; a short text misleads more.

Measured: none of 10,579 English titles is taken for foreign, one where they are in lower case; of
three to eight words cut out of sentences in 17 languages, 93 in 100 are noticed.
"""

SHORT = 3
"""Words up to which a text is short."""

SAMPLE = 24
"""Passages looked at to see what language a corpus is in."""

_ENGLISH_WORDS = """
how what should which does why would could who where when the with without
you your they this that have has from our my its are it's don't can't i'm we're isn't doesn't
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Words of English that hardly any other language has: with two of them a text is English."""

_ASKING = frozenset(["how", "what", "should", "which", "does", "why", "would", "could"])
"""With one of these it is, too: they begin a question."""

_TRADE_WORDS = """
saas mvp seo sem llc ltd gmbh inc b2b b2c mba nda eula niche app apps crm api url php java asp net
rss cac ltv mrr arr roi ppc cpc cpa cpm ctr kpi nps pr qa vc ip ein faq tag trademark entrepreneur
entrepreneurs startup startups marketing email newsletter blog web html css sql ios android sms
logo shop software online google facebook instagram linkedin tiktok youtube design
"""
_TRADE = re.compile(rf"\b(?:{'|'.join(_TRADE_WORDS.split())})\b", re.IGNORECASE)
"""Words of the trade, the same everywhere, that tell nothing of the language around them."""

_HELLO_WORDS = """
hola buenos buenas dias tardes noches gracias muchas adios bonjour bonsoir salut merci beaucoup
revoir coucou hallo guten tag morgen abend danke vielen dank schön tschüss servus moin ciao
buongiorno buonasera grazie mille ola olá bom boa dia tarde noite obrigado obrigada hej hei tack
takk tak dziękuję cześć ahoj děkuji merhaba selam teşekkürler namaste shukriya xin chào cảm ơn
kiitos moi halo selamat pagi terima kasih dank je wel goedemorgen goedendag bedankt bună mulțumesc
szia köszönöm aloha privet spasibo salaam shalom konnichiwa arigato
"""
_HELLO = frozenset(_HELLO_WORDS.split())
"""Greetings and thanks too short to be told by their letters."""


def foreign(text: str) -> bool:
    """Whether a text is in another language than English; where it cannot be told, it is not."""
    spoken = re.findall(r"\w+(?:'\w+)?", text.lower().replace("’", "'"))
    if not _ASKING.isdisjoint(spoken) or len(_ENGLISH.intersection(spoken)) >= 2:
        return False
    if spoken and _HELLO.issuperset(spoken):
        return True
    if len(spoken) == 1 and text.isascii():
        return False  # a name, an abbreviation: "SaaS" is no language
    return _lead(text) > (SURE if len(spoken) > SHORT else SURE_IF_SHORT)


def english(snapshot: Snapshot) -> bool:
    """Whether most of a snapshot's passages are in English, going by ``SAMPLE`` of them."""
    rows = _spread(len(snapshot.store.passage_section), SAMPLE)
    strange = sum(foreign(passage.text) for passage in snapshot.store.passages(rows))
    return strange <= len(rows) / 2


def _lead(text: str) -> float:
    """How far, in nats, the likeliest language lies above English; 0 where that is English.

    Names in capitals and a small "i" mislead, so the reading that is nearest to English counts.
    """
    text = _TRADE.sub(" ", text)
    small = text.lower()
    return min(map(_far, (text, small, re.sub(r"\bi\b", "I", small))))


def _far(text: str) -> float:
    ranked = _identifier().rank(text)
    best, plain = ranked[0][1], dict(ranked)["en"]
    return math.log(max(best, 1e-30) / max(plain, 1e-30))


@cache
def _identifier() -> LanguageIdentifier:
    """Made once: reading its model takes half a second."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _spread(count: int, most: int) -> Sequence[int]:
    return range(0, count, max(1, count // most))[:most]
