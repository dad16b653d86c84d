"""Footnote and its peers measured side by side, for ``make bench``: one trial a file.

A trial measures every side in the same run, round by round, each in a process of its own; what it
found is kept as JSON, and ``docs/benchmarks.md`` is written from that.
"""
