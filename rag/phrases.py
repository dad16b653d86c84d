"""Phrases to be recognised: alternatives one to a line, over text as it would be typed plainly."""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKES = str.maketrans("аеорсухіѕԁԛѡαοερνι", "aeopcyxisdqwaoepvi")
"""Cyrillic and Greek letters that pass for Latin ones."""


def alternatives(lines: str) -> str:
    """A regular expression that matches any one of the lines.

    A line indented by four spaces goes on with the one before it.
    """
    return "|".join(lines.strip().replace("\n    ", "").splitlines())


def phrases(lines: str) -> re.Pattern[str]:
    """``alternatives``, compiled."""
    return re.compile(alternatives(lines))


def plain(text: str) -> str:
    """The text in lower case, without accents, every letter the Latin one it looks like."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(letters.translate(_LOOKALIKES).split())


def wording(text: str) -> str:
    """The plain text's words alone, a space between them; apostrophes and masked letters stay."""
    return " ".join(re.findall(r"[\w'*]+", plain(text)))
