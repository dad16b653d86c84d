"""A question without an answer → a draft of its thread, to be filled in by somebody who knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from corpus.errors import CorpusError

DRAFT = """\
## {title}

- posted by: [A reader]() on {day}
- tagged: `marketing`
- score: 0

{question}

## Answer {answer}

- posted by: []() on {day}
- score: 0

{guide}

---

All content is licensed under the [CC BY 4.0 license](https://creativecommons.org/licenses/by/4.0/).
"""

GUIDE = """\
Write the answer here, in place of this text. Above, put your name between the brackets and the
address of your page between the parentheses; until there is a name, a build leaves this file out
and says so. Check the tags, and the licence below."""

LONGEST_NAME = 60
"""Characters of a file's name, so that it survives every disk."""


def write_draft(folder: Path, title: str, also_asked: Sequence[str], day: date) -> Path:
    """Write the draft into a new numbered folder under ``folder``, and give its path.

    The number is the thread's id: one more than the highest there. Raises CorpusError.
    """
    numbers = [int(each.name) for each in folder.glob("*") if re.fullmatch(r"\d{1,9}", each.name)]
    number = max(numbers, default=0) + 1
    heading = " ".join(title.split())
    also = "\n".join(f"- {' '.join(text.split())}" for text in also_asked)
    question = f"{heading}\n\nIn other words:\n\n{also}" if also else heading
    file = folder / str(number) / f"{_name(heading)}.md"
    text = DRAFT.format(title=heading, question=question, answer=number, guide=GUIDE, day=day)
    try:
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise CorpusError(f"the draft cannot be written ({error})", where=str(file)) from error
    return file


def _name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:LONGEST_NAME].strip("-") or "a-question"
