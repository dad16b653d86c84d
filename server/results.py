"""Evaluations and baselines as JSON files, read back with every fault named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from corpus.errors import JudgmentsRefused
from rag import baseline, evaluation
from rag.baseline import Baseline
from rag.evaluation import MEASURES, Evaluation

T = TypeVar("T")


def read_results(file: Path) -> Evaluation:
    """What ``footnote eval --json`` printed. Raises JudgmentsRefused."""
    refused = _Refused(file, "the results of an evaluation", "footnote eval --json > FILE")
    printed = _valid(refused, _json(refused), dict[str, Any])
    found = _valid(refused, printed.get("evaluation"), Evaluation)
    if found.format != evaluation.FORMAT:
        raise refused(f"it is not of format {evaluation.FORMAT}")
    return found


def read_baseline(file: Path) -> Baseline:
    """What ``write_baseline`` wrote. Raises JudgmentsRefused."""
    refused = _Refused(file, "a baseline", "footnote eval --check FILE --update")
    found = _valid(refused, _json(refused), Baseline)
    if found.format != baseline.FORMAT:
        raise refused(f"it is not of format {baseline.FORMAT}")
    unheld = [name for name in found.figures if not MEASURES.get(name) or not MEASURES[name].better]
    if unheld:
        raise refused(f"{unheld[0]!r} is no measure that can be held")
    return found


def write_baseline(file: Path, held: Baseline) -> None:
    """Write a baseline, a line for each question, so that a change is easy to read."""
    figures = {name: asdict(figure) for name, figure in held.figures.items()}
    text = (
        f'{{\n "format": {held.format},\n "figures": {_rows(figures)},\n'
        f' "questions": {_rows(held.questions)}\n}}\n'
    )
    file.write_text(text, "utf-8")


def _rows(values: Mapping[str, object]) -> str:
    rows = (f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in values.items())
    return "{{\n{}\n }}".format(",\n".join(rows))


class _Refused:
    """Makes the error of one file that is not what it should be."""

    def __init__(self, file: Path, what: str, command: str) -> None:
        self.file, self.what, self.command = file, what, command

    def __call__(self, fault: str) -> JudgmentsRefused:
        mend = f"Make it again: {self.command}"
        return JudgmentsRefused(fault, where=str(self.file), mend=mend)


def _json(refused: _Refused) -> Any:
    try:
        return json.loads(refused.file.read_text("utf-8"))
    except OSError as error:
        raise refused(f"it cannot be read ({error})") from error
    except ValueError as error:
        raise refused(f"not {refused.what}: it is no JSON ({error})") from error


def _valid(refused: _Refused, value: Any, shape: type[T]) -> T:
    try:
        return TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise refused(f"not {refused.what} ({place}: {first['msg']})") from error
