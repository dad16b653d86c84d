"""The command line: every command a thin call.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gc
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import (
    CorpusError,
    FetchFailed,
    FootnoteError,
    IndexingError,
    QuestionRefused,
    SnapshotRefused,
)
from server import cli_kept, cli_keys, cli_snapshots
from server.cli_build import build
from server.cli_eval import evaluate
from server.options import AsJson, Index, opened, print_json

EXIT_CODES = (
    'Exit codes: 0 a reply was given, an honest "nobody answered that" included; 1 something '
    "unexpected; 2 wrong usage, a question or a setting that is refused; 3 the texts cannot be "
    "read; 4 the index or the encoder cannot be used; 5 the network; 6 a measured figure fell "
    "below its baseline, or a new snapshot is worse than the one in use and not published; "
    "130 interrupted."
)

app = typer.Typer(
    name="footnote",
    help="Marketing advice for entrepreneurs, every sentence footnoted.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(build)

DAY: dict[str, Any] = {"formats": ["%Y-%m-%d"], "metavar": "YYYY-MM-DD"}
Since = Annotated[datetime | None, typer.Option(help="Published on this day or later.", **DAY)]
Until = Annotated[datetime | None, typer.Option(help="Published on this day or earlier.", **DAY)]
Site = Annotated[str | None, typer.Option(help="Only from this site.")]
Tag = Annotated[str | None, typer.Option(help="Only documents with this tag.")]
Author = Annotated[str | None, typer.Option(help="Only what this person wrote.")]
MinVotes = Annotated[int | None, typer.Option(help="With at least these votes.")]
Into = Annotated[Path, typer.Option(help="The folder to put it in.", metavar="DIR")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in quotes.", metavar="QUESTION")],
    index: Index = None,
    as_json: AsJson = False,
    site: Site = None,
    tag: Tag = None,
    author: Author = None,
    since: Since = None,
    until: Until = None,
    min_votes: MinVotes = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each reference was chosen.")
    ] = False,
) -> None:
    """Ask a question; every sentence of the answer cites the words it rests on."""
    from index.filters import Filters
    from rag.asking import answer
    from server.settings import read_settings
    from server.terminal import consoles, print_answer
    from server.writers import writer_of

    writer = writer_of(read_settings(index=index))
    filters = Filters(site, tag, author, since and since.date(), until and until.date(), min_votes)
    with opened(index) as snapshot:
        said = answer(question, [], snapshot, filters, explain, writer)
    if as_json:
        print_json(said)
    else:
        print_answer(consoles()[0], said)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.", metavar="QUERY")],
    k: Annotated[int, typer.Option("-k", help="How many hits.", min=1, max=1000)] = 10,
    index: Index = None,
    as_json: AsJson = False,
    site: Site = None,
    tag: Tag = None,
    author: Author = None,
    since: Since = None,
    until: Until = None,
    min_votes: MinVotes = None,
) -> None:
    """Search the passages, without writing an answer."""
    from index.filters import Filters
    from index.searching import search as search_snapshot
    from rag.question import tidy
    from server.schemas import search_reply
    from server.terminal import consoles, print_hits

    filters = Filters(site, tag, author, since and since.date(), until and until.date(), min_votes)
    with opened(index) as snapshot:
        hits = search_snapshot(snapshot, tidy(query), k, filters)
        if as_json:
            print_json(search_reply(hits, snapshot))
        else:
            print_hits(consoles()[0], hits, snapshot)


@app.command()
def fetch(
    name: Annotated[str, typer.Argument(help="The archive's name, such as onstartups.")],
    into: Into = Path("archives"),
    as_json: AsJson = False,
) -> None:
    """Download a public archive, check it, and say how to build with it."""
    from corpus.fetching import fetch as fetch_archive
    from server.terminal import consoles, progress

    out, err = consoles()
    with progress(err, in_bytes=True) as on_progress:
        path = fetch_archive(name, into, on_progress)
    if as_json:
        print_json({"name": name, "path": path})
    else:
        out.print(f"{path}\nBuild with it: footnote build {path}", markup=False, soft_wrap=True)


@app.command()
def serve(
    index: Index = None,
    host: Annotated[str | None, typer.Option(help="Address; else FOOTNOTE_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port, 0 a free one; else FOOTNOTE_PORT.")
    ] = None,
) -> None:
    """Serve the page and the API until Ctrl+C."""
    from server.serving import serve as serve_forever
    from server.settings import read_settings
    from server.terminal import consoles

    out, _ = consoles()
    settings = read_settings(index=index, host=host, port=port)
    serve_forever(settings, lambda address: out.print("Footnote answers at", address, markup=False))


@app.command()
def mcp(index: Index = None) -> None:
    """Give other programs' models the tools ask, search and read_source, over stdin and stdout."""
    import anyio

    from index.snapshot import load
    from server.mcp_tools import serve_stdio
    from server.settings import read_settings
    from server.state import State
    from server.watching import Watch

    settings = read_settings(index=index)
    state = State(settings, load(settings.index))
    watch = Watch(state)
    watch.start()
    try:
        anyio.run(serve_stdio, state)
    finally:
        watch.stop()


@app.command()
def doctor(index: Index = None, as_json: AsJson = False) -> None:
    """Check that everything is in place, and name the command that mends what is not."""
    from server.doctor import check, failure_code, print_checks
    from server.settings import read_settings
    from server.terminal import consoles

    checks = check(read_settings(index=index))
    if as_json:
        print_json({"checks": checks})
    else:
        print_checks(consoles()[0], checks)
    raise typer.Exit(failure_code(checks))


app.command("eval")(evaluate)
app.add_typer(cli_keys.app, name="keys")
for each in (*cli_snapshots.COMMANDS, *cli_kept.COMMANDS):
    app.command()(each)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"footnote {version('footnote-adviser')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def exit_code(error: Exception) -> int:
    """The documented exit code of an error."""
    from rag.prompt import PromptRefused
    from server.keys import KeysRefused
    from server.serving import AddressRefused
    from server.settings import SettingsRefused
    from server.tracing import TracingUnavailable

    match error:
        case QuestionRefused() | SettingsRefused() | KeysRefused() | TracingUnavailable():
            return 2
        case PromptRefused():
            return 2
        case FetchFailed() | AddressRefused():
            return 5
        case CorpusError():
            return 3
        case SnapshotRefused():
            return 6
        case IndexingError():
            return 4
    return 1


def main() -> None:
    """Run ``footnote``: print an error as it is meant for people, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started us
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except FootnoteError as error:
        from server.terminal import consoles, print_error

        print_error(consoles()[1], error)
        sys.exit(exit_code(error))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"Unexpected {type(error).__name__}: {error} ({place.filename}:{place.lineno})"
        typer.echo(
            f"{what}\nRun footnote doctor; if all is well there, please report this.", err=True
        )
        sys.exit(1)
    finally:
        # What holds native memory in a circle goes now, not while Python itself is taken down.
        gc.collect()
