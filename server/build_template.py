"""The style and the template of a build's page, on top of those of every report."""

from __future__ import annotations

STYLE = """
.banner { border-left: 4px solid var(--bad); padding: 0.1rem 1rem; background: var(--wash); }
details { margin: 0.5rem 0; }
summary { cursor: pointer; font: 0.95rem/1.5 system-ui, sans-serif; }
td.bar { width: 40%; } td.bar span { display: block; height: 0.8rem; background: var(--good); }
.pair td { width: 50%; font: 0.9rem/1.45 Charter, Georgia, serif; }
.pair code { display: block; color: var(--soft); }
"""

PAGE = """{% extends "report" %}
{% macro named(things) %}
<ul>{% for thing in things[:most] %}<li><code>{{ thing }}</code></li>{% endfor %}
{% if things | length > most %}<li>and {{ "{:,}".format(things | length - most) }} more</li>
{%- endif %}</ul>
{% endmacro %}
{% block title %}Build {{ manifest.id }}{% endblock %}
{% block more_style %}{{ own_style }}{% endblock %}
{% block body %}
<header>
<h1>{{ "Build" if published else "Build that was not published" }}</h1>
<p class="meta">Snapshot <code>{{ manifest.id }}</code> ·
{{ manifest.created[:16] | replace("T", " ") }} UTC · encoder {{ manifest.encoder.name }},
{{ manifest.encoder.precision }}, {{ manifest.encoder.dimension }} dimensions</p>
{% if manifest.adaptation %}<p class="meta">{{ manifest.adaptation.summary }}</p>{% endif %}
{% if appraisal.objections %}
<div class="banner">
<p>{{ "Published by force, although:" if published else "It is worse than the one in use:" }}</p>
<ul>{% for objection in appraisal.objections %}<li>{{ objection }}</li>{% endfor %}</ul>
</div>
{% endif %}
</header>
<main>
<ul class="tiles">
<li>documents<strong>{{ "{:,}".format(documents) }}</strong>
{{ "{:,}".format(manifest.counts.threads) }} threads,
{{ "{:,}".format(manifest.counts.posts) }} posts</li>
<li>answers<strong>{{ "{:,}".format(manifest.counts.answers) }}</strong>
{{ "{:,}".format(manifest.counts.sections) }} sections in all</li>
<li>passages<strong>{{ "{:,}".format(manifest.counts.passages) }}</strong>
{{ "{:,}".format(encoded) }} encoded anew</li>
<li>nearly the same<strong>{{ "{:,}".format(manifest.counts.copies) }}</strong>
passages in {{ "{:,}".format(pair_count) }} pairs</li>
<li>left out<strong>{{ "{:,}".format(unread) }}</strong>
unread, skipped or too thin</li>
<li>time<strong>{{ "%.1f" | format(seconds) }} s</strong>until it was measured</li>
</ul>

<h2 id="sources">Sources</h2>
<div class="scroll"><table>
<thead><tr><th>source</th><th>read from</th><th class="n">threads</th><th class="n">answers</th>
<th class="n">posts</th></tr></thead>
<tbody>
{% for source in report.sources %}
<tr><td>{{ source.name }}</td><td><code>{{ source.path }}</code></td>
<td class="n">{{ "{:,}".format(source.threads) }}</td>
<td class="n">{{ "{:,}".format(source.answers) }}</td>
<td class="n">{{ "{:,}".format(source.posts) }}</td></tr>
{% endfor %}
</tbody>
</table></div>

<h2 id="changed">What changed</h2>
{% if changed %}
<p class="meta">Against <code>{{ before }}</code>, which was
in use when this was built.</p>
{% if not (changed.added or changed.changed or changed.removed) %}
<p>No document was added, changed or removed.</p>
{% endif %}
{% for name, ids in (("added", changed.added), ("changed", changed.changed),
("removed", changed.removed)) %}
{% if ids %}
<details{% if ids | length <= 20 %} open{% endif %}><summary>{{ "{:,}".format(ids | length) }}
{{ name }}</summary>
{{ named(ids) }}</details>
{% endif %}
{% endfor %}
{% if published %}
<p class="meta">What it answers differently:
<code>footnote diff {{ before }} {{ manifest.id }}</code></p>
{% endif %}
{% else %}
<p>There was nothing to compare it with.</p>
{% endif %}

<h2 id="quality">Quality</h2>
{% if trends %}
<div class="plots">
{% for plot, caption in trends %}
<figure>{{ plot }}<figcaption>{{ caption }}</figcaption></figure>
{% endfor %}
</div>
<p class="meta">Each dot is a snapshot that is kept, the last one this build; 1 is best.
{% if not appraisal.golden %} There are no golden questions: put some into
<code>golden.tsv</code>, and a build is measured by what your readers ask.{% endif %}</p>
{% else %}
<p>Nothing was measured.</p>
{% endif %}
{% if lost %}
<p class="worse">Golden questions name answers that are not in the texts:</p>
<ul>{% for question, section in lost %}<li>{{ question }} <code>{{ section }}</code></li>
{%- endfor %}</ul>
{% endif %}

<h2 id="left-out">Left out</h2>
{% for one in left_out %}
<h3>{{ "{:,}".format(one.findings | length) }} {{ one.heading }}</h3>
<table>
<thead><tr><th>why</th><th class="n">files</th></tr></thead>
<tbody>
{% for reason, count in one.reasons %}
<tr><td>{{ reason }}</td><td class="n">{{ "{:,}".format(count) }}</td></tr>
{% endfor %}
</tbody>
</table>
<details><summary>Which</summary>
<ul>{% for finding in one.findings[:most] %}
<li><code>{{ finding.path }}{% if finding.line %}:{{ finding.line }}{% endif %}</code>
{{ finding.reason }}</li>{% endfor %}
{% if one.findings | length > most %}
<li>and {{ "{:,}".format(one.findings | length - most) }} more, all of them in
<code>report.json</code></li>{% endif %}
</ul></details>
{% else %}
<p>Nothing was left out.</p>
{% endfor %}

<h2 id="texts">Texts</h2>
<div class="plots">
{% for plot, caption in plots %}
<figure>{{ plot }}<figcaption>{{ caption }}</figcaption></figure>
{% endfor %}
</div>

<h2 id="copies">Nearly the same</h2>
{% if pairs %}
<p class="meta">Passages of different sections of which one holds most of the other's words, run by
run. All are kept; an answer rests on one of each pair.</p>
<details{% if pairs | length <= 5 %} open{% endif %}>
<summary>{{ "{:,}".format(pair_count) }} pairs{% if pair_count > most %}, of which the
{{ most }} longest follow{% endif %}</summary>
{% for pair in pairs %}
<table class="pair"><tbody><tr>
{% for n in (0, 1) %}
<td><code>{{ pair.ids[n] }}</code>{{ pair.texts[n] | truncate(300) }}</td>
{% endfor %}
</tr></tbody></table>
{% endfor %}
</details>
{% else %}
<p>No two sections say nearly the same.</p>
{% endif %}

<h2 id="steps">Slowest steps</h2>
<table>
<thead><tr><th>step</th><th class="n">seconds</th><th class="n">how many</th><th></th></tr></thead>
<tbody>
{% for step in steps %}
<tr><td>{{ step.name }}</td><td class="n">{{ "%.1f" | format(step.seconds) }}</td>
<td class="n">{{ "{:,}".format(step.count) if step.count > 1 }}</td>
<td class="bar"><span style="width: {{ (100 * step.seconds / (steps[0].seconds or 1)) | round }}%">
</span></td></tr>
{% endfor %}
</tbody>
</table>
</main>
<footer><p>Made by <code>footnote build</code>. The texts are their authors' own, under the licences
of their sources.</p></footer>
{% endblock %}
"""
