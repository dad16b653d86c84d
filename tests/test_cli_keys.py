"""``footnote keys`` answers at once and explains itself; what it does is tested with the keys."""

from __future__ import annotations

from conftest import run


def test_help_names_what_there_is(capsys, monkeypatch):
    code, out, _ = run(capsys, monkeypatch, "keys", "--help")
    assert code == 0
    for name in ("add", "list", "revoke"):
        assert name in out
