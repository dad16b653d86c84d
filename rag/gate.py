"""Every sentence against the words it cites; what is not there word for word does not leave."""

from __future__ import annotations

from collections.abc import Mapping

from rag.answer import Sentence


def proved(sentence: Sentence, sections: Mapping[int, str]) -> bool:
    """Whether each citation quotes its reference verbatim, and a quote is nothing but its citation.

    ``sections`` maps a reference's number to the text of its section.
    """
    if sentence.kind == "frame":
        return not sentence.citations
    for citation in sentence.citations:
        text = sections.get(citation.reference)
        if (
            text is None
            or not citation.quote
            or text[citation.start : citation.end] != citation.quote
        ):
            return False
    if sentence.kind == "quote":
        return [citation.quote for citation in sentence.citations] == [sentence.text]
    return bool(sentence.citations)
