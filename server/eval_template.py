"""The style and the template of an evaluation's page, on top of those of every report."""

from __future__ import annotations

STYLE = """
article h3 { margin: 0; }
article ol, article ul { padding-left: 1.4rem; margin: 0.5rem 0; }
article .missed { color: var(--bad); }
"""

PAGE = """{% extends "report" %}
{% block title %}Evaluation of {{ found.snapshot }}{% endblock %}
{% block more_style %}{{ own_style }}{% endblock %}
{% block body %}
<header>
<h1>Evaluation</h1>
<p class="meta">{{ found.judgments }} on snapshot <code>{{ found.snapshot }}</code>
{%- if compared %}, against <code>{{ compared.first }}</code>{% endif %} ·
{{ found.created[:16] | replace("T", " ") }} UTC</p>
{% for note in found.notes %}<p class="worse">{{ note }}</p>
{% endfor %}
</header>
<main>
<ul class="tiles">
{% for row in rows if row.measure.name in headlines %}
<li>{{ row.measure.name }}<strong>{{ row.figure }}</strong>
{% if row.difference %}<span class="{{ row.way }}">{{ row.difference }}</span>, p {{ row.p }}
{% else %}{{ row.spread }}{% endif %}</li>
{% endfor %}
</ul>

<h2 id="figures">Figures</h2>
<div class="scroll"><table>
<thead><tr><th>measure</th><th class="n">figure</th><th class="n">95 % interval</th>
<th class="n">n</th>{% if compared %}<th class="n">before</th><th class="n">difference</th>
<th class="n">95 % interval</th><th class="n">p</th><th class="n">better</th>
<th class="n">worse</th>{% endif %}<th>what it says</th></tr></thead>
<tbody>
{% for row in rows %}
<tr{% if row.sure %} class="sure"{% endif %}><td>{{ row.measure.name }}</td>
<td class="n">{{ row.figure }}</td><td class="n">{{ row.spread }}</td><td class="n">{{ row.n }}</td>
{% if compared %}<td class="n">{{ row.before }}</td>
<td class="n {{ row.way }}">{{ row.difference }}</td><td class="n">{{ row.difference_spread }}</td>
<td class="n">{{ row.p }}</td><td class="n">{{ row.better }}</td><td class="n">{{ row.worse }}</td>
{% endif %}<td>{{ row.measure.says }}</td></tr>
{% endfor %}
</tbody>
</table></div>
<table>
<thead><tr><th>questions that …</th>{% for status in statuses %}<th class="n">{{ status }}</th>
{%- endfor %}</tr></thead>
<tbody>
{% for expected, counts in found.statuses.items() %}
<tr><td>{{ expectations[expected] }}</td>
{% for count in counts.values() %}<td class="n">{{ count }}</td>{% endfor %}</tr>
{% endfor %}
</tbody>
</table>
<p class="meta">Intervals are bootstrapped over questions; p is a paired randomization test of
flipped signs, two-sided. Median time: search {{ found.milliseconds.search | round | int }} ms,
answer {{ found.milliseconds.answer | round | int }} ms.</p>

<h2 id="plots">Plots</h2>
<div class="plots">
{% for plot, caption in plots %}
<figure>{{ plot }}<figcaption>{{ caption }}</figcaption></figure>
{% endfor %}
</div>

{% if compared and compared.changed %}
<h2 id="changed">Questions that changed most</h2>
<table>
<thead><tr><th>id</th><th>question</th><th>differences</th></tr></thead>
<tbody>
{% for change in compared.changed %}
<tr><td class="id"><a href="#{{ change.id }}">{{ change.id }}</a></td><td>{{ change.question }}</td>
<td>{% for name, value in change.differences.items() if measures[name].better %}
{{ name }} <span class="{{ way(name, value) }}">{{ signed(name, value) }}</span>
{%- if not loop.last %}, {% endif %}{% endfor %}
{% if change.statuses[0] != change.statuses[1] %} · {{ change.statuses | join(" → ") }}
{%- endif %}</td></tr>
{% endfor %}
</tbody>
</table>
{% endif %}

<h2 id="questions">Questions</h2>
{% for expected, questions in groups %}
<h3>{{ expectations[expected] | capitalize }}: {{ questions | length }}</h3>
<div class="scroll"><table>
<thead><tr><th>id</th><th>question</th><th>status</th><th class="n">evidence</th>
{% for name in columns if expected != "silence" %}<th class="n">{{ name }}</th>{% endfor %}
</tr></thead>
<tbody>
{% for q in questions %}
<tr><td class="id"><a href="#{{ q.id }}">{{ q.id }}</a></td><td>{{ q.question }}</td>
<td>{{ q.status | replace("_", " ") }}</td><td class="n">{{ "%.3f" | format(q.score) }}</td>
{% for name in columns if expected != "silence" %}
<td class="n">{% if name in q.values %}{{ brief(name, q.values[name]) }}{% endif %}</td>
{%- endfor %}</tr>
{% endfor %}
</tbody>
</table></div>
{% endfor %}

<h2 id="answers">Answers</h2>
{% for q in found.questions %}
<article id="{{ q.id }}">
<h3>{{ q.id }} · {{ q.question }}</h3>
<p class="meta">{{ expectations[q.expected] }} · {{ q.status | replace("_", " ") }} · evidence
{{ "%.3f" | format(q.score) }}
{%- for name in columns if name in q.values %} · {{ name }} {{ brief(name, q.values[name]) }}
{%- endfor %}</p>
{% if q.said %}
<ol>
{% for said in q.said %}
<li><span class="words">{{ said.text }}</span>
<span class="meta">{% for section in said.sections %}— {{ said.authors[loop.index0] }},
<code>{{ section }}</code>{% endfor %}</span></li>
{% endfor %}
</ol>
{% endif %}
{% for note in q.notes %}<p class="meta">{{ note }}</p>
{% endfor %}
{% if q.missed %}
<p class="meta">Vital points missed:</p>
<ul class="missed">{% for text in q.missed %}<li>{{ text }}</li>{% endfor %}</ul>
{% endif %}
{% if q.covered %}
<p class="meta">Vital points covered:</p>
<ul>{% for text in q.covered %}<li>{{ text }}</li>{% endfor %}</ul>
{% endif %}
</article>
{% endfor %}
</main>
<footer><p>Made by <code>footnote eval --report</code>. The sentences are their authors' own words,
under the licences of the texts the snapshot was built from.</p></footer>
{% endblock %}
"""
