"""The examples in an OpenAPI description → requests that can be made."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Example:
    """One request: ``target`` is the path with its query, ``body`` None where none is sent."""

    method: str
    target: str
    body: Any

    def curl(self, origin: str) -> str:
        """The request as a line for a shell."""
        if self.body is None:
            return f"curl '{origin}{self.target}'"
        return f"curl --json {shlex.quote(self.as_json())} {origin}{self.target}"

    def as_json(self) -> str:
        """The body as it is sent."""
        return json.dumps(self.body, indent=1, ensure_ascii=False)


def examples_of(
    api: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]
) -> list[Example]:
    """The requests that an operation's own examples make, one for each body."""
    target, query = path, {}
    for parameter in operation.get("parameters", ()):
        given = parameter["schema"].get("examples")
        if given and parameter["in"] == "path":
            target = target.replace(f"{{{parameter['name']}}}", quote(given[0]))
        elif given:
            query[parameter["name"]] = given[0]
    target += f"?{urlencode(query)}" if query else ""
    if "requestBody" not in operation:
        return [Example(method.upper(), target, None)]
    named = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    shape = api["components"]["schemas"][named.rsplit("/", 1)[1]]
    bodies = (
        {
            field: body[field] for field in shape["properties"] if field in body
        }  # in a reader's order
        for body in shape["examples"]
    )
    return [Example(method.upper(), target, body) for body in bodies]
