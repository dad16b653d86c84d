"""Would a sentence lead somewhere where it is shown: a link, an image, an address, markup?"""

from __future__ import annotations

import re

_LINKS = re.compile(
    r"""
    :// | \b(?:www\.|mailto:|javascript:|data:) | \w@\w   # addresses
    | \]\s*\( | \]\s*: | !\[ | \[\[                       # links and images in Markdown
    | <\s*[/!a-z] | &\#?\w+;                              # HTML
    | `                                                   # listings
    | \b[\w-]+\.(?:com|net|org|info|biz|io|ai|app|dev|co|me|ly|gg|to|tv|xyz|site|online|shop|top
        |click|link|ru|cn|tk|cc|ws|zip|mov|us|uk|de|fr|nl|eu|in|example|test)\b(?!\s*['’]s\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def links(text: str) -> bool:
    """Whether a client that shows this as text, Markdown or HTML could make something of it.

    References are the only links of an answer; a language model has no cause to write one.
    """
    return bool(_LINKS.search(text))
