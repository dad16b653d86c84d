"""The application: every door, and what all of them share."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from server import (
    routes_ask,
    routes_citations,
    routes_docs,
    routes_documents,
    routes_feedback,
    routes_form,
    routes_health,
    routes_metrics,
    routes_openai,
    routes_search,
    routes_sources,
    routes_suggest,
    routes_widget,
)
from server.access import Access
from server.describing import describe
from server.headers import Heads, ResponseHeaders
from server.limits import BodyLimit
from server.observing import Observed, Observer
from server.problems import Problem, answer_with_problems
from server.rates import Rates
from server.routes_mcp import McpDoor
from server.routes_widget import WIDGET
from server.state import State

DOORS = (
    routes_ask,
    routes_search,
    routes_suggest,
    routes_feedback,
    routes_documents,
    routes_citations,
    routes_sources,
    routes_openai,
    routes_form,
    routes_widget,
    routes_health,
    routes_metrics,
    routes_docs,
)

PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "A key is needed, or the one sent is not known."},
    403: {"model": Problem, "description": "The page that asks is not among those that may."},
    422: {"model": Problem, "description": "The request has the wrong shape."},
    429: {"model": Problem, "description": "Too many requests from this key or address."},
    500: {"model": Problem, "description": "Something went wrong on our side."},
    503: {"model": Problem, "description": "No index to answer from, or too much to do."},
}
"""What any door may answer beside its own replies."""

DESCRIPTION = """Marketing advice for entrepreneurs, every sentence footnoted.

Every error is a Problem (RFC 9457, `application/problem+json`), but for the doors that are made for
OpenAI's clients, whose errors are OpenAI's. Every response carries an `X-Request-ID`; send your own
and it is kept. Under `/v1` things are only added. For models elsewhere there are tools at `/mcp`
(Model Context Protocol)."""


def create_app(state: State, observers: Sequence[Observer] = ()) -> FastAPI:
    """The application over one state; reads no environment and opens nothing.

    Besides its figures ``observers`` are told of every request.
    """
    # A Windows registry may say otherwise, and nosniff then keeps the page's script from running.
    mimetypes.add_type("text/javascript", ".js")
    mcp = McpDoor(state)
    app = FastAPI(
        title="Footnote",
        version=version("footnote-adviser"),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=mcp.lifespan,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.footnote = state
    answer_with_problems(app)
    settings = state.settings
    # Each is outside of those before it.
    app.add_middleware(BodyLimit, limit=settings.body_limit)
    app.add_middleware(Heads)
    app.add_middleware(
        Access, door=state.door, rates=Rates(settings.key_rate, settings.address_rate)
    )
    if settings.public_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.public_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", "X-Request-ID"],
            expose_headers=["X-Request-ID", "RateLimit", "RateLimit-Policy", "Retry-After"],
        )
    app.add_middleware(ResponseHeaders)
    app.add_middleware(Observed, observers=[state.metrics.notice, *observers])
    for door in DOORS:
        app.include_router(door.router, responses=PROBLEMS)
    app.router.routes.append(mcp.route)
    app.frontend("/", directory=WIDGET, fallback=None)
    # FastAPI makes the description once after the last route, and keeps it.
    describe(app.openapi())
    return app
