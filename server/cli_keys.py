"""``footnote keys``: API keys made, listed and taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from server.options import AsJson, Index, print_json

app = typer.Typer(
    help="Make, list and revoke API keys. While there is a file of keys, the API asks for one.",
    no_args_is_help=True,
)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Whose key it is.", metavar="NAME")],
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is shown once; a running server takes it from then on."""
    from server.keys import add_key
    from server.settings import read_settings
    from server.terminal import consoles

    out, err = consoles()
    key = add_key(read_settings(index=index).keys_file, name)
    if as_json:
        print_json({"name": name, "key": key})
    else:
        out.print(key, markup=False, soft_wrap=True)
        err.print("Keep it: it is shown this once.", markup=False)


@app.command("list")
def show(index: Index = None, as_json: AsJson = False) -> None:
    """List the keys by their ids; the keys themselves are not kept."""
    from server.keys import read_keys
    from server.settings import read_settings
    from server.terminal import consoles

    keys = read_keys(read_settings(index=index).keys_file)
    told = [{"id": key.id, "name": key.name, "created": key.created} for key in keys]
    if as_json:
        print_json({"keys": told})
    elif not told:
        consoles()[0].print("There are no keys.")
    for key in [] if as_json else told:
        consoles()[0].print(key["id"], key["created"], key["name"], markup=False, soft_wrap=True)


@app.command("revoke")
def revoke(
    id: Annotated[str, typer.Argument(help="The key's id, as listed.", metavar="ID")],
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Take a key back. A running server refuses it from the next request on."""
    from server.keys import revoke_key
    from server.settings import read_settings
    from server.terminal import consoles

    gone = revoke_key(read_settings(index=index).keys_file, id)
    if as_json:
        print_json({"id": gone.id, "name": gone.name})
    else:
        consoles()[0].print("Revoked", gone.id, gone.name, markup=False, soft_wrap=True)
