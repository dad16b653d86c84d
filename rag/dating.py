"""Sentences that are dated by their subject: a going price, or a product that has ended since.

What such a sentence says was true in its year. A price is one only where it is told as what
something costs, not where it is an example. Which products have ended no corpus can tell: of 97
names that the older three quarters of an archive had and the newest quarter had not, a quarter were
products that are gone; the others were people, places, and things that live on. So they are listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

OLD = 5
"""Years after which what something costs may have changed."""

ENDED: Mapping[str, int] = {
    # Advertising.
    r"(?:Google )?[Aa]d[Ww]ords": 2018,
    r"Overture": 2005,
    r"Yahoo!? Search Marketing": 2012,
    r"(?:MSN|Microsoft) ad ?center": 2012,
    r"Bing Ads": 2019,
    r"(?:Google )?Keyword Tool": 2013,
    r"Google Affiliate Network": 2013,
    r"Facebook (?:Credits|Deals|Offers)": 2013,
    # Finding and measuring.
    r"Yahoo!? Directory": 2014,
    r"Yahoo!? Site ?Explorer": 2011,
    r"Yahoo!? Answers": 2021,
    r"Yahoo!? (?:Buzz|Pipes)": 2015,
    r"DMOZ": 2017,
    r"AltaVista": 2013,
    r"Froogle": 2007,
    r"Google (?:Product Search|Base)": 2012,
    r"Google (?:Places|Local Business Cent(?:er|re))": 2014,
    r"Google My Business": 2021,
    r"(?:Google )?Website Optimi[sz]er": 2012,
    r"Google Optimize": 2023,
    r"Google Insights": 2012,
    r"Google Authorship": 2014,
    r"Universal Analytics": 2023,
    r"Alexa(?:\.com| rank(?:ing)?s?)": 2022,
    r"Compete\.com": 2016,
    r"Technorati": 2014,
    r"SEO ?moz": 2013,
    r"Klout": 2018,
    # Talking and publishing.
    r"Google (?:Buzz|Wave|Knol|Gears|Video|Friend Connect)": 2012,
    r"Google Reader": 2013,
    r"Google ?(?:\+|Plus)": 2019,
    r"FriendFeed": 2015,
    r"Posterous": 2013,
    r"StumbleUpon": 2018,
    r"del\.icio\.us|delicious\.com": 2017,
    r"Squidoo": 2014,
    r"Gowalla": 2012,
    r"Storify": 2018,
    r"Periscope": 2021,
    r"GeoCities": 2009,
    r"MSN Messenger": 2014,
    r"FBML": 2012,
    # Selling and getting paid.
    r"Google Checkout": 2013,
    r"Moneybookers": 2013,
    r"Magento Go": 2015,
    r"Elance": 2015,
    r"oDesk": 2015,
    # Tools.
    r"Google Apps": 2016,
    r"Slicehost": 2012,
    r"Picasa": 2016,
    r"Windows Phone": 2019,
    r"Adobe Flash": 2020,
}
"""Patterns of products, and the year in which each ended or got the name it has now."""

_ENDED = {re.compile(rf"(?<!\w){name}(?!\w)"): year for name, year in ENDED.items()}
_MONEY = re.compile(
    r"(?:[$€£]|\b(?:USD|EUR|GBP))\s?\d"
    r"|\d\s?(?:[€£]|(?:USD|EUR|GBP|dollars|euros|bucks|cents|pounds)\b)"
)
_COSTS = re.compile(
    r"\b(?:costs?|charges|charged|priced|typically|usually|uncommon|expect to pay|pay around"
    r"|you pay|plan on spending|need to spend|in the (?:area|range) of|on the order of|starts? at"
    r"|starting at|fees?|rates?|runs? (?:about|around|you)|(?:is|are) (?:about|around|only|just)"
    r"|(?:per|an?|one) (?:hour|month|year|click|user|page|lead))\b|\bis an? (?=[$€£])"
    r"|/ ?(?:per )?(?:h(?:ou)?r|mon?(?:th)?|mth|y(?:ea)?r|click|user|page|lead)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|when|suppose|imagine|assum(?:e|ing)|say|let['’]?s|example|instance|e\.?g|maybe"
    r"|would (?:like|need|be|have|reach)|you['’]d|might want|consider|suggest|charg(?:e|ing)|reject"
    r"|revenues?|rev|sales?|profits?|salary|budget|raised?|equity|valuation|invest\w*|customers?"
    r"|makes?|making|earn\w*|worth|won|sav(?:e|es|ing)|lose|keeps?|random"
    r"|could be|your rates?|you have|have (?:one|them)|features|capita)\b",
    re.IGNORECASE,
)
"""Here stands an example, or money that nobody asks for anything."""


def said_in(text: str, published: date | None, today: date) -> int | None:
    """The year of words that were true then; None where nothing says that they are dated."""
    if published is None:
        return None
    ended = any(
        published.year <= year < today.year and name.search(text) for name, year in _ENDED.items()
    )
    old = (today - published).days > OLD * 365.25
    return published.year if ended or (old and prices(text)) else None


def prices(text: str) -> bool:
    """Whether a sentence tells what something costs."""
    told = _MONEY.search(text) and _COSTS.search(text)
    return bool(told) and not _SUPPOSED.search(text)
