"""Evaluations as JSON files: what ``footnote eval --json`` printed, read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.errors import JudgmentsRefused
from rag.evaluation import FORMAT, Evaluation

_AGAIN = "Make it again: footnote eval --json > FILE"


def read_results(file: Path) -> Evaluation:
    """Read an evaluation back. Raises JudgmentsRefused."""
    try:
        found: Any = TypeAdapter(dict[str, Any]).validate_json(file.read_bytes())
        evaluation = TypeAdapter(Evaluation).validate_python(found.get("evaluation"), strict=False)
    except OSError as error:
        raise JudgmentsRefused(f"it cannot be read ({error})", where=str(file)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise JudgmentsRefused(
            f"not the results of an evaluation ({place}: {first['msg']})"
            if place
            else f"not the results of an evaluation ({first['msg']})",
            where=str(file),
            mend=_AGAIN,
        ) from error
    if evaluation.format != FORMAT:
        raise JudgmentsRefused(f"it is not of format {FORMAT}", where=str(file), mend=_AGAIN)
    return evaluation
