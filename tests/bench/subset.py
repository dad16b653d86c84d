"""A part of the sources, file by file as they are, in folders that a build can read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from corpus.files import File, list_files
from corpus.reading import Source, parse_source


def subset(
    sources: tuple[str, ...], wanted: Callable[[int, File], bool], into: Path
) -> list[Source]:
    """Copy the files for which ``wanted`` holds, given their number, and name them as before."""
    shutil.rmtree(into, ignore_errors=True)
    found = []
    for source in map(parse_source, sources):
        contents = list_files(source.path)
        files = [file for n, file in enumerate(contents.files) if wanted(n, file)]
        for file in [*files, *([contents.about] if contents.about and files else [])]:
            place = into / source.name / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
        if files:
            found.append(Source(source.name, into / source.name))
    return found


def of_documents(ids: set[str]) -> Callable[[int, File], bool]:
    """Whether a file holds one of the documents, by the name that reading gives it."""
    names = {id.rpartition("/")[2] for id in ids}

    def wanted(number: int, file: File) -> bool:
        stem = Path(file.path).stem
        return not {stem, file.folder, stem.lower()}.isdisjoint(names)

    return wanted
