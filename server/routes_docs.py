"""The door to the API's documentation: the OpenAPI description as a page, its examples to be tried.

The usual viewers come from a foreign server or weigh megabytes; this one works offline, and without
a script its examples are lines for a shell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Undefined

from server.examples import examples_of
from server.pages import Page, templates
from server.problems import TITLES

router = APIRouter(include_in_schema=False)

DOCS = """{% extends "layout" %}
{% block title %}API{% endblock %}
{% macro type(schema) -%}
{% if "$ref" in schema %}{% set name = schema["$ref"].rsplit("/", 1)[1] -%}
<a href="#{{ name }}">{{ name }}</a>
{%- elif "anyOf" in schema %}
{%- for part in schema.anyOf %}{{ type(part) }}{{ " or " if not loop.last }}{% endfor %}
{%- elif "enum" in schema %}{{ schema.enum | join(", ") }}
{%- elif "const" in schema %}{{ schema.const }}
{%- elif schema.type == "array" %}list of {{ type(schema["items"]) }}
{%- else %}{{ schema.format or schema.type or "any" }}{% endif %}
{%- endmacro %}
{% macro row(name, schema, required, about) %}
<tr><td><code>{{ name }}</code>{{ "" if required else " (optional)" }}</td>
<td>{{ type(schema) }}
{%- if schema.default is defined and schema.default is not none %}, else {{ schema.default }}
{%- endif %}</td>
<td>{{ (about or "") | code }}</td></tr>
{% endmacro %}
{% block body %}
<header><h1>{{ api.info.title }} API</h1>
<p class="meta">Version {{ api.info.version }} · <a href="/openapi.json">OpenAPI
description</a> for your tools</p>
{{ api.info.description | prose }}</header>
<main>
{% for path, method, operation in operations %}
<article id="{{ operation.operationId }}">
<h2><code>{{ method | upper }} {{ path }}</code></h2>
{{ operation.description | prose }}
{% if operation.parameters %}
<table><thead><tr><th>Parameter<th>Type<th>Meaning</tr></thead><tbody>
{% for parameter in operation.parameters %}
{{ row(parameter.name, parameter.schema, parameter.required, parameter.description) }}
{%- endfor %}
</tbody></table>
{% endif %}
{% if operation.requestBody %}
<p>Body: {{ type(operation.requestBody.content["application/json"].schema) }}</p>
{% endif %}
{% for example in examples(api, path, method, operation) %}
<pre data-method="{{ example.method }}" data-target="{{ example.target }}"
{%- if example.body is not none %} data-body="{{ example.as_json() }}"{% endif %}>
{{- example.curl(origin) }}</pre>
{% endfor %}
<ul>
{% for status, response in operation.responses.items() if status < "400" %}
<li>{{ status }} {{ response.description | code }}
{% for media, content in (response.content or {}).items() %}
<br><code>{{ media }}</code>{% if content.schema %}: {{ type(content.schema) }}{% endif %}
{% endfor %}</li>
{% endfor %}
{% for kind, errors in refusals(operation) %}
<li>{{ type(kind) if kind else "A page" }} where that cannot be:
{% for status, description in errors %}
<br>{{ status }} {{ description | code }}
{% endfor %}</li>
{% endfor %}
</ul>
</article>
{% endfor %}
<h2>Shapes</h2>
{% for name, schema in api.components.schemas.items() %}
<article id="{{ name }}">
<h3>{{ name }}</h3>
{{ schema.description | prose }}
<table><tbody>
{% for field, part in schema.properties.items() %}
{{ row(field, part, field in (schema.required or []), part.description) }}
{%- endfor %}
</tbody></table>
</article>
{% endfor %}
<h2>Kinds of Problem</h2>
<table><tbody>
{% for kind, title in problems.items() %}
<tr id="{{ kind }}"><td><code>/docs#{{ kind }}</code></td><td>{{ title }}</td></tr>
{% endfor %}
</tbody></table>
</main>
<script src="/docs.js" defer></script>
{% endblock %}
"""

POLICY = "script-src 'self'; connect-src 'self'"
SCRIPT = Path(__file__).parent / "docs.js"

TEMPLATE = templates.overlay(undefined=Undefined).from_string(DOCS)


@router.get("/docs", response_class=HTMLResponse)
async def show_docs(request: Request) -> HTMLResponse:
    """The whole API on one page."""
    api = request.app.openapi()
    operations = [
        (path, method, operation)
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
    ]

    response = Page(
        TEMPLATE.render(
            api=api,
            operations=operations,
            examples=examples_of,
            refusals=_refusals,
            problems=TITLES,
            origin=str(request.base_url).rstrip("/"),
        )
    ).respond()
    response.headers["Content-Security-Policy"] += f"; {POLICY}"
    return response


@router.get("/docs.js")
async def show_script() -> FileResponse:
    """What lets the examples be tried on the page."""
    return FileResponse(SCRIPT, media_type="text/javascript")


def _refusals(operation: dict[str, Any]) -> list[tuple[dict[str, Any] | None, list[Any]]]:
    """The errors of an operation by their shape: its schema, and each status with what it says."""
    found: dict[str, tuple[dict[str, Any] | None, list[Any]]] = {}
    for status, response in sorted(operation["responses"].items()):
        if status >= "400":
            (content,) = response["content"].values()
            schema = content["schema"]
            named = found.setdefault(str(schema), (schema if "$ref" in schema else None, []))
            named[1].append((status, response["description"]))
    return list(found.values())
