"""Pages of others with the widget in them."""

from __future__ import annotations

from stage import Stage

SEEN = """
window.seen = []
for (const name of ["ready", "open", "close", "question", "answer", "source", "feedback", "error"])
    document.addEventListener(`footnote:${name}`, event => window.seen.push([name, event.detail]))
"""


def show(host: Stage, stage: Stage, body: str = "", head: str = "", **script: str) -> str:
    """The address of a page of the host with the one line in it."""
    data = "".join(f' data-{name}="{value}"' for name, value in script.items())
    line = f'<script type="module" src="{stage.address}/widget.js"{data}></script>'
    host.pages["/"] = (
        f'<!doctype html><html lang="en"><title>Host</title>{head}'
        f'<script src="/seen.js"></script>{line}<body><h1>Shop</h1>{body}'
    )
    host.pages["/seen.js"] = SEEN
    if host.policy == "default-src 'self'":
        host.policy = policy(stage)
    return f"{host.address}/"


def policy(stage: Stage) -> str:
    """The strictest a host can have: nothing but our script and our answers."""
    return (
        f"default-src 'none'; script-src 'self' {stage.address}; connect-src {stage.address}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
