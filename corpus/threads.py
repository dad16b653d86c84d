"""Q&A threads: one Markdown file of a Stack Exchange site's export → one Document.

The file is ``## TITLE``, a list of who, tags and score, the question, then ``## Answer ID`` with
the like for every answer, and after the last ``---`` the licence.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.cleaning import clean
from corpus.document import Document, Role, Section
from corpus.errors import MalformedFile
from corpus.sources import Place, web_address

# Only "\n" ends a line: bodies hold U+2028 and the like, so no splitlines() here.
_TITLE = re.compile(r"\s*## ")
_POSTED_LINE = re.compile(r"^- posted by: \[|^## Answer \d+\n\n- ", re.M)
_START = re.compile(r"\s*## (?P<title>[^\n]*)\n\s*?\n(?=- posted by:)")
_ANSWER = re.compile(r"^## Answer (?P<id>\d+)[ \t]*\n[ \t]*\n(?=- posted by:|- score:)", re.M)
_POSTED = re.compile(
    r"- posted by: \[(?P<name>[^\n]*)\]\((?P<url>[^()\s]*)\) on (?P<date>\d{4}-\d\d-\d\d)[ \t]*\n"
)
_TAGGED = re.compile(r"- tagged:(?P<tags>[^\n]*)\n")
_SCORE = re.compile(r"- score: (?P<score>-?\d+)[ \t]*(?:\n|\Z)")
_TAIL = re.compile(
    r"\s*All content is licensed under the \[(?P<name>[^\]\n]+?)(?: licen[cs]e)?\]"
    r"\((?P<url>[^()\s]+)\)\.?\s*"
)
_NO_ANSWERS = re.compile(r"^## No Answers[ \t]*\n\s*There were no answers[^\n]*\s*\Z", re.M)


def is_thread(text: str) -> bool:
    """Whether the text is a thread, be it a broken one: a title, and who posted something."""
    return _TITLE.match(text) is not None and _POSTED_LINE.search(text) is not None


def parse_thread(text: str, place: Place) -> Document:
    """Read one thread.

    Raises:
        MalformedFile: a part of the layout is missing or cannot be read.
    """
    start = _START.match(text)
    if start is None:
        raise MalformedFile("no “## TITLE” with a “- posted by:” list under it", line=1)
    title = start["title"].strip()
    if not title:
        raise MalformedFile("the title is empty", line=_line(text, start.start("title")))
    end, licence, licence_url = _licence(text)
    answers = list(_ANSWER.finditer(text, start.end(), end))
    url = place.url

    def section(id: str, role: Role, first: int, last: int) -> tuple[Section, tuple[str, ...]]:
        author, author_url, published, tags, votes, body = _head(text, first, last, role)
        markdown = text[body:last]
        if role == "question" and not answers:
            markdown = _NO_ANSWERS.sub("", markdown)
        plain, blocks = clean(markdown)
        made = Section(
            f"{place.document_id}#{id}",
            role,
            plain,
            author,
            author_url,
            published,
            votes,
            url,
            blocks,
        )
        return made, tags

    bounds = [match.start() for match in answers] + [end]
    question, tags = section("question", "question", start.end(), bounds[0])
    sections = [question]
    seen: set[str] = set()
    for match, last in zip(answers, bounds[1:], strict=True):
        if match["id"] in seen:
            raise MalformedFile(f"answer {match['id']} twice", line=_line(text, match.start()))
        seen.add(match["id"])
        sections.append(section(match["id"], "answer", match.end(), last)[0])
    return Document(
        id=place.document_id,
        kind="thread",
        title=title,
        url=url,
        published=question.published,
        licence=licence,
        licence_url=licence_url,
        site=place.site,
        tags=tags,
        sections=tuple(sections),
    )


def _head(
    text: str, at: int, end: int, role: Role
) -> tuple[str, str | None, date, tuple[str, ...], int, int]:
    posted = _POSTED.match(text, at, end)
    if posted is None:
        raise MalformedFile("not “- posted by: [NAME](URL) on YYYY-MM-DD”", line=_line(text, at))
    name = posted["name"].strip()
    if not name:
        raise MalformedFile("the author has no name", line=_line(text, at))
    try:
        published = date.fromisoformat(posted["date"])
    except ValueError as error:
        raise MalformedFile(f"no such day: {posted['date']}", line=_line(text, at)) from error
    at = posted.end()
    tags: tuple[str, ...] = ()
    if role == "question" and (tagged := _TAGGED.match(text, at, end)):
        named = (tag.strip().strip("`").strip() for tag in tagged["tags"].split(","))
        tags = tuple(tag for tag in named if tag)
        at = tagged.end()
    score = _SCORE.match(text, at, end)
    if score is None:
        raise MalformedFile("not “- score: N”", line=_line(text, at))
    return name, web_address(posted["url"]), published, tags, int(score["score"]), score.end()


def _licence(text: str) -> tuple[int, str, str | None]:
    rule = text.rfind("\n---")
    tail = _TAIL.fullmatch(text, text.find("\n", rule + 1)) if rule >= 0 else None
    if tail is None:
        raise MalformedFile(
            "no licence under a last “---”: the file may be cut short",
            line=_line(text, len(text.rstrip())),
        )
    return rule + 1, tail["name"].strip(), web_address(tail["url"])


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
