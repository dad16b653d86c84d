"""A document as a page: every section with its author, the cited words marked in their context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Block, Document, Section
from server.pages import Page, templates

SOURCE = """{% extends "layout" %}
{% block title %}{{ document.title }}{% endblock %}
{% macro linked(name, url, rel=none) -%}
{% if url | link %}<a href="{{ url }}"{% if rel %} rel="{{ rel }}"{% endif %}>{{ name }}</a>
{%- else %}{{ name }}{% endif %}
{%- endmacro %}
{% macro dated(day) -%}
{% if day %} · <time datetime="{{ day }}">{{ day.day }} {{ day.strftime("%B %Y") }}</time>
{%- endif %}
{%- endmacro %}
{% macro words(pieces) -%}
{% for piece in pieces -%}
{% if piece.marked %}<mark{% if piece.first %} id="cite"{% endif %}>{{ piece.text }}</mark>
{%- else %}{{ piece.text }}{% endif %}
{%- endfor %}
{%- endmacro %}
{% block body %}
<header>
<p class="meta">{{ document.site }}{{ dated(document.published) }}</p>
<h1>{{ linked(document.title, document.url) }}</h1>
{% if document.tags %}
<ul class="tags" aria-label="Tags">{% for tag in document.tags %}<li>{{ tag }}</li>{% endfor %}</ul>
{% endif %}
{% if cited %}<p class="meta">The <a href="#cite">cited words</a> are marked below.</p>{% endif %}
</header>
<main>
{% for section, groups in sections %}
<article id="{{ section.id.partition('#')[2] }}">
<header>{{ {"question": "Question by", "answer": "Answer by", "body": "By"}[section.role] }}
<strong>{{ linked(section.author, section.author_url, "author") }}</strong>
{{- dated(section.published) }}
{%- if section.votes %} · {{ section.votes }}
{{- " vote" if section.votes == 1 else " votes" }}{% endif %}
{%- if section.url | link %} · <a href="{{ section.url }}">original</a>{% endif %}</header>
{% for group in groups %}
{% if group.tag in ("ul", "ol") %}
<{{ group.tag }}>
{% for number, pieces in group.blocks %}
<li{% if number is not none %} value="{{ number }}"{% endif %}>{{ words(pieces) }}</li>
{% endfor %}
</{{ group.tag }}>
{% elif group.tag == "blockquote" %}
<blockquote>{% for _, pieces in group.blocks %}<p class="words">{{ words(pieces) }}</p>
{%- endfor %}</blockquote>
{% else %}
{% for _, pieces in group.blocks %}
<{{ group.tag }} class="words">{{ words(pieces) }}</{{ group.tag }}>
{% endfor %}
{% endif %}
{% endfor %}
</article>
{% endfor %}
</main>
<footer>
<p>From {{ document.site }}: {{ linked(document.title, document.url) }}, by the people named above.
{% if document.licence %}Licence: {{ linked(document.licence, document.licence_url, "license") }}.
{% endif %}
Shown as plain text; pictures and formatting are left out, the words are unchanged.</p>
<p><a href="/">Ask a question</a></p>
</footer>
{% endblock %}
"""

TEMPLATE = templates.from_string(SOURCE)

TAGS = {"paragraph": "p", "heading": "h3", "quote": "blockquote", "code": "pre"}
NUMBERED = re.compile(r"(\d{1,9})[.)]\s*\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """Cited words: ``[start, end)`` of a section's text."""

    section_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked or not; ``first`` is where a link to the citation arrives."""

    text: str
    marked: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks under one HTML tag, each with its list number or None."""

    tag: str
    blocks: tuple[tuple[int | None, tuple[Piece, ...]], ...]


def source_page(document: Document, span: Span | None = None) -> Page:
    """The whole document, with the span's words in ``<mark id="cite">``."""
    sections = [
        (section, list(_groups(section, span if span and span.section_id == section.id else None)))
        for section in document.sections
    ]
    return Page(TEMPLATE.render(document=document, sections=sections, cited=span is not None))


def touches(section: Section, start: int, end: int) -> bool:
    """Whether the span lies in the section's text and holds a part of one of its blocks."""
    inside = 0 <= start < end <= len(section.text)
    return inside and any(block.start < end and start < block.end for block in section.blocks)


def numbered(section: Section) -> Iterator[tuple[Block, int | None]]:
    """The section's blocks in order, with their number where they are items of a numbered list."""
    before = 0
    for block in section.blocks:
        number = NUMBERED.search(section.text, before, block.start)
        before = block.end
        yield block, int(number[1]) if number and block.kind == "item" else None


def _groups(section: Section, span: Span | None) -> Iterator[Group]:
    first = next((b for b in section.blocks if span and b.end > span.start), None)
    shown = []
    for block, number in numbered(section):
        tag = TAGS.get(block.kind) or ("ul" if number is None else "ol")
        pieces = tuple(_pieces(section.text, block, span, block is first))
        shown.append((tag, number, pieces))
    for tag, blocks in groupby(shown, key=lambda entry: entry[0]):
        yield Group(tag, tuple((number, pieces) for _, number, pieces in blocks))


def _pieces(text: str, block: Block, span: Span | None, first: bool) -> Iterator[Piece]:
    start = end = block.end
    if span:
        start = min(max(span.start, block.start), block.end)
        end = max(min(span.end, block.end), start)
    for a, b, marked in ((block.start, start, False), (start, end, True), (end, block.end, False)):
        if a < b:
            yield Piece(text[a:b], marked, first and marked)
