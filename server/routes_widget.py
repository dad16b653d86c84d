"""The door to the widget: one script and its languages, compressed, for pages of any origin."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from server.bundling import bundle

WIDGET = Path(__file__).parent / "widget"

router = APIRouter(include_in_schema=False)

HEADERS = {
    # A module is read across origins only with leave. It holds no secret, so everybody has it.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class Script:
    """A script as it is sent."""

    plain: bytes
    small: bytes
    etag: str


@cache
def script(path: str) -> Script:
    """What lies at a path of the widget's folder; other modules than these are inside the first."""
    plain = bundle(WIDGET / path).encode()
    digest = sha256(plain).hexdigest()[:16]
    return Script(plain, gzip.compress(plain, 9, mtime=0), f'W/"{digest}"')


@router.get("/widget.js")
def send_widget(request: Request) -> Response:
    """The whole widget, which is one module."""
    return _send(request, script("widget.js"))


@router.get("/texts/{lang}.js")
def send_texts(lang: str, request: Request) -> Response:
    """What the widget says in one language."""
    if not (lang.isalpha() and (WIDGET / "texts" / f"{lang}.js").is_file()):
        raise HTTPException(404)
    return _send(request, script(f"texts/{lang}.js"))


def _send(request: Request, found: Script) -> Response:
    headers = {**HEADERS, "ETag": found.etag}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    body = found.plain
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = found.small
        headers["Content-Encoding"] = "gzip"
    return Response(body, 200, headers, "text/javascript")
