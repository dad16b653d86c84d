"""What was found → the page ``docs/benchmarks.md`` and its figures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from bench.drawing import bars, lines
from bench.found import Found, Table, read_found

HEAD = (
    "# Benchmarks\n\n"
    "Footnote beside sentence-transformers, Haystack, txtai and LlamaIndex: the same texts, the "
    "same model (all-MiniLM-L6-v2, from the same package), in one run on one machine, in turns. "
    "Times of one machine mean little elsewhere; ratios hold.\n\n"
    "```sh\nmake bench\n```\n\n"
    "That installs the peers at the versions of `tests/rivals.txt` in an environment of their own, "
    "`.rivals`, measures for most of an hour, and writes this page; what was found lies beside it "
    "as JSON, in `docs/benchmarks/`. These can be added:\n\n"
    '- `ONLY="search asking"`: some trials alone, or `page`: only the page, written anew\n'
    "- `ARCHIVE=…/index`: an index that was built before, instead of the one that the trial of "
    "building makes\n"
    '- `SOURCES="folder archive.tar.gz"`: other texts than the archives in `../shared` or, where '
    "these are not, the starter corpus\n"
    '- `SIZES="rounds=3 passages=64 grown=1000,10000,100000"`: more or less of it; the names are '
    "those of `Sizes` in `tests/bench/ground.py`\n"
    "- `TINY=1`: a little of everything, into the folder `.bench`, to see that it works; its "
    "figures mean nothing\n\n"
    "What runs is `tests/bench/`, a file for each trial. The peers are set up in "
    "`tests/bench/peers.py`, as their own documentation advises.\n"
)
UNMEASURED = "not measured yet"


def write_page(page: Path, trials: Mapping[str, ModuleType]) -> None:
    """Write the page from every trial that was ever run; those that were not are named as such."""
    folder = page.with_suffix("")
    found = {name: read_found(folder / f"{name}.json") for name in trials}
    for name, each in found.items():
        if each and each.bars:
            (folder / f"{name}.svg").write_text(bars(each.bars), "utf-8")
        elif each and each.lines:
            (folder / f"{name}.svg").write_text(lines(each.lines), "utf-8")
    page.write_text("\n".join([HEAD, *_targets(trials, found), *_sections(trials, found)]), "utf-8")


def _targets(trials: Mapping[str, ModuleType], found: Mapping[str, Found | None]) -> Iterator[str]:
    rows = []
    for name, trial in trials.items():
        each = found[name]
        if each is None:
            if name != "roofline":
                rows.append([trial.TITLE.lower(), "", UNMEASURED, "", ""])
            continue
        load = "–".join(f"{at:.1f}" for at in each.about["load"])
        for verdict in each.verdicts:
            holds = {True: "yes", False: "**no**", None: "—"}[verdict.holds]
            rows.append([verdict.what, verdict.target, verdict.measured, holds, load])
    yield "## What it was to reach\n"
    yield from _table(Table(["what", "at least", "measured", "reached", "load"], rows))
    yield (
        "\nThe load is how many processes were at work on average in the minute before a trial and "
        "in its last. Where that is well above the number of cores, others took their share, and "
        "times are longer than the machine's own; each side had its turns in the same crowd."
    )


def _sections(trials: Mapping[str, ModuleType], found: Mapping[str, Found | None]) -> Iterator[str]:
    for name, trial in trials.items():
        each = found[name]
        yield f"\n## {trial.TITLE}\n"
        if each is None:
            yield f"{UNMEASURED.capitalize()}: `make bench ONLY={name}`."
            continue
        for table in each.tables:
            yield from _table(table)
            yield ""
        for note in each.notes:
            yield f"{note}\n"
        if figure := each.bars or each.lines:
            yield f"![{figure.title}](benchmarks/{name}.svg)\n"
        yield _measured(each)


def _measured(found: Found) -> str:
    about = found.about
    machine = about["machine"]
    versions = ", ".join(f"{each} {number}" for each, number in about["versions"].items())
    return (
        f"*`{about['command']}`, {about['date']}, commit {about['commit']}, "
        f"{about['seconds']:.0f} s, load average {about['load'][0]} before and {about['load'][1]} "
        f"after; {machine['processor']}, {machine['cores']} cores, {machine['units']}, "
        f"{machine['memory']}, {machine['system']}; {versions}.*"
    )


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"### {table.title}\n"
    yield f"| {' | '.join(table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(row)} |"
