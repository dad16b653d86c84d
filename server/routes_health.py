"""The doors for whoever watches the server: does it run, and can it answer?"""

from __future__ import annotations

from fastapi import APIRouter

from server.schemas import Health, Readiness
from server.state import CurrentSnapshot

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def health() -> Health:
    """The server runs."""
    return Health()


@router.get("/readyz")
async def readiness(snapshot: CurrentSnapshot) -> Readiness:
    """The server has an index to answer from."""
    manifest = snapshot.manifest
    return Readiness(
        snapshot=snapshot.id,
        created=manifest.created,
        encoder=manifest.encoder.name,
        counts=dict(manifest.counts),
    )
