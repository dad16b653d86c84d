"""A question and its answer as a page, with a form to ask on: the chat where scripts are off."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from rag.answer import Answer, Citation, Reference
from rag.positions import SAID
from server.pages import Page, templates

ANSWER = """{% extends "layout" %}
{% block title %}{{ answer.question if answer else "Ask a question" }}{% endblock %}
{% macro linked(name, url) -%}
{% if url | link %}<a href="{{ url }}">{{ name }}</a>{% else %}{{ name }}{% endif %}
{%- endmacro %}
{% macro by(reference) -%}
<strong>{{ reference.author }}</strong>
{%- if reference.position %} {{ said[reference.position] }}{% endif %}
{%- if reference.published %}, {{ reference.published.year }}{% endif %}
{%- if reference.votes %} · {{ reference.votes }}
{{- " vote" if reference.votes == 1 else " votes" }}{% endif %}
{%- endmacro %}
{% macro dated(sentence) -%}
{% if sentence.dated %} <small class="meta">said in {{ sentence.dated }}</small>{% endif %}
{%- endmacro %}
{% macro offers(title, questions) %}
<h2>{{ title }}</h2>
<ul>{% for each in questions %}<li><a href="{{ asked(each) }}">{{ each }}</a></li>{% endfor %}</ul>
{% endmacro %}
{% block body %}
<header><p class="meta"><a href="/">Footnote</a> · marketing advice, every sentence footnoted</p>
<h1>{{ answer.question if answer else "Ask a question" }}</h1></header>
<main>
{% if answer %}
{% for sentence in answer.sentences %}
{% set cited = sentence.citations %}
{% if sentence.kind == "claim" %}
<div class="said"><p class="words">{{ sentence.text }}
{%- for citation in cited %} <a href="{{ source(references[citation.reference], citation) }}"
>[{{ citation.reference }}]</a>{% endfor %}{{ dated(sentence) }}</p>
<p class="meta">Summed up from {% for citation in cited -%}
{{ by(references[citation.reference]) }}: “{{ citation.quote }}”
{{- "; " if not loop.last }}{% endfor %}</p></div>
{% elif cited %}
<blockquote class="said"><p class="meta">
{%- for citation in cited %}{{ by(references[citation.reference]) }}{{ "; " if not loop.last }}
{%- endfor %}</p>
<p class="words">{{ sentence.text }}
{%- for citation in cited %} <a href="{{ source(references[citation.reference], citation) }}"
>[{{ citation.reference }}]</a>{% endfor %}{{ dated(sentence) }}</p></blockquote>
{% else %}
<p>{{ sentence.text }}</p>
{% endif %}
{% endfor %}
{% if answer.status == "no_evidence" and not answer.sentences %}
<p>Nobody here has answered that. Footnote only says what somebody wrote.</p>
{% elif answer.status == "partial" %}
<p>This is only part of an answer.</p>
{% endif %}
{% for note in answer.notes %}<p class="meta">{{ note }}</p>
{% endfor %}
{% if answer.references %}
<h2>Sources</h2>
<ol>
{% for reference in answer.references %}
<li value="{{ reference.number }}">{{ linked(reference.title, reference.url) }}<br>
{{ linked(reference.author, reference.author_url) }}
{%- if reference.published %}, <time datetime="{{ reference.published }}">
{{- reference.published.year }}</time>{% endif %} · {{ reference.site }}
{%- if reference.licence %} · {{ linked(reference.licence, reference.licence_url) }}{% endif %}
 · <a href="{{ reference.source_url }}">read in context</a></li>
{% endfor %}
</ol>
{% endif %}
{% if answer.nearest %}{{ offers("Questions that are answered here", answer.nearest) }}{% endif %}
{% endif %}
<form action="/ask" method="get" role="search">
<p><label for="q">{{ "Ask on" if answer else "Your question" }}</label></p>
<p><textarea id="q" name="q" rows="3" required></textarea></p>
{% if answer %}
<input type="hidden" name="after" value="{{ answer.standalone_question }}">
{% endif %}
<p><button type="submit">Ask</button></p>
</form>
</main>
<footer><p>This page works without scripts. Each number opens the exact words in their source.</p>
</footer>
{% endblock %}
"""

TEMPLATE = templates.from_string(ANSWER)


def answer_page(answer: Answer | None) -> Page:
    """The answer with a form to ask on; the form alone before there is one."""
    references = {each.number: each for each in answer.references} if answer else {}
    return Page(
        TEMPLATE.render(answer=answer, references=references, asked=asked, source=source, said=SAID)
    )


def asked(question: str) -> str:
    """The address that asks a question."""
    return f"/ask?{urlencode({'q': question})}"


def source(reference: Reference, citation: Citation) -> str:
    """Our page of the reference's document, opened at the cited words."""
    document, _, part = reference.section_id.partition("#")
    span = urlencode({"section": part, "start": citation.start, "end": citation.end})
    return f"/sources/{quote(document)}?{span}#cite"
