"""The layout and the style of a report: one file that needs no script, no server and no network."""

from __future__ import annotations

from jinja2 import DictLoader
from markupsafe import Markup

from server.pages import LAYOUT, templates

STYLE = """
body { max-width: 64rem; }
:root { --good: #1b6ca8; --bad: #b4501e; }
@media (prefers-color-scheme: dark) { :root { --good: #7db7e8; --bad: #eb9a68; } }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem;
  padding: 0; list-style: none; }
.tiles li { background: var(--wash); border-radius: 8px; padding: 0.75rem 1rem; margin: 0;
  font: 0.85rem/1.4 system-ui, sans-serif; color: var(--soft); }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.3; color: var(--ink);
  font-variant-numeric: tabular-nums; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; }
figcaption { font: 0.85rem/1.4 system-ui, sans-serif; color: var(--soft); }
svg { width: 100%; height: auto; display: block; }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
svg .bar, svg .good { fill: var(--good); } svg .bad { fill: var(--bad); }
svg .good.hollow { fill: var(--paper); stroke: var(--good); }
svg .bad.hollow { fill: var(--paper); stroke: var(--bad); }
svg .axis { stroke: var(--soft); } svg .grid { stroke: var(--line); }
svg .curve { fill: none; stroke: var(--good); stroke-width: 2; stroke-linejoin: round; }
.scroll { overflow-x: auto; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.id { white-space: nowrap; }
tr.sure td { font-weight: 600; }
.worse { color: var(--bad); } .better { color: var(--good); }
code { overflow-wrap: anywhere; }
@media print { article { break-inside: avoid; } }
"""

REPORT = """{% extends "layout" %}
{% block head %}<style>{{ style_of_reports }}
{% block more_style %}{% endblock %}</style>
{% endblock %}
"""

reports = templates.overlay(loader=DictLoader({"layout": LAYOUT, "report": REPORT}))
reports.globals["style_of_reports"] = Markup(STYLE)
