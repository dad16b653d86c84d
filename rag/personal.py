"""Law, health and money: matters for a professional, and marketing that touches on the law."""

from __future__ import annotations

from typing import Literal

from rag.phrases import phrases, plain

Matter = Literal["legal", "medical", "financial"]

_TRADE = phrases(r"""
\b(?<!stock )(?<!housing )market
\bsell(?! (my |our |the )?(\w+ )?(stocks|shares|house|flat|home|gold|bitcoins?|car)\b)
\b(advert|promot|brand|competitor|subscri|visitor|investor|founder|employ|entrepreneur)
\b(customers?|clients?|patients?|sales?|ads?|leads?|seo|campaigns?|traffic|users?|audience|niche)\b
\b(apps?|saas|software|products?|services?|start-?ups?|(web ?)?sites?|website|blogs?|newsletters?)\b
\b(pric(es?|ing)|charge|compan(y|ies)|business(es)?|freelanc\w*|vcs?|angels?|equity|funding|llc)\b
\b(landing|platform|linkedin|facebook|google|instagram|tiktok|e-?mails?|shop|store|agency)\b
\b(revenue|b2b|b2c|venture|clinic|practice|vendors?|suppliers?|contractors?)\b
""")
_LEGAL = phrases(r"""
\b(my|our|the|a|can|ex)\b.{0,20}\b(landlord|landlady|flatmate|roommate)\b
\b(landlord|tenants?)\b.{0,60}\b(deposit|evict|rent|legal|allowed|repair|notice|keep)
\bevict(ed|ion)\b
\b(get|getting|file|filing|in|for|my|after|our) (an? )?divorced?\b
\b(alimony|child support|restraining order|probate|asylum|prenup|wrongful dismissal)\b
\bcustody\b
\b(speeding|parking) (ticket|fine)\b
\b(without a|my last) will\b
\b(write|make|contest|change) (a|my|the|your) will\b
\binherit(s|ed|ance)?\b.{0,40}\b(house|parents?|mother|father|aunt|uncle|tax|flat|will)\b
\bsu(e|ing) (my|the|our|his|her|a) (neighbou?r|ex|doctor|school|boss|hospital|airline|family)\b
\b(got|was|been|get|being) arrested\b
\b(dui|dwi|out on bail)\b
\b(weed|marijuana|guns?|firearms?)\b.{0,20}\b(il)?legal
\b(il)?legal\b.{0,20}\b(weed|marijuana|guns?|firearms?)\b
\bmy neighbou?r.{0,60}\b(fence|trees?|noise|noisy|dog|land|wall|allowed|legally|sue|remove)\b
\bpolice\b.{0,40}\b(search|stop|arrest|rights|question)
""")
_BODY = (
    "(back|joint|chest|knee|neck|tooth|stomach|head|shoulder|muscle|foot|hip|ear|throat|leg|arm"
    "|wrist|heart|eye|belly|finger|ankle)s?"
)
_DRUG = "(pills?|vitamins?|medicines?|medications?|antibiotics?|painkillers?|vaccines?)"
_DANGER = phrases(r"""
\bkill(ing)? myself\b
\bwant to (hurt|harm) myself\b
\bend(ing)? my (own )?life\b
\bsuicidal\b
\bwant to die\b
\b(not|don't|dont) want to live\b
\b(better off dead|no reason to live|take my own life)\b
\bcommit suicide\b
""")
_MEDICAL = phrases(rf"""
\b{_BODY} (pains?|aches?)\b
\b(tooth|stomach|back|ear)aches?\b
\bmy {_BODY} (hurts?|aches?|is (sore|swollen)|itches)\b
\b{_DRUG}\b.{{0,30}}\b(help|take|for|against|safe|pain|dose|work)\b
\b(take|taking|prescribe\w*|dos(e|age) of)\b.{{0,30}}\b{_DRUG}\b
\b(ibuprofen|paracetamol|aspirin|tylenol|acetaminophen|antidepressants?|insulin|xanax|melatonin)\b
\b((a|my|bad|have) headaches?|migraines?|(a|have|high) fever|sore throat|diarrh\w+)\b
\b(nausea|rash|high blood pressure|diabetes)\b
\b(asthma|eczema|insomnia|hay fever|flu|covid|arthritis|pneumonia|cancer|tumou?r|depression)\b
\b(am i|i'?m|i am|getting) pregnant\b
\bpregnancy\b
\bwhat (are|is) the symptoms?\b
\bsee a doctor\b
\bi('m| am| feel)( \w+)? depressed\b
\bcoughing\b
\blose (weight|\d+ ?(kg|kilos?|pounds?|lbs))\b
""")
_TRADE_IN = "(buy|buying|sell|selling|invest in|investing in|hold|trade|trading)"
_PAPER = r"(bitcoins?|crypto\w*|ethereum|gold|stocks|shares|etfs?|index funds?|bonds|forex)"
_FINANCIAL = phrases(rf"""
\b(should|shall|can|do|how) (i|we) (start |begin )?{_TRADE_IN} (my |our )?(\w+ )?{_PAPER}\b
\b(time|idea|way|smart|wise|safe|late|worth) (to )?(start )?{_TRADE_IN} (\w+ )?{_PAPER}\b
\b(best|top|good|cheap) (etfs?|stocks|crypto\w*|coins?|index funds?|bonds)\b
\b(bitcoins?|ethereum|crypto|dogecoin)\b.{{0,30}}\b(invest|buy|price|go up|worth|crash)
\bwh(ich|at) (stocks?|shares|etfs?|crypto|coins?|funds?)\b
\b(buy|sell|rent or buy|remortgage) (a|my|our) (house|flat|home|apartment)\b
\bmortgages?\b
\b(my|our) (pension|credit score|student loans?)\b
\b(sav(e|ing)|enough|plan(ning)?) for (my |our )?(retirement|old age)\b
\binvest(ing)? (my|our) (savings|inheritance|salary|bonus)\b
\bpay(ing)? off my (debts?|credit cards?|loans?)\b
\b(my|our) (roth|401 ?\(?k\)?|savings account)\b
\bout of debt\b
\b(stock tips?|life insurance)\b
""")
_LAW = phrases(r"""
\b(il)?legal(ly|ity)?\b
\blaws?\b
\b(un)?lawful
\b(lawsuits?|sue|sued|suing|liable|liability)\b
\b(ask|see|consult|need|hire|pay|call|talk to) (an?|your|my|the|our) (\w+ )?(lawyer|attorney)
\b(lawyer|attorney)\?
\b(copyright|trademark|plagiari|infring|defam|libel|slander)
\bpatent(s|ed|able)?\b
\b(gdpr|can-?spam|ftc|dmca|nda|cease and desist|non-?competes?)\b
\b(terms of service|privacy polic(y|ies))\b
""")


def matter(question: str) -> Matter | None:
    """The kind of professional a question is for, None where it is about a trade.

    Somebody who sells to tenants, patients or savers asks about selling.
    """
    text = plain(question)
    if _DANGER.search(text):
        return "medical"
    if _TRADE.search(text):
        return None
    if _LEGAL.search(text):
        return "legal"
    if _MEDICAL.search(text):
        return "medical"
    return "financial" if _FINANCIAL.search(text) else None


def touches_law(text: str) -> bool:
    """Whether a text speaks of what is allowed, or of rights and those who defend them."""
    return bool(_LAW.search(plain(text)))
