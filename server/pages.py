"""Pages for people, without JavaScript: their template, their style, and the page of an error."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from fastapi.responses import HTMLResponse
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

STYLE = """
:root { color-scheme: light dark; --ink: #1d2226; --soft: #5a6268; --paper: #faf9f6;
  --line: #e3e0d8; --link: #0f5e59; --mark: #ffe9a3; --wash: #f1efe9; --on-link: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9e6; --soft: #a3acae; --paper: #14181a;
  --line: #2e3639; --link: #86d0c4; --mark: #5b4a10; --wash: #1d2326; --on-link: #0d2421; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem 6rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", Georgia,
  "Noto Serif", serif; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.25rem 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
h2 code, h3 code { font-size: 1em; }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 0.5rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
p { margin: 0.75rem 0; }
.words { white-space: pre-line; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line);
  color: var(--soft); }
pre { overflow-x: auto; padding: 0.75rem 1rem; background: var(--wash); border-radius: 6px; }
pre, code { font: 0.875rem/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
li { margin: 0.3rem 0; }
mark { background: var(--mark); color: inherit; padding: 0.1em 0; scroll-margin-top: 30vh;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
article > h2, article > h3 { margin-top: 0; }
article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem;
  scroll-margin-top: 1rem; }
.meta, .tags, article > header, footer, table { font: 0.9rem/1.5 system-ui, sans-serif;
  color: var(--soft); }
article > header strong, article > header a { color: var(--ink); }
.tags { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem; padding: 0; margin: 0; }
.tags li { background: var(--wash); border-radius: 4px; padding: 0 0.5rem; margin: 0; }
blockquote.said .words { color: var(--ink); }
textarea, button { font: inherit; color: inherit; }
textarea { width: 100%; padding: 0.6rem 0.8rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--wash); }
button { padding: 0.5rem 1.5rem; border: 0; border-radius: 2rem; background: var(--link);
  color: var(--on-link); font-weight: 600; }
textarea:focus-visible, button:focus-visible { outline: 2px solid var(--link);
  outline-offset: 2px; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0;
  border-bottom: 1px solid var(--line); }
td { color: var(--ink); }
@media print { body { max-width: none; } mark { text-decoration: underline; } }
"""

LAYOUT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %} · Footnote</title>
<style>{{ style }}</style>
{% block head %}{% endblock %}
</head>
<body>
{% block body %}{% endblock %}
</body>
</html>
"""

ERROR = """{% extends "layout" %}
{% block title %}{{ title }}{% endblock %}
{% block body %}
<main>
<h1>{{ title }}</h1>
<p>{{ detail }}</p>
{% if link %}<p><a href="{{ link }}">{{ link_text }}</a></p>{% endif %}
<p><a href="/">Ask a question</a></p>
</main>
{% if request_id %}<footer>Request {{ request_id }}</footer>{% endif %}
{% endblock %}
"""

# A stylesheet named by its hash needs no second request and lets no other style in.
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)

SAFE_LINK = re.compile(r"(?:https?://|/(?![/\\]))[^\s\x00-\x1f\x7f]*", re.IGNORECASE)


def link(url: str | None) -> str | None:
    """The address where it is http, https or a path of this server; None for any other."""
    return url if url and SAFE_LINK.fullmatch(url) else None


def code(text: str) -> Markup:
    """A line of a docstring as HTML, with what stands between backticks as code."""
    return Markup(re.sub(r"``?([^`]+)``?", r"<code>\1</code>", str(escape(text))))


def prose(text: str | None) -> Markup:
    """A docstring's paragraphs as HTML."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", (text or "").strip())]
    return Markup("").join(Markup("<p>{}</p>").format(code(part)) for part in parts if part)


templates = Environment(
    loader=DictLoader({"layout": LAYOUT, "error": ERROR}),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals["style"] = Markup(STYLE)
templates.filters["link"] = link
templates.filters["code"] = code
templates.filters["prose"] = prose


@dataclass(frozen=True, slots=True)
class Page:
    """A whole HTML page."""

    html: str

    def respond(self, status: int = 200, headers: dict[str, str] | None = None) -> HTMLResponse:
        """The page as a response under its own, stricter policy."""
        return HTMLResponse(
            self.html, status, {**(headers or {}), "Content-Security-Policy": POLICY}
        )


def error_page(
    title: str,
    detail: str,
    request_id: str | None = None,
    link: str | None = None,
    link_text: str = "",
) -> Page:
    """What is wrong, in words, and a way on."""
    return Page(
        templates.get_template("error").render(
            title=title, detail=detail, request_id=request_id, link=link, link_text=link_text
        )
    )
